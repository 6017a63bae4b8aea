"""What every picture of the offline studio gets: its size, a grade, grain, and the mark."""

import io
import math

import numpy as np
from PIL import Image, ImageDraw

from core.adapters.offline import lettering

PIXELS = 900_000
MARK = "OFFLINE PREVIEW"


def size_for(ratio: str) -> tuple[int, int]:
    wide, high = (int(part) for part in ratio.split(":"))
    width = math.sqrt(PIXELS * wide / high)
    return round(width / 8) * 8, round(width * high / wide / 8) * 8


def graded(picture: Image.Image, gains: tuple[float, float, float], contrast: float = 1.0) -> Image.Image:
    values = np.asarray(picture, np.float32) / 255
    values = (values * np.array(gains, np.float32) - 0.45) * contrast + 0.45
    return Image.fromarray((np.clip(values, 0, 1) * 255).astype(np.uint8))


def finished(picture: Image.Image, seed: int) -> bytes:
    """Add grain and the mark, and encode as JPEG."""
    grain = np.random.default_rng(seed).normal(0, 3.2, (picture.height, picture.width, 1)).astype(np.float32)
    picture = Image.fromarray(np.clip(np.asarray(picture, np.float32) + grain, 0, 255).astype(np.uint8))
    _mark(picture)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=92, subsampling=0)
    return buffer.getvalue()


def mark_box(size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return where the mark stands: the upper right corner, which a cut-out of this picture leaves behind."""
    letters = round(min(size) * 0.032)
    room = round(letters * 0.8)
    wide, high = lettering.width(MARK, letters, 650) + 2 * room, round(letters * 2.1)
    return size[0] - wide - room, room, size[0] - room, room + high


def _mark(picture: Image.Image) -> None:
    left, top, right, bottom = mark_box(picture.size)
    wide, high = right - left, bottom - top
    letters = round(min(picture.size) * 0.032)
    pill = Image.new("L", (wide * 3, high * 3))  # drawn larger and reduced: Pillow's shapes have jagged edges
    ImageDraw.Draw(pill).rounded_rectangle((0, 0, wide * 3 - 1, high * 3 - 1), high * 1.5, 200)
    picture.paste((18, 20, 26), (left, top), pill.reduce(3))
    at = (round(letters * 0.8), round(high / 2 + letters * 0.36))
    picture.paste((255, 255, 255), (left, top), lettering.ink((wide, high), MARK, at, letters, 650))
