"""Three photos of one person, from NASA's portrait that the scikit-image wheel carries; none is committed here."""

import io
import sys
from pathlib import Path

from PIL import Image, ImageEnhance, ImageOps

PORTRAIT = Path(sys.prefix) / "photos" / "skimage" / "data" / "astronaut.png"
HOW = ".venv/bin/pip install --no-deps --require-hashes --target .venv/photos -r tests/photos.lock"


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


def _jpeg(picture: Image.Image, width: int, gains: tuple[float, float, float], brightness: float) -> bytes:
    large = picture.resize((width, round(width * picture.height / picture.width)), Image.Resampling.LANCZOS)
    channels = [
        channel.point([min(255, round(value * gain)) for value in range(256)])
        for channel, gain in zip(large.split(), gains, strict=True)
    ]
    buffer = io.BytesIO()
    ImageEnhance.Brightness(Image.merge("RGB", channels)).enhance(brightness).save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, photo in enumerate(three_photos(), 1):
        path = folder / f"photo-{number}.jpg"
        path.write_bytes(photo)
        print(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
