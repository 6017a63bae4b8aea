"""The number on a candidate and the badge on the locked reference."""

from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from core.imaging.decode import decode
from core.imaging.encode import jpeg

MARKED_SIDE = 2048
FINER = 3  # marks are drawn this much larger and reduced: Pillow's shapes have jagged edges

INK = (20, 22, 28, 225)
PAPER = (255, 255, 255, 255)
FAINT = (255, 255, 255, 165)
GOLD = (255, 205, 98, 255)


def numbered(data: bytes, n: int, of: int) -> bytes:
    """Put "n of" in the upper left corner, large enough for the small pictures of an album."""
    picture = decode(data, MARKED_SIDE)
    short = min(picture.size)
    _put(picture, _number(n, of, short), (round(short * 0.04), round(short * 0.04)))
    return jpeg(picture, 92)


@lru_cache(maxsize=32)
def _number(n: int, of: int, short: int) -> "Mark":
    """For pictures whose shorter side is `short`: candidates are of few sizes."""
    high = round(short * 0.15) * FINER
    big, small = ImageFont.load_default(high * 0.68), ImageFont.load_default(high * 0.36)
    count = f"/{of}"
    wide = round(high * 0.76 + big.getlength(str(n)) + small.getlength(count))
    mark, draw = _pill(wide, high)
    baseline = high * 0.73
    draw.text((high * 0.34, baseline), str(n), PAPER, big, anchor="ls", stroke_width=high * 0.014, stroke_fill=PAPER)
    draw.text((wide - high * 0.34, baseline), count, FAINT, small, anchor="rs")
    return _finished(mark)


def badged(data: bytes) -> bytes:
    """Put a REFERENCE IMAGE badge at the foot."""
    picture = decode(data, MARKED_SIDE)
    width, height = picture.size
    words = "REFERENCE IMAGE"
    high = round(min(width * 0.1, height * 0.14)) * FINER
    font = ImageFont.load_default(high * 0.4)
    gap = high * 0.05
    text_wide = font.getlength(words) + gap * (len(words) - 1)
    wide = round(high * 1.5 + text_wide)
    mark, draw = _pill(wide, high)
    _lock(draw, high * 0.72, high * 0.5, high * 0.4)
    x = high * 1.08
    for letter in words:
        draw.text((x, high * 0.645), letter, PAPER, font, anchor="ls", stroke_width=high * 0.008, stroke_fill=PAPER)
        x += font.getlength(letter) + gap
    _put(
        picture,
        _finished(mark),
        ((width - wide // FINER) // 2, round(height - high / FINER - min(width, height) * 0.045)),
    )
    return jpeg(picture, 92)


def _pill(wide: int, high: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    mark = Image.new("RGBA", (wide, high))
    draw = ImageDraw.Draw(mark)
    line = max(1, round(high * 0.028))
    draw.rounded_rectangle((0, 0, wide - 1, high - 1), high / 2, INK, GOLD, line)
    return mark, draw


def _lock(draw: ImageDraw.ImageDraw, x: float, y: float, high: float) -> None:
    """Draw a closed padlock centred on x, y."""
    wide, line = high * 0.78, round(high * 0.13)
    top = y - high / 2
    draw.arc((x - wide * 0.33, top, x + wide * 0.33, top + wide * 0.66), 180, 360, GOLD, line)
    for side in (-1, 1):
        edge = x + side * wide * 0.33
        draw.rectangle((min(edge, edge - side * line), top + wide * 0.33, max(edge, edge - side * line), y), GOLD)
    draw.rounded_rectangle((x - wide / 2, y - high * 0.06, x + wide / 2, y + high / 2), high * 0.1, GOLD)


@dataclass(frozen=True)
class Mark:
    """In its final size. The soft shadow parts it from a dark picture, its golden rim from a light one."""

    fine: Image.Image
    shadow: Image.Image
    room: int  # pixels by which the shadow is larger on each side
    down: int  # pixels by which it falls


def _finished(mark: Image.Image) -> Mark:
    fine = mark.reduce(FINER)
    blur = max(2, fine.height // 9)
    room = blur * 3
    shadow = Image.new("L", (fine.width + 2 * room, fine.height + 2 * room))
    shadow.paste(fine.getchannel("A").point(lambda alpha: alpha * 0.45), (room, room))
    return Mark(fine, shadow.filter(ImageFilter.GaussianBlur(blur)), room, blur // 2)


def _put(picture: Image.Image, mark: Mark, at: tuple[int, int]) -> None:
    picture.paste((0, 0, 0), (at[0] - mark.room, at[1] - mark.room + mark.down), mark.shadow)
    picture.paste(mark.fine, at, mark.fine)
