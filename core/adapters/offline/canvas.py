"""A brush for drawn backdrops. Places are parts of the width and height, 0 to 1."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Point = tuple[float, float]


class Canvas:
    """A picture that grows from back to front; blur it between the depths."""

    def __init__(self, size: tuple[int, int], seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.picture = Image.new("RGB", size)
        self.short = min(size)

    def fill(self, *stops: tuple[float, Colour]) -> None:
        """Flow from colour to colour, top to bottom."""
        width, height = self.picture.size
        at = np.linspace(0, 1, height)
        where, colours = [stop for stop, _ in stops], np.array([colour for _, colour in stops])
        column = np.stack([np.interp(at, where, colours[:, channel]) for channel in range(3)], axis=-1)
        self.picture = Image.fromarray(np.repeat(column[:, None, :], width, axis=1).astype(np.uint8))

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        self.shape([(left, top), (right, top), (right, bottom), (left, bottom)], colour)

    def shape(self, points: list[Point], colour: Colour) -> None:
        ImageDraw.Draw(self.picture).polygon([self._at(point) for point in points], colour)

    def line(self, start: Point, end: Point, colour: Colour, thick: float = 0) -> None:
        wide = max(1, round(thick * self.short))
        ImageDraw.Draw(self.picture).line((self._at(start), self._at(end)), colour, wide)

    def ridge(self, base: float, rough: float, colour: Colour) -> None:
        """Draw hills from `base` down to the foot."""
        x = np.linspace(0, 1, 80)
        y = np.full_like(x, base)
        for wave in (1, 2, 4, 7):
            y += rough / wave * np.sin(2 * np.pi * (wave * x * self.rng.uniform(0.7, 1.3) + self.rng.uniform()))
        self.shape([(0, 1), *zip(x.tolist(), y.tolist(), strict=True), (1, 1)], colour)

    def soften(self, amount: float) -> None:
        self.picture = self.picture.filter(ImageFilter.GaussianBlur(self.short * amount))

    def glow(self, at: Point, radius: float, colour: Colour, power: float = 1.0) -> None:
        """Add light that fades with the distance; the radius is a part of the short side."""
        width, height = self.picture.size
        row, column = np.ogrid[:height, :width]
        distance = ((column - at[0] * width) ** 2 + (row - at[1] * height) ** 2) / (radius * self.short) ** 2
        light = np.clip(np.exp(-distance)[..., None] * np.array(colour) * power / 255, 0, 1)
        dark = 1 - np.asarray(self.picture, np.float32) / 255
        self.picture = Image.fromarray(((1 - dark * (1 - light)) * 255).astype(np.uint8))

    def lights(self, colours: list[Colour], count: int, rows: tuple[float, float], large: float) -> None:
        """Scatter lights that are out of focus between two heights."""
        for _ in range(3):
            layer = Image.new("RGB", self.picture.size)
            draw = ImageDraw.Draw(layer)
            for _ in range(count // 3):
                radius = self.short * large * self.rng.uniform(0.35, 1)
                x, y = self._at((self.rng.uniform(), self.rng.uniform(*rows)))
                dim = self.rng.uniform(0.25, 0.75)
                red, green, blue = self.pick(colours)
                tone = (round(red * dim), round(green * dim), round(blue * dim))
                draw.ellipse((x - radius, y - radius, x + radius, y + radius), tone)
            soft = layer.filter(ImageFilter.GaussianBlur(self.short * 0.004))
            self.picture = ImageChops.screen(self.picture, soft)

    def pick(self, colours: list[Colour]) -> Colour:
        return colours[int(self.rng.integers(len(colours)))]

    def _at(self, point: Point) -> Point:
        return point[0] * self.picture.width, point[1] * self.picture.height


@dataclass(frozen=True)
class Light:
    """What a place does to the person who stands in it."""

    tint: tuple[float, float, float] = (1.0, 1.0, 1.0)
    brightness: float = 1.0
    snow: bool = False
