"""A job brings its generation to exactly one end, or is tried again."""

import asyncio
from dataclasses import replace

import pytest

from core.errors import (
    CapReached,
    ChatGone,
    ChatMoved,
    CoreError,
    DatabaseAway,
    DeliveryDelayed,
    EngineOverloaded,
    EngineRefused,
    NoEngineLeft,
    OperatorProblem,
    OutcomeUnknown,
    PictureMissing,
    PicturesAway,
    PicturesRefused,
    ReferenceMissing,
    Superseded,
)
from core.models import Failure, Generation, Kind
from core.services.work import MOST_SURPRISES, MOST_WAITS, Work
from tests.services.fakes import GENERATION, Post, Register, any_error, leaves

A = "engine-a"


class Job:
    """One run of the worker, whose drawing raises `trouble`, or ends its generation by itself."""

    def __init__(self, trouble: BaseException | None = None, generation: Generation | None = GENERATION) -> None:
        self.trouble = trouble
        self.register = Register(None, generation)
        self.post = Post()
        self.drawn: list[str] = []
        self.surprises: list[Exception] = []

    async def draw(self, generation: Generation) -> None:
        self.drawn.append(generation.id)
        if self.trouble:
            raise self.trouble
        await self.register.finish(generation)

    async def run(self) -> None:
        draw = {Kind.SCENE: self.draw, Kind.CANDIDATES: self.draw}
        await Work(self.register, self.post, draw, self.surprises.append)("gen-1")  # type: ignore[arg-type]  # the methods that it uses


async def test_work_that_succeeds_ends_by_itself() -> None:
    job = Job()
    await job.run()
    assert (job.drawn, job.register.ends, job.post.sent) == (["gen-1"], [None], [])


async def test_what_has_nothing_to_do_does_nothing() -> None:
    job = Job(generation=None)
    await job.run()
    assert (job.drawn, job.register.ends, job.post.sent) == ([], [], [])


ENDS: list[tuple[CoreError, Failure]] = [
    (NoEngineLeft(EngineOverloaded(A)), Failure("no_engine")),
    (OperatorProblem(A, reason="billing"), Failure("operator")),
    (OutcomeUnknown(A), Failure("unknown")),
    (CapReached("pictures", 3), Failure("cap_pictures", "3")),
    (CapReached("budget", 0.5), Failure("cap_budget", "0.5")),
    (ReferenceMissing("key"), Failure("reference_missing")),
    (EngineRefused(A, why="words", words="I would rather not"), Failure("refused_words", "I would rather not")),
    *[
        (EngineRefused(A, why=why), Failure(f"refused_{why}"))
        for why in ("input", "safety", "policy", "other", "recitation", "rubbish")
    ],
    (PictureMissing("key"), Failure("surprise")),
    (PicturesRefused("wrong key", "set another"), Failure("operator")),
]


@pytest.mark.parametrize(("error", "failure"), ENDS, ids=[failure.reason for _, failure in ENDS])
async def test_what_goes_wrong_is_told_once_and_ends_the_generation(error: CoreError, failure: Failure) -> None:
    job = Job(error)
    await job.run()
    assert job.post.sent == [("failed", failure)]
    assert job.register.ends == [failure]


async def test_every_error_of_ours_ends_the_generation_once_or_is_promised_to_come_back() -> None:
    comes_back = {*leaves(DeliveryDelayed), DatabaseAway, PicturesAway}
    ends_silently = {*leaves(Superseded), ChatGone}
    for kind in leaves(CoreError):
        job = Job(any_error(kind))
        if kind in comes_back:
            with pytest.raises(kind):
                await job.run()
            assert job.register.ends == []
        else:
            await job.run()
            assert len(job.register.ends) == (0 if kind in ends_silently else 1), kind
        if kind in ends_silently:
            assert job.post.sent == []
            assert job.register.abandoned == ([GENERATION.chat_id] if kind is ChatGone else [])


@pytest.mark.parametrize("trouble", [CapReached("budget", 3), ChatGone(), ZeroDivisionError()])
async def test_a_run_that_was_taken_over_meanwhile_ends_quietly_and_is_not_tried_again(trouble: Exception) -> None:
    job = Job(trouble, replace(GENERATION, run=MOST_SURPRISES))
    job.register.ends = [None]  # the newer run has ended it
    await job.run()
    assert job.register.ends == [None]

    job = Job(trouble, replace(GENERATION, run=MOST_SURPRISES))
    job.post.trouble = Superseded()
    await job.run()


async def test_who_is_gone_is_not_told_and_nothing_more_is_drawn_for_them() -> None:
    job = Job(CapReached("budget", 3))
    job.post.trouble = ChatGone()
    await job.run()
    assert (job.register.ends, job.register.abandoned) == ([], [GENERATION.chat_id])


async def test_a_chat_that_has_another_id_is_noted_and_delivered_to_by_the_next_run() -> None:
    job = Job(CapReached("budget", 3))
    job.post.trouble = ChatMoved(-77)
    with pytest.raises(ChatMoved):
        await job.run()
    assert (job.register.ends, job.register.moves) == ([], [(GENERATION.chat_id, -77)])


async def test_a_failure_that_cannot_be_told_yet_is_told_by_the_next_run_without_drawing_again() -> None:
    job = Job(EngineRefused(A, why="words", words="I would\nrather not"))
    job.post.trouble = DeliveryDelayed()
    with pytest.raises(DeliveryDelayed):
        await job.run()
    assert job.register.ends == []

    job.post.trouble = None
    await job.run()
    assert job.drawn == ["gen-1"]
    assert job.post.sent == [("failed", Failure("refused_words", "I would\nrather not"))]
    assert job.register.ends == [Failure("refused_words", "I would\nrather not")]


@pytest.mark.parametrize("run", range(1, MOST_SURPRISES + 2))
async def test_surprises_are_tried_again_up_to_a_point(run: int) -> None:
    job = Job(ZeroDivisionError(), replace(GENERATION, run=run))
    if run < MOST_SURPRISES:
        with pytest.raises(ZeroDivisionError):
            await job.run()
        assert (job.register.ends, job.surprises) == ([], [])
    else:
        await job.run()
        assert [type(error) for error in job.surprises] == [ZeroDivisionError]
        assert job.register.ends == [Failure("surprise")]
        assert job.post.sent == [("failed", Failure("surprise"))]


async def test_pictures_that_stay_away_end_the_generation_after_about_an_hour() -> None:
    job = Job(PicturesAway("503"), replace(GENERATION, run=MOST_WAITS - 1))
    with pytest.raises(PicturesAway):
        await job.run()
    assert (job.register.ends, job.post.sent) == ([], [])

    job = Job(PicturesAway("503"), replace(GENERATION, run=MOST_WAITS))
    await job.run()
    assert job.register.ends == [Failure("operator")]


async def test_a_shutdown_passes_through_and_ends_nothing() -> None:
    job = Job(asyncio.CancelledError(), replace(GENERATION, run=9))
    with pytest.raises(asyncio.CancelledError):
        await job.run()
    assert (job.register.ends, job.post.sent) == ([], [])
