"""Which drawn place the words of a scene name."""

import re
from collections.abc import Callable

from PIL import Image

from core.adapters.offline import indoors, outdoors
from core.adapters.offline.canvas import Canvas, Light

PLACES: dict[str, Callable[[Canvas], Light]] = {
    "beach": outdoors.beach,
    "sunset": outdoors.sunset,
    "city": outdoors.city,
    "night": outdoors.night,
    "forest": outdoors.forest,
    "mountains": outdoors.mountains,
    "snow": outdoors.snow,
    "office": indoors.office,
    "cafe": indoors.cafe,
    "studio": indoors.studio,
    "party": indoors.party,
}

# Starts of words in English, Russian, German, French, Spanish, Portuguese, Italian and Turkish; `=` asks for the whole
# word. Chinese and Japanese, which part no words, may stand anywhere.
WORDS = {
    "beach": """beach =sea seaside ocean coast island пляж =море =моря =морю океан strand =meer küste plage =mer playa
        =mar =costa praia spiaggia =mare plaj deniz 海 沙滩 ビーチ""",
    "sunset": """sunset sunrise =dusk =dawn golden_hour закат рассвет sonnenuntergang coucher_de_soleil atardecer
        pôr_do_sol tramonto günbatımı 日落 夕阳 夕日""",
    "city": """city =street downtown avenue =urban paris london tokyo york город улиц париж лондон stadt strasse
        =ville =rue =ciudad =calle =cidade =rua città =strada şehir sokak 城市 街 都市""",
    "night": "=night nighttime neon midnight =ночь ночн =ночью неон nacht =nuit noche noite notte gece 夜 ネオン",
    "forest": """forest =wood =woods =park garden =tree =trees jungle =лес =лесу парк сад =саду дерев природ wald garten
        forêt jardin bosque jardín floresta foresta giardino orman bahçe 森 公园 花园 公園""",
    "mountains": """mountain =hill =hills =alps =hike hiking горы горах =гора =горе =berg =berge =bergen gebirge
        montagne montaña montanha montagna =dağ dağda dağlar 山""",
    "snow": """snow winter =ski skiing christmas снег снеж зим =лыж лыжах рождеств schnee =winter neige hiver nieve
        invierno =neve inverno =kar =karda 雪 冬""",
    "office": """office =desk meeting business офис кабинет =büro bureau oficina despacho escritório ufficio =ofis
        ofiste 办公 オフィス""",
    "cafe": """cafe café coffee restaurant =bar bakery кафе кофе ресторан =бар =баре kaffee caffè ristorante kahve 咖啡
        餐厅 カフェ""",
    "studio": "=studio headshot студи фотостуди estudio stüdyo 工作室 摄影棚 スタジオ",
    "party": """=party disco =club nightclub concert birthday вечеринк клуб концерт konzert =fête fiesta =festa
        concierto konser 派对 聚会 生日 パーティー""",
}


def _pattern(words: str) -> re.Pattern[str]:
    found = []
    for word in words.replace("_", r"\s").split():
        if ord(word[0]) > 0x2E80:
            found.append(word)
        else:
            found.append(rf"\b{word[1:]}\b" if word[0] == "=" else rf"\b{word}")
    return re.compile("|".join(found))


PATTERNS = {place: _pattern(words) for place, words in WORDS.items()}
AFTER_DARK = {"night", "city"}
IN_LOW_SUN = {"sunset", "beach", "mountains"}


def named(scene: str) -> str | None:
    """Return the place that the scene names first; night and sunset colour only what they can."""
    low = scene.casefold()
    found = {place: match.start() for place, pattern in PATTERNS.items() if (match := pattern.search(low))}
    if "night" in found and found.keys() <= AFTER_DARK:
        return "night"
    if "sunset" in found and found.keys() <= IN_LOW_SUN:
        return "sunset"
    places = {place: at for place, at in found.items() if place not in ("night", "sunset")} or found
    return min(places, key=lambda place: places[place], default=None)


def backdrop(scene: str, size: tuple[int, int], seed: int) -> tuple[Image.Image, Light]:
    """Draw the place that the scene names, or a flow of colours, and say how it lights a person."""
    # Out of focus, half the pixels will do.
    canvas = Canvas((max(64, size[0] // 2), max(64, size[1] // 2)), seed)
    place = named(scene)
    light = PLACES[place](canvas) if place else indoors.elsewhere(canvas, scene)
    return canvas.picture.resize(size, Image.Resampling.BICUBIC), light
