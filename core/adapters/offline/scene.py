"""Draws a scene: the person in the place that the words name, and the words at the foot."""

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from core.adapters.offline import lettering
from core.adapters.offline.canvas import Light
from core.adapters.offline.cutout import Figure
from core.adapters.offline.finish import finished, graded, size_for
from core.adapters.offline.places import backdrop


def scene(figure: Figure, ratio: str, words: str, seed: int) -> bytes:
    size = size_for(ratio)
    place, light = backdrop(words, size, seed)
    picture = _standing(figure, place, light)
    if light.snow:
        _snow_on(picture, seed)
    _caption(picture, lettering.settable(words))
    return finished(picture, seed)


def _standing(figure: Figure, place: Image.Image, light: Light) -> Image.Image:
    """Stand the person in the place: in scale, reaching its foot, in its light."""
    width, height = place.size
    wide = width > 1.2 * height
    head = figure.head
    # Small enough to show the place, large enough for the body to reach the foot of the picture.
    scale = max((0.34 if wide else 0.26) * height / head.height, 0.7 * height / (figure.photo.height - head.y))
    left = (0.4 if wide else 0.5) * width - head.middle * scale
    top = max(0.28 * height - head.y * scale, height - figure.photo.height * scale)
    person = np.asarray(_moved(figure.photo, left, top, scale, place.size))
    alpha = np.asarray(_moved(_open_sided(figure.opacity), left, top, scale, place.size), np.float32) / 255
    back = np.asarray(place, np.float32)
    gains = (light.tint[0] * light.brightness, light.tint[1] * light.brightness, light.tint[2] * light.brightness)
    front = np.asarray(graded(Image.fromarray(person), gains), np.float32)
    # The place shines round the edge of the person, who in turn takes a little light from it.
    spill = (cv2.GaussianBlur(1 - alpha, (0, 0), 0.01 * height) * 0.35)[..., None]
    front = front * (1 - spill) + cv2.GaussianBlur(back, (0, 0), 0.03 * height) * spill
    shade = 1 - 0.14 * cv2.GaussianBlur(alpha, (0, 0), 0.035 * height)
    alpha = alpha[..., None]
    return Image.fromarray(np.clip(front * alpha + back * shade[..., None] * (1 - alpha), 0, 255).astype(np.uint8))


def _moved(picture: Image.Image, left: float, top: float, scale: float, size: tuple[int, int]) -> Image.Image:
    scaled = picture.resize(
        (max(1, round(picture.width * scale)), max(1, round(picture.height * scale))), Image.Resampling.LANCZOS
    )
    whole = Image.new(picture.mode, size)
    whole.paste(scaled, (round(left), round(top)))
    return whole


def _open_sided(opacity: Image.Image) -> Image.Image:
    """Fade the sides where the photo itself ends, or they would be straight cuts."""
    alpha = np.asarray(opacity, np.float32).copy()
    wide = max(2, opacity.width // 9)
    ramp = np.sin(np.linspace(0, np.pi / 2, wide)) ** 2
    alpha[:, :wide] *= ramp
    alpha[:, -wide:] *= ramp[::-1]
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
