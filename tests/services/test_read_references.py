"""What travels to an engine: the face first, and no call without it."""

import pytest

from core.errors import ReferenceMissing
from core.models import Model, ReferencePhoto
from core.services.read_references import ReadReferences
from tests.services.fakes import OldShelf, Shelf, jpeg, model, shelf

FACE = "the face reference"
OTHER = "another photo of the same person"


def reading(pictures: Shelf, old: OldShelf | None = None) -> ReadReferences:
    return ReadReferences(pictures, old or OldShelf())


@pytest.mark.parametrize(
    ("strength", "originals"),
    [(0.0, 1), (0.39, 1), (0.4, 2), (0.79, 2), (0.8, 3), (1.0, 3)],
)
async def test_the_lock_goes_first_and_the_strength_says_how_many_originals_follow(
    strength: float, originals: int
) -> None:
    pictures = shelf()
    references = await reading(pictures).for_scene(model(strength))
    assert pictures.read == ["made/lock.jpg", *(f"photos/{n}.jpg" for n in range(1, originals + 1))]
    assert [one.role for one in references] == [FACE] + [OTHER] * originals
    assert len({one.data for one in references}) == originals + 1
    assert all(one.data.startswith(b"\xff\xd8") for one in references), "JPEG"


async def test_without_a_lock_the_first_reference_image_is_the_face_and_goes_once() -> None:
    pictures = shelf()
    references = await reading(pictures).for_scene(model(0.6, locked=None))
    assert pictures.read == ["photos/1.jpg", "photos/2.jpg"]
    assert [one.role for one in references] == [FACE, OTHER]


@pytest.mark.parametrize("source", ["data:image/jpeg;base64,AAAA", "https://abc.supabase.co/1.jpg"])
async def test_the_older_systems_pictures_are_read_where_they_lie(source: str) -> None:
    old = OldShelf({source: jpeg("red")})
    person = Model("model-1", 7, "Anna", model().stage, (ReferencePhoto(source),))
    references = await reading(Shelf(), old).for_scene(person)
    assert [one.role for one in references] == [FACE]


async def test_a_lock_that_the_older_system_wrote_serves() -> None:
    source = "https://abc.supabase.co/lock.jpg"
    references = await reading(shelf(), OldShelf({source: jpeg("pink")})).for_scene(model(0.1, locked=source))
    assert [one.role for one in references] == [FACE, OTHER]


@pytest.mark.parametrize("broken", [None, b"", b"no picture", jpeg()[:300]])
async def test_a_face_that_cannot_be_read_is_missing_although_there_are_photos(broken: bytes | None) -> None:
    pictures = shelf()
    del pictures.stored["made/lock.jpg"]
    if broken is not None:
        pictures.stored["made/lock.jpg"] = broken
    with pytest.raises(ReferenceMissing) as missing:
        await reading(pictures).for_scene(model())
    assert missing.value.key == "made/lock.jpg"


async def test_a_model_with_neither_lock_nor_photos_has_no_face() -> None:
    with pytest.raises(ReferenceMissing):
        await reading(shelf()).for_scene(model(locked=None, photos=0))


@pytest.mark.parametrize("broken", [None, b"no picture"])
async def test_an_original_beside_the_lock_that_cannot_be_read_is_left_out(broken: bytes | None) -> None:
    pictures = shelf()
    del pictures.stored["photos/1.jpg"]
    if broken is not None:
        pictures.stored["photos/1.jpg"] = broken
    references = await reading(pictures).for_scene(model(0.6))
    assert [one.role for one in references] == [FACE, OTHER]


async def test_for_candidates_every_photo_is_needed() -> None:
    pictures = shelf()
    references = await reading(pictures).for_candidates(model(0.1), alike=None)
    assert [one.role for one in references] == [FACE, OTHER, OTHER]
    del pictures.stored["photos/3.jpg"]
    with pytest.raises(ReferenceMissing):
        await reading(pictures).for_candidates(model(), alike=None)


async def test_more_like_this_adds_that_portrait_last() -> None:
    pictures = shelf()
    references = await reading(pictures).for_candidates(model(), alike="made/lock.jpg")
    assert pictures.read[-1] == "made/lock.jpg"
    assert "earlier portrait" in references[-1].role
    with pytest.raises(ReferenceMissing):
        await reading(pictures).for_candidates(model(), alike="made/gone.jpg")
