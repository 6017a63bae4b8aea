"""Every language says everything: the same messages, values and tags, in the right plurals, short enough."""

import ast as python
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from fluent.syntax import ast

from bot import texts
from bot.playground.entities import parse_html, units
from bot.texts.catalogue import DEFAULT, FOLDER, LANGUAGES, bundle, choice, choices, message, speaking, spoken
from core.errors import Stale
from core.likeness import Advice
from core.models import (
    NAME_LENGTH,
    Access,
    Gate,
    Generation,
    Kind,
    Likeness,
    Model,
    Picture,
    Stage,
    Status,
    Unmeasured,
    Unpayable,
    Way,
)
from core.services.request_scene import Why
from tests.catalogues import (
    CATEGORIES,
    commands,
    entries,
    examples,
    messages,
    needed,
    parsed,
    references,
    selections,
    tags,
    text,
    variables,
)
from tests.keyboard_samples import keyboards, shown

ROOT = Path(__file__).parents[1]
SAID = [*(ROOT / "bot" / "texts").glob("*.py")]
SPEAKING = [
    *SAID,
    *(ROOT / "bot" / "handlers").glob("*.py"),
    *(ROOT / "bot").glob("keyboards*.py"),
    *(ROOT / "bot" / f"{name}.py" for name in ("delivery", "status", "letters", "errors")),
]
SENTENCE = re.compile(r"[a-z]{2,} [a-z]+ [a-z]+")  # three words

every_language = pytest.mark.parametrize("language", LANGUAGES)


# --- the files --------------------------------------------------------------------------------------------------------


def test_each_language_has_a_folder_and_each_folder_a_language() -> None:
    assert {folder.name for folder in FOLDER.iterdir()} == set(LANGUAGES)


@every_language
def test_every_file_can_be_read_and_names_its_messages_after_itself(language: str) -> None:
    seen = set()
    for file, entry in parsed(language):
        assert not isinstance(entry, ast.Junk), f"{file}: {entry.content}"
        if isinstance(entry, ast.Message):
            assert entry.id.name.startswith(f"{file}-")
        if isinstance(entry, ast.Message | ast.Term):
            assert entry.id.name not in seen, "said twice"
            seen.add(entry.id.name)


@every_language
def test_a_language_lacks_no_message_and_has_none_of_its_own(language: str) -> None:
    assert set(messages(language)) == set(messages(DEFAULT))


@every_language
def test_values_tags_and_commands_are_those_of_english(language: str) -> None:
    for key in messages(DEFAULT):
        assert (key, variables(language, key)) == (key, variables(DEFAULT, key))
        assert (key, tags(language, key)) == (key, tags(DEFAULT, key))
        assert (key, commands(language, key)) == (key, commands(DEFAULT, key))


@every_language
def test_no_sentence_was_left_in_english(language: str) -> None:
    same = {
        key
        for key in messages(language)
        if SENTENCE.search(text(language, key)) and text(language, key) == text(DEFAULT, key)
    }
    assert language == DEFAULT or same == set()


@every_language
def test_every_plural_is_told_apart(language: str) -> None:
    for key in messages(language):
        for name, keys in selections(language, key):
            if keys & CATEGORIES - {"other"}:
                assert (key, name, keys & CATEGORIES) == (key, name, needed(language))


@every_language
def test_every_message_is_said_with_every_value(language: str, caplog: pytest.LogCaptureFixture) -> None:
    with speaking(language):
        for key in messages(DEFAULT):
            id_, _, which = key.partition(".")
            for values in examples(list(LANGUAGES), key):
                said = choice(id_, which, **values) if which else message(id_, **values)
                assert said.strip() == said != ""
                parse_html(said)
    assert not caplog.records


# --- the code ---------------------------------------------------------------------------------------------------------


def calls() -> Iterator[tuple[str, str, set[str]]]:
    """Function, id and values of each place that says something."""
    for file in SAID:
        for node in python.walk(python.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, python.Call) and isinstance(node.func, python.Name):
                name = node.func.id
                if name in {"message", "choice", "choices", "sentence"} and file.name != "catalogue.py":
                    first = node.args[0]
                    assert isinstance(first, python.Constant), f"{file.name}:{node.lineno}: an id is written out"
                    yield name, str(first.value), {keyword.arg or "**" for keyword in node.keywords}


def with_attributes(id_: str) -> set[str]:
    return {key for key in messages(DEFAULT) if key.partition(".")[0] == id_}


@pytest.mark.parametrize(("function", "id_", "values"), list(calls()))
def test_what_the_code_says_is_there_and_gets_its_values(function: str, id_: str, values: set[str]) -> None:
    keys = with_attributes(id_)
    assert keys
    assert (function in {"choice", "choices"}) == (id_ not in keys), "a choice has attributes, a message has none"
    if function != "choices":
        assert values == set().union(*(variables(DEFAULT, key) for key in keys))


@every_language
def test_every_message_is_said_somewhere(language: str) -> None:
    said = set().union(*(with_attributes(id_) for _, id_, _ in calls()))
    assert set(entries(language)) == said.union(*(references(language, key) for key in said))


@pytest.mark.parametrize(
    ("id_", "cases"),
    [
        ("beginning-command", set(texts.beginning.COMMANDS)),
        ("shop-command", set(texts.shop.COMMANDS)),
        ("shop-unpayable", set(get_args(Unpayable)) - {""}),
        ("photos-advice", set(get_args(Advice))),
        ("scenes-unmeasured", set(get_args(Unmeasured)) - {"", "off"}),
        ("scenes-way", {way or "plain" for way in Way}),
        ("scenes-placeholder", {"edit", "rename", "avoid"}),
        ("together-not-ready", set(get_args(Why))),
        ("settings-gate", set(Gate)),
        ("gallery-idea", set(texts.gallery.IDEAS)),
        ("gallery-scene", set(texts.gallery.IDEAS)),
        ("panel-standing", set(get_args(Access)) - {""}),
    ],
)
def test_a_choice_has_every_case(id_: str, cases: set[str]) -> None:
    assert choices(id_) == cases


def literals(file: Path) -> Iterator[tuple[int, str]]:
    """Strings that could reach a user: neither docstrings nor what is logged or raised."""

    def below(node: python.AST) -> Iterator[tuple[int, str]]:
        for child in python.iter_child_nodes(node):
            match child:
                case python.Expr(value=python.Constant()) | python.Raise():
                    continue
                case python.Call(func=python.Attribute(value=python.Name(id="log"))):
                    continue
                case python.Constant(value=str(text)):
                    yield child.lineno, text
            yield from below(child)

    return below(python.parse(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("file", SPEAKING, ids=lambda file: file.stem)
def test_no_sentence_stands_in_the_code(file: Path) -> None:
    assert [(line, text) for line, text in literals(file) if SENTENCE.search(text)] == []


# --- how long it may be -----------------------------------------------------------------------------------------------

FITS = {1: 40, 2: 24, 3: 15, 4: 11}  # characters of a label on a phone, by how many buttons share the row
NAME = "M" * NAME_LENGTH
WHOLE = Model("m", 1, NAME, Stage.LOCKED, locked_reference_image="made/m/1.jpg", negative_prompt="x" * 500)
MADE = [
    Picture("g", n, "k", "image/jpeg", "e", 100, 100, Likeness(unmeasured="no_reference"), tries=2) for n in range(1, 5)
]
FACES = (Likeness(0.45, 0.3), Likeness(unmeasured="too_small"), Likeness(unmeasured="missing"))
THREE = [WHOLE, WHOLE, Model("m", 1, NAME, Stage.UNLOCKED)]
TOGETHER = [replace(one, faces=FACES) for one in MADE]
GENERATION = Generation("g" * 12, Kind.SCENE, 1, 1, "m", Status.DONE, wanted=(1, 2, 3, 4))


@every_language
def test_commands_and_placeholders_fit(language: str) -> None:
    with speaking(language):
        for command in texts.beginning.COMMANDS:
            assert 1 <= len(texts.beginning.command(command)) <= 256
        for what in choices("scenes-placeholder"):
            assert 1 <= len(texts.scenes.placeholder(what)) <= 64


@every_language
def test_what_is_said_to_a_tap_fits(language: str) -> None:
    with speaking(language):
        alerts = [
            texts.groups.whose_buttons("M" * 100),
            texts.groups.whose_buttons(""),
            texts.groups.private("M" * 64),
            texts.groups.personal(),
            texts.groups.not_ready(),
            texts.groups.anonymous(),
            texts.failures.error(Stale()),
        ]
    assert [alert for alert in alerts if units(alert) > 200] == []


@every_language
def test_captions_fit(language: str) -> None:
    with speaking(language):
        captions = [
            *(
                f"{texts.scenes.caption(*shown, ['no_lock', 'some_missing', 'left_0'])}\n{texts.scenes.maybe_twice()}"
                for shown in (([WHOLE], MADE), (THREE, TOGETHER))
            ),
            f"{texts.portraits.locked(MADE[0])}\n{texts.scenes.maybe_twice()}",
            *(texts.beginning.where_you_are(Model("m", 1, NAME, stage)) for stage in Stage),
        ]
    for caption in captions:
        assert units(parse_html(caption)[0]) <= 1024


@every_language
def test_long_messages_fit(language: str) -> None:
    with speaking(language):
        long = [
            f"{texts.beginning.help_()}\n\n{texts.beginning.offline()}",
            texts.privacy.consent(offline=False),
            texts.privacy.yours(offline=False, retention_days=365),
            texts.settings.settings(WHOLE, 0.5, 20),
            texts.portraits.selection(MADE[:3], (), ["not_studied", "left_0"], unsure=True),
        ]
    for said in long:
        assert units(parse_html(said)[0]) <= 4096


@every_language
def test_labels_of_buttons_are_short_where_several_share_a_row(language: str) -> None:
    with speaking(language):
        rows = [row for make in keyboards().values() for markup in shown(make) for row in markup.inline_keyboard]
    for row in rows:
        labels = [one.text for one in row if NAME not in one.text]  # a name is as long as its user made it
        assert all(len(label) <= FITS[min(len(row), 4)] for label in labels), labels


# --- who hears which --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wishes", "heard"),
    [(("en",), "en"), (("EN-us",), "en"), ((None, "en_GB"), "en"), (("", "tlh"), "en"), ((), "en")],
)
def test_the_first_wish_that_can_be_granted_is(wishes: tuple[str | None, ...], heard: str) -> None:
    assert spoken(*wishes) == heard


def test_a_long_value_is_said_whole(caplog: pytest.LogCaptureFixture) -> None:
    assert message("voice-heard", words="x" * 4000).count("x") == 4000
    assert not caplog.records


def test_a_value_that_is_missing_is_logged_and_the_rest_is_said(caplog: pytest.LogCaptureFixture) -> None:
    assert message("photos-replace") == "Replace photo place"
    assert "photos-replace has a mistake" in caplog.text
    assert bundle(DEFAULT) is bundle(DEFAULT)
