"""The retirement watch: engines that are gone or about to go are found before a call is tried on them."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from core.errors import ChatGone, DatabaseAway, DeliveryDelayed, EngineError
from core.models import EngineNews
from core.ports import ListsEngines, Notices, Owner
from core.services.pay import Chain

log = logging.getLogger(__name__)

DAY = 86_400.0
SOON = timedelta(days=30)


@dataclass(frozen=True)
class WatchEngines:
    """Each chain with the vendor that lists its engines."""

    watched: Sequence[tuple[Chain, ListsEngines]]
    notices: Notices
    owner: Owner
    every: float = DAY
    _retired: asyncio.Event = field(default_factory=asyncio.Event)

    async def for_ever(self) -> None:
        """Look at start, every day, and tell at once when a call finds an engine retired."""
        for chain, _ in self.watched:
            chain.on_retire = lambda _: self._retired.set()
        while True:
            self._retired.clear()
            await self.look()
            deadline = asyncio.get_running_loop().time() + self.every
            while await self._retired_before(deadline):
                self._retired.clear()
                await self._tell_all()

    async def look(self) -> None:
        """Bring the chains in line with the vendors' lists. A list that does not come changes nothing."""
        for chain, vendor in self.watched:
            try:
                listed = await vendor.engines()
            except EngineError as error:
                log.warning("the engines could not be listed: %s", error)
                continue
            _align(chain, listed)
        await self._tell_all()

    async def _tell_all(self) -> None:
        for chain, _ in self.watched:
            for engine in chain.engines:
                if engine in chain.retired:
                    await self._tell(chain, EngineNews(engine, "retired", chain.last_days.get(engine)))
                elif engine in chain.last_days:
                    await self._tell(chain, EngineNews(engine, "ending", chain.last_days[engine]))

    async def _tell(self, chain: Chain, news: EngineNews) -> None:
        """Once for each engine and state, over all processes and restarts."""
        subject = f"engine:{news.engine}:{news.state}"
        alive = [engine for engine in chain.engines if engine not in chain.retired and engine != news.engine]
        try:
            if not await self.notices.first(subject):
                return
            try:
                await self.owner.tell(EngineNews(news.engine, news.state, news.last_day, next(iter(alive), None)))
            except DeliveryDelayed:
                await self.notices.forget(subject)
            except ChatGone:
                log.warning("the owner cannot be told about engine %s: the chat is gone", news.engine)
        except DatabaseAway:
            log.warning("the owner is told about engine %s when the database is back", news.engine)

    async def _retired_before(self, deadline: float) -> bool:
        try:
            async with asyncio.timeout_at(deadline):
                await self._retired.wait()
        except TimeoutError:
            return False
        return True


def _align(chain: Chain, listed: dict[str, date | None]) -> None:
    today = datetime.now(UTC).date()
    if not any(engine in listed for engine in chain.engines):
        # Another service's list behind a base URL, or a key with few rights: no reason to reorder anything.
        log.warning("none of %s is in the vendor's list: the chain stays as it is", ", ".join(chain.engines))
        return
    for engine in chain.engines:
        last_day = listed.get(engine)
        if engine not in listed or (last_day and last_day < today):
            chain.retire(engine, last_day)
        else:
            chain.revive(engine)
            if last_day and last_day <= today + SOON:
                chain.last_days[engine] = last_day
                log.warning("engine %s ends on %s", engine, last_day)
