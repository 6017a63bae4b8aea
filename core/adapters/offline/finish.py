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


def finished(picture: Image.Image, person: Image.Image, seed: int) -> bytes:
    """Add grain and the mark, and encode as JPEG. `person` (mode L) is what the mark should not cover."""
    grain = np.random.default_rng(seed).normal(0, 3.2, (picture.height, picture.width, 1)).astype(np.float32)
    picture = Image.fromarray(np.clip(np.asarray(picture, np.float32) + grain, 0, 255).astype(np.uint8))
    pill, letters = _mark(round(max(min(picture.size) * 0.032, max(picture.size) * 0.02)))
    room = pill.height // 2
    box = (picture.width - pill.width - room, room, picture.width - room, room + pill.height)
    if np.asarray(person.crop(box)).mean() > 4:
        # Beside the head: a scene cuts the person out of a candidate, and the corner must stay behind.
        pill, letters = pill.transpose(Image.Transpose.ROTATE_270), letters.transpose(Image.Transpose.ROTATE_270)
        box = (picture.width - pill.width - room // 2, room, picture.width - room // 2, room + pill.height)
    picture.paste((18, 20, 26), box, pill)
    picture.paste((255, 255, 255), box, letters)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=92, subsampling=0)
    return buffer.getvalue()


def _mark(size: int) -> tuple[Image.Image, Image.Image]:
    """Return the opacity of the mark's pill, and of its letters."""
    room = round(size * 0.8)
    wide, high = lettering.width(MARK, size, 650) + 2 * room, round(size * 2.1)
    pill = Image.new("L", (wide * 3, high * 3))  # drawn larger and reduced: Pillow's shapes have jagged edges
    ImageDraw.Draw(pill).rounded_rectangle((0, 0, wide * 3 - 1, high * 3 - 1), high * 1.5, 200)
    letters = lettering.ink((wide, high), MARK, (room, round(high / 2 + size * 0.36)), size, 650)
    return pill.reduce(3), letters
