"""The picture of somebody who has no picture yet."""

from PIL import Image, ImageDraw

from core.imaging.encode import jpeg

SIZE = (960, 1280)
FINER = 2
PAPER = (226, 221, 214)
SHADE = (196, 188, 178)
FIGURE = (244, 241, 236)


def placeholder() -> bytes:
    """Head and shoulders on a quiet ground."""
    wide, high = (side * FINER for side in SIZE)
    ground = Image.composite(
        Image.new("RGB", (wide, high), SHADE),
        Image.new("RGB", (wide, high), PAPER),
        Image.linear_gradient("L").resize((wide, high)),
    )
    draw = ImageDraw.Draw(ground)
    middle, chin, head = wide / 2, high * 0.52, wide * 0.21
    draw.ellipse((middle - head, chin - 2.5 * head, middle + head, chin), FIGURE)
    draw.rounded_rectangle((middle - head * 0.42, chin - head, middle + head * 0.42, chin + head), head * 0.4, FIGURE)
    shoulders = wide * 0.42
    draw.ellipse((middle - shoulders, high * 0.56, middle + shoulders, high * 1.25), FIGURE)
    return jpeg(ground.reduce(FINER), 90)
