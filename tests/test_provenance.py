"""The mark that machines read: valid in each format, beside pixels that stay as they are."""

import io
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from core import imaging
from core.imaging.provenance import SOURCE, XMP
from tests.fakes.pictures import decoded, encoded, picture

KINDS: list[tuple[str, dict[str, Any]]] = [
    ("JPEG", {}),
    ("JPEG", {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"}),
    ("JPEG", {"icc_profile": b"p" * 200}),
    ("JPEG", {"xmp": b"<x:xmpmeta>older</x:xmpmeta>"}),
    ("PNG", {}),
    ("WEBP", {"lossless": True}),
    ("WEBP", {"quality": 80}),
    ("WEBP", {"quality": 80, "xmp": b"<x:xmpmeta>older</x:xmpmeta>"}),
    ("WEBP", {"lossless": True, "exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0", "icc_profile": b"p" * 201}),
]


def source_type(data: bytes) -> object:
    """As a reader of XMP finds it."""
    with Image.open(io.BytesIO(data)) as opened:
        opened.load()
        return opened.getxmp()["xmpmeta"]["RDF"]["Description"]["DigitalSourceType"]


@pytest.mark.parametrize(("kind", "options"), KINDS)
def test_a_marked_picture_says_so_and_has_the_same_pixels_and_the_rest_of_its_metadata(
    kind: str, options: dict[str, Any]
) -> None:
    data = encoded(picture(5), kind, **options)
    marked = imaging.ai_marked(data)
    assert source_type(marked) == SOURCE
    assert decoded(marked).tobytes() == decoded(data).tobytes()
    before, after = decoded(data).info, decoded(marked).info
    for name in ("exif", "icc_profile"):
        assert after.get(name) == before.get(name)
    assert marked.count(b"xmpmeta>") == 1  # one packet


def test_a_picture_with_transparency_keeps_it() -> None:
    glass = Image.new("RGBA", (31, 17), (10, 20, 30, 40))
    for kind, options in (("PNG", {}), ("WEBP", {"lossless": True}), ("WEBP", {"quality": 70})):
        data = encoded(glass, kind, **options)
        marked = imaging.ai_marked(data)
        assert (decoded(marked).mode, decoded(marked).tobytes()) == ("RGBA", decoded(data).tobytes())


def test_marking_twice_changes_nothing_more() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        once = imaging.ai_marked(encoded(picture(5), kind))
        assert imaging.ai_marked(once) == once


def test_a_vendors_own_signed_mark_is_left_alone() -> None:
    chunk = PngInfo()
    chunk.add(b"caBX", b"\0\0\0\x20jumb\0\0\0\x1ejumdc2pa\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71\x03c2pa\0")
    signed = encoded(picture(5), "PNG", pnginfo=chunk)
    assert imaging.ai_marked(signed) == signed


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8\xff", b"not a picture", b"\xff\xd8\xff\xe0\0\x10JF", b"GIF89a" + bytes(20)]
)
def test_what_is_no_whole_picture_is_no_error(data: bytes) -> None:
    imaging.ai_marked(data)


def test_a_marked_photo_that_telegram_takes_is_sent_as_it_is() -> None:
    marked = imaging.ai_marked(encoded(picture(5), "JPEG"))
    assert imaging.for_photo(marked) == marked
    assert XMP in marked
