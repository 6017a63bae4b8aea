"""What intake refuses, what it keeps, and how pictures are prepared for engines and for Telegram."""

import io
import random
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from itertools import combinations

import pillow_heif
import pytest
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageEnhance, ImageFilter, PngImagePlugin

from core import imaging
from core.errors import BadPhoto, DamagedPhoto, NotAPhoto, TooManyBytes, TooManyPixels, TooSmall
from core.imaging.decode import MOST_PIXELS
from core.imaging.encode import MOST_BYTES, PHOTO_BYTES
from tests.photos import astronaut, three_photos


def portrait(size: tuple[int, int] = (512, 512)) -> Image.Image:
    with Image.open(astronaut()) as picture:
        return picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(picture).save(buffer, quality=90, **options)
    else:
        picture.save(buffer, kind, **options)
    return buffer.getvalue()


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def middle(data: bytes) -> tuple[int, int, int]:
    picture = opened(data)
    red, green, blue = picture.crop(
        (picture.width // 2, picture.height // 2, picture.width // 2 + 1, picture.height // 2 + 1)
    ).tobytes()
    return red, green, blue


def far_apart(a: Image.Image, b: Image.Image) -> float:
    """Mean difference of two pictures of one size, in steps of 255."""
    histogram = ImageChops.difference(a.convert("RGB"), b.convert("RGB")).convert("L").histogram()
    return sum(step * count for step, count in enumerate(histogram)) / (a.width * a.height)


def png_header(width: int, height: int, bits: int = 1, colour: int = 0) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def webp_header(width: int, height: int) -> bytes:
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"VP8X" + struct.pack("<I", 10) + bytes(4) + canvas + b"VP8 " + struct.pack("<I", 10) + bytes(10)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def jpeg_with_sides(width: int, height: int) -> bytes:
    data = bytearray(encoded(portrait(), "JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


# --- what is refused --------------------------------------------------------------------------------------------------

REFUSED: dict[str, tuple[Callable[[], bytes], type[BadPhoto]]] = {
    "empty": (lambda: b"", NotAPhoto),
    "one byte": (lambda: b"\xff", NotAPhoto),
    "text": (lambda: b"hello, this is no picture", NotAPhoto),
    "a PDF": (lambda: b"%PDF-1.7\n" + bytes(1000), NotAPhoto),
    "an SVG": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg" width="500" height="500"/>', NotAPhoto),
    "a GIF, whatever its name": (lambda: encoded(portrait(), "GIF"), NotAPhoto),
    "a TIFF": (lambda: encoded(portrait(), "TIFF"), NotAPhoto),
    "a BMP": (lambda: encoded(portrait(), "BMP"), NotAPhoto),
    "an MP4": (lambda: b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(1000), NotAPhoto),
    "half a JPEG": (lambda: encoded(portrait(), "JPEG")[:-20_000], DamagedPhoto),
    "half a PNG": (lambda: encoded(portrait(), "PNG")[:-100_000], DamagedPhoto),
    "half a WEBP": (lambda: encoded(portrait(), "WEBP")[:-10_000], DamagedPhoto),
    "half a HEIC": (lambda: encoded(portrait(), "HEIF")[:-10_000], DamagedPhoto),
    "half an AVIF": (lambda: encoded(portrait(), "AVIF")[:-5_000], DamagedPhoto),
    "a JPEG's first bytes": (lambda: encoded(portrait(), "JPEG")[:30], DamagedPhoto),
    "a PNG's signature": (lambda: b"\x89PNG\r\n\x1a\n", DamagedPhoto),
    "a PNG without sides": (lambda: png_header(0, 0), DamagedPhoto),
    "a WEBP's name": (lambda: b"RIFF\x00\x00\x00\x00WEBP", DamagedPhoto),
    "a HEIC's name": (lambda: b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", DamagedPhoto),
    "1×1": (lambda: encoded(Image.new("RGB", (1, 1)), "PNG"), TooSmall),
    "63 px wide": (lambda: encoded(Image.new("RGB", (63, 800)), "JPEG"), TooSmall),
    "a strip that is too narrow once reduced": (lambda: encoded(Image.new("L", (70, 9000)), "PNG"), TooSmall),
    "a PNG of 30000×30000": (lambda: png_header(30_000, 30_000), TooManyPixels),
    "a JPEG of 65000×65000": (lambda: jpeg_with_sides(65_000, 65_000), TooManyPixels),
    "a WEBP of 16000×16000": (lambda: webp_header(16_000, 16_000), BadPhoto),
    "one pixel row too many": (lambda: png_header(10_000, 5_001), TooManyPixels),
    "more than 20 MB": (lambda: encoded(portrait(), "JPEG") + bytes(MOST_BYTES), TooManyBytes),
}


@pytest.mark.parametrize("name", REFUSED)
def test_intake_refuses(name: str) -> None:
    make, error = REFUSED[name]
    with pytest.raises(error):
        imaging.normalise(make())


def test_errors_carry_the_measured_facts() -> None:
    with pytest.raises(TooManyPixels) as pixels:
        imaging.normalise(png_header(30_000, 20_000))
    assert (pixels.value.width, pixels.value.height, pixels.value.most_pixels) == (30_000, 20_000, MOST_PIXELS)
    with pytest.raises(TooSmall) as small:
        imaging.normalise(encoded(Image.new("RGB", (50, 300)), "PNG"))
    assert (small.value.width, small.value.height, small.value.least_side) == (50, 300, 64)


def test_damaged_bytes_never_raise_anything_but_a_bad_photo() -> None:
    chance = random.Random(7)  # noqa: S311 (no secret)
    kinds = [encoded(portrait((256, 256)), kind) for kind in ("JPEG", "PNG", "WEBP", "AVIF", "HEIF")]
    for _ in range(300):
        data = bytearray(chance.choice(kinds))
        for _ in range(chance.choice((1, 4, 40))):
            data[chance.randrange(12, min(len(data), 2000))] = chance.randrange(256)
        try:
            imaging.normalise(bytes(data))
        except BadPhoto:
            continue


BOMB = """
import pathlib, sys
from core import imaging
from core.errors import TooManyPixels

def peak():  # of this process alone: ru_maxrss begins with what its parent took
    status = pathlib.Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024

data = pathlib.Path(sys.argv[1]).read_bytes()
before = peak()
try:
    imaging.normalise(data)
except TooManyPixels:
    print(peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_decompression_bomb_takes_no_memory(tmp_path_factory: pytest.TempPathFactory) -> None:
    bomb = tmp_path_factory.mktemp("bomb") / "bomb.png"
    bomb.write_bytes(encoded(Image.new("1", (30_000, 30_000)), "PNG"))
    assert bomb.stat().st_size < 1_000_000
    run = subprocess.run([sys.executable, "-c", BOMB, bomb], capture_output=True, text=True, check=True)
    assert int(run.stdout) < 20, "MB more than before"


# --- what is kept -----------------------------------------------------------------------------------------------------

MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF"])
def test_every_promised_format_is_kept_as_a_jpeg_that_looks_the_same(kind: str) -> None:
    kept = imaging.normalise(encoded(portrait(), kind))
    assert imaging.size_of(kept.data) == ("image/jpeg", 512, 512)
    assert (kept.width, kept.height) == (512, 512)
    assert far_apart(opened(kept.data), portrait()) < 5


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF"])
def test_the_size_is_read_from_the_header(kind: str) -> None:
    mime = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "HEIF": "image/heic", "AVIF": "image/avif"}
    assert imaging.size_of(encoded(portrait((300, 400)), kind)) == (mime[kind], 300, 400)


@pytest.mark.parametrize("mode", MODES)
def test_every_colour_mode_looks_as_it_did(mode: str) -> None:
    expected = portrait().convert("L") if mode in ("1", "L", "LA", "I;16") else portrait()
    if mode == "I;16":
        given = Image.frombytes("I;16", (512, 512), b"".join(bytes((0, value)) for value in expected.tobytes()))
    else:
        given = portrait().convert(mode)
    kept = opened(imaging.normalise(encoded(given, "JPEG" if mode == "CMYK" else "PNG")).data)
    assert kept.mode == "RGB"
    assert far_apart(from_afar(kept), from_afar(expected)) < 8


def from_afar(picture: Image.Image) -> Image.Image:
    """Blur what dithering does to 1-bit and palette pictures."""
    return picture.filter(ImageFilter.GaussianBlur(8))


def test_what_was_transparent_is_white() -> None:
    clear = Image.new("RGBA", (300, 300), (255, 0, 0, 0))
    paletted = Image.new("P", (300, 300), 0)
    for data in (encoded(clear, "PNG"), encoded(clear, "WEBP"), encoded(paletted, "PNG", transparency=0)):
        assert middle(imaging.normalise(data).data) == (255, 255, 255)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF"])
def test_a_photo_stands_upright_whatever_its_orientation_says(kind: str, orientation: int) -> None:
    upright = portrait((300, 400))
    # How a camera held that way would have stored it.
    stored = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    picture = upright.transpose(stored[orientation]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(picture, kind, exif=exif.tobytes())
    kept = imaging.normalise(data)
    assert (kept.width, kept.height) == (300, 400)
    assert kind == "PNG" or imaging.size_of(data)[1:] == (300, 400)
    assert far_apart(opened(kept.data), upright) < 6


def test_nothing_but_pixels_survives_intake() -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "secret words")
    gifts = {"exif": exif, "icc_profile": profile, "xmp": b"<x:xmpmeta>secret</x:xmpmeta>", "comment": b"secret"}
    for data in (
        encoded(portrait(), "JPEG", **gifts),
        encoded(portrait(), "WEBP", exif=exif, icc_profile=profile, xmp=gifts["xmp"]),
        encoded(portrait(), "PNG", exif=exif, icc_profile=profile, pnginfo=text),
        encoded(portrait(), "AVIF", exif=exif, icc_profile=profile, xmp=gifts["xmp"]),
        encoded(portrait(), "HEIF", exif=exif.tobytes()),
    ):
        for result in (imaging.normalise(data).data, imaging.for_engine(data), imaging.badged(data)):
            assert segments(result) <= {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}, "JFIF, tables, frame, scan"
            assert not opened(result).getexif()
            assert not opened(result).info.keys() & {"exif", "icc_profile", "xmp", "comment"}


def test_a_jpeg_that_is_small_enough_goes_to_an_engine_with_its_own_pixels_and_nothing_else() -> None:
    plain = encoded(portrait(), "JPEG", quality=97)
    assert imaging.for_engine(plain) == plain
    assert imaging.for_engine(plain + bytes(16)) == plain + bytes(16)
    gifts = b"\xff\xeb\x00\x0dJP\0\x01jumdc2p\xff\xfe\x00\x08secret" + b"\xff\xff"
    marked = plain[:2] + gifts + plain[2:]
    assert opened(marked).tobytes() == opened(plain).tobytes()
    assert imaging.for_engine(marked) == plain


def test_a_jpeg_that_was_cut_off_goes_to_no_engine() -> None:
    whole = encoded(portrait(), "JPEG")
    with pytest.raises(DamagedPhoto):
        imaging.for_engine(whole[: len(whole) // 2])


def segments(data: bytes) -> set[int]:
    """Return the markers of a JPEG up to its pixels."""
    found, at = set(), 2
    while data[at + 1] != 0xDA:
        found.add(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return found


def test_a_wide_gamut_photo_keeps_its_look_in_srgb() -> None:
    wide = rgb_profile(red=(0.680, 0.320), green=(0.265, 0.690), blue=(0.150, 0.060))  # the primaries of Display P3
    kept = imaging.normalise(encoded(Image.new("RGB", (256, 256), (200, 100, 90)), "PNG", icc_profile=wide))
    red, green, blue = middle(kept.data)
    assert red > 206, "the same red takes a larger number in the smaller gamut"
    assert green < 97
    assert blue < 90


def test_a_broken_profile_spoils_nothing() -> None:
    kept = imaging.normalise(encoded(portrait(), "PNG", icc_profile=b"no profile at all"))
    assert far_apart(opened(kept.data), portrait()) < 3


def rgb_profile(**primaries: tuple[float, float]) -> bytes:
    """Write a minimal matrix profile (ICC 2, gamma 2.2, D65 adapted to D50 by Bradford's matrix)."""
    bradford = ((1.0479, 0.0229, -0.0502), (0.0296, 0.9904, -0.0171), (-0.0092, 0.0151, 0.7519))
    columns = [(x / y, 1.0, (1 - x - y) / y) for x, y in primaries.values()]
    white = (0.3127 / 0.3290, 1.0, (1 - 0.3127 - 0.3290) / 0.3290)
    shares = solved([[column[row] for column in columns] for row in range(3)], white)
    adapted = []
    for column, share in zip(columns, shares, strict=True):
        xyz = [part * share for part in column]
        adapted.append([sum(a * b for a, b in zip(row, xyz, strict=True)) for row in bradford])

    def fixed(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", 5) + b"wide\0" + bytes(79),
        b"cprt": b"text\0\0\0\0none\0\0\0\0",
        b"wtpt": b"XYZ \0\0\0\0" + fixed(0.9642) + fixed(1.0) + fixed(0.8249),
        **{
            name: b"XYZ \0\0\0\0" + b"".join(fixed(part) for part in column)
            for name, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), adapted, strict=True)
        },
        **{name: b"curv\0\0\0\0" + struct.pack(">IH", 1, 563) + b"\0\0" for name in (b"rTRC", b"gTRC", b"bTRC")},
    }
    table, body, at = b"", b"", 128 + 4 + 12 * len(tags)
    for name, content in tags.items():
        padded = content + bytes(-len(content) % 4)
        table += name + struct.pack(">II", at + len(body), len(content))
        body += padded
    head = struct.pack(">I", at + len(body)) + b"lcms" + bytes.fromhex("02400000") + b"mntrRGB XYZ "
    head += bytes(12) + b"acsp" + bytes(28) + fixed(0.9642) + fixed(1.0) + fixed(0.8249)
    return head + bytes(128 - len(head)) + struct.pack(">I", len(tags)) + table + body


def solved(rows: list[list[float]], right: tuple[float, float, float]) -> list[float]:
    """Cramer's rule for three unknowns."""

    def determinant(m: list[list[float]]) -> float:
        return sum(
            m[0][i] * (m[1][(i + 1) % 3] * m[2][(i + 2) % 3] - m[1][(i + 2) % 3] * m[2][(i + 1) % 3]) for i in range(3)
        )

    whole = determinant(rows)
    return [
        determinant([[right[r] if c == column else rows[r][c] for c in range(3)] for r in range(3)]) / whole
        for column in range(3)
    ]


def test_an_animation_is_kept_as_its_first_frame() -> None:
    frames = [Image.new("RGB", (300, 300), colour) for colour in ("red", "lime", "blue")]
    for kind in ("PNG", "WEBP", "AVIF"):
        data = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
        red, green, blue = middle(imaging.normalise(data).data)
        assert red > 240
        assert max(green, blue) < 20


def test_a_large_photo_is_kept_at_4096_px() -> None:
    kept = imaging.normalise(encoded(Image.new("L", (8000, 6000)), "JPEG"))
    assert (kept.width, kept.height) == (4096, 3072)


# --- fingerprints -----------------------------------------------------------------------------------------------------


def bits_apart(a: bytes, b: bytes) -> int:
    one, other = imaging.normalise(a).fingerprint, imaging.normalise(b).fingerprint
    return (int(one, 16) ^ int(other, 16)).bit_count()


def copies_of(photo: bytes) -> dict[str, bytes]:
    picture = opened(photo)
    exif = Image.Exif()
    exif[0x0112] = 6
    return {
        "as Telegram sends it": encoded(
            picture.resize((800, 800 * picture.height // picture.width)), "JPEG", quality=80
        ),
        "tiny": encoded(picture.resize((220, 220 * picture.height // picture.width)), "JPEG", quality=75),
        "enlarged": encoded(picture.resize((2000, 2000 * picture.height // picture.width)), "JPEG"),
        "hard JPEG": encoded(picture, "JPEG", quality=15),
        "WEBP": encoded(picture, "WEBP", quality=50),
        "HEIC": encoded(picture, "HEIF"),
        "PNG": encoded(picture, "PNG"),
        "a little brighter": encoded(ImageEnhance.Brightness(picture).enhance(1.08), "JPEG"),
        "stored on its side": encoded(picture.transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif),
    }


def test_a_fingerprint_is_22_hex_digits() -> None:
    fingerprint = imaging.normalise(three_photos()[0]).fingerprint
    assert len(fingerprint) == 22
    assert set(fingerprint) <= set("0123456789abcdef")


def test_copies_of_one_photo_are_alike() -> None:
    for photo in three_photos():
        original = imaging.normalise(photo).fingerprint
        for name, copy in copies_of(photo).items():
            assert imaging.alike(original, imaging.normalise(copy).fingerprint), name


def test_different_photos_of_one_person_are_not_alike() -> None:
    for one, other in combinations(three_photos(), 2):
        assert bits_apart(one, other) >= 16, "far beyond the limit"


@pytest.mark.parametrize("cut", [0.06, 0.10, 0.15])
def test_the_same_face_a_step_nearer_is_another_photo(cut: float) -> None:
    picture = portrait()
    near = picture.crop((round(512 * cut), round(512 * cut), round(512 * (1 - cut)), round(512 * (1 - cut))))
    assert bits_apart(encoded(picture, "JPEG"), encoded(near, "JPEG")) > 4


def test_pictures_without_structure_differ_in_their_colour() -> None:
    red, blue, same_red = (
        imaging.normalise(encoded(Image.new("RGB", (320, 320), colour), "JPEG")).fingerprint
        for colour in ("#b03020", "#2030b0", "#b03020")
    )
    assert imaging.alike(red, same_red)
    assert not imaging.alike(red, blue)


def test_an_old_row_without_fingerprint_is_like_no_photo() -> None:
    assert not imaging.alike("", "")
    assert not imaging.alike("0123456789abcdef", "")


# --- for engines and Telegram -----------------------------------------------------------------------------------------


def test_an_engine_is_sent_a_jpeg_no_larger_than_asked() -> None:
    photo = encoded(portrait((3000, 2000)), "PNG")
    assert imaging.size_of(imaging.for_engine(photo)) == ("image/jpeg", 1536, 1024)
    assert imaging.size_of(imaging.for_engine(photo, long_side=768)) == ("image/jpeg", 768, 512)
    assert len(imaging.for_engine(photo, quality=50)) < len(imaging.for_engine(photo))
    assert imaging.size_of(imaging.for_engine(encoded(portrait((300, 200)), "WEBP"))) == ("image/jpeg", 300, 200)


def noise(width: int, height: int) -> Image.Image:
    return Image.frombytes("RGB", (width, height), random.Random(1).randbytes(width * height * 3))  # noqa: S311


PHOTOS: dict[str, Callable[[], bytes]] = {
    "a PNG of Gemini": lambda: encoded(portrait((1024, 1365)), "PNG"),
    "a 4K picture": lambda: encoded(portrait((3584, 4800)), "JPEG"),
    "a WEBP with transparency": lambda: encoded(portrait().convert("RGBA"), "WEBP"),
    "a CMYK JPEG": lambda: encoded(portrait().convert("CMYK"), "JPEG"),
    "a heavy JPEG": lambda: encoded(noise(2560, 2560), "JPEG", quality=100, subsampling=0),
    "a flat panorama": lambda: encoded(portrait((6000, 100)), "PNG"),
    "a tall strip": lambda: encoded(portrait((50, 3000)), "JPEG"),
}


@pytest.mark.parametrize("name", PHOTOS)
def test_telegram_takes_it_as_a_photo(name: str) -> None:
    photo = imaging.for_photo(PHOTOS[name]())
    mime, width, height = imaging.size_of(photo)
    assert mime == "image/jpeg"
    assert opened(photo).mode == "RGB"
    assert len(photo) <= PHOTO_BYTES
    assert width + height <= 10_000
    assert max(width, height) <= 20 * min(width, height)


def test_a_jpeg_that_telegram_takes_is_not_compressed_again() -> None:
    photo = encoded(portrait((896, 1200)), "JPEG")
    assert imaging.for_photo(photo) == photo


# --- marks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shade", [0, 128, 255])
@pytest.mark.parametrize("size", [(896, 1200), (1200, 896), (1024, 1024), (720, 1280), (1536, 656)])
def test_marks_show_on_any_picture_and_leave_the_rest_alone(size: tuple[int, int], shade: int) -> None:
    plain = Image.new("RGB", size, (shade, shade, shade))
    data = encoded(plain, "PNG")
    width, height = size
    number = opened(imaging.numbered(data, 2, 3))
    badge = opened(imaging.badged(data))
    assert number.size == badge.size == size
    assert number.format == badge.format == "JPEG"
    corner, foot = (0, 0, min(size) // 3, min(size) // 3), (0, height - round(height * 0.3), width, height)
    for marked, region in ((number, corner), (badge, foot)):
        assert contrast(marked.crop(region)) > 150, "light letters on a dark ground, or the other way round"
        rest = marked.copy()
        ImageDraw.Draw(rest).rectangle(region, (shade, shade, shade))
        assert far_apart(rest, plain) < 0.1


def contrast(picture: Image.Image) -> int:
    shades = picture.convert("L").tobytes()
    return max(shades) - min(shades)


def test_each_number_is_drawn_differently() -> None:
    data = encoded(portrait(), "JPEG")
    assert len({imaging.numbered(data, n, 3) for n in (1, 2, 3)}) == 3


def test_a_large_picture_is_marked_at_2048_px() -> None:
    data = encoded(portrait((3000, 4000)), "JPEG")
    assert imaging.size_of(imaging.numbered(data, 1, 3)) == ("image/jpeg", 1536, 2048)
    assert imaging.size_of(imaging.badged(data)) == ("image/jpeg", 1536, 2048)


@pytest.mark.parametrize("prepare", [imaging.for_engine, imaging.for_photo, imaging.badged, imaging.size_of])
def test_every_door_refuses_what_is_no_picture(prepare: Callable[[bytes], object]) -> None:
    with pytest.raises(NotAPhoto):
        prepare(b"not a picture")


@pytest.mark.parametrize(
    ("width", "height", "extra", "fits"),
    [
        (5000, 5000, 0, True),
        (5001, 5000, 0, False),
        (2000, 100, 0, True),
        (2001, 100, 0, False),
        (100, 2001, 0, False),
        (512, 512, PHOTO_BYTES, False),
    ],
)
def test_what_telegram_takes_as_a_photo(width: int, height: int, extra: int, fits: bool) -> None:
    data = encoded(Image.new("RGB", (width, height), "teal"), "JPEG") + b"\0" * extra
    assert imaging.is_photo(data) is fits


def test_what_is_no_picture_is_no_photo() -> None:
    assert not imaging.is_photo(b"not a picture")
