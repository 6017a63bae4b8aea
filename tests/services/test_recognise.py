"""Who is in a picture: looked at once, forgotten when asked, and never a number where nothing was measured."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from core.models import Gate, Likeness, Model
from core.services.read_references import ReadReferences
from core.services.recognise import REMEMBERED, Recognise
from tests.services.fakes import ColourFaces, OldShelf, Shelf, jpeg, model

ANNA = model()


def made(photos: str = "red", lock: str = "red", *, off: bool = False) -> tuple[Recognise, ColourFaces, Shelf]:
    keys = [photo.source for photo in ANNA.reference_images]
    shelf = Shelf({**{key: jpeg(photos) for key in keys}, "made/lock.jpg": jpeg(lock)})
    faces = ColourFaces(off=off)
    return Recognise(faces, ReadReferences(shelf, OldShelf())), faces, shelf


async def measured(recognise: Recognise, colour: str, model: Model = ANNA, prompt: str = "by the sea") -> Likeness:
    (found,) = await recognise.likenesses([model], prompt, jpeg(colour), f"made/{colour}.jpg")
    return found


async def test_a_picture_of_the_same_face_is_near_to_photos_and_lock() -> None:
    recognise, _, _ = made()
    found = await measured(recognise, "red")
    assert found.photos == pytest.approx(1, abs=0.01)
    assert found.lock == pytest.approx(1, abs=0.01)
    assert found.unmeasured == ""


async def test_a_stranger_is_far_from_both() -> None:
    recognise, _, _ = made()
    found = await measured(recognise, "lime")
    assert found.photos == pytest.approx(0, abs=0.02)
    assert found.lock == pytest.approx(0, abs=0.02)


async def test_photos_and_lock_are_told_apart() -> None:
    recognise, _, _ = made("red", "lime")
    found = await measured(recognise, "lime")
    assert found.photos == pytest.approx(0, abs=0.02)
    assert found.lock == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(
    ("colour", "model", "prompt", "off", "why"),
    [
        ("black", ANNA, "by the sea", False, "no_face"),
        ("grey", ANNA, "by the sea", False, "too_small"),
        ("red", ANNA, "as a cartoon", False, "stylised"),
        ("red", ANNA, "by the sea", True, "unavailable"),
        ("red", replace(ANNA, gate=Gate.OFF), "by the sea", False, "off"),
    ],
)
async def test_where_nothing_can_be_measured_there_is_a_reason(
    colour: str, model: Model, prompt: str, off: bool, why: str
) -> None:
    recognise, _, _ = made(off=off)
    found = await measured(recognise, colour, model, prompt)
    assert (found.score, found.unmeasured) == (None, why)


async def test_an_owner_who_switched_it_off_has_nothing_looked_at() -> None:
    recognise = Recognise(None, ReadReferences(Shelf(), OldShelf()))
    assert (await measured(recognise, "red")).unmeasured == "off"
    assert await recognise.photos(ANNA) is None


async def test_lost_references_leave_a_picture_unmeasured_and_kept() -> None:
    recognise, _, shelf = made()
    shelf.stored.clear()
    assert (await measured(recognise, "red")).unmeasured == "no_reference"


async def test_references_are_looked_at_once() -> None:
    recognise, faces, shelf = made()
    await measured(recognise, "red")
    assert faces.looked == 5
    shelf.read.clear()
    await measured(recognise, "lime")
    assert faces.looked == 6
    assert shelf.read == []


async def test_what_was_drawn_is_known_when_it_becomes_the_lock() -> None:
    recognise, faces, shelf = made()
    await measured(recognise, "red")
    before = faces.looked
    await recognise.sitter(replace(ANNA, locked_reference_image="made/red.jpg"))
    assert faces.looked == before
    assert "made/red.jpg" not in shelf.read


async def test_what_is_forgotten_is_read_again() -> None:
    recognise, faces, _ = made()
    await recognise.sitter(ANNA)
    recognise.forget(["photos/1.jpg", "unknown"])
    await recognise.sitter(ANNA)
    assert faces.looked == 5


async def test_memory_is_bounded() -> None:
    recognise, faces, _ = made()
    await recognise.sitter(ANNA)
    small = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(small, "JPEG")
    for n in range(REMEMBERED):
        await recognise.look(small.getvalue(), f"made/{n}.jpg")
    looked = faces.looked
    await recognise.sitter(ANNA)
    assert faces.looked == looked + 4, "the oldest were let go"
