"""The ports, in memory: each remembers what it was asked."""

import asyncio
import io
import math
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

from PIL import Image

from core.errors import CoreError, EngineOverloaded, FacesUnavailable, OperatorProblem, PictureMissing, Superseded
from core.models import (
    Analysis,
    Drawing,
    DrawRequest,
    Face,
    Failure,
    Generation,
    Kind,
    Model,
    Picture,
    Progress,
    ReferencePhoto,
    Stage,
    Status,
    Study,
    Transcript,
    Usage,
)

GENERATION = Generation("gen-1", Kind.SCENE, 7, 7, "model-1", Status.RUNNING, run=1, prompt="by the sea")
ANALYSIS = Analysis(
    face_shape="oval",
    eyes="grey-green",
    brows="straight",
    nose="short",
    lips="full",
    hair="brown bob",
    skin="fair",
    marks="mole by the left eye",
    apparent_age="30 to 35",
    build="slim",
    portrait_prompt="Create a photo of the person in image 1 with an oval face.",
    warnings=[],
)


def jpeg(colour: str = "teal", size: tuple[int, int] = (400, 500)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def model(strength: float = 0.6, locked: str | None = "made/lock.jpg", photos: int = 3) -> Model:
    references = tuple(ReferencePhoto(f"photos/{n}.jpg", f"{n:016x}", n) for n in range(1, photos + 1))
    stage = Stage.LOCKED if locked else Stage.UNLOCKED
    return Model("model-1", 7, "Anna", stage, references, None, None, locked, strength=strength)


@dataclass
class Call:
    """A line of the ledger."""

    engine: str
    purpose: str
    n: int
    reserved: float
    outcome: str = "intent"
    cost: float | None = None
    reason: str = ""


@dataclass
class Book:
    """The ledger. `refusals` are raised by the next `open`s, None lets one through."""

    refusals: list[CoreError | None] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    kept: list[Picture] = field(default_factory=list)
    left_today: int = 60
    credits_left: int | None = None  # nothing is sold

    async def left(self, user_id: int) -> int:
        return self.left_today

    async def credits(self, user_id: int) -> int | None:
        return self.credits_left

    async def open(self, generation: Generation, purpose: str, n: int, engine: str, reserve_usd: float) -> int:
        if self.refusals and (refusal := self.refusals.pop(0)):
            raise refusal
        self.calls.append(Call(engine, purpose, n, reserve_usd))
        return len(self.calls) - 1

    async def close(self, call: int, outcome: str, cost_usd: float, reason: str = "") -> None:
        line = self.calls[call]
        assert line.outcome == "intent", "a call is settled once"
        line.outcome, line.cost, line.reason = outcome, cost_usd, reason

    async def keep(self, generation: Generation, call: int, picture: Picture, cost_usd: float) -> None:
        await self.close(call, "ok", cost_usd)
        self.kept.append(picture)

    async def heard(self, generation: Generation, call: int, transcript: Transcript) -> None:
        await self.close(call, "ok", transcript.cost_usd)

    async def usage(self, user_id: int) -> Usage:
        return Usage(0, self.left_today, 0)

    async def entries(self) -> list[dict[str, object]]:
        return [vars(call) for call in self.calls]

    def outcomes(self) -> list[tuple[str, str, float | None]]:
        return [(call.engine, call.outcome, call.cost) for call in self.calls]


@dataclass
class Notes:
    """The status message."""

    shown: list[Progress] = field(default_factory=list)
    told: asyncio.Event = field(default_factory=asyncio.Event)

    def show(self, progress: Progress) -> None:
        self.shown.append(progress)
        self.told.set()


@dataclass
class Shelf:
    """The pictures, by key."""

    stored: dict[str, bytes] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)

    async def put(self, key: str, data: bytes) -> None:
        self.stored[key] = data

    async def get(self, key: str) -> bytes:
        self.read.append(key)
        if key not in self.stored:
            raise PictureMissing(key)
        return self.stored[key]

    async def remove(self, keys: Sequence[str]) -> None:
        for key in keys:
            self.stored.pop(key, None)

    async def keys(self, folder: str) -> list[str]:
        return sorted(key for key in self.stored if key.startswith(f"{folder}/"))

    async def clear(self, folder: str) -> None:
        await self.remove(await self.keys(folder))


def shelf() -> Shelf:
    """The lock and three photos, each of a colour of its own."""
    colours = {"made/lock.jpg": "teal", "photos/1.jpg": "red", "photos/2.jpg": "green", "photos/3.jpg": "blue"}
    return Shelf({key: jpeg(colour) for key, colour in colours.items()})


@dataclass
class OldShelf:
    """Pictures of the older web system, by address."""

    stored: dict[str, bytes] = field(default_factory=dict)

    async def read(self, source: str) -> bytes:
        if source not in self.stored:
            raise PictureMissing(source)
        return self.stored[source]


@dataclass
class ColourFaces:
    """Each picture shows one face, and its colour is whose face it is: red is no more like green than two strangers.

    A black picture has no face; a grey one is too small to be measured.
    """

    off: bool = False
    looked: int = 0

    async def look(self, data: bytes) -> tuple[Face, ...]:
        if self.off:
            raise FacesUnavailable("off")
        self.looked += 1
        with Image.open(io.BytesIO(data)) as picture:
            red, green, blue = (float(value) for value in picture.convert("RGB").resize((1, 1)).tobytes())
        if red + green + blue < 15:
            return ()
        height = 20.0 if max(red, green, blue) - min(red, green, blue) < 8 else 200.0
        length = math.hypot(red, green, blue)
        return (face(height=height, embedding=(red / length, green / length, blue / length)),)


def face(**changes: Any) -> Face:
    """A face that nobody would complain about."""
    return replace(Face(10, 10, 160, 200, 0.9, ((0, 0),) * 5, 200.0, 120.0, 0.0, embedding=(1.0, 0.0, 0.0)), **changes)


@dataclass
class Easel:
    """The painter: raises what it is told to, in turn, then draws."""

    troubles: list[Exception | None] = field(default_factory=list)
    picture: bytes = field(default_factory=jpeg)
    asked: list[tuple[str, DrawRequest]] = field(default_factory=list)

    async def draw(self, engine: str, request: DrawRequest) -> Drawing:
        self.asked.append((engine, request))
        if self.troubles and (trouble := self.troubles.pop(0)):
            raise trouble
        return Drawing(self.picture, "image/jpeg", engine, cost_usd=0.03)


@dataclass
class Desk:
    """The analyst: raises what it is told to, in turn, then describes."""

    troubles: list[Exception | None] = field(default_factory=list)
    asked: list[tuple[str, int, str]] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)

    async def study(self, engine: str, photos: Sequence[bytes], user: str, language: str = "") -> Study:
        self.asked.append((engine, len(photos), user))
        self.languages.append(language)
        if self.troubles and (trouble := self.troubles.pop(0)):
            raise trouble
        return Study(ANALYSIS, engine, 0.01)


@dataclass
class Register:
    """Models and generations: one of each, and companions."""

    model: Model | None
    generation: Generation | None = GENERATION
    drawn_before: tuple[Picture, ...] = ()
    ends: list[Failure | None] = field(default_factory=list)
    abandoned: list[int] = field(default_factory=list)
    moves: list[tuple[int, int]] = field(default_factory=list)
    choosing: bool = False
    on_finish: Callable[[], None] = lambda: None
    others: dict[str, Model] = field(default_factory=dict)  # the models beside it

    async def get(self, any_id: str) -> Model | None:
        return self.others.get(any_id, self.model)

    async def studied(self, model_id: str, analysis: Analysis | None, portrait_prompt: str) -> None:
        assert self.model is not None
        self.model = replace(self.model, analysis=analysis, portrait_prompt=portrait_prompt)

    async def start(self, generation_id: str) -> Generation | None:
        return self.generation

    async def pictures(self, generation_id: str) -> list[Picture]:
        return list(self.drawn_before)

    async def drawn(self, generation: Generation) -> None:
        self.choosing = True

    async def failing(self, generation: Generation, failure: Failure) -> None:
        if self.ends:
            raise Superseded
        self.generation = replace(generation, failure=f"{failure.reason}\n{failure.words}".rstrip())

    async def abandon_chat(self, chat_id: int) -> None:
        self.abandoned.append(chat_id)

    async def moved(self, chat_id: int, to: int) -> None:
        self.moves.append((chat_id, to))

    async def abandon(self, user_id: int) -> None:
        self.abandoned.append(user_id)

    async def finish(self, generation: Generation, failure: Failure | None = None) -> None:
        self.on_finish()
        if self.ends:
            raise Superseded
        self.ends.append(failure)


@dataclass
class Post:
    """The delivery. `trouble` is raised by every send."""

    trouble: Exception | None = None
    sent: list[tuple[str, object]] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)
    open: int = 0

    def addressing(self, generation: Generation) -> AbstractContextManager[None]:
        return nullcontext()

    @asynccontextmanager
    async def working(self, generation: Generation) -> AsyncIterator[Notes]:
        self.open += 1
        try:
            yield self.notes
        finally:
            self.open -= 1

    async def _send(self, what: str, content: object) -> None:
        if self.trouble:
            raise self.trouble
        self.sent.append((what, content))

    async def candidates(
        self, generation: Generation, pictures: Sequence[Picture], missing: Sequence[int], notes: Sequence[str]
    ) -> None:
        await self._send("candidates", ([one.n for one in pictures], list(missing), list(notes)))

    async def scene(
        self, generation: Generation, cast: Sequence[Model], pictures: Sequence[Picture], notes: Sequence[str]
    ) -> None:
        await self._send("scene", ([one.n for one in pictures], list(notes)))

    async def failed(self, generation: Generation, failure: Failure) -> None:
        await self._send("failed", failure)


def leaves(kind: type[CoreError]) -> list[type[CoreError]]:
    """Every error that is raised as itself."""
    below = kind.__subclasses__()
    return [leaf for one in below for leaf in leaves(one)] if below else [kind]


def any_error(kind: type[CoreError]) -> CoreError:
    """An error of this kind, whatever it carries."""
    values: dict[str, object] = {
        "width": 1, "height": 1, "most_pixels": 1, "least_side": 1, "size": 1, "most": 1, "position": 1, "have": 1,
        "need": 3, "length": 1, "cap": "budget", "limit": 1.0, "key": "k", "engine": "engine-a", "problems": ("p",),
        "reason": "r", "fix": "f", "seconds": 200.0, "chat_id": -7, "name": "Ben", "people": 4,
        "last": EngineOverloaded("engine-a"),
    }  # fmt: skip
    if issubclass(kind, OperatorProblem):
        return kind("engine-a", reason="key")
    needed = [name for name in getattr(kind, "__dataclass_fields__", {}) if name in values]
    return kind(**{name: values[name] for name in needed})
