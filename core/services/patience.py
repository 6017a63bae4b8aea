"""What was paid for is held on to while the database is away: a new run would pay for it again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from core.errors import DatabaseAway

log = logging.getLogger(__name__)

PATIENCE = 5  # waits, each twice as long as the one before: about a minute


async def patiently(write: Callable[[], Awaitable[None]], backoff_seconds: float) -> None:
    """`write` must be repeatable. Raises DatabaseAway when the patience is at its end."""
    for times in range(PATIENCE):
        try:
            return await write()
        except DatabaseAway as error:
            log.warning("the outcome of a paid call cannot be written yet: %s", error)
            await asyncio.sleep(backoff_seconds * 2**times)
    return await write()
