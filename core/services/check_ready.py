"""Whether this process can do its work now: what a load balancer asks before it sends anything."""

import asyncio
import logging
from collections.abc import Awaitable
from dataclasses import dataclass

from core.errors import CoreError
from core.ports import Gauges, Pictures

log = logging.getLogger(__name__)

PATIENCE = 3.0  # seconds for each answer
NOWHERE = "ready"  # a folder that nothing is kept in


@dataclass(frozen=True)
class CheckReady:
    gauges: Gauges
    pictures: Pictures
    heartbeat_seconds: float

    async def __call__(self) -> dict[str, bool]:
        """Each part by name, and whether it answers; never raises."""
        migrations, worker, storage = await asyncio.gather(
            _answer(self.gauges.up_to_date()),
            _answer(self.gauges.worker_beats(self.heartbeat_seconds)),
            _answer(self.pictures.keys(NOWHERE)),
        )
        return {
            "database": migrations is not None,
            "migrations": migrations is True,
            "worker": worker is True,
            "storage": storage is not None,
        }


async def _answer(question: Awaitable[object]) -> object:
    try:
        async with asyncio.timeout(PATIENCE):
            return await question
    except (CoreError, TimeoutError, OSError) as error:
        log.warning("not ready: %s", type(error).__name__)
        return None
