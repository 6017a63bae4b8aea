"""Pictures as Telegram keeps them: several JPEG sizes of each photo, upright and without EXIF."""

import hashlib
import io
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import anyio
import anyio.to_thread
from PIL import Image, ImageOps

LONG_SIDES = (90, 320, 800, 1280, 2560)
JPEG_QUALITY = 87
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
_PIXELS = 120_000_000


class NotAPictureError(Exception):
    """The bytes cannot be read as a picture."""


@dataclass(frozen=True)
class Size:
    data: bytes
    width: int
    height: int


class Darkroom:
    """Makes the sizes in two threads; the same bytes are worked on once."""

    def __init__(self, remembered: int = 48) -> None:
        self._remembered = remembered
        self._done: OrderedDict[bytes, list[Size]] = OrderedDict()
        self._limiter: anyio.CapacityLimiter | None = None

    async def sizes(self, data: bytes) -> list[Size]:
        key = hashlib.sha256(data).digest()
        if key in self._done:
            self._done.move_to_end(key)
            return self._done[key]
        self._limiter = self._limiter or anyio.CapacityLimiter(2)
        made = await anyio.to_thread.run_sync(photo_sizes, data, limiter=self._limiter)
        self._done[key] = made
        while len(self._done) > self._remembered:
            self._done.popitem(last=False)
        return made


def dimensions(data: bytes) -> tuple[int, int]:
    """Width and height from the header alone."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            return picture.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotAPictureError from error


def photo_sizes(data: bytes) -> list[Size]:
    width, height = dimensions(data)
    if width * height > _PIXELS:
        raise NotAPictureError
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            opened.draft("RGB", (LONG_SIDES[-1], LONG_SIDES[-1]))
            picture = _on_white(ImageOps.exif_transpose(opened))
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise NotAPictureError from error
    long = max(picture.size)
    wanted = [side for side in LONG_SIDES if side < long][: len(LONG_SIDES)]
    if long <= LONG_SIDES[-1]:
        wanted.append(long)
    sizes: list[Size] = []
    for side in reversed(wanted):  # each size from the next larger one: quick, and no worse to the eye
        if max(picture.size) > side:
            picture = picture.resize(_scaled(picture.size, side), Image.Resampling.BICUBIC, reducing_gap=2.0)
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=JPEG_QUALITY)
        sizes.append(Size(out.getvalue(), *picture.size))
    return sizes[::-1]


def _scaled(size: tuple[int, int], side: int) -> tuple[int, int]:
    factor = side / max(size)
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))


def _on_white(picture: Any) -> Image.Image:
    if picture.mode in {"RGBA", "LA", "PA"} or (picture.mode == "P" and "transparency" in picture.info):
        layer = picture.convert("RGBA")
        sheet = Image.new("RGB", layer.size, "white")
        sheet.paste(layer, mask=layer.getchannel("A"))
        return sheet
    converted: Image.Image = picture.convert("RGB")
    converted.info = {}  # Pillow would carry comments over into the JPEG
    return converted
