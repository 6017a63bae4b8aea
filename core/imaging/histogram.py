"""A picture of two heaps of scores: how far one person's lie from those of two people."""

import io
from collections import Counter
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

WIDE, HIGH = 1200, 640
LEFT, RIGHT, TOP, FOOT = 60, 30, 90, 70
LEAST, MOST, BINS = -0.4, 1.0, 70
BIN = (MOST - LEAST) / BINS
SAME, OTHER = (28, 126, 92), (201, 84, 60)
INK, FAINT = (40, 44, 52), (208, 212, 218)


def histogram(same: Sequence[float], other: Sequence[float], limits: Sequence[float], title: str) -> bytes:
    """Return a PNG. Each heap is drawn to its own height: there are always more pairs of two people."""
    picture = Image.new("RGB", (WIDE, HIGH), "white")
    draw = ImageDraw.Draw(picture, "RGBA")
    small, large = ImageFont.load_default(18), ImageFont.load_default(26)
    ground = HIGH - FOOT

    def x(score: float) -> float:
        return LEFT + (score - LEAST) / (MOST - LEAST) * (WIDE - LEFT - RIGHT)

    for tenths in range(-4, 11, 2):
        draw.line((x(tenths / 10), TOP, x(tenths / 10), ground), FAINT)
        draw.text((x(tenths / 10), ground + 10), f"{tenths / 10:.1f}", INK, small, anchor="ma")
    for scores, colour in ((other, OTHER), (same, SAME)):
        heap = Counter(min(max(int((score - LEAST) / BIN), 0), BINS - 1) for score in scores)
        for place, count in heap.items():
            start, height = LEAST + place * BIN, max(2, count / max(heap.values()) * (ground - TOP - 40))
            draw.rectangle((x(start), ground - height, x(start + BIN) - 1, ground), (*colour, 150))
    for place, limit in enumerate(limits):
        draw.line((x(limit), TOP, x(limit), ground), INK, 2)
        draw.text((x(limit), TOP - 4 - 20 * (place % 2)), f"{limit:g}", INK, small, anchor="mb")
    draw.line((LEFT, ground, WIDE - RIGHT, ground), INK, 2)
    draw.text((LEFT, 14), title, INK, large)
    draw.text((WIDE - RIGHT, 14), f"one person: {len(same)}", SAME, small, anchor="ra")
    draw.text((WIDE - RIGHT, 38), f"two people: {len(other)}", OTHER, small, anchor="ra")
    draw.text((WIDE / 2, HIGH - 12), "likeness (cosine)", INK, small, anchor="mb")
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
