"""One lease of this process: taken, kept while the process lives, and known to be lost even after a long pause."""

import asyncio
import logging
import time
from dataclasses import dataclass, field

from core.errors import DatabaseAway
from core.ports import Leases

log = logging.getLogger(__name__)

RETRY = 1.0  # seconds between tries while it is another's, or while the database is away
CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # goes on while the computer sleeps


@dataclass
class HoldLease:
    leases: Leases
    name: str
    holder: str
    seconds: float
    _until: float = field(default=0.0, init=False)
    _steady_from: float = field(default=0.0, init=False)
    _shaken: bool = field(default=False, init=False)

    def held(self) -> bool:
        """Certain without asking the database: by our own steady clock it ends before the database lets it go."""
        return _now() < self._until

    def steady(self) -> bool:
        """Held for so long that others have renewed theirs too, if the database was away for all of us."""
        return self.held() and _now() >= self._steady_from

    async def renew(self) -> bool:
        """Raises DatabaseAway."""
        asked = _now()
        try:
            taken = await self.leases.hold(self.name, self.holder, self.seconds)
        except DatabaseAway:
            self._shaken = True
            raise
        if self._shaken:
            self._steady_from = _now() + self.seconds / 2
        elif not self.held():
            self._steady_from = _now() + 2 * self._retry
        self._shaken = False
        self._until = asked + self.seconds if taken else 0.0
        return self.held()

    async def keep(self) -> None:
        """For ever: renew what is held in time, and try for what is not."""
        while True:
            try:
                held = await self.renew()
            except DatabaseAway:
                held = False
            await asyncio.sleep(self.seconds / 3 if held else self._retry)

    async def release(self) -> None:
        """Others need not wait for its end."""
        self._until = 0.0
        try:
            await self.leases.release(self.name, self.holder)
        except DatabaseAway:
            log.info("the lease %s runs out by itself: the database is away", self.name)

    @property
    def _retry(self) -> float:
        return min(RETRY, self.seconds / 3)


def _now() -> float:
    return time.clock_gettime(CLOCK)
