"""Looks at the database and the picture store from time to time, so that trouble is noticed without a user."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from core.errors import DatabaseAway, PicturesAway, PicturesRefused
from core.models import Incident
from core.ports import Pictures
from core.services.alarm import Alarm

log = logging.getLogger(__name__)

NOWHERE = "ready"  # a folder that nothing is kept in
STORAGE = Incident("storage")


@dataclass
class WatchStores:
    alive: Callable[[], Awaitable[None]]  # raises DatabaseAway
    pictures: Pictures
    alarm: Alarm
    every: float = 20.0
    patience: float = 120.0  # seconds that the store may be away without a word
    clock: Callable[[], float] = time.monotonic
    _database_away: float | None = field(default=None, init=False)  # since when
    _storage_away: float | None = field(default=None, init=False)

    async def for_ever(self) -> None:
        while True:
            await self.look()
            await asyncio.sleep(self.every)

    async def look(self) -> None:
        await self._look_at_database()
        await self._look_at_storage()

    async def _look_at_database(self) -> None:
        """What is noted stands in the database: so it is told when that is back."""
        try:
            await self.alive()
        except DatabaseAway as error:
            if self._database_away is None:
                self._database_away = self.clock()
                log.warning("the database is away: %s", error)
            return
        if self._database_away is not None:
            lasted = self.clock() - self._database_away
            self._database_away = None
            log.warning("the database is back after %.0f seconds", lasted)
            self.alarm.begins(Incident("database", lasted=lasted))

    async def _look_at_storage(self) -> None:
        try:
            await self.pictures.keys(NOWHERE)
        except PicturesRefused as error:
            self.alarm.begins(Incident("storage", reason=error.reason))
        except PicturesAway as error:
            if self._storage_away is None:
                self._storage_away = self.clock()
                log.warning("the picture store is away: %s", error)
            elif self.clock() - self._storage_away >= self.patience:
                self.alarm.begins(STORAGE)
        else:
            self._storage_away = None
            self.alarm.ends(STORAGE)
