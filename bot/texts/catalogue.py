"""Messages by their id, in the language of whoever is spoken to. The words stand in bot/locales/<language>/*.ftl."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache, partial
from pathlib import Path

from babel.dates import format_datetime
from babel.lists import format_list
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import MAX_PART_LENGTH
from fluent.runtime.types import fluent_number

log = logging.getLogger(__name__)

FOLDER = Path(__file__).parents[1] / "locales"
DEFAULT = "en"  # for whoever speaks none of them
# Each by its own name.
LANGUAGES = {"en": "English", "es": "Español", "de": "Deutsch", "pt": "Português", "ru": "Русский"}

# Of whoever is spoken to: set where an update is handled, and where something is sent without one.
language: ContextVar[str] = ContextVar("language", default=DEFAULT)

Value = str | int
MARK = "\0{}\0"  # where a value goes that is too long for the library


def spoken(*wishes: str | None) -> str:
    """The first wish that can be granted; "pt-BR" wishes for "pt"."""
    bases = ((wish or "").lower().replace("_", "-").partition("-")[0] for wish in wishes)
    return next((base for base in bases if base in LANGUAGES), DEFAULT)


def speak(*wishes: str | None) -> None:
    """From here on in this task."""
    language.set(spoken(*wishes))


@contextmanager
def speaking(*wishes: str | None) -> Iterator[None]:
    token = language.set(spoken(*wishes))
    try:
        yield
    finally:
        language.reset(token)


def message(id: str, /, **values: Value) -> str:
    """Numbers choose the plural and are shown without separators; HTML of users must be escaped already."""
    return _formatted(id, None, values)


def choice(id: str, which: str, /, **values: Value) -> str:
    """One of the attributes of a message that has an attribute for each case."""
    return _formatted(id, which, values)


def sentence(id: str) -> Callable[[], str]:
    """A message that takes no values, as a function."""
    return partial(message, id)


def choices(id: str) -> set[str]:
    return set(bundle(DEFAULT).get_message(id).attributes)


def listed(items: Sequence[object]) -> str:
    """ "1 and 2"."""
    return format_list([str(item) for item in items], locale=language.get())


def day(when: date, pattern: str) -> str:
    """By Unicode's patterns, with the names of days and months in the language."""
    return format_datetime(when, pattern, locale=language.get())


@cache
def bundle(of: str) -> FluentBundle:
    made = FluentBundle([of], use_isolating=False)
    for file in sorted((FOLDER / of).glob("*.ftl")):
        made.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return made


def _formatted(id: str, which: str | None, values: dict[str, Value]) -> str:
    found = bundle(language.get())
    entry = found.get_message(id)
    pattern = entry.value if which is None else entry.attributes[which]
    if pattern is None:
        raise LookupError(f"{id} is a choice")
    long = {name: str(value) for name, value in values.items() if len(str(value)) > MAX_PART_LENGTH}
    fitting = {name: MARK.format(name) if name in long else _native(value) for name, value in values.items()}
    said, errors = found.format_pattern(pattern, fitting)
    for error in errors:  # a sentence with a hole is better than none
        log.error("the message %s has a mistake: %s", id, error)
    text = str(said)
    for name, words in long.items():
        text = text.replace(MARK.format(name), words)
    return text


def _native(value: Value) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return fluent_number(value, useGrouping=False) if isinstance(value, int) else value
