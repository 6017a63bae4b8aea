"""What our buttons carry: `verb:id[:n]`, at most 64 bytes, and believed only after a recheck."""

import re
from dataclasses import dataclass

from core.errors import Stale

MOST_BYTES = 64
SHAPE = re.compile(r"([a-z]+):([\w-]{1,48})(?::(\d{1,6}))?", re.ASCII)


@dataclass(frozen=True)
class Tap:
    verb: str
    id: str
    n: int = 0


def pack(verb: str, id: object, n: int | None = None) -> str:
    data = f"{verb}:{id}" if n is None else f"{verb}:{id}:{n}"
    if len(data.encode()) > MOST_BYTES or not SHAPE.fullmatch(data):
        raise ValueError(f"no button can carry {data!r}")
    return data


def unpack(data: str | None) -> Tap:
    """Raises Stale for anything that is not of our shape."""
    match = SHAPE.fullmatch(data or "")
    if not match:
        raise Stale
    verb, id_, n = match.groups()
    return Tap(verb, id_, int(n or 0))
