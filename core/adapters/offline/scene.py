"""Draws a scene: the people side by side in the place that the words name, and the words at the foot."""

from collections.abc import Sequence

import cv2
import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from core.adapters.offline import lettering
from core.adapters.offline.canvas import Light
from core.adapters.offline.cutout import Array, Figure
from core.adapters.offline.finish import finished, graded, size_for
from core.adapters.offline.places import backdrop

MOST_ENLARGED = 1.4
Stand = tuple[float, float, float]  # left, top and scale of the person's photo


def scene(figures: Sequence[Figure], ratio: str, words: str, seed: int) -> bytes:
    size = size_for(ratio)
    picture, light = backdrop(words, size, seed)
    people = Image.new("L", size)
    for figure, stand in zip(figures, _stands(figures, size), strict=True):
        picture, person = _standing(figure, picture, light, stand, beside=len(figures) > 1)
        people = ImageChops.lighter(people, person)
    if light.snow:
        _snow_on(picture, seed)
    _caption(picture, lettering.settable(words))
    return finished(picture, people, seed)


def _standing(
    figure: Figure, place: Image.Image, light: Light, stand: Stand, *, beside: bool
) -> tuple[Image.Image, Image.Image]:
    """Stand the person in the place, in its light; returns the picture and where the person is (mode L)."""
    height, (left, top, scale) = place.height, stand
    person = _moved(figure.photo, left, top, scale, place.size)
    right = left + figure.photo.width * scale
    faded = _faded(figure.opacity, left=left > 1, right=right < place.width - 1, top=top > 1 and beside)
    opacity = _moved(faded, left, top, scale, place.size)
    alpha = np.asarray(opacity, np.float32) / 255
    back = np.asarray(place, np.float32)
    gains = (light.tint[0] * light.brightness, light.tint[1] * light.brightness, light.tint[2] * light.brightness)
    # The place shines round the edge of the person, who takes a little light from it.
    spill = (cv2.GaussianBlur(1 - alpha, (0, 0), 0.01 * height) * 0.35)[..., None]
    front = np.asarray(graded(person, gains), np.float32) * (1 - spill) + _blurred(back, 0.03 * height) * spill
    shade = (1 - 0.14 * _blurred(alpha, 0.035 * height))[..., None]
    mixed = front * alpha[..., None] + back * shade * (1 - alpha[..., None])
    return Image.fromarray(np.clip(mixed, 0, 255).astype(np.uint8)), opacity


def _blurred(values: Array, sigma: float) -> Array:
    """Blur so widely that a quarter of the size loses nothing."""
    height, width = values.shape[:2]
    small = cv2.resize(values, (width // 4, height // 4), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(cv2.GaussianBlur(small, (0, 0), sigma / 4), (width, height)))


def _stand(figure: Figure, size: tuple[int, int]) -> Stand:
    """Small enough to show the place, with no cut through the person in plain sight."""
    width, height = size
    wide = width > 1.2 * height
    photo, head, cut = figure.photo, figure.head, figure.cut_at
    scale = max((0.34 if wide else 0.26) * height / head.height, 0.7 * height / (photo.height - head.y))
    if cut & {"left", "right"} and not wide:
        scale = max(scale, min(width / photo.width, MOST_ENLARGED * scale))
    if "top" in cut:
        scale = max(scale, height / photo.height)
    left = (0.4 if wide else 0.5) * width - head.middle * scale
    if "right" in cut and not wide:
        left = max(left, width - photo.width * scale)
    if "left" in cut:
        left = min(left, 0)
    top = 0 if "top" in cut else max(0.27 * height - head.y * scale, height - photo.height * scale)
    return left, top, scale


def _stands(figures: Sequence[Figure], size: tuple[int, int]) -> list[Stand]:
    """Several share the width, their heads in one line, small enough that no neighbour covers one."""
    if len(figures) == 1:
        return [_stand(figures[0], size)]
    width, height = size[0] / len(figures), size[1]
    scales = [min(0.24 * height / one.head.height, 0.5 * width / one.head.width) for one in figures]
    lowest = [height - (one.photo.height - one.head.y) * scale for one, scale in zip(figures, scales, strict=True)]
    line = max(0.3 * height, *lowest)
    return [
        ((number + 0.5) * width - one.head.middle * scale, line - one.head.y * scale, scale)
        for number, (one, scale) in enumerate(zip(figures, scales, strict=True))
    ]


def _moved(picture: Image.Image, left: float, top: float, scale: float, size: tuple[int, int]) -> Image.Image:
    scaled = picture.resize(
        (max(1, round(picture.width * scale)), max(1, round(picture.height * scale))), Image.Resampling.LANCZOS
    )
    whole = Image.new(picture.mode, size)
    whole.paste(scaled, (round(left), round(top)))
    return whole


def _faded(opacity: Image.Image, *, left: bool, right: bool, top: bool = False) -> Image.Image:
    """Fade a side where the photo ends in plain sight, or it would be a straight cut."""
    alpha = np.asarray(opacity, np.float32).copy()
    wide = max(2, opacity.width // 9)
    ramp = np.sin(np.linspace(0, np.pi / 2, wide)) ** 2
    if left:
        alpha[:, :wide] *= ramp
    if right:
        alpha[:, -wide:] *= ramp[::-1]
    if top:
        alpha[:wide] *= ramp[: len(alpha[:wide]), None]
    return Image.fromarray(alpha.astype(np.uint8))


def _snow_on(picture: Image.Image, seed: int) -> None:
    rng = np.random.default_rng(seed)
    width, height = picture.size
    for count, radius, blur in ((220, 0.0022, 0.6), (70, 0.0045, 1.6), (16, 0.011, 5)):
        flakes = Image.new("L", picture.size)
        draw = ImageDraw.Draw(flakes)
        for _ in range(count):
            x, y, r = rng.uniform(0, width), rng.uniform(0, height), radius * height * rng.uniform(0.6, 1.3)
            draw.ellipse((x - r, y - r, x + r, y + r), int(rng.integers(120, 235)))
        picture.paste((255, 255, 255), (0, 0), flakes.filter(ImageFilter.GaussianBlur(blur)))


def _caption(picture: Image.Image, words: str) -> None:
    """Set the words on a shade that rises from the foot."""
    if not words:
        return
    width, height = picture.size
    letters = round(min(width, height) * 0.05)
    rows = lettering.lines(words, letters, round(width * 0.86), 2)
    step = round(letters * 1.35)
    rise = len(rows) * step + 0.16 * height
    shade = np.clip((np.arange(height) - (height - rise)) / rise, 0, 1) ** 1.2 * 175
    picture.paste((8, 10, 16), (0, 0), Image.fromarray(np.repeat(shade.astype(np.uint8)[:, None], width, axis=1)))
    for number, row in enumerate(reversed(rows)):
        at = ((width - lettering.width(row, letters)) // 2, height - round(height * 0.045) - number * step)
        picture.paste((255, 255, 255), (0, 0), lettering.ink(picture.size, row, at, letters))
