"""Drawn places under the sky."""

import numpy as np

from core.adapters.offline.canvas import Canvas, Colour, Light


def beach(canvas: Canvas) -> Light:
    canvas.fill(
        (0, (88, 168, 226)),
        (0.42, (196, 228, 240)),
        (0.46, (232, 240, 236)),
        (0.461, (38, 128, 162)),
        (0.62, (86, 190, 196)),
        (0.66, (206, 232, 222)),
        (0.68, (226, 204, 164)),
        (1, (240, 222, 186)),
    )
    for _ in range(90):  # waves
        x, y, long = canvas.rng.uniform(), canvas.rng.uniform(0.47, 0.64), canvas.rng.uniform(0.02, 0.12)
        canvas.line((x, y), (x + long, y), (190, 232, 232))
    canvas.soften(0.006)
    canvas.glow((0.84, 0.1), 0.35, (255, 240, 200), 0.85)
    _palm(canvas)
    canvas.soften(0.006)
    return Light((1.05, 1.0, 0.94), 1.05)


def _palm(canvas: Canvas) -> None:
    """Let palm leaves hang into the upper left corner."""
    across, down = canvas.short / canvas.picture.width, canvas.short / canvas.picture.height
    for turn in np.linspace(-0.1, 1.7, 7) + canvas.rng.uniform(-0.06, 0.06, 7):
        for part in np.linspace(0, 1, 22):
            x = -0.03 + part * 0.62 * np.cos(turn) * across
            y = 0.01 + (part * 0.62 * np.sin(turn) + part**2 * 0.17) * down
            leaf = 0.17 * np.sin(np.pi * min(1, part * 0.9 + 0.1))
            green = (30 + round(34 * part), 100 + round(44 * part), 62)
            for side in (-0.9, 0.9):
                tip = (x + leaf * np.cos(turn + side) * across, y + leaf * (np.sin(turn + side) + 0.3) * down)
                canvas.line((x, y), tip, green, 0.007)


def sunset(canvas: Canvas) -> Light:
    canvas.fill(
        (0, (64, 54, 110)),
        (0.25, (160, 84, 122)),
        (0.48, (250, 150, 96)),
        (0.58, (255, 206, 130)),
        (0.585, (178, 96, 92)),
        (1, (46, 34, 66)),
    )
    canvas.glow((0.76, 0.53), 0.4, (255, 150, 70), 0.7)
    canvas.glow((0.76, 0.53), 0.075, (255, 240, 190), 1.6)
    for _ in range(140):  # the sun on the water
        y = canvas.rng.uniform(0.59, 0.88)
        x, long = 0.76 + canvas.rng.normal(0, 0.02 + 0.22 * (y - 0.58)), canvas.rng.uniform(0.01, 0.05)
        canvas.line((x - long, y), (x + long, y), (255, 196, 124))
    canvas.soften(0.005)
    return Light((1.1, 0.96, 0.86), 0.95)


def city(canvas: Canvas) -> Light:
    canvas.fill((0, (120, 174, 220)), (0.5, (214, 226, 232)), (0.72, (196, 198, 198)), (1, (140, 140, 142)))
    walls: list[Colour] = [(184, 196, 206), (172, 160, 152), (150, 118, 100)]
    _houses(canvas, walls, [(222, 234, 240), (108, 130, 146), (246, 236, 208)], 0.8)
    canvas.soften(0.011)
    canvas.glow((0.5, 0.4), 0.45, (255, 240, 214), 0.5)
    canvas.lights([(255, 240, 210), (255, 190, 140), (200, 220, 255)], 24, (0.6, 0.85), 0.03)
    return Light(brightness=1.03)


def night(canvas: Canvas) -> Light:
    canvas.fill((0, (10, 12, 34)), (0.45, (36, 28, 74)), (0.65, (92, 44, 98)), (1, (16, 14, 30)))
    walls: list[Colour] = [(34, 30, 66), (24, 24, 52), (14, 16, 36)]
    _houses(canvas, walls, [(255, 214, 140), (255, 186, 104), (150, 200, 255), (255, 130, 190)], 0.42)
    canvas.soften(0.011)
    canvas.glow((0.12, 0.55), 0.35, (255, 60, 150), 0.5)
    canvas.glow((0.9, 0.5), 0.35, (40, 170, 255), 0.5)
    lamps: list[Colour] = [(255, 176, 84), (255, 92, 150), (86, 190, 255), (255, 226, 170), (150, 110, 255)]
    canvas.lights(lamps, 84, (0.35, 0.95), 0.055)
    return Light((0.94, 0.88, 1.05), 0.9)


def _houses(canvas: Canvas, walls: list[Colour], windows: list[Colour], lit: float) -> None:
    """Stand houses on both sides of a street, the nearer in front."""
    step = 0.026 * canvas.short / canvas.picture.width, 0.026 * canvas.short / canvas.picture.height
    for depth, wall in enumerate(walls):
        for side in (-1, 1):
            x = 0.5 + side * 0.1
            while 0 < x < 1:
                wide = canvas.rng.uniform(0.1, 0.18) * (0.7 + 0.3 * depth)
                top = 0.62 - (0.16 + 0.75 * abs(x - 0.5)) * canvas.rng.uniform(0.75, 1.1) - 0.03 * depth
                left, right = sorted((x, x + side * wide))
                canvas.box(left, top, right, 1, wall)
                for row in np.arange(top + step[1], 0.8, step[1] * 1.7):
                    for column in np.arange(left + step[0] * 0.6, right - step[0], step[0] * 1.4):
                        if canvas.rng.uniform() < lit:
                            canvas.box(column, row, column + step[0] * 0.8, row + step[1], canvas.pick(windows))
                x += side * wide * canvas.rng.uniform(0.95, 1.1)


def forest(canvas: Canvas) -> Light:
    canvas.fill((0, (176, 206, 128)), (0.45, (112, 158, 84)), (0.7, (74, 118, 62)), (1, (52, 84, 46)))
    for depth, tone in enumerate([(128, 140, 96), (92, 92, 64), (58, 52, 42)]):
        for _ in range(7):  # trunks
            x, half = canvas.rng.uniform(), canvas.rng.uniform(0.005, 0.013) * (1 + depth)
            canvas.shape([(x - half, 0.84), (x - half * 0.7, 0), (x + half * 0.7, 0), (x + half, 0.84)], tone)
        canvas.soften(0.012)
    canvas.lights([(190, 226, 110), (120, 176, 70), (236, 240, 160), (90, 150, 80)], 150, (0, 0.66), 0.06)
    canvas.glow((0.72, 0.1), 0.5, (255, 246, 190), 0.6)
    return Light((1.0, 1.02, 0.94))


def mountains(canvas: Canvas) -> Light:
    canvas.fill((0, (86, 150, 210)), (0.5, (206, 226, 238)), (1, (228, 232, 230)))
    canvas.glow((0.22, 0.12), 0.35, (255, 244, 214), 0.6)
    tones: list[Colour] = [(186, 206, 222), (138, 168, 192), (96, 130, 152), (60, 98, 96), (46, 82, 60)]
    for depth, tone in enumerate(tones):
        canvas.ridge(0.34 + 0.11 * depth, 0.075 - 0.008 * depth, tone)
        canvas.soften(0.004)
    return Light(brightness=1.03)


def snow(canvas: Canvas) -> Light:
    canvas.fill((0, (150, 178, 208)), (0.55, (214, 226, 238)), (0.7, (240, 244, 248)), (1, (228, 234, 242)))
    tones: list[Colour] = [(160, 180, 198), (110, 138, 154), (66, 98, 108)]
    for depth, tone in enumerate(tones):
        for _ in range(9 - depth * 2):
            _fir(canvas, canvas.rng.uniform(), 0.64 + 0.06 * depth, canvas.rng.uniform(0.26, 0.44) + 0.06 * depth, tone)
        canvas.soften(0.006)
    return Light((0.97, 0.99, 1.05), 1.03, snow=True)


def _fir(canvas: Canvas, x: float, foot: float, high: float, tone: Colour) -> None:
    across = canvas.picture.height / canvas.picture.width
    for layer in range(5):
        top, half = foot - high + layer * high / 6, (layer + 1.6) * high * 0.055 * across
        low = top + high / 3
        canvas.shape([(x, top), (x - half, low), (x + half, low)], tone)
        canvas.line((x - half, low), (x - half * 0.1, top + high * 0.04), (240, 245, 250), 0.008)  # snow on the branch
