"""Small pictures that cost little to make and that no fingerprint takes for one another."""

import io
import random
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageStat


@lru_cache(maxsize=512)
def picture(seed: int, width: int = 300, height: int = 400) -> Image.Image:
    """Coloured shapes, by seed."""
    dice = random.Random(seed)  # noqa: S311  # the same picture each time
    made = Image.new("RGB", (width, height), _colour(dice))
    draw = ImageDraw.Draw(made)
    for _ in range(14):
        x, y = dice.randrange(width), dice.randrange(height)
        wide, high = dice.randrange(width // 8, width // 2), dice.randrange(height // 8, height // 2)
        draw.ellipse((x - wide, y - high, x + wide, y + high), fill=_colour(dice))
    return made


def encoded(made: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """The picture in a format: JPEG, PNG, WEBP, AVIF, HEIF."""
    out = io.BytesIO()
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.from_pillow(made).save(out, quality=90)
    else:
        made.save(out, kind, **options)
    return out.getvalue()


@lru_cache(maxsize=512)
def photo(seed: int) -> bytes:
    """A JPEG as a user would send it."""
    return encoded(picture(seed), quality=90)


@lru_cache(maxsize=512)
def drawn(seed: int) -> bytes:
    """A JPEG as an engine would draw it: quick, and told apart by its seed."""
    return encoded(picture(1_000_000 + seed, 288, 384), quality=90)


def decoded(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as opened:
        opened.load()
        return opened.copy()


def difference(a: bytes, b: bytes) -> float:
    """Mean distance of two pictures, 0 to 255; the second is brought to the size of the first."""
    first, second = decoded(a).convert("RGB"), decoded(b).convert("RGB")
    apart = ImageChops.difference(first, second.resize(first.size))
    return sum(ImageStat.Stat(apart).mean) / 3


def _colour(dice: random.Random) -> tuple[int, int, int]:
    return dice.randrange(256), dice.randrange(256), dice.randrange(256)
