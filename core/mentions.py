"""Whom a text means: "@Anna and @Ben on a bridge". A name in it becomes a mark, so that a new name changes no scene.

Pure: no rows, no pictures.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from core.errors import AmbiguousName, SceneMissing, TooManyPeople, UnknownName
from core.models import MOST_PEOPLE, NAME_LENGTH, Model

MARK = re.compile(r"\{@([1-9])\}")
WRITTEN = re.compile(r"[^\W\d_][\w-]*")  # what may be a name, if it is nobody's
GAP = re.compile(r"[\s,:]+")


@dataclass(frozen=True)
class Cast:
    """Whom a scene shows, and its words with {@1} or {@2} where the first or the second of them is named."""

    models: tuple[Model, ...]
    words: str
    by_name: bool = False  # then what is wrong with one of them is said with the name


@dataclass(frozen=True)
class _Mention:
    start: int  # of the @
    end: int
    model: Model


def of_scene(words: str, known: Sequence[Model], active: Model | None) -> Cast:
    """One name at the start means that model alone; one elsewhere, the active model and that one; several, just those.

    Raises UnknownName, AmbiguousName, TooManyPeople, and SceneMissing where nothing but names is said.
    """
    words = _plain(words)
    mentions = list(_mentions(words, known))
    named = _each_once(mention.model for mention in mentions)
    if len(named) == 1 and mentions[0].start > 0 and active:
        named = _each_once([active, *named])
    elif len(named) == 1 and mentions[0].start == 0 and (gap := GAP.match(words, mentions[0].end)):
        return _cast(words, mentions[1:], named, gap.end())
    return _cast(words, mentions, named) if named else Cast((active,) if active else (), words)


def of_edit(words: str, known: Sequence[Model], shown: Sequence[Model]) -> Cast:
    """The people of a picture, and whoever else is named. Raises what `of_scene` raises."""
    words = _plain(words)
    mentions = list(_mentions(words, known))
    people = _each_once([*shown, *(mention.model for mention in mentions)])
    return _cast(words, mentions, people) if mentions else Cast(people, words)


def with_names(words: str, names: Sequence[str]) -> str:
    """The words with these names where the marks are. In a scene that was taken over there may be more marks."""
    return MARK.sub(lambda mark: names[int(mark[1]) - 1] if int(mark[1]) <= len(names) else "somebody else", words)


def handle(name: str) -> str:
    """A name as it can be written in a scene."""
    return "@" + "".join(name.split()).lstrip("@")


def _plain(words: str) -> str:
    return unicodedata.normalize("NFC", words).strip()


def _cast(words: str, mentions: Sequence[_Mention], people: tuple[Model, ...], start: int = 0) -> Cast:
    if len(people) > MOST_PEOPLE:
        raise TooManyPeople(len(people), MOST_PEOPLE)
    pieces, ids = list[str](), [model.id for model in people]
    for mention in mentions:
        pieces += [words[start : mention.start], f"{{@{ids.index(mention.model.id) + 1}}}"]
        start = mention.end
    marked = "".join([*pieces, words[start:]])
    if not any(unicodedata.category(one)[0] in "LNSM" for one in MARK.sub("", marked)):
        raise SceneMissing(people[-1].name)
    return Cast(people, marked, by_name=True)


def _mentions(words: str, known: Sequence[Model]) -> Iterator[_Mention]:
    """Every name after an @, the longest that fits; in an address of the internet none is meant."""
    end = 0
    for match in re.finditer("@", words):
        at = match.start()
        if at < end or (at > end and _is_in_address(words, at)):
            continue
        fitting = [(found.end(), model) for model in known if (found := _pattern(model.name).match(words, at + 1))]
        longest = max((reach for reach, _ in fitting), default=0)
        match [model for reach, model in fitting if reach == longest]:
            case [model]:
                end = longest
                yield _Mention(at, end, model)
            case [model, *_]:
                raise AmbiguousName(model.name)
            case _ if (written := WRITTEN.match(words, at + 1)) and not re.match(r"\.\w", words[written.end() :]):
                if known:
                    raise UnknownName(written[0][:NAME_LENGTH], tuple(handle(model.name) for model in known))


def _pattern(name: str) -> re.Pattern[str]:
    """Its spaces may be left out. More of a word behind it is another name."""
    spaced = r"\s*".join(map(re.escape, _plain(name).lstrip("@").split()))
    return re.compile(rf"{spaced}(?!-?\w)" if spaced else "(?!)", re.IGNORECASE)


def _is_in_address(words: str, at: int) -> bool:
    """Whether this @ stands in name@example.com or https://example.com/@name."""
    before = words[:at].rsplit(maxsplit=1)[-1] if at and not words[at - 1].isspace() else ""
    return "://" in before or bool(re.search(r"[\w.%+-]\Z", before))


def _each_once(models: Iterable[Model]) -> tuple[Model, ...]:
    return tuple({model.id: model for model in models}.values())
