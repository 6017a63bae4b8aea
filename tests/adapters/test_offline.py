"""The offline studio: honest, repeatable, and at home with any words, shape and photo."""

import asyncio
import io
import time
from collections.abc import Sequence
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import get_args

import cv2
import pytest
from PIL import Image, ImageChops

from core import imaging, likeness
from core.adapters.faces import FaceFinder, OpenCVFaces
from core.adapters.offline import ENGINE, OfflineAnalyst, OfflinePainter, finish, lettering
from core.adapters.offline.places import PLACES, named
from core.errors import EngineRefused
from core.likeness import Verdict
from core.models import Drawing, DrawRequest, Face, Ratio, Reference
from core.ports import Analyst, Painter
from tests.photos import people, three_photos

ANALYST: Analyst = OfflineAnalyst()
PAINTER: Painter = OfflinePainter()
BIDEN = people()["biden"][0]


@cache
def references() -> tuple[Reference, ...]:
    return tuple(Reference(imaging.normalise(photo).data, "photo") for photo in three_photos())


async def drawn(request: DrawRequest) -> Image.Image:
    return opened((await PAINTER.draw("any-engine", request)).data)


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def says_offline(picture: Image.Image) -> bool:
    """Whether the mark is there: bright where its letters belong, and dark between them."""
    pill, letters = finish._mark(round(max(min(picture.size) * 0.032, max(picture.size) * 0.02)))
    room = pill.height // 2
    for turned in (False, True):
        stencil = letters.transpose(Image.Transpose.ROTATE_270) if turned else letters
        left = picture.width - stencil.width - (room // 2 if turned else room)
        there = picture.crop((left, room, left + stencil.width, room + stencil.height)).convert("L")
        shades = list(zip(there.tobytes(), stencil.tobytes(), strict=True))
        on, off = ([shade for shade, ink in shades if (ink > 128) is inked] for inked in (True, False))
        if sum(on) / len(on) - sum(off) / len(off) > 100:
            return True
    return False


def test_a_picture_without_the_mark_is_told_from_one_with_it() -> None:
    assert not any(says_offline(opened(photo)) for photo in three_photos())


async def test_the_study_says_plainly_that_nothing_was_studied() -> None:
    study = await ANALYST.study("any-engine", three_photos(), "user")
    assert (study.engine, study.cost_usd) == (ENGINE, 0)
    fields = study.analysis.model_dump(exclude={"portrait_prompt", "warnings", "ideas"})
    assert set(fields.values()) == {"not studied: offline studio"}
    assert study.analysis.ideas == []
    assert "offline studio" in study.analysis.portrait_prompt


async def test_a_drawing_costs_nothing_and_names_the_studio() -> None:
    drawing = await PAINTER.draw("any-engine", DrawRequest(references(), "prompt", seed=1))
    assert (drawing.engine, drawing.cost_usd, drawing.mime) == (ENGINE, 0, "image/jpeg")
    assert imaging.size_of(drawing.data)[0] == "image/jpeg"


async def test_the_three_candidates_are_marked_and_look_different() -> None:
    pictures = [await PAINTER.draw("any", DrawRequest(references(), "prompt", seed=seed)) for seed in (1, 2, 3)]
    prints = [imaging.normalise(picture.data).fingerprint for picture in pictures]
    assert not any(imaging.alike(one, other) for one, other in combinations(prints, 2))
    assert all(says_offline(opened(picture.data)) for picture in pictures)


async def test_three_candidates_of_a_single_photo_still_differ() -> None:
    one = references()[:1]
    pictures = [(await PAINTER.draw("any", DrawRequest(one, "prompt", seed=seed))).data for seed in (1, 2, 3)]
    for first, second in combinations([imaging.normalise(picture).fingerprint for picture in pictures], 2):
        assert not imaging.alike(first, second)


async def test_candidates_are_close_ups_of_one_face() -> None:
    for seed in (1, 2, 3):
        data = (await PAINTER.draw("any", DrawRequest(references(), "prompt", seed=seed))).data
        (face,) = FaceFinder().find(data)
        assert 0.2 < face.height / opened(data).height < 0.5


@pytest.mark.parametrize("ratio", ["3:4", "16:9", "9:16"])
async def test_several_people_stand_side_by_side_in_the_order_of_their_faces(ratio: Ratio) -> None:
    both = [Reference(imaging.normalise(photo).data, "a face", "face") for photo in (BIDEN, three_photos()[0])]
    other = Reference(imaging.normalise(three_photos()[1]).data, "another photo")
    data = (await PAINTER.draw("any", DrawRequest((*both, other), "prompt", ratio, caption="on a bridge"))).data
    faces = sorted(await OpenCVFaces().look(data), key=lambda face: face.x)
    looked = [(await OpenCVFaces().look(one.data))[0] for one in both]
    assert [likeness.verdict(likeness.cosine(*pair)) for pair in pairs(faces, looked)] == [Verdict.SAME] * 2
    assert says_offline(opened(data))


def pairs(some: Sequence[Face], others: Sequence[Face]) -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
    return [(one.embedding, other.embedding) for one, other in zip(some, others, strict=True)]


@pytest.mark.parametrize("caption", ["", "on the beach"])
async def test_the_same_request_gives_the_same_bytes(caption: str) -> None:
    request = DrawRequest(references(), "prompt", seed=5, caption=caption)
    first = await PAINTER.draw("any", request)
    again, _, _ = await asyncio.gather(
        PAINTER.draw("any", request),
        PAINTER.draw("any", DrawRequest(references(), "prompt", seed=6, caption=caption)),
        PAINTER.draw("any", DrawRequest(references(), "prompt", seed=7, caption="snow")),
    )
    assert first.data == again.data


@pytest.mark.parametrize("ratio", get_args(Ratio))
async def test_every_ratio_is_kept_and_marked(ratio: Ratio) -> None:
    wide, high = (int(part) for part in ratio.split(":"))
    for caption in ("", "walking in the city"):
        picture = await drawn(DrawRequest(references(), "prompt", ratio, seed=1, caption=caption))
        assert picture.width / picture.height == pytest.approx(wide / high, rel=0.02)
        assert says_offline(picture)


@pytest.mark.parametrize("place", PLACES)
async def test_every_place_can_be_drawn_with_the_person_in_it(place: str) -> None:
    word = {"mountains": "mountain", "night": "city at night"}.get(place, place)
    assert named(word) == place
    data = (await PAINTER.draw("any", DrawRequest(references(), "prompt", seed=1, caption=word))).data
    assert says_offline(opened(data))
    assert len(FaceFinder().find(data)) == 1


async def test_a_scene_shows_the_first_reference_whatever_the_seed() -> None:
    lock, *others = references()
    alone = await PAINTER.draw("any", DrawRequest((lock,), "prompt", seed=4, caption="office"))
    among = await PAINTER.draw("any", DrawRequest((lock, *others), "prompt", seed=4, caption="office"))
    assert alone.data == among.data


async def test_another_variation_of_a_scene_is_another_picture() -> None:
    pictures = [await drawn(DrawRequest(references(), "prompt", seed=seed, caption="café")) for seed in (1, 2)]
    assert ImageChops.difference(*pictures).getbbox() is not None


SCENES = {
    "a beach": ("Walking along the beach", "beach"),
    "Russian": ("Ночью в городе, неоновые огни", "night"),
    "Chinese": ("在海边散步", "beach"),
    "Japanese": ("夜の街を歩く", "night"),
    "German": ("auf der Straße in Köln", "city"),
    "French": ("au café, lumière du matin", "cafe"),
    "Spanish": ("en la playa", "beach"),
    "Turkish": ("ofiste çalışıyor", "office"),
    "the place, not the hour": ("sunset in a coffee shop", "cafe"),
    "no place": ("thinking about nothing", None),
    "a word inside another": ("barbecue with a barber", None),
    "nothing but emoji": ("🙂🏖️", None),
}


@pytest.mark.parametrize("name", SCENES)
def test_the_place_is_read_from_the_words(name: str) -> None:
    scene, place = SCENES[name]
    assert named(scene) == place


WORDS = [
    "Стою в кофейне, за окном дождь",
    "站在咖啡店里看报纸",
    "🙂🏖️🔥",
    "café ☕ at night 🌃",
    "مرحبا بالعالم",
    "हिन्दी में",
    "x" * 2000,
    "word " * 400,
    "漢" * 500,
    "line\nbreaks\tand\x00control\u202esigns",
    "zwj 👩‍🚀 family 👨‍👩‍👧 flag 🇩🇪",
    "combining e\u0301\u0323\u0302 z̷a̷l̷g̷o̷",
    ".",
    " ",
]


@pytest.mark.parametrize("words", WORDS)
def test_any_words_can_be_set_or_are_left_out(words: str) -> None:
    rows = lettering.lines(lettering.settable(words), 40, 600, 2)
    assert len(rows) <= 2
    assert all(0 < lettering.width(row, 40) <= 600 for row in rows)


@pytest.mark.parametrize("words", ["Стою в кофейне, за окном дождь", "🙂🏖️🔥", "漢" * 500, " "])
async def test_any_words_give_a_picture(words: str) -> None:
    assert says_offline(await drawn(DrawRequest(references()[:1], "prompt", seed=1, caption=words)))


def test_what_no_font_has_is_left_out_and_never_a_box() -> None:
    assert lettering.settable("café ☕ at night 🌃") == "café at night"
    assert lettering.settable("Ёлка, ночь № 5 — «да»") == "Ёлка, ночь № 5 — «да»"
    assert lettering.settable("站在咖啡店里") == "站在咖啡店里"
    assert lettering.settable("e\u0301") == "é"
    assert lettering.settable("👩‍🚀🇩🇪🏖️") == ""
    for unsettable in ("مرحبا", "שלום", "हिन्दी", "ไทย", "z̷a̷l̷g̷o̷"):
        assert lettering.settable(unsettable) == "", unsettable


def test_without_opencvs_typeface_plain_letters_are_still_set(monkeypatch: pytest.MonkeyPatch) -> None:
    lettering._face.cache_clear()
    lettering._has.cache_clear()
    monkeypatch.delattr(cv2, "FontFace")  # as in OpenCV 4
    try:
        assert lettering.settable("a cafe") == "a cafe"
        assert lettering.settable("кафе") == ""
        assert lettering.ink((200, 60), "a cafe", (10, 40), 24).getbbox()
        assert lettering.lines("one two three four", 24, 120, 2)
    finally:
        lettering._face.cache_clear()
        lettering._has.cache_clear()


@pytest.mark.parametrize("words", ["word " * 60, "x" * 300, "漢" * 200, "a bb ccc " * 30])
def test_long_words_are_wrapped_and_shortened(words: str) -> None:
    rows = lettering.lines(words.strip(), 40, 600, 2)
    assert len(rows) == 2
    assert rows[-1].endswith("…")
    assert all(0 < lettering.width(row, 40) <= 600 for row in rows)


def test_short_words_stay_whole() -> None:
    assert lettering.lines("on the beach", 40, 600, 2) == ["on the beach"]
    assert lettering.lines("reading a newspaper in a shop", 40, 560, 2) == ["reading a newspaper", "in a shop"]


def faceless() -> list[Image.Image]:
    return [
        Image.new("RGB", (600, 800), "teal"),
        Image.new("RGB", (201, 201), "white"),
        Image.effect_noise((900, 300), 80).convert("RGB"),
        Image.new("RGB", (200, 1600), "black"),
    ]


@pytest.mark.parametrize(("picture", "caption"), list(product(faceless(), ("", "in the snow"))))
async def test_a_reference_without_a_face_still_gives_a_picture(picture: Image.Image, caption: str) -> None:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG")
    request = DrawRequest((Reference(buffer.getvalue(), "photo"),), "prompt", seed=2, caption=caption)
    assert says_offline(await drawn(request))


async def test_a_studio_without_face_weights_still_draws(tmp_path: Path) -> None:
    painter = OfflinePainter(faces=FaceFinder(tmp_path / "missing.onnx"))
    drawing = await painter.draw("any", DrawRequest(references(), "prompt", seed=1))
    assert isinstance(drawing, Drawing)


@pytest.mark.parametrize("given", [(), (Reference(b"not a picture", "photo"),), (Reference(b"", "photo"),)])
async def test_no_readable_reference_no_picture(given: tuple[Reference, ...]) -> None:
    with pytest.raises(EngineRefused) as refused:
        await PAINTER.draw("any", DrawRequest(given, "prompt", seed=1))
    assert (refused.value.engine, refused.value.why, refused.value.charged) == (ENGINE, "input", False)


async def test_a_candidate_can_be_the_lock_of_a_scene_and_leaves_its_mark_behind() -> None:
    for seed in (1, 2, 3):
        lock = (await PAINTER.draw("any", DrawRequest(references(), "prompt", seed=seed))).data
        scene = (await PAINTER.draw("any", DrawRequest((Reference(lock, "lock"),), "p", seed=1, caption="studio"))).data
        assert len(FaceFinder().find(scene)) == 1
        assert says_offline(opened(scene))


async def test_drawing_keeps_the_event_loop_free() -> None:
    turns = 0
    drawing = asyncio.ensure_future(PAINTER.draw("any", DrawRequest(references(), "p", seed=1, caption="city")))
    while not drawing.done():
        await asyncio.sleep(0.001)
        turns += 1
    assert (await drawing).data
    assert turns > 20, "in the loop it would be one, however fast or busy the machine is"


async def test_a_delay_lets_the_stages_be_seen() -> None:
    before = time.perf_counter()
    await OfflineAnalyst(delay=0.1).study("any", three_photos(), "user")
    assert time.perf_counter() - before >= 0.1
