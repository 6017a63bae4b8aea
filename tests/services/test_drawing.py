"""Scenes and candidates: drawn, kept, delivered; skipped when settled; nothing paid without a face."""

from dataclasses import replace

import pytest

from core.errors import (
    CapReached,
    ChatGone,
    CoreError,
    EngineRefused,
    OperatorProblem,
    OutcomeUnknown,
    PicturesAway,
    ReferenceMissing,
    Superseded,
)
from core.models import Generation, Kind, Likeness, Picture, Progress, Reference
from core.prompts import text
from core.services.draw import PATIENCE, Draw
from core.services.draw_candidates import DrawCandidates
from core.services.draw_scene import DrawScene
from core.services.pay import Chain, Pay
from core.services.read_references import ReadReferences
from core.services.recognise import Recognise
from core.services.study import StudyPhotos
from tests.services.fakes import (
    GENERATION,
    Book,
    ColourFaces,
    Desk,
    Easel,
    OldShelf,
    Post,
    Register,
    jpeg,
    model,
    shelf,
)

A = "engine-a"
SET = replace(GENERATION, kind=Kind.CANDIDATES, wanted=(1, 2, 3), prompt="")
POLICY = EngineRefused(A, why="policy")


class Studio:
    """Everything but the ports is real."""

    def __init__(self, *troubles: Exception | None, refusals: tuple[CoreError | None, ...] = ()) -> None:
        self.book, self.shelf, self.post = Book(list(refusals)), shelf(), Post()
        self.easel, self.desk, self.register = Easel(list(troubles)), Desk(), Register(model())
        pay = Pay(self.book, 0)
        references = ReadReferences(self.shelf, OldShelf())
        recognise = Recognise(ColourFaces(off=True), references)
        draw = Draw(self.easel, self.shelf, self.book, pay, Chain((A,), lambda *_: 0.05), recognise)
        study = StudyPhotos(self.desk, self.register, self.book, pay, Chain(("gpt-a",), lambda *_: 0.05))  # type: ignore[arg-type]  # the methods of Models that it uses
        self.scene = DrawScene(self.register, self.register, references, draw, self.post)  # type: ignore[arg-type]  # as above
        self.candidates = DrawCandidates(self.register, self.register, references, study, draw, self.post)  # type: ignore[arg-type]  # as above


def made(generation: Generation, n: int) -> Picture:
    return Picture(generation.id, n, f"made/before-{n}.jpg", "image/jpeg", A, 400, 500)


async def test_a_scene_is_drawn_kept_delivered_and_finished() -> None:
    studio = Studio()
    await studio.scene(GENERATION)
    (kept,) = studio.book.kept
    unmeasured = Likeness(unmeasured="unavailable")
    expected = Picture("gen-1", 1, "made/model-1/gen-1-1.jpg", "image/jpeg", A, 400, 500, unmeasured)
    assert replace(kept, making=None) == expected
    (asked,) = [request for _, request in studio.easel.asked]
    assert kept.making is not None
    assert (kept.making.prompt, kept.making.seed, kept.making.cost_usd) == (asked.prompt, asked.seed, 0.03)
    assert [len(one) for one in kept.making.references] == [12] * len(asked.references)
    assert studio.shelf.stored[kept.key] == studio.easel.picture, "the clean bytes"
    assert studio.post.sent == [("scene", ([1], []))]
    assert studio.register.ends == [None]
    assert studio.post.open == 0


@pytest.mark.parametrize("times", [1, PATIENCE, PATIENCE + 1])
async def test_a_picture_that_was_paid_for_is_held_while_the_store_is_away(times: int) -> None:
    studio = Studio()
    put, tries = studio.shelf.put, []

    async def away(key: str, data: bytes) -> None:
        tries.append(key)
        if len(tries) <= times:
            raise PicturesAway("503")
        await put(key, data)

    studio.shelf.put = away  # type: ignore[method-assign]
    if times <= PATIENCE:
        await studio.scene(GENERATION)
        assert studio.register.ends == [None]
        assert studio.book.outcomes() == [(A, "ok", 0.03)]
    else:
        with pytest.raises(PicturesAway):
            await studio.scene(GENERATION)
        assert (studio.register.ends, studio.post.sent) == ([], [])
    assert len(studio.easel.asked) == 1, "drawn and paid once"


async def test_the_painter_gets_the_face_first_and_the_scene_in_the_prompt() -> None:
    studio = Studio()
    await studio.scene(GENERATION)
    ((_, request),) = studio.easel.asked
    assert request.references[0].role == "the face reference"
    assert "<scene>\nby the sea\n</scene>" in request.prompt
    assert (request.caption, request.aspect_ratio) == ("by the sea", "3:4")


@pytest.mark.parametrize("lost", [None, b"", b"no picture"])
async def test_without_the_face_nothing_is_paid_and_no_painter_called(lost: bytes | None) -> None:
    studio = Studio()
    del studio.shelf.stored["made/lock.jpg"]
    if lost is not None:
        studio.shelf.stored["made/lock.jpg"] = lost
    with pytest.raises(ReferenceMissing):
        await studio.scene(GENERATION)
    assert (studio.easel.asked, studio.book.calls, studio.post.sent) == ([], [], [])


@pytest.mark.parametrize(
    "read",
    [
        (),
        (Reference(b"photo", "another photo"),),
        (Reference(b"", "the face reference", "face"),),
        (Reference(b"face", "the face reference", "face"), Reference(b"", "another photo")),
        (Reference(b"face", "the face reference", "face"), Reference(b"face", "somebody else's", "face")),
    ],
)
async def test_whatever_was_read_a_request_without_its_one_face_leaves_for_no_painter(
    read: tuple[Reference, ...],
) -> None:
    class Misread(ReadReferences):
        async def for_scene(self, *_: object) -> tuple[Reference, ...]:
            return read

    studio = Studio()
    studio.scene = replace(studio.scene, references=Misread(studio.shelf, OldShelf()))
    with pytest.raises(ReferenceMissing):
        await studio.scene(GENERATION)
    assert (studio.easel.asked, studio.book.kept, studio.post.sent) == ([], [], [])


async def test_without_the_model_nothing_is_paid() -> None:
    for work in ("scene", "candidates"):
        studio = Studio()
        studio.register.model = None
        with pytest.raises(ReferenceMissing):
            await getattr(studio, work)(replace(SET, prompt="x"))
        assert studio.book.calls == []


async def test_a_model_without_a_lock_is_drawn_from_its_first_photo_and_says_so() -> None:
    studio = Studio()
    studio.register.model = model(locked=None)
    await studio.scene(GENERATION)
    assert studio.post.sent == [("scene", ([1], ["no_lock"]))]
    assert "made/lock.jpg" not in studio.shelf.read


@pytest.mark.parametrize(("left", "notes"), [(60, []), (6, []), (5, ["left_5"]), (0, ["left_0"])])
async def test_when_few_pictures_are_left_today_it_is_said_with_the_picture(left: int, notes: list[str]) -> None:
    for work, generation, sent in (
        ("scene", GENERATION, ("scene", ([1], notes))),
        ("candidates", SET, ("candidates", ([1, 2, 3], [], notes))),
    ):
        studio = Studio()
        studio.book.left_today = left
        await getattr(studio, work)(generation)
        assert studio.post.sent == [sent]


async def test_some_pictures_of_a_scene_are_better_than_none() -> None:
    studio = Studio(POLICY)
    await studio.scene(replace(GENERATION, wanted=(1, 2, 3)))
    assert studio.post.sent == [("scene", ([2, 3], ["some_missing"]))]


@pytest.mark.parametrize("error", [POLICY, OperatorProblem(A, reason="key")])
async def test_when_no_picture_comes_about_the_first_reason_is_said(error: CoreError) -> None:
    studio = Studio(error)
    with pytest.raises(type(error)):
        await studio.scene(GENERATION)
    assert (studio.post.sent, studio.register.ends) == ([], [])


async def test_a_run_that_was_taken_over_delivers_nothing_although_others_are_drawn() -> None:
    studio = Studio(refusals=(None, Superseded()))
    with pytest.raises(Superseded):
        await studio.scene(replace(GENERATION, wanted=(1, 2)))
    assert studio.post.sent == []


async def test_what_is_settled_is_not_drawn_again() -> None:
    studio = Studio()
    studio.register.drawn_before = (made(GENERATION, 1), made(GENERATION, 3))
    await studio.scene(replace(GENERATION, wanted=(1, 2, 3)))
    assert [picture.n for picture in studio.book.kept] == [2]
    assert studio.post.sent == [("scene", ([1, 2, 3], []))]


async def test_all_that_is_settled_is_delivered_without_a_call() -> None:
    studio = Studio()
    studio.register.drawn_before = (made(GENERATION, 1),)
    await studio.scene(GENERATION)
    assert (studio.book.calls, studio.post.sent) == ([], [("scene", ([1], []))])


async def test_an_answer_that_is_no_picture_is_charged_and_asked_once_more() -> None:
    studio = Studio()
    studio.easel.picture = b"rubbish"
    with pytest.raises(EngineRefused) as refused:
        await studio.scene(GENERATION)
    assert refused.value.why == "rubbish"
    assert studio.book.outcomes() == [(A, "refused", 0.03)] * 2, "the engine puts it on the bill"
    assert not [key for key in studio.shelf.stored if "gen-1" in key]


async def test_a_refused_input_is_tried_once_more_with_the_face_alone() -> None:
    studio = Studio(EngineRefused(A, why="input"))
    await studio.scene(GENERATION)
    assert [len(request.references) for _, request in studio.easel.asked] == [3, 1]
    assert "Image 2" in studio.easel.asked[0][1].prompt
    assert "Image 2" not in studio.easel.asked[1][1].prompt


async def test_candidates_are_studied_drawn_side_by_side_and_offered() -> None:
    studio = Studio()
    await studio.candidates(SET)
    assert [call.purpose for call in studio.book.calls] == ["analysis", "candidate", "candidate", "candidate"]
    assert studio.post.sent == [("candidates", ([1, 2, 3], [], []))]
    assert studio.register.choosing
    assert studio.register.ends == [None]
    shown = studio.post.notes.shown
    assert shown[0] == Progress("studying")
    assert [(one.stage, one.done) for one in shown[1:]] == [*(("drawing", n) for n in range(4)), ("done", 3)]
    assert all(text("close_up") in request.prompt for _, request in studio.easel.asked)


async def test_a_model_that_was_studied_is_not_studied_again() -> None:
    studio = Studio()
    studio.register.model = replace(model(), portrait_prompt=f"Once.\n\n{text('close_up')}")
    await studio.candidates(SET)
    assert studio.desk.asked == []
    assert all("Once." in request.prompt for _, request in studio.easel.asked)


async def test_an_analyst_that_refuses_is_noted_and_the_portraits_come() -> None:
    studio = Studio()
    studio.desk.troubles = [EngineRefused("gpt-a", why="policy")]
    await studio.candidates(SET)
    assert studio.post.sent == [("candidates", ([1, 2, 3], [], ["not_studied"]))]


async def test_two_of_three_are_offered_with_the_missing_one_named() -> None:
    studio = Studio(None, POLICY)
    await studio.candidates(SET)
    ((_, content),) = studio.post.sent
    assert isinstance(content, tuple)
    numbers, missing, _ = content
    assert len(numbers) == 2
    assert sorted([*numbers, *missing]) == [1, 2, 3]


@pytest.mark.parametrize("error", [CapReached("pictures", 1), OutcomeUnknown(A)])
async def test_no_candidate_at_all_is_an_error_and_no_offer(error: CoreError) -> None:
    studio = Studio(refusals=(None, error, error, error))
    with pytest.raises(type(error)):
        await studio.candidates(SET)
    assert not studio.register.choosing
    assert studio.post.sent == []


async def test_a_lost_photo_stops_candidates_before_the_analysis_is_paid() -> None:
    studio = Studio()
    del studio.shelf.stored["photos/2.jpg"]
    with pytest.raises(ReferenceMissing):
        await studio.candidates(SET)
    assert (studio.book.calls, studio.desk.asked) == ([], [])


async def test_more_like_one_sends_that_portrait_along() -> None:
    studio = Studio()
    studio.shelf.stored["made/liked.jpg"] = jpeg("pink")
    await studio.candidates(replace(SET, alike="made/liked.jpg"))
    assert {len(request.references) for _, request in studio.easel.asked} == {4}


async def test_a_chat_that_is_gone_is_said_and_the_end_is_left_to_the_worker() -> None:
    studio = Studio()
    studio.post.trouble = ChatGone()
    with pytest.raises(ChatGone):
        await studio.scene(GENERATION)
    assert studio.register.ends == []
    assert studio.post.open == 0
