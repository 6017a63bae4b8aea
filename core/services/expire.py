"""The retention job: scenes that are older than the operator keeps them go, their pictures first."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass

from core.errors import DatabaseAway, PicturesAway, PicturesRefused
from core.models import Expired
from core.ports import Expiry, Pictures
from core.services.hold_lease import HoldLease
from core.services.recognise import Recognise

log = logging.getLogger(__name__)

HOUR = 3600.0


@dataclass(frozen=True)
class Expire:
    """`lease` is held while it looks: one process at a time does."""

    expiry: Expiry
    pictures: Pictures
    recognise: Recognise
    lease: HoldLease
    days: int  # 0: everything is kept
    every: float = HOUR

    async def for_ever(self) -> None:
        while self.days:
            try:
                if await self.lease.renew():
                    await self()
                    await self.lease.release()
            except (DatabaseAway, PicturesAway, PicturesRefused) as error:
                log.warning("old scenes are erased in the next hour: %s", type(error).__name__)
            await asyncio.sleep(self.every)

    async def __call__(self) -> int:
        """How many scenes went. Raises DatabaseAway, PicturesAway or PicturesRefused with the rest left for later."""
        gone = 0
        while (expired := await self.expiry.expired(self.days)).generations:
            keys = [*expired.keys, *[key async for key in self._unnoted(expired)]]
            await self.pictures.remove(keys)
            self.recognise.forget(keys)
            await self.expiry.forget(expired)
            gone += len(expired.generations)
            await self.lease.renew()
        if gone:
            log.info("%s scenes were older than %s days and are erased", gone, self.days)
        return gone

    async def _unnoted(self, expired: Expired) -> AsyncIterator[str]:
        for beginning in expired.together:
            for key in await self.pictures.keys(beginning.rpartition("/")[0]):
                if key.startswith(f"{beginning}-") and key not in expired.keys:
                    yield key
