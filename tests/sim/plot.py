"""The simulation as a picture: how many delivered pictures show a different face."""

import math
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from core.models import Gate
from tests.sim.gate import Row

WIDE, HIGH = 1200, 700
LEFT, RIGHT, TOP, FOOT = 90, 260, 80, 80
# Strict is left out: it draws more right pictures again, and lets as many different faces through.
LINES = (
    (Gate.OFF, False, "no second try", (201, 84, 60)),
    (Gate.NORMAL, True, "second try, stubborn", (28, 126, 92)),
    (Gate.NORMAL, False, "second try, independent", (28, 126, 92)),
)
DASH = 14  # px
INK, FAINT = (40, 44, 52), (215, 219, 224)


def plot(rows: Sequence[Row], path: Path) -> None:
    """Write the PNG. Full lines: independent tries; broken ones: a stubborn engine."""
    picture = Image.new("RGB", (WIDE, HIGH), "white")
    draw = ImageDraw.Draw(picture)
    small, large = ImageFont.load_default(19), ImageFont.load_default(27)
    most = max(row.drifting for row in rows)

    def at(across: float, up: float) -> tuple[float, float]:
        ground, right = HIGH - FOOT, WIDE - RIGHT
        return LEFT + across / most * (right - LEFT), ground - up / most * (ground - TOP)

    for tenths in range(5):
        share = most * tenths / 4
        draw.line((*at(0, share), *at(most, share)), FAINT)
        draw.text((LEFT - 10, at(0, share)[1]), f"{share:.0%}", INK, small, anchor="rm")
    for share in sorted({row.drifting for row in rows}):
        draw.text((at(share, 0)[0], HIGH - FOOT + 10), f"{share:.0%}", INK, small, anchor="ma")
    for gate, stubborn, name, colour in LINES:
        points = [at(row.drifting, row.different) for row in rows if (row.gate, row.stubborn) == (gate, stubborn)]
        _line(draw, [at(0, 0), *points], colour, broken=stubborn)
        draw.text((points[-1][0] + 14, points[-1][1]), name, colour, small, anchor="lm")
    draw.text((LEFT, 20), "Pictures delivered with a different face", INK, large)
    draw.text((LEFT, HIGH - 14), "how often the engine draws a different face", INK, small, anchor="lb")
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, "PNG", optimize=True)


def _line(
    draw: ImageDraw.ImageDraw, points: list[tuple[float, float]], colour: tuple[int, int, int], *, broken: bool
) -> None:
    for (x, y), (to_x, to_y) in pairwise(points):
        steps = max(1, round(math.dist((x, y), (to_x, to_y)) / DASH)) if broken else 1
        for step in range(0, steps, 2):
            start, end = step / steps, (step + 1) / steps
            ends = (x + (to_x - x) * start, y + (to_y - y) * start, x + (to_x - x) * end, y + (to_y - y) * end)
            draw.line(ends, colour, 4)
    for x, y in points[1:]:
        draw.ellipse((x - 6, y - 6, x + 6, y + 6), fill=colour)
