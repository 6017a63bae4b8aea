"""The drift guard: an engine whose pictures come out less and less alike is noticed before its users complain."""

import asyncio
import logging
from dataclasses import dataclass

from core.errors import ChatGone, DatabaseAway, DeliveryDelayed
from core.models import EngineLikeness
from core.ports import Gauges, Notices, Owner

log = logging.getLogger(__name__)

HOUR = 3600.0
LATEST = 50  # pictures: their mean is known to about 0.02
FEWEST = 30
DROP = 0.08  # of the cosine; half of it has to be regained before it can be told again


@dataclass(frozen=True)
class WatchLikeness:
    gauges: Gauges
    notices: Notices
    owner: Owner
    every: float = HOUR

    async def for_ever(self) -> None:
        while True:
            try:
                await self.look()
            except DatabaseAway as error:
                log.warning("likeness is looked at when the database is back: %s", error)
            await asyncio.sleep(self.every)

    async def look(self) -> None:
        """Tell the owner once of each engine that has fallen. Raises DatabaseAway."""
        for one in await self.gauges.likeness(LATEST):
            if min(one.pictures, one.pictures_before) < FEWEST:
                continue
            subject = f"likeness:{one.engine}"
            if one.recent <= one.before - DROP:
                await self._tell(subject, one)
            elif one.recent >= one.before - DROP / 2:
                await self.notices.forget(subject)

    async def _tell(self, subject: str, fallen: EngineLikeness) -> None:
        if not await self.notices.first(subject):
            return
        log.warning("engine %s: likeness fell from %.2f to %.2f", fallen.engine, fallen.before, fallen.recent)
        try:
            await self.owner.tell(fallen)
        except DeliveryDelayed:
            await self.notices.forget(subject)
        except ChatGone:
            log.warning("the owner cannot be told: the chat is gone")
