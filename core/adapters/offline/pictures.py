"""Draws the offline studio's two kinds of picture: a close-up portrait, and a person in a drawn place."""

import io
import math
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from core.adapters.offline import lettering
from core.adapters.offline.backdrops import Place, place_for
from core.adapters.offline.cutout import Head, matte

Array = np.ndarray[Any, Any]

PIXELS = 900_000
MARK = "OFFLINE PREVIEW"

# Window light, daylight, overcast: gain of red, green and blue, and contrast.
GRADES = (((1.07, 1.0, 0.91), 1.06), ((1.01, 1.01, 1.0), 1.02), ((0.95, 0.995, 1.06), 0.96))
# How tall the face is in the picture, how far down its middle, and how far beside the middle.
FRAMINGS = ((0.36, 0.43, 0.0), (0.42, 0.45, -0.03), (0.32, 0.41, 0.04))


def portrait(photo: Image.Image, head: Head, ratio: str, seed: int) -> bytes:
    """Draw a close-up of head and shoulders with the background out of focus."""
    size = size_for(ratio)
    picture, head = _framed(photo, head, size, FRAMINGS[seed % 3])
    person = matte(picture, head)
    blurred = _defocused(picture, person, 0.018)
    picture = Image.composite(picture, blurred, person)
    gains, contrast = GRADES[seed % 3]
    picture = _graded(picture, gains, contrast, 1.0)
    picture = _lit_from(picture, seed)
    return _finished(picture, seed)


def scene(photo: Image.Image, head: Head, ratio: str, words: str, seed: int) -> bytes:
    """Draw the person in the place that the words name, with the words at the foot."""
    size = size_for(ratio)
    place = place_for(words, size, seed)
    person = matte(photo, head)
    picture = _placed(photo, person, head, place, size)
    if place.snow:
        picture = _snowing(picture, seed)
    return _finished(_captioned(picture, lettering.settable(words)), seed)


def size_for(ratio: str) -> tuple[int, int]:
    wide, high = (int(part) for part in ratio.split(":"))
    width = math.sqrt(PIXELS * wide / high)
    return round(width / 8) * 8, round(width * high / wide / 8) * 8


def _framed(
    photo: Image.Image, head: Head, size: tuple[int, int], framing: tuple[float, float, float]
) -> tuple[Image.Image, Head]:
    """Cut the photo to the ratio so that the face is as tall as wanted, or as near as the photo allows."""
    face, down, beside = framing
    high = min(head.height / face, photo.height, photo.width * size[1] / size[0])
    wide = high * size[0] / size[1]
    left = min(max(head.middle - wide * (0.5 + beside), 0), photo.width - wide)
    top = min(max(head.y + head.height / 2 - high * down, 0), photo.height - high)
    cut = photo.resize(size, Image.Resampling.LANCZOS, (left, top, left + wide, top + high))
    return cut, head.within(left, top, size[1] / high)


def _defocused(picture: Image.Image, person: Image.Image, amount: float) -> Image.Image:
    """Blur the background alone, or the person would bleed into it."""
    behind = 1 - np.asarray(person, np.float32)[..., None] / 255 + 1e-3
    sigma = amount * max(picture.size)
    small = (picture.width // 4, picture.height // 4)  # a blur this wide needs no more
    colours = cv2.resize(np.asarray(picture, np.float32) * behind, small, interpolation=cv2.INTER_AREA)
    weights = cv2.resize(behind, small, interpolation=cv2.INTER_AREA)
    spread = cv2.GaussianBlur(colours, (0, 0), sigma / 4) / cv2.GaussianBlur(weights, (0, 0), sigma / 4)[..., None]
    large = cv2.resize(spread, picture.size, interpolation=cv2.INTER_CUBIC)
    return Image.fromarray(np.clip(large, 0, 255).astype(np.uint8))


def _graded(picture: Image.Image, gains: tuple[float, float, float], contrast: float, brightness: float) -> Image.Image:
    values = np.asarray(picture, np.float32) / 255
    values = (values * np.array(gains, np.float32) * brightness - 0.45) * contrast + 0.45
    return Image.fromarray((np.clip(values, 0, 1) * 255).astype(np.uint8))


def _lit_from(picture: Image.Image, seed: int) -> Image.Image:
    """Let daylight come from one side, and darken the corners a little."""
    width, height = picture.size
    column, row = (
        np.linspace(-1, 1, width, dtype=np.float32)[None],
        np.linspace(-1, 1, height, dtype=np.float32)[:, None],
    )
    side = (-1, 0, 1)[seed % 3]
    light = 1 + 0.1 * side * column - 0.05 * row - 0.14 * np.clip(column**2 + row**2 - 0.7, 0, None)
    return Image.fromarray(np.clip(np.asarray(picture, np.float32) * light[..., None], 0, 255).astype(np.uint8))


def _placed(photo: Image.Image, person: Image.Image, head: Head, place: Place, size: tuple[int, int]) -> Image.Image:
    """Stand the person in the place: in scale, touching the foot of the picture, in its light."""
    width, height = size
    # No smaller than lets the body reach the foot of the picture.
    below = photo.height - head.y
    scale = max(0.27 * height / head.height, 0.66 * height / below)
    left = width / 2 - head.middle * scale
    top = min(0.3 * height - head.y * scale, 0.34 * height - head.y * scale)
    top = max(top, height - photo.height * scale)
    box = (-left / scale, -top / scale, (width - left) / scale, (height - top) / scale)
    figure = _window(photo, box, size)
    alpha = np.asarray(_window(_edged(person), box, size), np.float32)[..., None] / 255
    figure = _graded(figure, place.tint, 1.0, place.brightness)
    back = np.asarray(place.picture, np.float32)
    # Light of the place spills over the edge of the person.
    spill = cv2.GaussianBlur(1 - alpha, (0, 0), 0.012 * height)[..., None] * alpha * 0.45
    front = np.asarray(figure, np.float32) * (1 - spill) + cv2.GaussianBlur(back, (0, 0), 0.03 * height) * spill
    shade = 1 - 0.28 * cv2.GaussianBlur(alpha, (0, 0), 0.035 * height)[..., None]
    return Image.fromarray(np.clip(front * alpha + back * shade * (1 - alpha), 0, 255).astype(np.uint8))


def _window(picture: Image.Image, box: tuple[float, float, float, float], size: tuple[int, int]) -> Image.Image:
    """Take a box that may reach beyond the picture; nothing (black) lies there."""
    step = ((box[2] - box[0]) / size[0], (box[3] - box[1]) / size[1])
    if step[0] > 1:  # transform() skips pixels when it reduces
        small = picture.resize(
            (round(picture.width / step[0]), round(picture.height / step[1])), Image.Resampling.LANCZOS
        )
        return small.transform(
            size, Image.Transform.AFFINE, (1, 0, box[0] / step[0], 0, 1, box[1] / step[1]), Image.Resampling.BICUBIC
        )
    return picture.transform(
        size, Image.Transform.AFFINE, (step[0], 0, box[0], 0, step[1], box[1]), Image.Resampling.BICUBIC
    )


def _edged(person: Image.Image) -> Image.Image:
    """Fade the sides where the photo itself ends, or they would be straight cuts."""
    alpha = np.asarray(person, np.float32).copy()
    wide = max(2, person.width // 7)
    ramp = np.sin(np.linspace(0, np.pi / 2, wide)) ** 2
    alpha[:, :wide] *= ramp
    alpha[:, -wide:] *= ramp[::-1]
    return Image.fromarray(alpha.astype(np.uint8))


def _snowing(picture: Image.Image, seed: int) -> Image.Image:
    rng = np.random.default_rng(seed + 77)
    width, height = picture.size
    for count, radius, blur in ((220, 0.0022, 0.6), (70, 0.0045, 1.6), (16, 0.011, 5)):
        flakes = Image.new("L", picture.size)
        draw = ImageDraw.Draw(flakes)
        for _ in range(count):
            x, y, r = rng.uniform(0, width), rng.uniform(0, height), radius * height * rng.uniform(0.6, 1.3)
            draw.ellipse((x - r, y - r, x + r, y + r), int(rng.integers(120, 235)))
        picture.paste((255, 255, 255), (0, 0), flakes.filter(ImageFilter.GaussianBlur(blur)))
    return picture


def _captioned(picture: Image.Image, words: str) -> Image.Image:
    """Set the words at the foot, on a shade that rises from it."""
    if not words:
        return picture
    width, height = picture.size
    size = round(min(width, height) * 0.05)
    margin = round(width * 0.07)
    rows = lettering.lines(words, size, width - 2 * margin, 2)
    step = round(size * 1.35)
    foot = height - round(height * 0.045)
    rise = len(rows) * step + 0.16 * height
    shade = np.clip((np.arange(height) - (height - rise)) / rise, 0, 1) ** 1.2 * 175
    picture.paste((8, 10, 16), (0, 0), Image.fromarray(np.repeat(shade.astype(np.uint8)[:, None], width, axis=1)))
    for number, row in enumerate(rows):
        baseline = foot - (len(rows) - 1 - number) * step
        left = (width - lettering.width(row, size)) // 2
        picture.paste((255, 255, 255), (0, 0), lettering.ink(picture.size, row, (left, baseline), size))
    return picture


def _finished(picture: Image.Image, seed: int) -> bytes:
    """Add grain and the mark, and encode."""
    rng = np.random.default_rng(seed)
    grain = rng.normal(0, 3.2, (picture.height, picture.width, 1)).astype(np.float32)
    picture = Image.fromarray(np.clip(np.asarray(picture, np.float32) + grain, 0, 255).astype(np.uint8))
    _mark(picture)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=92, subsampling=0)
    return buffer.getvalue()


def _mark(picture: Image.Image) -> None:
    """Say OFFLINE PREVIEW in the upper right corner: a cut-out of this picture leaves the corner behind."""
    size = round(min(picture.size) * 0.032)
    room = round(size * 0.8)
    wide = lettering.width(MARK, size, 650) + 2 * room
    high = round(size * 2.1)
    fine = Image.new("L", (wide * 3, high * 3))
    ImageDraw.Draw(fine).rounded_rectangle((0, 0, wide * 3 - 1, high * 3 - 1), high * 1.5, 190)
    left, top = picture.width - wide - room, room
    picture.paste((18, 20, 26), (left, top), fine.reduce(3))
    letters = lettering.ink((wide, high), MARK, (room, round(high / 2 + size * 0.36)), size, 650)
    picture.paste((255, 255, 255), (left, top), letters)
