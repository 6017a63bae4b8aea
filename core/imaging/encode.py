"""The forms in which a picture is kept, sent to an engine, and shown in Telegram."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

from core.errors import BadPhoto, TooManyBytes, TooSmall
from core.imaging.decode import decode, ends_as_jpeg, reading, size_of, without_metadata
from core.imaging.fingerprint import fingerprint

MOST_BYTES = 20 * 1024 * 1024  # of an upload; an engine's 4K PNG may be larger
LEAST_SIDE = 64
KEPT_SIDE = 4096
SHOWN_SIDE = 2560
# What Telegram takes as a photo: https://core.telegram.org/bots/api#sendphoto
PHOTO_BYTES = 10 * 1024 * 1024
PHOTO_SIDES = 10_000  # width and height together
PHOTO_RATIO = 20
ENGINE_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class Normalised:
    """An upload as it is kept: upright sRGB JPEG without metadata."""

    data: bytes
    width: int
    height: int
    fingerprint: str


def normalise(data: bytes) -> Normalised:
    """Check an untrusted upload and make it fit to be kept; raises a BadPhoto leaf."""
    if len(data) > MOST_BYTES:
        raise TooManyBytes(len(data), MOST_BYTES)
    _, width, height = size_of(data)
    # A strip may be too narrow only once it is reduced.
    if min(width, height) * min(1, KEPT_SIDE / max(width, height)) < LEAST_SIDE:
        raise TooSmall(width, height, LEAST_SIDE)
    picture = decode(data, KEPT_SIDE)
    return Normalised(jpeg(picture, 95, full_colour=True), *picture.size, fingerprint(picture))


def for_engine(data: bytes, long_side: int = 1536, quality: int = 90) -> bytes:
    """Make a JPEG to send to an engine. One that is small enough keeps its pixels as they are."""
    with reading(data) as (mime, picture):
        if (
            mime == "image/jpeg"
            and picture.mode in ("RGB", "L")
            and len(data) <= ENGINE_BYTES
            and max(picture.size) <= long_side
            and not picture.info.keys() & {"exif", "icc_profile"}  # these change how it looks
            and ends_as_jpeg(data)
        ):
            return without_metadata(data)
    return jpeg(decode(data, long_side), quality)


def for_photo(data: bytes) -> bytes:
    """Make a JPEG that Telegram accepts as a photo; one that it accepts already stays as it is."""
    if _fits(data):
        return data
    picture = decode(data, SHOWN_SIDE)
    width, height = picture.size
    if max(width, height) > PHOTO_RATIO * min(width, height):
        wide, high = max(width, -(-height // PHOTO_RATIO)), max(height, -(-width // PHOTO_RATIO))
        picture = ImageOps.pad(picture, (wide, high), color="white")
    return jpeg(picture, 92)  # pure noise of 2560×2560 takes 6 MB


def is_photo(data: bytes) -> bool:
    """Whether Telegram takes these bytes as a photo, by its written rules."""
    try:
        _, width, height = size_of(data)
    except BadPhoto:
        return False
    return (
        len(data) <= PHOTO_BYTES
        and width + height <= PHOTO_SIDES
        and max(width, height) <= PHOTO_RATIO * min(width, height)
    )


def jpeg(picture: Image.Image, quality: int, *, full_colour: bool = False) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality, subsampling=0 if full_colour else 2)
    return buffer.getvalue()


def _fits(data: bytes) -> bool:
    with reading(data) as (mime, picture):
        width, height = picture.size
        return (
            mime == "image/jpeg"
            and picture.mode == "RGB"
            and len(data) <= PHOTO_BYTES
            and max(width, height) <= SHOWN_SIDE
            and max(width, height) <= PHOTO_RATIO * min(width, height)
            and not picture.info.keys() & {"exif", "icc_profile"}
        )
