"""Three photos of one person begin the portraits; otherwise the user decides first, and nothing is paid."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from core.errors import Stale
from core.likeness import Doubt
from core.models import Generation, Kind, Model, Stage, Status
from core.services.begin_portraits import SAME_PERSON, BeginPortraits
from core.services.read_references import ReadReferences
from core.services.recognise import Recognise
from tests.services.fakes import ColourFaces, OldShelf, Shelf, jpeg, model

ANNA = replace(model(locked=None), stage=Stage.COLLECTING)


@dataclass
class Rows:
    """Of Models and Generations what is used here."""

    model: Model | None = ANNA
    accepted: list[dict[str, Any]] = field(default_factory=list)
    stated: list[tuple[int, str, str]] = field(default_factory=list)
    alike: list[Sequence[float | None]] = field(default_factory=list)

    async def owned(self, user_id: int, model_id: str) -> Model | None:
        return self.model if self.model and user_id == self.model.owner else None

    async def compared(self, model_id: str, alike: Sequence[float | None]) -> None:
        self.alike.append(alike)

    async def state(self, user_id: int, model_id: str, what: str) -> None:
        self.stated.append((user_id, model_id, what))

    async def accept(self, **what: Any) -> tuple[Generation, int]:
        self.accepted.append(what)
        return Generation("gen-1", Kind.CANDIDATES, 7, 7, "model-1", Status.QUEUED), 0


def begun(*colours: str, rows: Rows | None = None, off: bool = False) -> tuple[BeginPortraits, Rows]:
    rows = rows or Rows()
    shelf = Shelf({f"photos/{n}.jpg": jpeg(colour) for n, colour in enumerate(colours, 1)})
    recognise = Recognise(ColourFaces(off=off), ReadReferences(shelf, OldShelf()))
    return BeginPortraits(rows, rows, recognise), rows  # type: ignore[arg-type]  # the methods that it uses


async def test_one_person_begins_the_portraits_and_the_scores_are_noted() -> None:
    begin, rows = begun("red", "red", "red")
    assert isinstance(await begin(ANNA, 7), Generation)
    assert rows.accepted[0]["key"] == "model-1:photos"
    (alike,) = rows.alike
    assert list(alike) == [pytest.approx(1, abs=0.01)] * 3


@pytest.mark.parametrize(
    ("colours", "doubt"),
    [
        (("red", "lime", "red"), Doubt("stranger", 2, (1, 3))),
        (("red", "lime", "blue"), Doubt("all_differ")),
        (("black", "black", "black"), Doubt("no_face")),
    ],
)
async def test_a_doubt_begins_nothing_and_is_asked_until_it_is_decided(colours: tuple[str, ...], doubt: Doubt) -> None:
    begin, rows = begun(*colours)
    assert await begin(ANNA, 7) == doubt
    assert await begin.asks(ANNA) == doubt
    assert rows.accepted == []


async def test_where_nothing_can_be_measured_there_is_no_doubt() -> None:
    begin, _ = begun("red", "lime", "red", off=True)
    assert isinstance(await begin(ANNA, 7), Generation)
    assert await begin.asks(ANNA) is None


async def test_the_users_word_is_recorded_and_begins_the_portraits() -> None:
    begin, rows = begun("red", "lime", "red")
    await begin.same_person(7, 7, "model-1")
    assert (7, "model-1", SAME_PERSON) in rows.stated
    assert len(rows.accepted) == 1


@pytest.mark.parametrize(
    "model",
    [None, replace(ANNA, stage=Stage.LOCKED), replace(ANNA, reference_images=ANNA.reference_images[:2])],
)
async def test_an_old_button_says_nothing_about_other_photos(model: Model | None) -> None:
    begin, rows = begun("red", "lime", "red", rows=Rows(model))
    with pytest.raises(Stale):
        await begin.same_person(7, 7, "model-1")
    assert (rows.stated, rows.accepted) == ([], [])


async def test_a_foreign_button_is_refused() -> None:
    begin, rows = begun("red", "lime", "red")
    with pytest.raises(Stale):
        await begin.same_person(8, 8, "model-1")
    assert rows.stated == []


async def test_no_word_makes_a_face_of_none() -> None:
    begin, rows = begun("black", "black", "black")
    with pytest.raises(Stale):
        await begin.same_person(7, 7, "model-1")
    assert rows.accepted == []


async def test_no_question_is_open_before_the_third_photo_and_after_the_begin() -> None:
    begin, _ = begun("red", "lime", "red")
    assert await begin.asks(replace(ANNA, reference_images=ANNA.reference_images[:2])) is None
    assert await begin.asks(replace(ANNA, stage=Stage.DRAWING)) is None
