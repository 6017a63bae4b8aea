"""Covers are named where they are plain, and nobody is accused of one who wears none."""

from collections.abc import Callable
from itertools import chain

import pytest
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from core.adapters.faces import OpenCVFaces
from core.models import Face
from tests.adapters.faces.pictures import Colour, jpeg, opened, portrait, with_glasses, with_mask
from tests.photos import halves, people

FACES = OpenCVFaces()
DARK: list[Colour] = [(12, 12, 14), (60, 35, 25), (30, 40, 80)]
FABRIC: list[Colour] = [(150, 190, 215), (25, 25, 28), (40, 110, 60)]


async def seen(picture: Image.Image) -> Face:
    (face,) = await FACES.look(jpeg(picture))
    return face


def cast(picture: Image.Image, gains: Colour) -> Image.Image:
    red, green, blue = (
        channel.point([min(255, value * gain // 100) for value in range(256)])
        for channel, gain in zip(picture.split(), gains, strict=True)
    )
    return Image.merge("RGB", (red, green, blue))


def lit_from(picture: Image.Image, angle: int) -> Image.Image:
    light = Image.linear_gradient("L").rotate(angle).resize(picture.size)
    return Image.composite(picture, ImageEnhance.Brightness(picture).enhance(0.3), light)


CHANGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "as it is": lambda picture: picture,
    "black and white": lambda picture: picture.convert("L").convert("RGB"),
    "dark": lambda picture: ImageEnhance.Brightness(picture).enhance(0.4),
    "bright": lambda picture: ImageEnhance.Brightness(picture).enhance(1.5),
    "hard": lambda picture: ImageEnhance.Contrast(picture).enhance(1.7),
    "blue light": lambda picture: cast(picture, (70, 90, 130)),
    "candle light": lambda picture: cast(picture, (130, 95, 60)),
    "lit from above": lambda picture: lit_from(picture, 180),
    "lit from below": lambda picture: lit_from(picture, 0),
    "lit from a side": lambda picture: lit_from(picture, 90),
    "soft": lambda picture: picture.filter(ImageFilter.GaussianBlur(2)),
    "mirrored": ImageOps.mirror,
}


@pytest.mark.parametrize("change", CHANGES)
async def test_an_uncovered_face_is_never_called_covered(change: str) -> None:
    for photo in [*chain(*people().values()), *halves()]:
        for face in await FACES.look(jpeg(CHANGES[change](opened(photo)))):
            assert not face.covered


@pytest.mark.parametrize("change", CHANGES)
async def test_clear_spectacles_are_no_cover(change: str) -> None:
    worn = with_glasses(portrait(), await seen(portrait()), (20, 20, 20), clear=True)
    assert not (await seen(CHANGES[change](worn))).covered


@pytest.mark.parametrize("change", ["as it is", "black and white", "dark", "blue light", "mirrored"])
@pytest.mark.parametrize("colour", DARK)
async def test_dark_glasses_are_a_cover(change: str, colour: Colour) -> None:
    worn = with_glasses(portrait(), await seen(portrait()), colour)
    assert (await seen(CHANGES[change](worn))).covered


@pytest.mark.parametrize("change", ["as it is", "soft", "lit from a side", "mirrored"])
@pytest.mark.parametrize("colour", FABRIC)
async def test_a_mask_is_a_cover(change: str, colour: Colour) -> None:
    worn = with_mask(portrait(), await seen(portrait()), colour)
    assert (await seen(CHANGES[change](worn))).covered


async def test_a_dark_beard_is_no_cover() -> None:
    face = await seen(portrait())
    bearded = portrait()
    mouth = face.landmarks[3][1] - 4
    beard = with_mask(portrait(), face, (40, 28, 22)).crop((0, round(mouth), 512, 512))
    bearded.paste(beard, (0, round(mouth)))
    assert not (await seen(bearded)).covered


async def test_a_hand_or_a_scarf_of_the_skins_colour_is_missed_rather_than_guessed() -> None:
    veiled = with_mask(portrait(), await seen(portrait()), (200, 150, 125))
    assert not (await seen(veiled)).covered
