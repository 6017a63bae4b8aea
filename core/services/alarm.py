"""Trouble that the owner has to hear of: once when it begins, once when it is over, whatever restarts in between."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from core.errors import ChatGone, DatabaseAway, DeliveryDelayed, EngineError, OperatorProblem
from core.models import Incident
from core.ports import Notices, Owner
from core.services.next_step import kind_of

log = logging.getLogger(__name__)

DAY = 86_400.0
# What has no end of its own is news again after a while. Every process notices that the database was away.
AGAIN_AFTER = {"surprise": DAY, "database": 600.0}


@dataclass
class Alarm:
    """`begins` and `ends` only note; `for_ever` tells. What ends must stay well for `settle` seconds to be over."""

    notices: Notices
    settle: float = 120.0
    clock: Callable[[], float] = time.monotonic
    _begun: dict[str, Incident] = field(default_factory=dict, init=False)
    _ended: dict[str, tuple[float, Incident]] = field(default_factory=dict, init=False)
    _well: set[str] = field(default_factory=set, init=False)  # known to be over: ends are said with every good call
    _unsent: list[Incident] = field(default_factory=list, init=False)
    _news: asyncio.Event = field(default_factory=asyncio.Event, init=False)

    def begins(self, incident: Incident) -> None:
        subject = _subject(incident)
        self._well.discard(subject)
        self._ended.pop(subject, None)
        self._begun[subject] = incident
        self._news.set()

    def ends(self, incident: Incident) -> None:
        """Cheap enough to be said each time that something works."""
        subject = _subject(incident)
        if subject not in self._well:
            self._well.add(subject)
            self._ended[subject] = (self.clock(), incident)

    def engine_rests(self, vendor: str, engine: str, error: EngineError) -> None:
        """A quota is one engine's own; a key or a purse is that of all the vendor's engines."""
        if isinstance(error, OperatorProblem) and error.reason != "quota":
            self.begins(Incident("account", vendor, error.reason))
        else:
            self.begins(Incident("engine", engine, "quota" if isinstance(error, OperatorProblem) else kind_of(error)))

    def engine_works(self, vendor: str, engine: str) -> None:
        self.ends(Incident("account", vendor))
        self.ends(Incident("engine", engine))

    def budget_spent(self, dollars: float) -> None:
        self.begins(Incident("budget", str(datetime.now(UTC).date()), f"{dollars:g}"))

    def surprise(self, error: Exception) -> None:
        self.begins(Incident("surprise", type(error).__name__))

    async def for_ever(self, owner: Owner) -> None:
        while True:
            self._news.clear()
            try:
                await self.tell(owner)
            except DatabaseAway:
                log.warning("the owner is told when the database is back")
            try:
                async with asyncio.timeout(self.settle / 4):
                    await self._news.wait()
            except TimeoutError:
                continue

    async def tell(self, owner: Owner) -> None:
        """Tell what is news, over all processes. Raises DatabaseAway; nothing is lost then."""
        for subject, incident in list(self._begun.items()):
            if await self.notices.first(subject, AGAIN_AFTER.get(incident.what)):
                self._unsent.append(incident)
            if self._begun.get(subject) is incident:
                del self._begun[subject]
        for subject, (since, incident) in list(self._ended.items()):
            settled = self.clock() - since
            if settled < self.settle:
                continue
            lasted = await self.notices.over(subject)
            if lasted is not None:
                self._unsent.append(replace(incident, lasted=max(0.0, lasted - settled)))
            if self._ended.get(subject) == (since, incident):
                del self._ended[subject]
        await self._send(owner)

    async def _send(self, owner: Owner) -> None:
        while self._unsent:
            try:
                await owner.tell(self._unsent[0])
            except DeliveryDelayed:
                return
            except ChatGone:
                log.warning("the owner cannot be told of %s: the chat is gone", self._unsent[0])
            del self._unsent[0]


def _subject(incident: Incident) -> str:
    return f"incident:{incident.what}:{incident.name}"
