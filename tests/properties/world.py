"""A bot without its chat: the real services on a real database, engines that do as they are told, and processes that
end between any two words with the database.
"""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from core import imaging
from core.adapters.postgres.database import Connection, Database, Pool
from core.adapters.postgres.erasures import PostgresErasures
from core.adapters.postgres.generations import PostgresGenerations
from core.adapters.postgres.ledger import PostgresLedger
from core.adapters.postgres.models import PostgresModels
from core.errors import (
    ChatGone,
    DatabaseAway,
    DeliveryDelayed,
    EngineError,
    EngineOverloaded,
    EngineRateLimited,
    EngineRefused,
    EngineRetired,
    EngineUnreachable,
    OperatorProblem,
    OutcomeUnknown,
    PicturesAway,
)
from core.models import Drawing, DrawRequest, Erasure, Failure, Generation, Kind, Model, Picture, Study
from core.ports import Status
from core.services.begin_portraits import BeginPortraits
from core.services.choose import Choose, MakeMore
from core.services.draw import Draw
from core.services.draw_candidates import DrawCandidates
from core.services.draw_scene import DrawScene
from core.services.drop_photo import DropPhoto
from core.services.erase import EmptyFolders, Erase
from core.services.pay import Chain, Pay
from core.services.read_references import ReadReferences
from core.services.recognise import Recognise
from core.services.remake import Remake
from core.services.request_scene import RequestScene
from core.services.start_model import Cancel, StartModel
from core.services.study import StudyPhotos
from core.services.take_photo import TakePhoto
from core.services.work import Work
from tests.fakes.pictures import drawn
from tests.services.fakes import ANALYSIS, Notes, OldShelf, Shelf

PRICE = 0.25  # reserved for every call
CHARGED = 0.2  # for one that brought something
WINDOW = 0.01  # of the breakers: an engine rests for half of it
JPEG = b"\xff\xd8\xff"
ERRORS: dict[str, EngineError] = {
    "overloaded": EngineOverloaded("e"),
    "unreachable": EngineUnreachable("e"),
    "limited": EngineRateLimited("e", retry_after=0.0),
    "unknown": OutcomeUnknown("e"),
    "quota": OperatorProblem("e", reason="quota"),
    "request": OperatorProblem("e", reason="request"),
    "retired": EngineRetired("e"),
    "policy": EngineRefused("e", why="policy"),
    "safety": EngineRefused("e", why="safety"),
    "input": EngineRefused("e", why="input"),
    "words": EngineRefused("e", why="words", charged=True, cost_usd=CHARGED),
}
EMPTY = (
    "TRUNCATE users, generations, pictures, calls, locks, statements, questions, erasures, deliveries,"
    " procrastinate_jobs CASCADE",
    "DELETE FROM models",
)
OLDEST_JOBS = "SELECT id, args ->> 'generation_id' AS generation_id FROM procrastinate_jobs ORDER BY id"


class Killed(BaseException):
    """This process has ended; nothing of it goes on."""


@dataclass(frozen=True)
class Fate:
    """What befalls a process after so many more words with the database."""

    what: Literal["killed", "away", "unanswered"]  # away: nothing is written; unanswered: it is, and nobody learns it
    after: int = 0


@dataclass(frozen=True)
class Act:
    """What a user does. `pick` and `n` choose among all that there is, also what is not theirs or long over."""

    user: int
    what: str
    pick: int = 0
    n: int = 1
    doubled: bool = False


@dataclass(frozen=True)
class TakenOver:
    """Another process takes this work over, for the first one seemed dead, and finishes it."""

    pick: int = 0


Event = str | Fate | Act | TakenOver  # a word of ERRORS, "ok" or "rubbish"; or what happens while a call is under way


@dataclass(frozen=True)
class Caps:
    pictures: int = 1000
    budget: float = 1000.0
    own_budget: float = 0.0


@dataclass
class World:
    """What outlives every process. `script` says what the next calls meet, `posts` what the next deliveries meet."""

    pool: Pool
    database: Database
    meanwhile: Callable[[Act | TakenOver], Awaitable[None]]
    caps: Caps = Caps()
    shelf: Shelf = field(default_factory=Shelf)
    script: deque[Event] = field(default_factory=deque)
    posts: deque[str] = field(default_factory=deque)
    arrived: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    told: set[tuple[str, str]] = field(default_factory=set)
    stored_ever: set[str] = field(default_factory=set)
    wrongs: list[str] = field(default_factory=list)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def clean(self) -> None:
        for statement in EMPTY:
            await self.database.run(statement)

    async def value(self, sql: str, *values: object) -> Any:
        row = await self.database.row(sql, *values)
        return next(iter(row.values())) if row else None


class Process:
    """One bot process: it shares database and pictures with the others. A calm one meets no trouble."""

    def __init__(self, world: World, *, calm: bool = False) -> None:
        self.world = world
        self.calm = calm
        self.alive = True
        self.fates: list[Fate] = []
        database = Wire(world.pool, self)
        self.models = PostgresModels(database, imaging.alike)
        self.generations = PostgresGenerations(database)
        ledger = PostgresLedger(database, world.caps.pictures, world.caps.budget, world.caps.own_budget)
        shelf, post = Store(self), Post(self)
        references = ReadReferences(shelf, OldShelf())
        recognise = Recognise(None, references)
        pay = Pay(ledger, 0)
        painters, analysts = (Chain(names, lambda *_: PRICE, window=WINDOW) for names in (("a", "b"), ("gpt-a",)))
        draw = Draw(Engine(self, "painter"), shelf, ledger, pay, painters, recognise)
        study = StudyPhotos(Engine(self, "analyst"), self.models, ledger, pay, analysts)
        candidates = DrawCandidates(self.models, self.generations, references, study, draw, post)
        scene = DrawScene(self.models, self.generations, references, draw, post)
        self.work = Work(self.generations, post, {Kind.CANDIDATES: candidates, Kind.SCENE: scene})
        begin = BeginPortraits(self.models, self.generations, recognise)
        self.take_photo = TakePhoto(self.models, shelf, recognise, begin)
        self.drop_photo = DropPhoto(self.models, shelf, recognise)
        self.start_model = StartModel(self.models)
        self.cancel = Cancel(self.models, self.generations, shelf, recognise)
        self.choose = Choose(self.models, self.generations)
        self.make_more = MakeMore(self.models, self.generations)
        self.request_scene = RequestScene(self.models, self.generations)
        self.remake = Remake(self.models, self.generations, shelf)
        erasures = PostgresErasures(database, self.generations.promote)
        self.erase = Erase(self.models, erasures, recognise)
        self.empty_folders = EmptyFolders(erasures, shelf, recognise, post, 60)  # type: ignore[arg-type]  # it sends two of the letters

    async def works(self) -> None:
        """All jobs at once, and those that follow from them, as long as this process lives."""
        for _ in range(6):
            jobs = await self.world.database.rows(OLDEST_JOBS)
            await asyncio.gather(*(self._job(job["id"], job["generation_id"]) for job in jobs if self.alive))

    async def _job(self, job: int, generation_id: str) -> None:
        try:
            await self.work(generation_id)
        except (Killed, DeliveryDelayed, DatabaseAway, PicturesAway):
            return  # it runs again
        except Exception as error:
            self.world.wrongs.append(f"nobody foresaw {error!r}")
            return
        if self.alive:
            await self.world.database.run("DELETE FROM procrastinate_jobs WHERE id = %s", job)

    async def meets(self, event: Event) -> str:
        """A call is under way; what becomes of it."""
        match event:
            case Fate():
                self.fates.append(event)
            case Act() | TakenOver():
                async with self.world.turn:
                    await self.world.meanwhile(event)
            case str():
                return event
        return "ok"

    def goes_on(self) -> None:
        if not self.alive:
            raise Killed

    def fate(self) -> str:
        """That of the word with the database that is spoken now."""
        self.fates = [replace(fate, after=fate.after - 1) for fate in self.fates]
        due = [fate for fate in self.fates if fate.after < 0]
        self.fates = [fate for fate in self.fates if fate.after >= 0]
        return due[0].what if due else ""


class Wire(Database):
    """The database as one process reaches it."""

    def __init__(self, pool: Pool, process: Process) -> None:
        super().__init__(pool)
        self._process = process

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Connection]:
        self._process.goes_on()
        fate = self._process.fate()
        if fate == "away":
            raise DatabaseAway("away")
        async with super()._connection() as connection:
            yield connection
        if fate == "unanswered":
            raise DatabaseAway("the answer was lost")
        if fate == "killed":
            self._process.alive = False
        self._process.goes_on()


class Engine:
    """A painter or an analyst, as one process reaches it."""

    def __init__(self, process: Process, what: Literal["painter", "analyst"]) -> None:
        self._process = process
        self._what = what

    async def draw(self, engine: str, request: DrawRequest) -> Drawing:
        event = await self._answer([one.data for one in request.references])
        data = b"no picture" if event == "rubbish" else drawn(self._process.world.given[self._what] % 40)
        return Drawing(data, "image/jpeg", engine, cost_usd=CHARGED)

    async def study(self, engine: str, photos: Sequence[bytes], user: str, language: str = "en") -> Study:
        await self._answer(photos)
        return Study(ANALYSIS, engine, CHARGED)

    async def _answer(self, pictures: Sequence[bytes]) -> str:
        process, world = self._process, self._process.world
        process.goes_on()
        world.arrived[self._what] += 1
        if not pictures or not all(data.startswith(JPEG) for data in pictures):
            world.wrongs.append(f"the {self._what} was called without the bytes of a face")
        event = "ok" if process.calm or not world.script else await process.meets(world.script.popleft())
        process.goes_on()
        if event in ERRORS:
            raise ERRORS[event]
        world.given[self._what] += 1
        return event


class Store:
    """The picture store as one process reaches it."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def put(self, key: str, data: bytes) -> None:
        self._process.goes_on()
        await self._process.world.shelf.put(key, data)
        self._process.world.stored_ever.add(key)

    def __getattr__(self, name: str) -> Any:
        self._process.goes_on()
        return getattr(self._process.world.shelf, name)


class Post:
    """The chat as one process reaches it: what is sent has arrived, unless the next of `posts` says otherwise."""

    def __init__(self, process: Process) -> None:
        self._process = process

    def addressing(self, generation: Generation) -> AbstractContextManager[None]:
        return nullcontext()

    @asynccontextmanager
    async def working(self, generation: Generation) -> AsyncIterator[Status]:
        yield Notes()

    async def candidates(
        self, generation: Generation, pictures: Sequence[Picture], missing: Sequence[int], notes: Sequence[str]
    ) -> None:
        await self._send(generation.id, "done")

    async def scene(
        self, generation: Generation, cast: Sequence[Model], pictures: Sequence[Picture], notes: Sequence[str]
    ) -> None:
        await self._send(generation.id, "done")

    async def failed(self, generation: Generation, failure: Failure) -> None:
        await self._send(generation.id, "failed")

    async def erased(self, erasure: Erasure) -> None:
        await self._send(erasure.reference, "erased")

    async def erasing_takes_longer(self, erasure: Erasure) -> None: ...

    async def _send(self, about: str, what: str) -> None:
        process, world = self._process, self._process.world
        process.goes_on()
        trouble = "" if process.calm or not world.posts else world.posts.popleft()
        if trouble == "later":
            raise DeliveryDelayed
        if trouble == "gone":
            raise ChatGone
        world.told.add((about, what))
        if trouble == "killed":
            process.alive = False
            raise Killed
