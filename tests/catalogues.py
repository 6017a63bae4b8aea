"""The catalogues as they stand in their files, taken apart: which values, tags and plurals each message has."""

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale
from fluent.syntax import FluentParser, ast

from bot.texts.catalogue import FOLDER, Value

TAG = re.compile(r"</?[a-z][^>]*>")
COMMAND = re.compile(r"(?<![\w<])/[a-z]+")
CATEGORIES = {"zero", "one", "two", "few", "many", "other"}
COUNTS = (0, 1, 2, 5, 21)

Entries = dict[str, ast.Pattern]


def parsed(language: str) -> Iterator[tuple[str, ast.EntryType]]:
    """Every entry, comments and rubbish too, with the name of its file."""
    for file in sorted((FOLDER / language).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            yield file.stem, entry


@cache
def entries(language: str) -> Entries:
    """Patterns by "id", "id.attribute" or "-term"."""
    found: Entries = {}
    for _, entry in parsed(language):
        if isinstance(entry, ast.Term):
            found[f"-{entry.id.name}"] = entry.value
        elif isinstance(entry, ast.Message):
            if entry.value:
                found[entry.id.name] = entry.value
            found |= {f"{entry.id.name}.{one.id.name}": one.value for one in entry.attributes}
    return found


def messages(language: str) -> Entries:
    return {key: pattern for key, pattern in entries(language).items() if not key.startswith("-")}


def nodes(language: str, key: str) -> Iterator[ast.BaseNode]:
    """Everything in a pattern, and in the messages and terms that it takes in."""
    return _walk(language, entries(language)[key])


def _walk(language: str, node: object) -> Iterator[ast.BaseNode]:
    if isinstance(node, list):
        for one in node:
            yield from _walk(language, one)
    elif isinstance(node, ast.BaseNode):
        yield node
        if isinstance(node, ast.MessageReference):
            yield from nodes(language, node.id.name)
        elif isinstance(node, ast.TermReference):
            yield from nodes(language, f"-{node.id.name}")
        for name, value in vars(node).items():
            if name != "span":
                yield from _walk(language, value)


def variables(language: str, key: str) -> set[str]:
    return {node.id.name for node in nodes(language, key) if isinstance(node, ast.VariableReference)}


def references(language: str, key: str) -> set[str]:
    kinds = ast.MessageReference | ast.TermReference
    return {
        f"{'-' if isinstance(node, ast.TermReference) else ''}{node.id.name}"
        for node in nodes(language, key)
        if isinstance(node, kinds)
    }


def tags(language: str, key: str) -> set[str]:
    return set(TAG.findall(text(language, key)))


def commands(language: str, key: str) -> set[str]:
    return set(COMMAND.findall(text(language, key)))


def text(language: str, key: str) -> str:
    return " ".join(node.value for node in nodes(language, key) if isinstance(node, ast.TextElement))


def selections(language: str, key: str) -> Iterator[tuple[str, set[str]]]:
    """Each selection: the value that it depends on, and what is told apart."""
    for node in nodes(language, key):
        if isinstance(node, ast.SelectExpression) and isinstance(node.selector, ast.VariableReference):
            keys = {v.key.name if isinstance(v.key, ast.Identifier) else v.key.value for v in node.variants}
            yield node.selector.id.name, keys


def examples(languages: list[str], key: str) -> Iterator[dict[str, Value]]:
    """Values to say it with: numbers where any language counts, the words that are told apart, else a word.

    Side by side, the last one repeated: each comes about, not each pairing.
    """
    found: dict[str, list[Value]] = {name: ["‹some›"] for one in languages for name in variables(one, key)}
    for language in languages:
        for name, keys in selections(language, key):
            words = {word for word in keys if word not in CATEGORIES and not word.isdecimal()}
            found[name] = [*sorted(words)] if words else [*COUNTS]
    for n in range(max(map(len, found.values()), default=1)):
        yield {name: values[min(n, len(values) - 1)] for name, values in found.items()}


def needed(language: str) -> set[str]:
    """The plural categories of whole numbers in this language, and "other", which has to be there."""
    rule = Locale.parse(language).plural_form
    return {rule(n) for n in range(1001)} | {"other"}
