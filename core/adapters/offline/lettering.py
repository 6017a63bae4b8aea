"""Words on a picture, in the scripts that the fonts at hand can set."""

import threading
import unicodedata
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

MEASURE = 24
_lock = threading.Lock()  # OpenCV's font engine makes no promise to threads


def settable(text: str) -> str:
    """Return the words without emoji; empty when a letter is of a script that cannot be set."""
    plain = unicodedata.normalize("NFC", text)
    kept = "".join(
        " " if unicodedata.category(sign) in ("So", "Sk", "Cf", "Cs", "Cc", "Co", "Cn", "Me") else sign
        for sign in plain
    )
    kept = "".join(sign for sign in kept if not 0xFE00 <= ord(sign) <= 0xFE0F)
    words = " ".join(kept.split())
    return words if all(_has(sign) for sign in set(words)) else ""


def lines(text: str, size: int, wide: int, most: int) -> list[str]:
    """Wrap to at most `most` lines of `wide` pixels, shortened with an ellipsis."""
    wrapped: list[str] = []
    rest = text
    while rest and len(wrapped) < most:
        line = _fitting(rest, size, wide)
        wrapped.append(line.strip())
        rest = rest[len(line) :].lstrip()
    if rest:
        last = wrapped[-1]
        while last and width(last + "…", size) > wide:
            last = last[:-1].rstrip()
        whole = last.rfind(" ")
        wrapped[-1] = (last[:whole] if whole > len(last) // 2 else last).rstrip(" ,.;:-–—") + "…"
    return wrapped


def width(text: str, size: int, weight: int = 500) -> int:
    face = _face()
    if face is None:
        return round(ImageFont.load_default(size).getlength(text))
    with _lock:
        box = cv2.getTextSize((1, 1), text, (0, 0), face, size, weight)
    return int(box[0] + box[2])


def ink(canvas: tuple[int, int], text: str, at: tuple[int, int], size: int, weight: int = 500) -> Image.Image:
    """Set one line with its baseline starting at `at`: opacity of the letters (mode L)."""
    face = _face()
    if face is None:
        mask = Image.new("L", canvas)
        ImageDraw.Draw(mask).text(at, text, 255, ImageFont.load_default(size), anchor="ls")
        return mask
    pixels = np.zeros((canvas[1], canvas[0], 3), np.uint8)
    with _lock:
        cv2.putText(pixels, text, at, (255, 255, 255), face, size, weight)
    return Image.fromarray(pixels[:, :, 0])


def _fitting(text: str, size: int, wide: int) -> str:
    """Return the longest start of the text that fits, cut between words, or within one that is too long."""
    if width(text, size) <= wide:
        return text
    low, high = 1, len(text)
    while low < high - 1:
        middle = (low + high) // 2
        low, high = (middle, high) if width(text[:middle].rstrip(), size) <= wide else (low, middle)
    start = text[:low]
    space = start.rfind(" ")
    if text[low : low + 1] == " " or space < len(start) // 3:  # also Chinese, which knows no spaces
        return start
    return start[:space]


@lru_cache(maxsize=2048)
def _has(sign: str) -> bool:
    if sign == " " or sign.isascii():
        return sign.isprintable()
    if _face() is None:
        return False  # Pillow's own font is ASCII
    if unicodedata.bidirectional(sign) in ("R", "AL", "AN") or unicodedata.category(sign).startswith("M"):
        return False  # needs shaping that OpenCV does not do
    canvas, at = (MEASURE * 3, MEASURE * 2), (MEASURE // 2, MEASURE * 3 // 2)
    drawn = ink(canvas, sign, at, MEASURE).tobytes()
    # What a font lacks is drawn as a question mark.
    return drawn != ink(canvas, "?", at, MEASURE).tobytes() and any(drawn)


@lru_cache(maxsize=1)
def _face() -> Any:
    """OpenCV 5 carries a typeface with Latin, Greek, Cyrillic, Chinese, Japanese and Korean; OpenCV 4 none."""
    return cv2.FontFace("sans") if hasattr(cv2, "FontFace") else None
