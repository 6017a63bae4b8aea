"""Drawn places for the offline studio, chosen by the words of a scene."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

Rng = np.random.Generator
Colour = tuple[int, int, int]

# Starts of words in English, Russian, German, French, Spanish, Portuguese, Italian, Turkish; Chinese and Japanese anywhere.
WORDS = {
    "beach": "beach sea ocean coast island пляж море моря океан берег strand meer küste plage mer playa mar costa praia spiaggia mare plaj deniz 海滩 沙滩 海边 海 ビーチ",
    "night": "night neon midnight ночь ночн ночью неон nacht nuit noche noite notte gece 夜 ネオン",
    "city": "city street town downtown avenue urban paris london tokyo york город улиц париж лондон stadt straße strasse ville rue ciudad calle cidade rua città strada şehir sokak 城市 街 都市",
    "office": "office desk meeting business work suit офис кабинет работ büro bureau oficina despacho escritório ufficio ofis 办公室 办公 オフィス",
    "cafe": "cafe café coffee restaurant bar bakery tea кафе кофе ресторан бар kaffee restaurant caffè ristorante cafetería kahve 咖啡 餐厅 カフェ",
    "forest": "forest wood park garden tree jungle nature лес парк сад дерев природ wald garten forêt jardin bosque jardín floresta foresta giardino orman bahçe 森林 公园 花园 森 公園",
    "mountains": "mountain hill alps hike hiking peak горы горах гора альп поход berg gebirge montagne alpes montaña montanha montagna dağ 山",
    "snow": "snow winter ski christmas ice снег зим лыж рождеств новый schnee winter neige hiver nieve invierno neve inverno kar kış 雪 冬",
    "studio": "studio backdrop portrait headshot студи портрет estudio 工作室 摄影棚 スタジオ",
    "sunset": "sunset sunrise dusk dawn golden закат рассвет sonnenuntergang coucher atardecer pôr tramonto günbatımı 日落 夕阳 夕日",
    "party": "party club disco concert stage dance birthday вечеринк клуб концерт сцен танц день party konzert fête fiesta festa concierto konser parti 派对 聚会 生日 パーティー",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A backdrop and its light: how it tints the person, and how bright it lets them be."""

    picture: Image.Image
    tint: tuple[float, float, float]
    brightness: float = 1.0
    snow: bool = False


def place_for(scene: str, size: tuple[int, int], seed: int) -> Place:
    """Draw the place that the words name; a quiet gradient of the words' own colour when they name none."""
    rng = np.random.default_rng(seed)
    half = (max(64, size[0] // 2), max(64, size[1] // 2))  # it is out of focus: half the pixels will do
    painted = PLACES.get(named(scene) or "", _abstract(scene))(half, rng)
    return Place(painted.picture.resize(size, Image.Resampling.BICUBIC), painted.tint, painted.brightness, painted.snow)


def named(scene: str) -> str | None:
    """Return the place that the scene names first."""
    low = scene.casefold()
    found: dict[str, int] = {}
    for place, words in WORDS.items():
        for word in words.split():
            anywhere = ord(word[0]) > 0x2E80
            match = re.search(re.escape(word) if anywhere else rf"\b{re.escape(word)}", low)
            if match:
                found[place] = min(found.get(place, len(low)), match.start())
    if "night" in found and found.keys() <= {"night", "city"}:
        return "night"
    if "sunset" in found and found.keys() <= {"sunset", "beach", "mountains"}:
        return "sunset"
    places = {place: at for place, at in found.items() if place != "night"} or found
    return min(places, key=lambda place: places[place]) if places else None


def _sky(size: tuple[int, int], *stops: tuple[float, Colour]) -> Image.Image:
    """Fill from top to bottom with colours that flow into one another."""
    width, height = size
    at = np.linspace(0, 1, height)
    columns = [
        np.interp(at, [stop for stop, _ in stops], [colour[channel] for _, colour in stops]) for channel in range(3)
    ]
    return Image.fromarray(np.repeat(np.stack(columns, axis=-1)[:, None, :], width, axis=1).astype(np.uint8))


def _glow(picture: Image.Image, x: float, y: float, radius: float, colour: Colour, power: float = 1.0) -> Image.Image:
    """Add light that fades with the distance; x, y are parts of the picture, radius a part of its short side."""
    width, height = picture.size
    row, column = np.ogrid[:height, :width]
    reach = radius * min(width, height)
    distance = ((column - x * width) ** 2 + (row - y * height) ** 2) / reach**2
    light = np.clip(np.exp(-distance)[..., None] * np.array(colour) * power / 255, 0, 1)
    under = np.asarray(picture, np.float32) / 255
    return Image.fromarray(((1 - (1 - under) * (1 - light)) * 255).astype(np.uint8))


def _bokeh(
    picture: Image.Image, rng: Rng, colours: list[Colour], count: int, top: float, bottom: float, large: float = 0.05
) -> Image.Image:
    """Add lights that are out of focus."""
    width, height = picture.size
    for _ in range(3):  # three depths, the nearer the larger and softer
        layer = Image.new("RGB", picture.size)
        draw = ImageDraw.Draw(layer)
        for _ in range(count // 3):
            radius = min(width, height) * large * rng.uniform(0.35, 1)
            x, y = rng.uniform(0, width), rng.uniform(top, bottom) * height
            dim = rng.uniform(0.25, 0.75)
            colour = tuple(round(part * dim) for part in colours[int(rng.integers(len(colours)))])
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), colour)
        picture = ImageChops.screen(picture, layer.filter(ImageFilter.GaussianBlur(min(width, height) * 0.004)))
    return picture


def _soft(picture: Image.Image, amount: float) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(min(picture.size) * amount))


def _ridge(size: tuple[int, int], rng: Rng, base: float, rough: float) -> list[tuple[float, float]]:
    """Outline of hills, closed at the foot of the picture."""
    width, height = size
    x = np.linspace(0, 1, 60)
    y = base + sum(
        rough / k * np.sin(2 * np.pi * (k * x * rng.uniform(0.7, 1.3) + rng.uniform())) for k in (1, 2, 4, 7)
    )
    return [(0, height), *zip(x * width, y * height, strict=True), (width, height)]


def _beach(size: tuple[int, int], rng: Rng) -> Place:
    width, height = size
    picture = _sky(size, (0, (88, 168, 226)), (0.42, (196, 228, 240)), (0.46, (232, 240, 236)), (0.461, (38, 128, 162)), (0.62, (86, 190, 196)), (0.66, (206, 232, 222)), (0.68, (226, 204, 164)), (1, (240, 222, 186)))  # fmt: skip
    draw = ImageDraw.Draw(picture)
    for _ in range(90):  # waves
        y = rng.uniform(0.47, 0.64)
        x, long = rng.uniform(0, 1), rng.uniform(0.02, 0.12)
        draw.line((x * width, y * height, (x + long) * width, y * height), (190, 232, 232), 1)
    picture = _soft(picture, 0.006)
    picture = _glow(picture, 0.82, 0.12, 0.35, (255, 236, 180), 0.9)
    picture = _palm(picture, rng)
    return Place(_soft(picture, 0.003), (1.05, 1.0, 0.93), 1.06)


def _palm(picture: Image.Image, rng: Rng) -> Image.Image:
    """Hang palm leaves into the upper left corner."""
    width, height = picture.size
    layer = picture.copy()
    draw = ImageDraw.Draw(layer)
    reach = 0.62 * min(width, height)
    for angle in np.linspace(-0.15, 1.75, 7):
        turn = angle + rng.uniform(-0.06, 0.06)
        along = np.linspace(0, 1, 26)
        xs = -0.04 * width + along * reach * np.cos(turn)
        ys = 0.02 * height + along * reach * np.sin(turn) + along**2 * reach * 0.28
        for part, x, y in zip(along, xs, ys, strict=True):
            leaf = reach * 0.26 * np.sin(np.pi * min(1, part * 0.9 + 0.1))
            green = (28 + round(30 * part), 92 + round(40 * part), 58)
            for side in (-1, 1):
                tip = (x + leaf * np.cos(turn + side * 0.9), y + leaf * np.sin(turn + side * 0.9) + leaf * 0.3)
                draw.line((x, y, *tip), green, max(2, round(reach * 0.012)))
    return Image.blend(picture, _soft(layer, 0.006), 0.92)


def _blocks(
    draw: ImageDraw.ImageDraw, size: tuple[int, int], rng: Rng, walls: list[Colour], lit: list[Colour], share: float
) -> None:
    """Rows of houses with windows on both sides of a street, the middle left open."""
    width, height = size
    for depth in range(3):
        wall = walls[depth]
        for side in (-1, 1):
            x = 0.5 + side * (0.1 + 0.0 * depth)
            while 0 < x < 1:
                wide = rng.uniform(0.1, 0.18) * (0.7 + 0.3 * depth)
                away = abs(x - 0.5)
                top = 0.62 - (0.16 + 0.75 * away) * rng.uniform(0.75, 1.1) - 0.03 * depth
                left, right = sorted((x, x + side * wide))
                draw.rectangle((left * width, top * height, right * width, height), wall)
                step = 0.024 * (1 + 0.25 * depth)
                for row in np.arange(top + step, 0.8, step * 1.5):
                    for column in np.arange(left + step * 0.6, right - step, step * 1.25):
                        if rng.uniform() < share:
                            window = lit[int(rng.integers(len(lit)))]
                            draw.rectangle(
                                (
                                    column * width,
                                    row * height,
                                    (column + step * 0.7) * width,
                                    (row + step * 0.8) * height,
                                ),
                                window,
                            )
                x += side * wide * rng.uniform(0.95, 1.1)


def _city(size: tuple[int, int], rng: Rng) -> Place:
    picture = _sky(size, (0, (146, 190, 222)), (0.5, (226, 232, 230)), (0.72, (206, 206, 204)), (1, (150, 148, 148)))
    _blocks(
        ImageDraw.Draw(picture),
        size,
        rng,
        [(188, 196, 202), (166, 160, 156), (142, 122, 110)],
        [(214, 226, 232), (120, 138, 150), (240, 232, 210)],
        0.8,
    )
    picture = _glow(_soft(picture, 0.012), 0.5, 0.42, 0.5, (255, 240, 214), 0.55)
    return Place(
        _bokeh(picture, rng, [(255, 240, 210), (255, 190, 140), (200, 220, 255)], 24, 0.6, 0.85, 0.03),
        (1.0, 1.0, 1.0),
        1.03,
    )


def _night(size: tuple[int, int], rng: Rng) -> Place:
    picture = _sky(size, (0, (10, 12, 34)), (0.45, (36, 28, 74)), (0.65, (92, 44, 98)), (1, (16, 14, 30)))
    _blocks(
        ImageDraw.Draw(picture),
        size,
        rng,
        [(34, 30, 66), (24, 24, 52), (14, 16, 36)],
        [(255, 214, 140), (255, 186, 104), (150, 200, 255), (255, 130, 190)],
        0.42,
    )
    picture = _soft(picture, 0.011)
    picture = _glow(_glow(picture, 0.12, 0.55, 0.35, (255, 60, 150), 0.5), 0.9, 0.5, 0.35, (40, 170, 255), 0.5)
    lights = [(255, 176, 84), (255, 92, 150), (86, 190, 255), (255, 226, 170), (150, 110, 255)]
    return Place(_bokeh(picture, rng, lights, 84, 0.35, 0.95, 0.055), (0.9, 0.84, 1.06), 0.86)


def _office(size: tuple[int, int], rng: Rng) -> Place:
    width, height = size
    picture = _sky(size, (0, (222, 226, 228)), (0.7, (202, 206, 208)), (1, (180, 178, 176)))
    draw = ImageDraw.Draw(picture)
    for pane in range(4):  # a wall of windows with a pale town behind
        left = (0.04 + pane * 0.165) * width
        draw.rectangle((left, 0.06 * height, left + 0.15 * width, 0.66 * height), (236, 246, 252))
        for _ in range(4):
            x, top = left + rng.uniform(0, 0.11) * width, rng.uniform(0.32, 0.56) * height
            draw.rectangle((x, top, x + 0.035 * width, 0.66 * height), (196, 214, 226))
    for shelf in range(4):
        y = (0.14 + 0.13 * shelf) * height
        draw.rectangle((0.76 * width, y + 0.1 * height, width, y + 0.112 * height), (150, 112, 80))
        x = 0.775
        while x < 0.99:
            wide = rng.uniform(0.008, 0.02)
            tone = [(62, 92, 120), (196, 120, 84), (228, 222, 210), (86, 112, 98), (52, 56, 66)][int(rng.integers(5))]
            draw.rectangle(
                (x * width, y + rng.uniform(0.01, 0.04) * height, (x + wide) * width, y + 0.1 * height), tone
            )
            x += wide + rng.uniform(0, 0.008)
    draw.rectangle((0, 0.74 * height, width, 0.78 * height), (166, 124, 88))
    for _ in range(26):  # a plant at the window
        turn, long = rng.uniform(-2.7, -0.45), rng.uniform(0.1, 0.24) * min(size)
        x, y = 0.1 * width, 0.72 * height
        draw.line(
            (x, y, x + long * np.cos(turn), y + long * np.sin(turn)),
            (58, 118 + int(rng.integers(40)), 74),
            max(2, width // 70),
        )
    return Place(_glow(_soft(picture, 0.011), 0.32, 0.3, 0.6, (255, 255, 250), 0.3), (0.99, 1.0, 1.02), 1.04)


def _cafe(size: tuple[int, int], rng: Rng) -> Place:
    width, height = size
    picture = _sky(size, (0, (46, 32, 26)), (0.5, (104, 70, 46)), (1, (58, 38, 28)))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0.03 * width, 0.14 * height, 0.33 * width, 0.62 * height), (206, 214, 206))  # the window
    draw.rectangle((0.03 * width, 0.4 * height, 0.33 * width, 0.62 * height), (176, 178, 164))
    draw.line((0.18 * width, 0.14 * height, 0.18 * width, 0.62 * height), (66, 46, 34), max(2, width // 60))
    for shelf in range(3):  # cups and bottles behind the counter
        y = (0.3 + 0.12 * shelf) * height
        draw.rectangle((0.62 * width, y, width, y + 0.012 * height), (146, 98, 60))
        x = 0.64
        while x < 0.98:
            wide, high = rng.uniform(0.018, 0.035), rng.uniform(0.03, 0.08)
            tone = [(214, 196, 168), (120, 84, 52), (188, 132, 76), (96, 108, 92), (236, 226, 206)][
                int(rng.integers(5))
            ]
            draw.rectangle((x * width, y - high * height, (x + wide) * width, y), tone)
            x += wide + rng.uniform(0.006, 0.02)
    draw.rectangle((0, 0.74 * height, width, 0.77 * height), (150, 102, 62))
    picture = _soft(picture, 0.013)
    for x, y in ((0.2, 0.1), (0.5, 0.07), (0.8, 0.12)):  # hanging lamps
        draw = ImageDraw.Draw(picture)
        draw.line((x * width, 0, x * width, y * height), (24, 18, 16), max(1, width // 200))
        picture = _glow(_glow(picture, x, y, 0.16, (255, 176, 84), 0.75), x, y, 0.035, (255, 240, 200), 1.1)
    return Place(
        _bokeh(picture, rng, [(255, 190, 110), (255, 220, 160), (220, 130, 70)], 42, 0.12, 0.72, 0.04),
        (1.06, 0.98, 0.88),
        0.98,
    )


def _forest(size: tuple[int, int], rng: Rng) -> Place:
    width, height = size
    picture = _sky(size, (0, (176, 206, 128)), (0.45, (112, 158, 84)), (0.7, (74, 118, 62)), (1, (52, 84, 46)))
    draw = ImageDraw.Draw(picture)
    for depth in range(3):
        for _ in range(7):
            x, wide = rng.uniform(0, 1), rng.uniform(0.012, 0.03) * (1 + depth)
            tone = [(128, 140, 96), (92, 92, 64), (58, 52, 42)][depth]
            draw.polygon(
                [
                    ((x - wide / 2) * width, 0.82 * height),
                    ((x - wide / 3) * width, 0),
                    ((x + wide / 3) * width, 0),
                    ((x + wide / 2) * width, 0.82 * height),
                ],
                tone,
            )
        picture = _soft(picture, 0.012)
        draw = ImageDraw.Draw(picture)
    picture = _bokeh(
        picture, rng, [(190, 226, 110), (120, 176, 70), (236, 240, 160), (90, 150, 80)], 150, 0, 0.66, 0.06
    )
    return Place(_glow(picture, 0.72, 0.1, 0.5, (255, 246, 190), 0.75), (1.0, 1.03, 0.92), 1.0)


def _mountains(size: tuple[int, int], rng: Rng) -> Place:
    picture = _sky(size, (0, (96, 156, 210)), (0.5, (206, 226, 238)), (1, (228, 232, 230)))
    tones = [(176, 196, 214), (132, 160, 184), (92, 124, 146), (58, 92, 92), (44, 76, 58)]
    for depth, tone in enumerate(tones):
        draw = ImageDraw.Draw(picture)
        draw.polygon(_ridge(size, rng, 0.34 + 0.11 * depth, 0.075 - 0.008 * depth), tone)
        picture = _soft(picture, 0.006)
    return Place(_glow(picture, 0.25, 0.12, 0.4, (255, 244, 214), 0.6), (1.0, 1.0, 1.01), 1.04)


def _snow(size: tuple[int, int], rng: Rng) -> Place:
    width, height = size
    picture = _sky(size, (0, (178, 196, 216)), (0.55, (222, 230, 238)), (0.7, (240, 244, 248)), (1, (228, 234, 242)))
    for depth in range(3):
        draw = ImageDraw.Draw(picture)
        tone = [(168, 184, 198), (122, 146, 158), (78, 106, 112)][depth]
        for _ in range(9 - depth * 2):
            x, foot, high = rng.uniform(0, 1), 0.64 + 0.06 * depth, rng.uniform(0.24, 0.42) + 0.06 * depth
            for layer in range(5):  # a fir, white on its branches
                top, wide = foot - high + layer * high / 6, (layer + 1.6) * high * 0.075
                low = top + high / 3
                points = [
                    (x * width, top * height),
                    ((x - wide) * width, low * height),
                    ((x + wide) * width, low * height),
                ]
                draw.polygon(points, tone)
                draw.line((*points[1], *points[0]), (236, 242, 248), max(1, width // 160))
        picture = _soft(picture, 0.006)
    return Place(picture, (0.96, 0.99, 1.06), 1.04, snow=True)


def _studio(size: tuple[int, int], rng: Rng) -> Place:
    tone = [(126, 134, 148), (146, 132, 124), (120, 138, 132)][int(rng.integers(3))]
    dark = (tone[0] // 3, tone[1] // 3, tone[2] // 3)
    picture = _glow(_sky(size, (0, dark), (0.8, dark), (1, (24, 25, 28))), 0.5, 0.42, 0.72, tone, 0.95)
    return Place(picture, (1.0, 1.0, 1.0), 1.04)


def _sunset(size: tuple[int, int], rng: Rng) -> Place:
    width, height = size
    picture = _sky(size, (0, (64, 54, 110)), (0.25, (160, 84, 122)), (0.48, (250, 150, 96)), (0.58, (255, 206, 130)), (0.585, (178, 96, 92)), (1, (46, 34, 66)))  # fmt: skip
    picture = _glow(_glow(picture, 0.74, 0.53, 0.4, (255, 150, 70), 0.7), 0.74, 0.53, 0.075, (255, 240, 190), 1.6)
    draw = ImageDraw.Draw(picture)
    for _ in range(120):  # the sun on the water
        y = rng.uniform(0.59, 0.86)
        x = 0.74 + rng.normal(0, 0.02 + 0.22 * (y - 0.58))
        long = rng.uniform(0.01, 0.05)
        draw.line(((x - long) * width, y * height, (x + long) * width, y * height), (255, 196, 124), 1)
    draw.polygon(_ridge(size, rng, 0.575, 0.012), (112, 62, 84)) if rng.uniform() < 0 else None
    return Place(_soft(picture, 0.005), (1.1, 0.95, 0.84), 0.94)


def _party(size: tuple[int, int], rng: Rng) -> Place:
    width, height = size
    picture = _sky(size, (0, (30, 12, 52)), (0.6, (74, 22, 92)), (1, (22, 10, 38)))
    beams = Image.new("RGB", size)
    draw = ImageDraw.Draw(beams)
    for x, colour in ((0.12, (180, 40, 160)), (0.38, (50, 90, 220)), (0.64, (220, 60, 110)), (0.9, (60, 170, 200))):
        lean = rng.uniform(-0.3, 0.3)
        draw.polygon([(x * width, 0), ((x + lean - 0.12) * width, height), ((x + lean + 0.12) * width, height)], colour)
    picture = ImageChops.screen(picture, Image.blend(Image.new("RGB", size), _soft(beams, 0.03), 0.55))
    lights = [(255, 210, 90), (255, 90, 180), (90, 210, 255), (180, 120, 255), (255, 255, 220)]
    return Place(_bokeh(picture, rng, lights, 120, 0, 0.9, 0.045), (1.02, 0.88, 1.06), 0.95)


def _abstract(scene: str) -> Callable[[tuple[int, int], Rng], Place]:
    def paint(size: tuple[int, int], rng: Rng) -> Place:
        import colorsys

        digest = hashlib.sha256(scene.casefold().encode()).digest()
        hue = digest[0] / 256
        tones = []
        for turn, light, strength in ((0, 0.62, 0.45), (0.09, 0.74, 0.5), (-0.1, 0.46, 0.42), (0.5, 0.7, 0.3)):
            red, green, blue = colorsys.hls_to_rgb((hue + turn) % 1, light, strength)
            tones.append((round(red * 255), round(green * 255), round(blue * 255)))
        picture = _sky(size, (0, tones[0]), (1, tones[2]))
        draw = ImageDraw.Draw(picture)
        width, height = size
        for index in range(6):
            x, y, radius = (
                digest[index + 1] / 256 * width,
                digest[index + 9] / 256 * height,
                (0.2 + digest[index + 17] / 700) * min(size),
            )
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), tones[index % 4])
        return Place(_soft(picture, 0.11), (1.0, 1.0, 1.0), 1.02)

    return paint


PLACES: dict[str, Callable[[tuple[int, int], Any], Place]] = {
    "beach": _beach,
    "night": _night,
    "city": _city,
    "office": _office,
    "cafe": _cafe,
    "forest": _forest,
    "mountains": _mountains,
    "snow": _snow,
    "studio": _studio,
    "sunset": _sunset,
    "party": _party,
}
