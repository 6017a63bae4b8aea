"""The photos that pip brings: there, of the people that they say, and found by whoever needs them."""

from core.adapters.faces import FaceFinder
from core.imaging import normalise
from tests.photos import albums, halves, people


def test_every_photo_of_a_person_shows_one_large_face() -> None:
    finder = FaceFinder()
    for name, photos in people().items():
        for photo in photos:
            (face,) = finder.find(photo)
            assert face.height > 100, name


def test_albums_hold_six_photos_a_person_and_no_two_alike() -> None:
    for photos in albums().values():
        assert len(photos) >= 6
        assert len({normalise(photo).data for photo in photos}) == len(photos)


def test_of_three_people_one_has_three_true_photos() -> None:
    assert {name: len(photos) for name, photos in people().items()} == {"astronaut": 1, "biden": 1, "obama": 3}
    assert len(halves()) == 2
