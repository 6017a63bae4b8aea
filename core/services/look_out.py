"""Work that waits in a table: done at once when this process is woken, else within seconds."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from core.errors import DatabaseAway

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LookOut:
    """`step` does one piece and says whether there was one."""

    step: Callable[[], Awaitable[bool]]
    woken: asyncio.Event
    every: float = 2.0

    async def for_ever(self) -> None:
        while True:
            self.woken.clear()
            try:
                while await self.step():
                    pass
            except DatabaseAway as error:
                log.warning("looked for in a moment: the database is away (%s)", error)
            except Exception:
                log.exception("one piece of work failed by surprise; it is tried again when its claim ends")
            try:
                async with asyncio.timeout(self.every):
                    await self.woken.wait()
            except TimeoutError:
                continue
