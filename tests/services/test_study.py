"""The analysis: once, described or refused, always with the close-up block."""

from dataclasses import replace

import pytest

from core.errors import EngineOverloaded, EngineRefused, NoEngineLeft, OperatorProblem
from core.models import Reference
from core.prompts import portrait_prompt, text
from core.services.pay import Chain, Pay
from core.services.study import StudyPhotos
from tests.services.fakes import ANALYSIS, GENERATION, Book, Desk, Notes, Register, model

PHOTOS = [Reference(bytes([n]), "the face reference") for n in range(3)]


class Studio:
    def __init__(self, *troubles: Exception) -> None:
        self.book, self.desk, self.register = Book(), Desk(list(troubles)), Register(model())
        pay = Pay(self.book, 0)
        self.study = StudyPhotos(self.desk, self.register, self.book, pay, Chain(("gpt-a",), lambda *_: 0.05))  # type: ignore[arg-type]  # the two methods of Models that it uses


async def test_what_was_seen_is_kept_and_paid() -> None:
    studio = Studio()
    studied, seen = await studio.study(GENERATION, model(), PHOTOS, Notes())
    assert seen
    assert studied == studio.register.model
    assert (studied.analysis, studied.portrait_prompt) == (ANALYSIS, portrait_prompt(ANALYSIS))
    assert [(call.purpose, call.n, call.outcome, call.cost) for call in studio.book.calls] == [
        ("analysis", 1, "ok", 0.01)
    ]


async def test_the_vendor_learns_that_a_user_is_the_same_and_not_which() -> None:
    studio = Studio()
    for _ in range(2):
        await studio.study(GENERATION, model(), PHOTOS, Notes())
    (_, count, user), again = studio.desk.asked
    assert (count, again[2]) == (3, user)
    assert user != "7"
    assert len(user) >= 32


async def test_ideas_are_asked_for_in_the_language_of_the_user() -> None:
    studio = Studio()
    await studio.study(replace(GENERATION, language="pt-BR"), model(), PHOTOS, Notes())
    assert studio.desk.languages == ["pt-BR"]


@pytest.mark.parametrize("why", ["policy", "words", "safety"])
async def test_a_refusal_gives_the_neutral_prompt_with_the_close_up_block(why: str) -> None:
    studio = Studio(*[EngineRefused("gpt-a", why=why)] * 3)  # type: ignore[arg-type]  # words of the error
    studied, seen = await studio.study(GENERATION, model(), PHOTOS, Notes())
    assert not seen
    assert studied.analysis is None
    assert studied.portrait_prompt == f"{text('portrait_neutral')}\n\n{text('close_up')}"
    assert studio.register.model == studied, "and that is remembered"


async def test_photos_that_are_refused_are_tried_once_more_as_one() -> None:
    studio = Studio(EngineRefused("gpt-a", why="input"))
    _, seen = await studio.study(GENERATION, model(), PHOTOS, Notes())
    assert seen
    assert [count for _, count, _ in studio.desk.asked] == [3, 1]


@pytest.mark.parametrize(
    ("troubles", "error"),
    [([OperatorProblem("gpt-a", reason="key")], OperatorProblem), ([EngineOverloaded("gpt-a")] * 4, NoEngineLeft)],
)
async def test_an_engine_that_cannot_work_stops_the_journey_and_remembers_nothing(
    troubles: list[Exception], error: type[Exception]
) -> None:
    studio = Studio(*troubles)
    with pytest.raises(error):
        await studio.study(GENERATION, model(), PHOTOS, Notes())
    assert studio.register.model == model()
