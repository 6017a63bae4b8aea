"""The rules on likeness: what is advised, who is doubted, which originals travel, and when to draw again."""

import math
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts.catalogue import choices
from core import likeness
from core.likeness import Doubt, Sitter, Verdict
from core.models import Face, Gate, Likeness, ReferencePhoto
from tests.services.fakes import face

ANNA = (1.0, 0.0, 0.0)
STRANGER = (0.0, 1.0, 0.0)


def like(score: float) -> tuple[float, ...]:
    """An embedding that scores this against Anna, and against a stranger what is left."""
    return (score, math.sqrt(1 - score**2), 0.0)


def of(embedding: tuple[float, ...], **changes: object) -> tuple[Face, ...]:
    return (face(embedding=embedding, **changes),)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ()),
        ({"height": 119.0}, ("small",)),
        ({"sharpness": 19.9}, ("blurred",)),
        ({"sharpness": 59.9}, ("soft",)),
        ({"brightness": 44.0}, ("dark",)),
        ({"brightness": 236.0}, ("glaring",)),
        ({"turn": -0.46}, ("turned",)),
        ({"turn": 0.46}, ("turned",)),
        ({"covered": True}, ("covered",)),
        ({"height": 40.0, "sharpness": 3.0, "brightness": 20.0}, ("small", "blurred", "dark")),
    ],
)
def test_a_photo_gets_the_advice_that_fits(changes: dict[str, object], expected: tuple[str, ...]) -> None:
    assert likeness.advice([face(**changes)]) == expected


def test_no_face_and_several_faces_are_advised_against() -> None:
    assert likeness.advice([]) == ("no_face",)
    assert likeness.advice([face(), face()]) == ("several",)


def test_every_advice_has_a_sentence() -> None:
    everything = face(height=1.0, sharpness=1.0, brightness=1.0, turn=2.0, covered=True)
    said = {*likeness.advice([everything, everything]), *likeness.advice([]), "soft", "glaring"}
    assert said == choices("photos-advice")


def test_three_photos_of_one_person_raise_no_doubt() -> None:
    assert likeness.doubt([of(ANNA), of(like(0.5)), of(like(0.9))]) is None


@pytest.mark.parametrize("place", [1, 2, 3])
def test_the_stranger_among_three_is_named_with_the_two_that_agree(place: int) -> None:
    looks = [of(ANNA), of(like(0.8)), of(like(0.9))]
    looks[place - 1] = of((0.0, 0.0, 1.0))
    agreeing = tuple(one for one in (1, 2, 3) if one != place)
    assert likeness.doubt(looks) == Doubt("stranger", place, agreeing)


def test_three_strangers_are_no_majority() -> None:
    assert likeness.doubt([of(ANNA), of(STRANGER), of((0.0, 0.0, 1.0))]) == Doubt("all_differ")


@pytest.mark.parametrize(("score", "doubted"), [(0.364, False), (0.362, True)])
def test_the_least_pairwise_score_decides(score: float, doubted: bool) -> None:
    found = likeness.doubt([of(ANNA), of(ANNA), of(like(score))])
    assert (found is not None) is doubted


def test_no_face_in_any_photo_stops_but_one_face_is_enough() -> None:
    assert likeness.doubt([(), (), ()]) == Doubt("no_face")
    assert likeness.doubt([(), of(ANNA), ()]) is None


def test_in_a_group_the_face_like_the_other_photos_is_the_sitters() -> None:
    group = (face(embedding=STRANGER, height=300.0), face(embedding=like(0.9)))
    assert likeness.doubt([of(ANNA), group, of(ANNA)]) is None
    assert likeness.sitters([of(ANNA), group, of(ANNA)])[1] is group[1]


@given(st.permutations([of(ANNA), of(like(0.7)), of((0.0, 0.0, 1.0))]))
def test_the_order_of_the_photos_changes_nothing_but_the_place(looks: list[tuple[Face, ...]]) -> None:
    found = likeness.doubt(looks)
    assert found is not None
    assert found.stranger == looks.index(of((0.0, 0.0, 1.0))) + 1


@pytest.mark.parametrize(
    ("score", "lock", "expected"),
    [
        (None, None, Verdict.UNMEASURED),
        (0.399, None, Verdict.DIFFERENT),
        (0.40, None, Verdict.UNSURE),
        (0.499, 0.9, Verdict.UNSURE),
        (0.50, None, Verdict.SAME),
        (0.50, 0.37, Verdict.SAME),
        (0.80, 0.30, Verdict.UNSURE),
    ],
)
def test_the_limits(score: float | None, lock: float | None, expected: Verdict) -> None:
    assert likeness.verdict(score, lock) is expected


@pytest.mark.parametrize(
    ("score", "shown"), [(-1.0, 0), (0.0, 0), (0.20, 0), (0.50, 50), (0.79, 98), (0.8, 100), (1, 100)]
)
def test_the_index_is_what_was_announced(score: float, shown: int) -> None:
    assert likeness.index(score) == shown


def test_the_best_matching_face_of_a_picture_counts() -> None:
    sitter = Sitter(photos=ANNA, lock=like(0.8))
    crowd = (face(embedding=STRANGER, height=400.0), face(embedding=like(0.7)))
    found = likeness.likeness(crowd, sitter)
    assert found.photos == pytest.approx(0.7)
    assert found.lock == pytest.approx(0.7 * 0.8 + math.sqrt(1 - 0.49) * 0.6)
    assert found.score == found.photos


@pytest.mark.parametrize(
    ("faces", "sitter", "why"),
    [
        ((), Sitter(photos=ANNA), "no_face"),
        ((face(height=31.0),), Sitter(photos=ANNA), "too_small"),
        ((face(),), Sitter(), "no_reference"),
    ],
)
def test_what_cannot_be_measured_gets_a_reason_and_no_number(faces: tuple[Face, ...], sitter: Sitter, why: str) -> None:
    found = likeness.likeness(faces, sitter)
    assert (found.score, found.unmeasured) == (None, why)


BEA = STRANGER


@pytest.mark.parametrize("turned", [False, True])
def test_each_of_several_has_a_face_of_its_own(*, turned: bool) -> None:
    """Both faces are nearer to Anna than to Bea: whoever only looked for the best face would take one twice."""
    faces = (face(embedding=like(0.9)), face(embedding=like(0.8)))
    found = likeness.likenesses(faces[::-1] if turned else faces, [Sitter(photos=ANNA), Sitter(photos=BEA)])
    assert [one.photos for one in found] == [pytest.approx(0.9), pytest.approx(0.6)]


@pytest.mark.parametrize(
    ("faces", "found"),
    [
        ((face(embedding=BEA),), ["missing", ""]),
        ((face(embedding=ANNA), face(embedding=BEA, height=31.0)), ["", "too_small"]),
        ((face(height=31.0),), ["no_face", "no_face"]),
        ((), ["no_face", "no_face"]),
    ],
)
def test_who_is_not_there_is_told_from_who_is(faces: tuple[Face, ...], found: list[str]) -> None:
    several = likeness.likenesses(faces, [Sitter(photos=ANNA), Sitter(photos=BEA)])
    assert [one.unmeasured for one in several] == found
    assert [one.score is None for one in several] == [why != "" for why in found]


@pytest.mark.parametrize(
    ("faces", "decides"),
    [
        ([Likeness(0.8, 0.3), Likeness(0.6, 0.9)], 1),
        ([Likeness(0.8), Likeness(unmeasured="missing")], 1),
        ([Likeness(unmeasured="off"), Likeness(0.8)], 1),
        ([Likeness(unmeasured="no_reference"), Likeness(0.8)], 1),
        ([Likeness(unmeasured="stylised"), Likeness(unmeasured="stylised")], 0),
    ],
)
def test_the_least_near_face_decides_about_a_picture(faces: list[Likeness], decides: int) -> None:
    assert likeness.least(faces) is faces[decides]


def test_the_strictest_of_several_draws_the_line() -> None:
    assert likeness.line_of(Gate.NORMAL, Gate.STRICT, Gate.OFF) == likeness.GOOD_ENOUGH
    assert likeness.line_of(Gate.OFF, Gate.OFF) is None


def test_a_missing_face_is_worth_another_try_where_faces_are_checked() -> None:
    missing = Likeness(unmeasured="missing")
    assert likeness.worth_another(missing, likeness.SAME, 1)
    assert not likeness.worth_another(missing, likeness.SAME, likeness.MOST_TRIES)
    assert not likeness.worth_another(missing, None, 1)


def test_without_photos_the_lock_decides() -> None:
    assert likeness.likeness((face(),), Sitter(lock=like(0.6))).score == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("gate", "score", "again"),
    [
        (Gate.NORMAL, 0.49, True),
        (Gate.NORMAL, 0.50, False),
        (Gate.STRICT, 0.59, True),
        (Gate.STRICT, 0.60, False),
        (Gate.OFF, 0.0, False),
        (Gate.STRICT, None, False),
    ],
)
def test_a_picture_is_drawn_again_once_below_its_line(gate: Gate, score: float | None, again: bool) -> None:
    found = Likeness(photos=score)
    assert likeness.worth_another(found, likeness.line_of(gate), 1) is again
    assert not likeness.worth_another(found, likeness.line_of(gate), 2)


def photo(turn: float | None, alike: float | None = 0.8, faces: int | None = 1) -> ReferencePhoto:
    return ReferencePhoto(f"photos/{turn}-{alike}-{faces}.jpg", turn=turn, alike=alike, faces=faces)


def test_the_most_frontal_original_travels_first_then_the_view_not_shown_yet() -> None:
    left, front, little = photo(-0.4), photo(0.02), photo(0.1)
    for order in permutations([left, front, little]):
        assert likeness.best_originals(order, 2) == [front, left]
    assert likeness.best_originals([left, little, front], 3) == [front, left, little]


def test_an_original_that_is_unlike_or_has_no_face_travels_last() -> None:
    unlike, faceless, fine = photo(0.0, alike=0.2), photo(0.0, faces=0), photo(0.3)
    assert likeness.best_originals([unlike, faceless, fine], 1) == [fine]


def test_where_nothing_was_measured_the_users_order_stays() -> None:
    photos = [ReferencePhoto(f"{n}.jpg") for n in range(3)]
    assert likeness.best_originals(photos, 2) == photos[:2]


@pytest.mark.parametrize(
    "prompt",
    [
        *("as an anime hero", "Oil painting by the sea, painted", "LEGO figure", "pencil sketch"),
        *("als Zeichentrickfigur", "ein Ölgemälde am Meer", "mit Bleistift gezeichnet", "als Aquarell"),
        *("un dibujo a lápiz", "pintura al óleo junto al mar", "como caricatura", "ilustración en acuarela"),
        *("um desenho a lápis", "aquarela à beira-mar", "como personagem de quadrinhos", "estátua de mármore"),
        *("как герой мультфильма", "Рисунок карандашом", "нарисованный портрет", "в стиле аниме", "акварелью у моря"),
    ],
)
def test_a_request_for_something_else_than_a_photo_is_not_judged(prompt: str) -> None:
    assert likeness.is_stylised(prompt)


@pytest.mark.parametrize(
    "prompt",
    [
        *("in a coffee shop", "at a toying wind", "in front of the Disneyland-like castle"),
        *("in einem Café, ein Bild an der Wand", "am Zeichentisch im Büro", "beim Statuten lesen"),
        *("en una fiesta animada", "con las uñas pintadas", "num café com um quadro na parede"),
        *("на мосту, набросив куртку", "у мультиварки на кухне", "статус: в отпуске у моря"),
    ],
)
def test_a_plain_scene_is_judged(prompt: str) -> None:
    assert not likeness.is_stylised(prompt)


def test_an_embedding_is_in_no_representation_of_a_face() -> None:
    assert "0.123456" not in repr(face(embedding=(0.123456, 0.0, 0.0)))


def test_the_mean_has_unit_length() -> None:
    middle = likeness.mean([ANNA, STRANGER])
    assert likeness.cosine(middle, middle) == pytest.approx(1)
    assert likeness.mean([]) == ()
