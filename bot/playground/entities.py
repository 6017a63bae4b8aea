"""Formatted text: Telegram's HTML → plain text with entities; commands, links and mentions are found in it."""

import html
import re
from dataclasses import dataclass, field
from typing import NoReturn

from bot.playground.rules import Json, RefusedError

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
_TOKEN = re.compile(r"<(?P<tag>[^>]*)(?P<closed>>?)|(?P<reference>&(?:lt|gt|amp|quot|#[0-9]{1,8}|#x[0-9a-fA-F]{1,8});)")
_ATTRIBUTE = re.compile(r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/<>@.:])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/]))|(?P<url>https?://[^\s<>\"']+[^\s<>\"'.,:;!?)\]])"
    r"|(?P<mention>(?<![\w@/.])@[A-Za-z]\w{2,31}\b)"
)


def units(text: str) -> int:
    """Telegram counts offsets in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass
class _Open:
    tag: str
    at: int
    extra: Json = field(default_factory=dict)


def formatted(text: str, parse_mode: str | None, given: object = None) -> tuple[str, list[Json]]:
    """The text and its entities as a message carries them: tags parsed, trimmed, links and commands found."""
    mode = (parse_mode or "").lower()
    if mode == "html":
        text, entities = parse_html(text)
    elif mode in {"markdown", "markdownv2"}:
        raise RefusedError("Bad Request: the playground does not support Markdown, use parse_mode HTML")
    elif mode:
        raise RefusedError("Bad Request: unsupported parse_mode")
    else:
        entities = _given(given, units(text))
    text, entities = _trimmed(text, entities)
    entities += [found for found in found_in(text) if not any(_overlap(found, other) for other in entities)]
    return text, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def found_in(text: str) -> list[Json]:
    """Commands, links and mentions in plain text, as Telegram marks them in everybody's messages."""
    return [
        {"type": match.lastgroup, "offset": units(text[: match.start()]), "length": units(match.group())}
        for match in _FOUND.finditer(text)
    ]


def parse_html(source: str) -> tuple[str, list[Json]]:
    parts: list[str] = []
    entities: list[Json] = []
    opened: list[_Open] = []
    length = position = 0
    for token in _TOKEN.finditer(source):
        plain = source[position : token.start()]
        parts.append(plain)
        length += units(plain)
        position = token.end()
        if token["reference"]:
            character = html.unescape(token["reference"])
            parts.append(character)
            length += units(character)
            continue
        offset = len(source[: token.start()].encode())
        if not token["closed"]:
            _refuse(f"Unclosed start tag at byte offset {offset}")
        if token["tag"].startswith("/"):
            entities += _close(opened, token["tag"][1:].strip().lower(), length, offset)
        else:
            opened.append(_open(token["tag"], length, offset, opened))
    if opened:
        _refuse(f'Can\'t find end tag corresponding to start tag "{opened[-1].tag}"')
    parts.append(source[position:])
    return "".join(parts), entities


def _open(tag: str, at: int, offset: int, opened: list[_Open]) -> _Open:
    name, _, rest = tag.strip().partition(" ")
    name = name.lower()
    if name not in _TAGS:
        _refuse(f'Unsupported start tag "{name}" at byte offset {offset}')
    attributes = {
        match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "") for match in _ATTRIBUTE.finditer(rest)
    }
    if name == "span" and attributes.get("class") != "tg-spoiler":
        _refuse(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
    extra: Json = {}
    if name == "a" and attributes.get("href"):
        extra["url"] = attributes["href"]
    if name == "tg-emoji":
        extra["custom_emoji_id"] = attributes.get("emoji-id", "")
    if name == "blockquote" and "expandable" in attributes:
        extra["type"] = "expandable_blockquote"
    language = attributes.get("class", "")
    if name == "code" and language.startswith("language-") and opened and opened[-1].tag == "pre":
        opened[-1].extra["language"] = language.removeprefix("language-")
    return _Open(name, at, extra)


def _close(opened: list[_Open], name: str, at: int, offset: int) -> list[Json]:
    if not opened:
        _refuse(f"Unexpected end tag at byte offset {offset}")
    start = opened.pop()
    if name and name != start.tag:
        _refuse(f'Unmatched end tag at byte offset {offset}, expected "</{start.tag}>", found "</{name}>"')
    inside_pre = start.tag == "code" and bool(opened) and opened[-1].tag == "pre"
    if at == start.at or inside_pre or (start.tag == "a" and "url" not in start.extra):
        return []
    return [{"type": _TAGS[start.tag], "offset": start.at, "length": at - start.at, **start.extra}]


def _given(given: object, length: int) -> list[Json]:
    if not isinstance(given, list):
        return []
    entities = []
    for entity in given:
        if not isinstance(entity, dict) or not isinstance(entity.get("offset"), int):
            _refuse("MessageEntity must have the fields type, offset and length")
        if 0 <= entity["offset"] < length:
            entities.append({**entity, "length": min(int(entity.get("length", 0)), length - entity["offset"])})
    return [entity for entity in entities if entity["length"] > 0]


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    stripped = text.strip()
    if stripped == text:
        return text, entities
    lead, length = units(text[: len(text) - len(text.lstrip())]), units(stripped)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - lead)
        end = min(length, entity["offset"] - lead + entity["length"])
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return stripped, kept


def _overlap(one: Json, other: Json) -> bool:
    if other["type"] not in {"code", "pre", "text_link", "bot_command", "url"}:
        return False
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])


def _refuse(reason: str) -> NoReturn:
    raise RefusedError(f"Bad Request: can't parse entities: {reason}")
