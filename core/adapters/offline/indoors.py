"""Drawn places under a roof, and the one for words that name no place."""

import colorsys
import hashlib

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from core.adapters.offline.canvas import Canvas, Colour, Light


def office(canvas: Canvas) -> Light:
    canvas.fill((0, (204, 208, 212)), (0.7, (186, 190, 194)), (1, (160, 160, 160)))
    for pane in range(4):  # a wall of windows, a pale town behind
        left = 0.04 + pane * 0.165
        canvas.box(left, 0.06, left + 0.15, 0.66, (222, 236, 246))
        for _ in range(4):
            x, top = left + canvas.rng.uniform(0, 0.11), canvas.rng.uniform(0.3, 0.54)
            canvas.box(x, top, x + 0.04, 0.66, canvas.pick([(176, 200, 218), (152, 178, 200)]))
    books: list[Colour] = [(62, 92, 120), (196, 120, 84), (228, 222, 210), (86, 112, 98), (52, 56, 66)]
    for shelf in range(4):
        _row(canvas, (0.76, 1), 0.24 + 0.13 * shelf, (0.05, 0.09), books)
    canvas.box(0, 0.74, 1, 0.78, (166, 124, 88))
    across, down = canvas.short / canvas.picture.width, canvas.short / canvas.picture.height
    for _ in range(26):  # a plant at the window
        turn, long = canvas.rng.uniform(-2.7, -0.45), canvas.rng.uniform(0.1, 0.24)
        tip = (0.1 + long * np.cos(turn) * across, 0.72 + long * np.sin(turn) * down)
        canvas.line((0.1, 0.72), tip, (58, 118 + int(canvas.rng.integers(40)), 74), 0.014)
    canvas.soften(0.011)
    canvas.glow((0.3, 0.3), 0.5, (255, 255, 250), 0.2)
    return Light((0.99, 1.0, 1.02), 1.03)


def cafe(canvas: Canvas) -> Light:
    canvas.fill((0, (46, 32, 26)), (0.5, (104, 70, 46)), (1, (58, 38, 28)))
    canvas.box(0.03, 0.14, 0.33, 0.4, (206, 214, 206))  # the window, the street below
    canvas.box(0.03, 0.4, 0.33, 0.62, (176, 178, 164))
    canvas.line((0.18, 0.14), (0.18, 0.62), (66, 46, 34), 0.016)
    cups: list[Colour] = [(214, 196, 168), (120, 84, 52), (188, 132, 76), (96, 108, 92), (236, 226, 206)]
    for shelf in range(3):
        _row(canvas, (0.62, 1), 0.3 + 0.12 * shelf, (0.03, 0.08), cups)
    canvas.box(0, 0.74, 1, 0.77, (150, 102, 62))
    canvas.soften(0.013)
    for x, y in ((0.2, 0.1), (0.5, 0.07), (0.8, 0.12)):  # hanging lamps
        canvas.line((x, 0), (x, y), (24, 18, 16), 0.005)
        canvas.glow((x, y), 0.16, (255, 176, 84), 0.75)
        canvas.glow((x, y), 0.035, (255, 240, 200), 1.1)
    canvas.lights([(255, 190, 110), (255, 220, 160), (220, 130, 70)], 42, (0.12, 0.72), 0.04)
    return Light((1.05, 0.98, 0.9))


def _row(canvas: Canvas, reach: tuple[float, float], y: float, highs: tuple[float, float], tones: list[Colour]) -> None:
    """Stand things on a shelf."""
    canvas.box(reach[0], y, reach[1], y + 0.012, (150, 106, 70))
    x = reach[0] + 0.015
    while x < reach[1] - 0.01:
        wide = canvas.rng.uniform(0.012, 0.03)
        canvas.box(x, y - canvas.rng.uniform(*highs), x + wide, y, canvas.pick(tones))
        x += wide + canvas.rng.uniform(0.002, 0.014)


def studio(canvas: Canvas) -> Light:
    tone = canvas.pick([(126, 134, 148), (150, 132, 122), (118, 140, 134)])
    dark = (tone[0] // 3, tone[1] // 3, tone[2] // 3)
    canvas.fill((0, dark), (0.8, dark), (1, (24, 25, 28)))
    canvas.glow((0.5, 0.42), 0.72, tone, 0.95)
    return Light(brightness=1.03)


def party(canvas: Canvas) -> Light:
    canvas.fill((0, (30, 12, 52)), (0.6, (74, 22, 92)), (1, (22, 10, 38)))
    width, height = canvas.picture.size
    beams = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(beams)
    for x, colour in ((0.12, (100, 22, 88)), (0.38, (28, 50, 120)), (0.64, (120, 34, 60)), (0.9, (34, 94, 110))):
        lean = canvas.rng.uniform(-0.3, 0.3)
        foot = [((x + lean - 0.12) * width, height), ((x + lean + 0.12) * width, height)]
        draw.polygon([(x * width, 0), *foot], colour)
    canvas.picture = ImageChops.screen(canvas.picture, beams.filter(ImageFilter.GaussianBlur(canvas.short * 0.03)))
    lamps: list[Colour] = [(255, 210, 90), (255, 90, 180), (90, 210, 255), (180, 120, 255), (255, 255, 220)]
    canvas.lights(lamps, 120, (0, 0.9), 0.045)
    return Light((1.02, 0.9, 1.05), 0.95)


def elsewhere(canvas: Canvas, words: str) -> Light:
    """Let colours flow; they are always the same for the same words."""
    digest = hashlib.sha256(words.casefold().encode()).digest()
    tones: list[Colour] = []
    for turn, bright, strength in ((0, 0.62, 0.45), (0.09, 0.74, 0.5), (-0.1, 0.46, 0.42), (0.5, 0.7, 0.3)):
        red, green, blue = colorsys.hls_to_rgb((digest[0] / 256 + turn) % 1, bright, strength)
        tones.append((round(red * 255), round(green * 255), round(blue * 255)))
    canvas.fill((0, tones[0]), (1, tones[2]))
    for index in range(6):
        x, y, radius = digest[index + 1] / 256, digest[index + 9] / 256, 0.2 + digest[index + 17] / 700
        circle = np.linspace(0, 2 * np.pi, 40)
        canvas.shape([(x + radius * np.cos(turn), y + radius * np.sin(turn)) for turn in circle], tones[index % 4])
    canvas.soften(0.11)
    return Light(brightness=1.02)
