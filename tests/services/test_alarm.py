"""The owner hears of trouble once when it begins and once when it is over, over all processes and restarts."""

from dataclasses import dataclass, field, replace

import pytest

from bot import texts
from core.errors import (
    ChatGone,
    DatabaseAway,
    DeliveryDelayed,
    EngineError,
    EngineOverloaded,
    OperatorProblem,
    PicturesAway,
    PicturesRefused,
)
from core.models import Incident, News
from core.services.alarm import Alarm
from core.services.watch_stores import WatchStores
from tests.services.fakes import Shelf

A, B = "engine-a", "engine-b"
ENGINE = Incident("engine", A, "EngineOverloaded")
SETTLE = 120.0


@dataclass
class World:
    """One clock, one database and one owner for all processes."""

    now: float = 1000.0
    noted: dict[str, float] = field(default_factory=dict)
    heard: list[News] = field(default_factory=list)
    trouble: Exception | None = None  # of the owner's chat
    away: bool = False  # the database

    def clock(self) -> float:
        return self.now

    async def first(self, subject: str, again_after: float | None = None) -> bool:
        self._reached()
        at = self.noted.get(subject)
        if at is not None and (again_after is None or self.now - at < again_after):
            return False
        self.noted[subject] = self.now
        return True

    async def forget(self, subject: str) -> None:
        self.noted.pop(subject, None)

    async def over(self, subject: str) -> float | None:
        self._reached()
        at = self.noted.pop(subject, None)
        return None if at is None else self.now - at

    async def tell(self, news: News) -> None:
        if self.trouble:
            raise self.trouble
        self.heard.append(news)

    def _reached(self) -> None:
        if self.away:
            raise DatabaseAway("cut")

    def process(self) -> Alarm:
        return Alarm(self, SETTLE, self.clock)

    def said(self) -> list[tuple[str, str, float | None]]:
        return [(news.what, news.name, news.lasted) for news in self.heard if isinstance(news, Incident)]


async def test_trouble_is_told_when_it_begins_and_when_it_is_over() -> None:
    world = World()
    alarm = world.process()
    alarm.begins(ENGINE)
    await alarm.tell(world)
    world.now += 600
    alarm.ends(ENGINE)
    await alarm.tell(world)
    assert world.heard == [ENGINE], "it may come back yet"
    world.now += SETTLE
    await alarm.tell(world)
    assert world.heard == [ENGINE, replace(ENGINE, lasted=600)]


async def test_many_processes_and_restarts_tell_it_once_and_its_end_once() -> None:
    world = World()
    for _ in range(3):
        alarm = world.process()
        alarm.begins(ENGINE)
        await alarm.tell(world)
    healed = [world.process() for _ in range(3)]
    for alarm in healed:
        alarm.ends(ENGINE)
    world.now += SETTLE
    for alarm in healed:
        await alarm.tell(world)
    assert world.said() == [("engine", A, None), ("engine", A, 0.0)]


async def test_trouble_that_comes_and_goes_is_one_incident() -> None:
    world = World()
    alarm = world.process()
    for _ in range(5):
        alarm.begins(ENGINE)
        await alarm.tell(world)
        world.now += SETTLE - 1
        alarm.ends(ENGINE)
        await alarm.tell(world)
        world.now += SETTLE - 1
        await alarm.tell(world)
    world.now += 1
    await alarm.tell(world)
    assert len(world.heard) == 2


async def test_the_next_time_is_news_again() -> None:
    world = World()
    alarm = world.process()
    for _ in range(2):
        alarm.begins(ENGINE)
        await alarm.tell(world)
        alarm.ends(ENGINE)
        world.now += SETTLE
        await alarm.tell(world)
    assert len(world.heard) == 4


async def test_what_works_without_having_failed_is_no_news() -> None:
    world = World()
    alarm = world.process()
    for _ in range(3):
        alarm.ends(ENGINE)
        world.now += SETTLE
        await alarm.tell(world)
    assert world.heard == []


async def test_one_engine_says_nothing_about_another() -> None:
    world = World()
    alarm = world.process()
    alarm.begins(ENGINE)
    alarm.begins(replace(ENGINE, name=B))
    await alarm.tell(world)
    alarm.ends(replace(ENGINE, name=B))
    world.now += SETTLE
    await alarm.tell(world)
    assert world.said() == [("engine", A, None), ("engine", B, None), ("engine", B, 0.0)]


@pytest.mark.parametrize("trouble", ["owner", "database"])
async def test_what_could_not_be_told_is_told_later(trouble: str) -> None:
    world = World()
    alarm = world.process()
    alarm.begins(ENGINE)
    world.trouble, world.away = (DeliveryDelayed(), False) if trouble == "owner" else (None, True)
    for _ in range(2):
        if world.away:
            with pytest.raises(DatabaseAway):
                await alarm.tell(world)
        else:
            await alarm.tell(world)
    world.trouble, world.away = None, False
    await alarm.tell(world)
    await alarm.tell(world)
    assert world.heard == [ENGINE]


async def test_an_owner_who_left_holds_nothing_up() -> None:
    world = World(trouble=ChatGone("blocked"))
    alarm = world.process()
    alarm.begins(ENGINE)
    await alarm.tell(world)
    world.trouble = None
    alarm.begins(replace(ENGINE, name=B))
    await alarm.tell(world)
    assert world.said() == [("engine", B, None)]


@pytest.mark.parametrize(
    ("what", "again"), [(Incident("surprise", "KeyError"), 86_400), (Incident("database", lasted=70.0), 600)]
)
async def test_what_has_no_end_is_news_again_after_a_while(what: Incident, again: float) -> None:
    world = World()
    for wait in (0, again - 1, 1):
        world.now += wait
        alarm = world.process()
        alarm.begins(what)
        await alarm.tell(world)
    assert world.heard == [what, what]


@pytest.mark.parametrize(
    ("error", "incident"),
    [
        (EngineOverloaded(A), Incident("engine", A, "EngineOverloaded")),
        (OperatorProblem(A, reason="quota"), Incident("engine", A, "quota")),
        *[
            (OperatorProblem(A, reason=reason), Incident("account", "Gemini", reason))
            for reason in ("key", "billing", "account", "region")
        ],
    ],
)
async def test_a_purse_is_empty_for_all_engines_of_a_vendor_and_any_of_them_shows_that_it_is_filled(
    error: EngineError, incident: Incident
) -> None:
    world = World()
    alarm = world.process()
    alarm.engine_rests("Gemini", A, error)
    alarm.engine_rests("Gemini", A, error)
    await alarm.tell(world)
    assert world.heard == [incident]
    alarm.engine_works("Gemini", B if incident.what == "account" else A)
    world.now += SETTLE
    await alarm.tell(world)
    assert world.said()[1:] == [(incident.what, incident.name, 0.0)]


# --- the stores ---


class Stores:
    def __init__(self) -> None:
        self.world = World()
        self.shelf = Shelf()
        self.store: Exception | None = None
        self.alarm = self.world.process()
        self.watch = WatchStores(self.alive, self, self.alarm, patience=120, clock=self.world.clock)  # type: ignore[arg-type]  # of Pictures what is asked here

    async def alive(self) -> None:
        if self.world.away:
            raise DatabaseAway("cut")

    async def keys(self, folder: str) -> list[str]:
        if self.store:
            raise self.store
        return []

    async def looked(self, after: float = 0.0) -> list[tuple[str, str, float | None]]:
        self.world.now += after
        await self.watch.look()
        if not self.world.away:
            await self.alarm.tell(self.world)
        return self.world.said()


async def test_a_store_that_is_away_for_minutes_is_told_and_its_return_too() -> None:
    stores = Stores()
    assert await stores.looked() == []
    stores.store = PicturesAway("503")
    assert await stores.looked() == []
    assert await stores.looked(119) == []
    assert await stores.looked(1) == [("storage", "", None)]
    assert await stores.looked(60) == [("storage", "", None)]
    stores.store = None
    assert len(await stores.looked()) == 1
    assert (await stores.looked(SETTLE))[1:] == [("storage", "", 60.0)]


async def test_a_store_that_was_away_for_a_moment_is_no_news() -> None:
    stores = Stores()
    for error in (PicturesAway("503"), None, PicturesAway("503"), None):
        stores.store = error
        assert await stores.looked(100) == []


async def test_a_store_that_refuses_is_told_at_once_with_its_reason() -> None:
    stores = Stores()
    stores.store = PicturesRefused("the bucket is public", "make it private")
    await stores.looked()
    assert stores.world.heard == [Incident("storage", reason="the bucket is public")]


async def test_that_the_database_was_away_is_told_when_it_is_back() -> None:
    stores = Stores()
    stores.world.away = True
    for _ in range(3):
        assert await stores.looked(40) == []
    stores.world.away = False
    assert await stores.looked(20) == [("database", "", 100.0)]
    assert len(await stores.looked(20)) == 1


# --- the words ---

EVERY = [
    ENGINE,
    Incident("engine", A, "quota"),
    *[
        Incident("account", vendor, reason)
        for vendor in ("OpenAI", "Gemini")
        for reason in ("key", "billing", "account", "region")
    ],
    Incident("storage"),
    Incident("storage", reason="the bucket is public"),
    Incident("surprise", "KeyError"),
    Incident("budget", "2026-11-24", "10"),
]


@pytest.mark.parametrize("incident", EVERY)
def test_every_incident_has_a_sentence_of_its_own(incident: Incident) -> None:
    said = texts.news.of(incident)
    assert said.startswith("⚠️")
    assert [other for other in EVERY if texts.news.of(other) == said] == [incident]
    for fact in (incident.name, incident.reason):
        if incident.what in {"engine", "surprise"} or fact == "10":
            assert fact in said or fact == "quota"


@pytest.mark.parametrize("what", ["engine", "account", "storage", "database"])
def test_the_end_is_said_with_how_long_it_took(what: str) -> None:
    ended = Incident(what, "<Gemini>", lasted=720.0)  # type: ignore[arg-type]  # the words of the table
    said = texts.news.of(ended)
    assert "12 min" in said
    assert "<Gemini>" not in said


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "1 s"), (89, "89 s"), (90, "2 min"), (5399, "90 min"), (7300, "2 hours")]
)
def test_how_long_is_said_in_words(seconds: float, said: str) -> None:
    assert texts.panel.duration(seconds) == said
