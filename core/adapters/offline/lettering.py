"""Words on a picture, in the scripts that the fonts at hand can set."""

import threading
import unicodedata
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

MEASURE = 24
NEEDED = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd", "Nl", "No"})  # letters, digits and what they carry
VARIANTS = frozenset(map(chr, range(0xFE00, 0xFE10)))  # ask for an emoji in colour
_lock = threading.Lock()  # OpenCV's font engine makes no promise to threads


def settable(text: str) -> str:
    """Return the words without emoji; empty when they are in a script that cannot be set."""
    kept = ""
    for sign in unicodedata.normalize("NFC", text):
        if _has(sign):
            kept += sign
        elif unicodedata.category(sign) in NEEDED and sign not in VARIANTS:
            return ""
        else:
            kept += " "
    return " ".join(kept.split())


def lines(text: str, size: int, wide: int, most: int) -> list[str]:
    """Wrap to at most `most` lines of `wide` pixels, evenly filled or else shortened with an ellipsis."""
    wrapped, rest = _wrapped(text, size, wide, most)
    if rest:
        last = wrapped[-1]
        while last and width(last + "…", size) > wide:
            last = last[:-1].rstrip()
        whole = last.rfind(" ")
        wrapped[-1] = (last[:whole] if whole > len(last) // 2 else last).rstrip(" ,.;:-–—") + "…"
        return wrapped
    for narrower in range(wide - size, 0, -size):  # no single word on the last line
        tighter, rest = _wrapped(text, size, narrower, len(wrapped))
        if rest:
            break
        wrapped = tighter
    return wrapped


def _wrapped(text: str, size: int, wide: int, most: int) -> tuple[list[str], str]:
    """Fill up to `most` lines; returns them and what is left over."""
    wrapped: list[str] = []
    while text and len(wrapped) < most:
        line = _fitting(text, size, wide)
        wrapped.append(line.strip())
        text = text[len(line) :].lstrip()
    return wrapped, text


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
