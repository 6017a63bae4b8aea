"""A picture that looks like somebody else is drawn once more, and the better one is delivered."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from core.errors import CapReached, EngineRefused, OutcomeUnknown
from core.models import Drawing, DrawRequest, Gate, Generation, Kind, Likeness, Model, Picture
from core.services.draw import Draw
from core.services.draw_candidates import DrawCandidates
from core.services.draw_scene import DrawScene
from core.services.pay import Chain, Pay
from core.services.read_references import ReadReferences
from core.services.recognise import Recognise
from core.services.study import StudyPhotos
from tests.services.fakes import GENERATION, Book, ColourFaces, Desk, OldShelf, Post, Register, Shelf, jpeg, model

CALM = "red"
A_LITTLE_OFF = "#80b900"  # 0.57 to red
UNSURE = "#60c000"  # 0.45
OTHER = "lime"
ANNA = replace(model(), strength=0.3)


@dataclass
class Palette:
    """A painter whose pictures have these colours, in turn; an error in their place is raised."""

    turns: list[str | Exception]
    asked: list[DrawRequest] = field(default_factory=list)

    async def draw(self, engine: str, request: DrawRequest) -> Drawing:
        self.asked.append(request)
        turn = self.turns.pop(0)
        if isinstance(turn, Exception):
            raise turn
        return Drawing(jpeg(turn), "image/jpeg", engine, cost_usd=0.03)


class Parcel(Post):
    """Keeps the delivered pictures."""

    async def scene(
        self, generation: Generation, cast: Sequence[Model], pictures: Sequence[Picture], notes: Sequence[str]
    ) -> None:
        self.sent.append(("scene", list(pictures)))

    async def candidates(
        self, generation: Generation, pictures: Sequence[Picture], missing: Sequence[int], notes: Sequence[str]
    ) -> None:
        self.sent.append(("candidates", list(pictures)))

    @property
    def pictures(self) -> list[Picture]:
        (sent,) = self.sent
        assert isinstance(sent[1], list)
        return sent[1]


class Atelier:
    def __init__(self, *turns: str | Exception, anna: Model = ANNA, book: Book | None = None) -> None:
        self.easel, self.book, self.post = Palette(list(turns)), book or Book(), Parcel()
        self.shelf = Shelf(
            {"made/lock.jpg": jpeg("red"), **{f"photos/{n}.jpg": jpeg("red") for n in (1, 2, 3)}},
        )
        self.register = Register(anna)
        pay, references = Pay(self.book, 0), ReadReferences(self.shelf, OldShelf())
        recognise = Recognise(ColourFaces(), references)
        draw = Draw(self.easel, self.shelf, self.book, pay, Chain(("engine-a",), lambda *_: 0.03), recognise)
        study = StudyPhotos(Desk(), self.register, self.book, pay, Chain(("gpt-a",), lambda *_: 0.05))  # type: ignore[arg-type]  # the methods that it uses
        self.scene = DrawScene(self.register, self.register, references, draw, self.post)  # type: ignore[arg-type]  # as above
        self.candidates = DrawCandidates(self.register, self.register, references, study, draw, self.post)  # type: ignore[arg-type]  # as above


async def test_a_faithful_picture_is_drawn_once() -> None:
    atelier = Atelier(CALM)
    await atelier.scene(GENERATION)
    (picture,) = atelier.post.pictures
    assert picture.tries == 1
    assert picture.likeness.photos == pytest.approx(1, abs=0.01)


async def test_a_strangers_face_is_drawn_again_and_the_better_one_delivered() -> None:
    atelier = Atelier(OTHER, CALM)
    await atelier.scene(GENERATION)
    (picture,) = atelier.post.pictures
    assert picture.tries == 2
    assert picture.key == "made/model-1/gen-1-1-2.jpg"
    assert [call.outcome for call in atelier.book.calls] == ["ok", "ok"], "the ledger shows both"


async def test_the_first_one_is_delivered_where_the_second_is_worse() -> None:
    atelier = Atelier(UNSURE, OTHER)
    await atelier.scene(GENERATION)
    (picture,) = atelier.post.pictures
    assert (picture.tries, picture.key) == (2, "made/model-1/gen-1-1.jpg")


async def test_never_more_than_once() -> None:
    atelier = Atelier(OTHER, OTHER, CALM)
    await atelier.scene(GENERATION)
    assert len(atelier.easel.asked) == 2


async def test_the_second_try_is_bound_tighter() -> None:
    atelier = Atelier(OTHER, CALM)
    await atelier.scene(GENERATION)
    first, second = atelier.easel.asked
    assert (len(first.references), len(second.references)) == (2, 4), "lock and one original, then all of them"
    assert "Hair, styling, age and build may follow the scene" in first.prompt
    assert "If the scene contradicts the images, the images win" in second.prompt


@pytest.mark.parametrize(
    "trouble",
    [EngineRefused("engine-a", why="policy"), OutcomeUnknown("engine-a")],
)
async def test_when_the_second_try_fails_the_first_one_is_delivered(trouble: Exception) -> None:
    atelier = Atelier(OTHER, trouble, trouble)
    await atelier.scene(GENERATION)
    (picture,) = atelier.post.pictures
    assert picture.tries == 1
    assert atelier.register.ends == [None]


async def test_a_spent_budget_stops_the_second_try_and_loses_nothing() -> None:
    atelier = Atelier(OTHER, book=Book([None, CapReached("budget", 1.0)]))
    await atelier.scene(GENERATION)
    (picture,) = atelier.post.pictures
    assert picture.tries == 1


@pytest.mark.parametrize(
    ("gate", "calls"),
    [(Gate.NORMAL, 1), (Gate.STRICT, 2), (Gate.OFF, 1)],
)
async def test_strict_draws_again_what_normal_lets_pass(gate: Gate, calls: int) -> None:
    atelier = Atelier(A_LITTLE_OFF, CALM, anna=replace(ANNA, gate=gate))
    await atelier.scene(GENERATION)
    assert len(atelier.easel.asked) == calls


async def test_what_could_not_be_measured_is_not_drawn_again() -> None:
    atelier = Atelier("black")
    await atelier.scene(GENERATION)
    (picture,) = atelier.post.pictures
    assert picture.likeness == Likeness(unmeasured="no_face")


async def test_a_run_that_was_cut_off_after_the_first_try_goes_on_with_the_second() -> None:
    atelier = Atelier(CALM)
    before = Picture("gen-1", 1, "made/model-1/gen-1-1.jpg", "image/jpeg", "engine-a", likeness=Likeness(0.1, 0.1))
    atelier.register.drawn_before = (before,)
    await atelier.scene(GENERATION)
    (picture,) = atelier.post.pictures
    assert (picture.tries, picture.key) == (2, "made/model-1/gen-1-1-2.jpg")


async def test_a_run_that_was_cut_off_in_delivery_draws_nothing_more() -> None:
    atelier = Atelier()
    before = Picture("gen-1", 1, "made/model-1/gen-1-1.jpg", "image/jpeg", "engine-a", likeness=Likeness(0.1, 0.1))
    atelier.register.drawn_before = (before,)
    await atelier.scene(replace(GENERATION, drawn=True, wanted=(1, 2)))
    assert atelier.easel.asked == []
    assert atelier.post.pictures == [before]


async def test_another_persons_portrait_is_drawn_again_before_the_album_and_a_mere_doubt_is_not() -> None:
    atelier = Atelier(CALM, OTHER, UNSURE, CALM)
    await atelier.candidates(replace(GENERATION, kind=Kind.CANDIDATES, wanted=(1, 2, 3), prompt=""))
    assert [one.tries for one in atelier.post.pictures] == [1, 2, 1]
    assert all(one.likeness.score is not None and one.likeness.score >= 0.4 for one in atelier.post.pictures)
