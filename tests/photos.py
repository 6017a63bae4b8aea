"""Photos of three people, from packages that pip brings; none is committed here.

One is of an astronaut, NASA's portrait in the scikit-image wheel. Four are official portraits of two US presidents, in
the source distribution of face_recognition. `python -m tests.photos FOLDER` writes them for trying the bot by hand.
"""

import io
import sys
import tarfile
from functools import cache
from pathlib import Path

from PIL import Image, ImageEnhance, ImageOps

PHOTOS = Path(sys.prefix) / "photos"
PORTRAIT = PHOTOS / "skimage" / "data" / "astronaut.png"
PORTRAITS = PHOTOS / "face_recognition-1.3.0.tar.gz"
HOW = "rm .venv/ready && make setup"


class PhotosMissing(Exception):
    """The test photos are not installed; `make setup` does it."""


def astronaut() -> Path:
    """Return where the portrait lies: 512×512, one face."""
    if not PORTRAIT.is_file():
        raise PhotosMissing(f"{PORTRAIT} is missing; install it with: {HOW}")
    return PORTRAIT


def three_photos() -> list[bytes]:
    """Return three JPEG photos of the astronaut that no fingerprint takes for one another."""
    with Image.open(astronaut()) as picture:
        whole = picture.convert("RGB")
    waist = whole.crop((40, 0, 400, 480))
    turned = ImageOps.mirror(whole).rotate(5, Image.Resampling.BICUBIC, center=(290, 120)).crop((116, 24, 466, 374))
    near = whole.crop((80, 16, 352, 356))
    return [
        _jpeg(waist, 960, (1.03, 1.0, 0.95), 1.0),
        _jpeg(turned, 1080, (0.96, 1.0, 1.06), 1.08),
        _jpeg(near, 960, (1.06, 0.98, 0.9), 0.86),
    ]


@cache
def people() -> dict[str, list[bytes]]:
    """Return every photo as it is, by person: one astronaut, one Biden, three of Obama over three years."""
    return {
        "astronaut": [astronaut().read_bytes()],
        "biden": [_portrait("biden.jpg")],
        "obama": [_portrait(name) for name in ("obama.jpg", "obama2.jpg", "obama3.jpg")],
    }


@cache
def halves() -> list[bytes]:
    """Return two photos of Obama that a half of his face is cut off from."""
    return [_portrait("obama_partial_face.jpg"), _portrait("obama_partial_face2.jpg")]


@cache
def albums() -> dict[str, list[bytes]]:
    """Return at least six photos a person: the true ones, and others made of them (nearer, mirrored, tilted, dim).

    Two that are made of one photo are easier to match than two true photos: figures from these are a lower bound.
    """
    return {
        name: [*photos, *(made for photo in photos for made in _made_of(photo))] for name, photos in people().items()
    }


def _portrait(name: str) -> bytes:
    if not PORTRAITS.is_file():
        raise PhotosMissing(f"{PORTRAITS} is missing; install it with: {HOW}")
    with tarfile.open(PORTRAITS) as archive:
        member = archive.extractfile(f"face_recognition-1.3.0/tests/test_images/{name}")
        if member is None:
            raise PhotosMissing(f"{name} is no file in {PORTRAITS}")
        return member.read()


def _made_of(photo: bytes) -> list[bytes]:
    with Image.open(io.BytesIO(photo)) as picture:
        whole = picture.convert("RGB")
    width, height = whole.size
    upper = whole.crop((0, 0, width, min(width, height)))
    return [
        _jpeg(upper, 700, (1.0, 1.0, 1.0), 0.7),
        _jpeg(ImageOps.mirror(upper), 900, (1.05, 1.0, 0.92), 1.0),
        _jpeg(upper.rotate(10, Image.Resampling.BICUBIC), 800, (0.95, 1.0, 1.06), 1.15),
        _jpeg(upper, 450, (1.0, 1.0, 1.0), 1.0, quality=30),
        _jpeg(ImageOps.grayscale(upper).convert("RGB"), 800, (1.0, 1.0, 1.0), 1.0),
    ]


def _jpeg(
    picture: Image.Image, width: int, gains: tuple[float, float, float], brightness: float, quality: int = 92
) -> bytes:
    large = picture.resize((width, round(width * picture.height / picture.width)), Image.Resampling.LANCZOS)
    channels = [
        channel.point([min(255, round(value * gain)) for value in range(256)])
        for channel, gain in zip(large.split(), gains, strict=True)
    ]
    buffer = io.BytesIO()
    ImageEnhance.Brightness(Image.merge("RGB", channels)).enhance(brightness).save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def main(folder: Path) -> None:
    for number, photo in enumerate(three_photos(), 1):
        _write(folder / f"photo-{number}.jpg", photo)
    for name, photos in people().items():
        for number, photo in enumerate(photos, 1):
            kind = "png" if photo[1:4] == b"PNG" else "jpg"
            _write(folder / "people" / name / f"{number}.{kind}", photo)


def _write(path: Path, photo: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(photo)
    print(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
