"""Untrusted bytes to an upright, opaque sRGB picture, or a BadPhoto that says why not."""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageFile

from core.errors import DamagedPhoto, NotAPhoto, TooManyPixels
from core.imaging.colour import opaque, to_srgb

MOST_PIXELS = 50_000_000

END_OF_JPEG = b"\xff\xd9"
START_OF_SCAN, COMMENT, ADOBE = 0xDA, 0xFE, 0xEE  # Adobe's segment says how colours are coded
ORIENTATION = 0x0112
SIDEWAYS = (5, 6, 7, 8)
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# Whatever a decoder raises on hostile bytes; struct.error and the bomb error are no kin of OSError.
DECODER_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    RuntimeError,
    EOFError,
    MemoryError,
    struct.error,
    Image.DecompressionBombError,
)


def size_of(data: bytes) -> tuple[str, int, int]:
    """MIME type, width and height as a viewer shows them, from the header alone."""
    with reading(data) as (mime, picture):
        width, height = picture.size
        # In a PNG the orientation may stand behind the pixels, and no camera writes it.
        if mime != "image/png" and _orientation(picture) in SIDEWAYS:
            width, height = height, width
        return mime, width, height


def decode(data: bytes, long_side: int) -> Image.Image:
    """Read the first frame without any metadata, reduced to `long_side` if it is larger."""
    with reading(data) as (_, picture):
        if not picture.has_transparency_data and picture.mode in ("RGB", "L", "CMYK"):
            # Before load(): a large JPEG is then decoded at a fraction of its size.
            picture.thumbnail((long_side, long_side), Image.Resampling.LANCZOS)
        picture.load()
        orientation = _orientation(picture)
        flat = opaque(picture)
        flat.thumbnail((long_side, long_side), Image.Resampling.LANCZOS)
        result = to_srgb(flat, picture.info.get("icc_profile"))
        if orientation in UPRIGHT:
            result = result.transpose(UPRIGHT[orientation])
        result.info = {}  # a JPEG's comment would travel on
        return result


@contextmanager
def reading(data: bytes) -> Iterator[tuple[str, ImageFile.ImageFile]]:
    """Open a picture with its pixel count checked and nothing decoded."""
    mime = _mime(data)
    try:
        # Not Image.open: its bomb guard warns through process-wide state, and its limit is not ours.
        picture = _reader(mime)(io.BytesIO(data))
        width, height = picture.size
        if width * height > MOST_PIXELS:
            raise TooManyPixels(width, height, MOST_PIXELS)
        yield mime, picture
    except DECODER_ERRORS as error:
        raise DamagedPhoto from error


def ends_as_jpeg(data: bytes) -> bool:
    """Whether a JPEG was not cut off, without decoding it: whatever else is missing, its end mark is too."""
    return data[-64:].rstrip(b"\0").endswith(END_OF_JPEG)


def without_metadata(data: bytes) -> bytes:
    """A JPEG without its application segments and comments, which are not needed to show it; nothing is decoded."""
    pieces, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF and (marker := data[at + 1]) != START_OF_SCAN:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xFF:  # a fill byte
            end = at + 1
        elif not (0xE1 <= marker <= 0xEF and marker != ADOBE) and marker != COMMENT:
            pieces.append(data[at:end])
        at = end
    return b"".join((*pieces, data[at:]))


def _mime(data: bytes) -> str:
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp":
        brands = data[8 : min(int.from_bytes(data[:4], "big"), 256)]
        if b"avif" in brands or b"avis" in brands:
            return "image/avif"
        if any(brand in brands for brand in (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")):
            return "image/heic"
    raise NotAPhoto


def _reader(mime: str) -> type[ImageFile.ImageFile]:
    from PIL import AvifImagePlugin, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

    match mime:
        case "image/jpeg":
            return JpegImagePlugin.JpegImageFile
        case "image/png":
            return PngImagePlugin.PngImageFile
        case "image/webp":
            return WebPImagePlugin.WebPImageFile
        case "image/avif":
            return AvifImagePlugin.AvifImageFile
    from pillow_heif import HeifImageFile  # 26 MB of libraries, for iPhone files only

    return HeifImageFile


def _orientation(picture: Image.Image) -> int:
    try:
        return int(picture.getexif().get(ORIENTATION, 1))
    except DECODER_ERRORS:  # a broken EXIF block is no reason to refuse the pixels
        return 1
