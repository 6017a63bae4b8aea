"""Whom a text means, as a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core import mentions
from core.errors import AmbiguousName, CoreError, SceneMissing, TooManyPeople, UnknownName
from core.models import Model, Stage


def named(name: str) -> Model:
    return Model(name, 7, name, Stage.LOCKED)


ANNA, BEN, BIG, BIG_BEN, CARL, DORA = map(named, ("Anna", "Ben", "Big", "Big Ben", "Carl", "Dora"))
ODD = [named(name) for name in ("Model 1", "José", "O'Hara", "@Zoé", "Mary-Jane", "Анна", "@", "Dr. Who")]
KNOWN = [ANNA, BEN, BIG, BIG_BEN, CARL, DORA, *ODD]
ZOE = "@Zoé"


@pytest.mark.parametrize(
    ("scene", "people", "words"),
    [
        # nobody is named: the active one
        ("on a beach", ["Anna"], "on a beach"),
        ("  on a beach ", ["Anna"], "on a beach"),
        # one at the start: that one alone
        ("@Ben on a beach", ["Ben"], "on a beach"),
        ("@ben: on a beach", ["Ben"], "on a beach"),
        (" @BEN, on a beach", ["Ben"], "on a beach"),
        ("@Anna on a beach", ["Anna"], "on a beach"),
        ("@Ben's birthday party", ["Ben"], "{@1}'s birthday party"),
        ("@Ben as a knight, @Ben on a horse", ["Ben"], "as a knight, {@1} on a horse"),
        # one elsewhere: the active one and that one, if they differ
        ("on a beach with @Ben", ["Anna", "Ben"], "on a beach with {@2}"),
        ("on a beach with @Anna", ["Anna"], "on a beach with {@1}"),
        ("dancing (@Ben!)", ["Anna", "Ben"], "dancing ({@2}!)"),
        # several: just those, each once, in the order of the words
        ("@Anna and @Ben on a bridge", ["Anna", "Ben"], "{@1} and {@2} on a bridge"),
        ("@ben @anna dancing", ["Ben", "Anna"], "{@1} {@2} dancing"),
        ("on a bridge: @Carl/@Ben", ["Carl", "Ben"], "on a bridge: {@1}/{@2}"),
        ("@Carl@Ben on a bridge", ["Carl", "Ben"], "{@1}{@2} on a bridge"),
        ("@Carl hugs @Ben, @carl laughs", ["Carl", "Ben"], "{@1} hugs {@2}, {@1} laughs"),
        ("@Anna, @Ben and @Carl in a car", ["Anna", "Ben", "Carl"], "{@1}, {@2} and {@3} in a car"),
        # the longest name that fits, with or without its spaces
        ("@Big Ben at noon", ["Big Ben"], "at noon"),
        ("@bigben at noon", ["Big Ben"], "at noon"),
        ("@Big at noon", ["Big"], "at noon"),
        ("@Big bends a spoon", ["Big"], "bends a spoon"),
        ("@Model 1 in rain", ["Model 1"], "in rain"),
        ("@model1 in rain", ["Model 1"], "in rain"),
        ("@O'Hara in rain", ["O'Hara"], "in rain"),
        ("@dr.who in rain", ["Dr. Who"], "in rain"),
        ("@Mary-Jane in rain", ["Mary-Jane"], "in rain"),
        ("@jose\u0301 in rain", ["José"], "in rain"),
        ("@ZOÉ in rain", [ZOE], "in rain"),
        ("@анна под дождём", ["Анна"], "под дождём"),
        # no name of anybody: an address, a price, an @ alone
        ("a sign with mail@ben.com on it", ["Anna"], "a sign with mail@ben.com on it"),
        ("a sign with me.@ben on it", ["Anna"], "a sign with me.@ben on it"),
        ("a screen with https://example.com/@ben", ["Anna"], "a screen with https://example.com/@ben"),
        ("a screen with @nobody.com", ["Anna"], "a screen with @nobody.com"),
        ("6 apples @ 2 dollars, @3 pm, @50mm, @", ["Anna"], "6 apples @ 2 dollars, @3 pm, @50mm, @"),
    ],
)
def test_a_scene_means(scene: str, people: list[str], words: str) -> None:
    cast = mentions.of_scene(scene, KNOWN, ANNA)
    assert ([model.name for model in cast.models], cast.words) == (people, words)


@pytest.mark.parametrize(
    ("scene", "error", "about"),
    [
        ("@Bella on a beach", UnknownName, {"name": "Bella"}),
        ("on a beach with @Bella", UnknownName, {"name": "Bella"}),
        ("@Anna and @Bella dancing", UnknownName, {"name": "Bella"}),
        ("@Anna-Maria dancing", UnknownName, {"name": "Anna-Maria"}),
        ("@Annabel dancing", UnknownName, {"name": "Annabel"}),
        ("@anna_b dancing", UnknownName, {"name": "anna_b"}),
        (f"@{'x' * 60} dancing", UnknownName, {"name": "x" * 40}),
        ("@Anna @Ben @Carl @Dora in a car", TooManyPeople, {"people": 4, "most": 3}),
        ("@Anna", SceneMissing, {"name": "Anna"}),
        ("@Anna, @Ben!", SceneMissing, {"name": "Ben"}),
    ],
)
def test_what_cannot_be_meant_is_refused(scene: str, error: type[CoreError], about: dict[str, object]) -> None:
    with pytest.raises(error) as refused:
        mentions.of_scene(scene, KNOWN, ANNA)
    assert about.items() <= vars(refused.value).items()


def test_an_unknown_name_is_answered_with_the_known_ones_as_they_are_written() -> None:
    with pytest.raises(UnknownName) as refused:
        mentions.of_scene("@Bella dancing", [ANNA, BIG_BEN], ANNA)
    assert refused.value.known == ("@Anna", "@BigBen")


def test_two_models_of_one_name_are_told_apart_by_nobody() -> None:
    twin = Model("other", 7, "an na", Stage.LOCKED)
    with pytest.raises(AmbiguousName):
        mentions.of_scene("@anna dancing", [ANNA, BEN, twin], BEN)
    assert mentions.of_scene("@Ben dancing", [ANNA, BEN, twin], ANNA).models == (BEN,)


@pytest.mark.parametrize(
    ("scene", "by_name"), [("on a beach", False), ("@Anna on a beach", True), ("with @Anna", True), ("with @Ben", True)]
)
def test_whoever_is_named_is_complained_about_by_name(scene: str, *, by_name: bool) -> None:
    assert mentions.of_scene(scene, KNOWN, ANNA).by_name is by_name


def test_an_emoji_is_a_scene() -> None:
    assert mentions.of_scene("@Anna 🏖️", KNOWN, BEN).words == "🏖️"


def test_without_an_active_model_a_name_stands_for_itself_and_without_any_model_for_nothing() -> None:
    assert mentions.of_scene("with @Ben", KNOWN, None).models == (BEN,)
    assert mentions.of_scene("with @Ben", [], None).models == ()


@pytest.mark.parametrize(
    ("edit", "people", "words"),
    [
        ("a red scarf", ["Anna", "Ben"], "a red scarf"),
        ("@Ben laughs", ["Anna", "Ben"], "{@2} laughs"),
        ("put @Carl beside @Anna", ["Anna", "Ben", "Carl"], "put {@3} beside {@1}"),
    ],
)
def test_an_edit_keeps_the_people_and_may_add_one(edit: str, people: list[str], words: str) -> None:
    cast = mentions.of_edit(edit, KNOWN, [ANNA, BEN])
    assert ([model.name for model in cast.models], cast.words) == (people, words)


def test_an_edit_cannot_add_a_fourth() -> None:
    with pytest.raises(TooManyPeople):
        mentions.of_edit("add @Dora", KNOWN, [ANNA, BEN, CARL])


def test_marks_become_names_again() -> None:
    assert mentions.with_names("{@1} hugs {@2}, not {@3}", ["Anna", "Ben"]) == "Anna hugs Ben, not somebody else"


@given(words=some.text(max_size=60))
def test_any_text_without_a_name_stays_as_it_is(words: str) -> None:
    words = words.replace("@", "")
    assert mentions.of_scene(words, KNOWN, ANNA) == mentions.Cast((ANNA,), mentions._plain(words))


@given(words=some.text(alphabet="@ab nA{1}-._/:'", max_size=40))
def test_any_text_is_understood_or_refused_in_our_words(words: str) -> None:
    try:
        cast = mentions.of_scene(words, [ANNA, BEN, named("a"), named("b a")], ANNA)
    except (UnknownName, AmbiguousName, TooManyPeople, SceneMissing):
        return
    assert 1 <= len(cast.models) <= 3
