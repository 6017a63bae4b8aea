"""One line an event, with the ids of what it is about; every line passes a formatter that blanks the secrets."""

import base64
import json
import logging
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Literal
from urllib.parse import quote, quote_plus

from pythonjsonlogger.json import JsonFormatter

from core.about import ids

BLANK = "•••"
SHORTEST = 8  # bytes of a secret whose base64 and hex are blanked too
# These log addresses, arguments or each poll: the Telegram token is part of every address.
QUIET = ("httpx", "httpx2", "httpcore", "httpcore2", "openai", "google_genai", "procrastinate", "uvicorn.access")
# One line for each try to connect; that the database is away is said by ourselves.
MUTED = ("psycopg.pool",)


class Redacting(logging.Formatter):
    """Formats with `inner`, then blanks the secrets in what came out, traces included."""

    def __init__(self, inner: logging.Formatter, secrets: Iterable[str]) -> None:
        super().__init__()
        self._inner = inner
        forms = {form for secret in secrets if secret for form in _forms(secret)}
        self._forms = sorted(forms, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        vars(record).update(ids())
        line = self._inner.format(record)
        for detail in _details(record.exc_info[1] if record.exc_info else None):
            for form in _quoted({detail}):
                line = line.replace(form, BLANK)
        for form in self._forms:
            line = line.replace(form, BLANK)
        return line


class Plain(logging.Formatter):
    """For people: the ids stand at the end of the line."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s%(ids)s", "%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        known = " ".join(f"{name}={value}" for name, value in ids().items())
        record.ids = f" [{known}]" if known else ""
        return super().format(record)


def formatter(style: Literal["text", "json"]) -> logging.Formatter:
    return JsonFormatter("%(asctime)s %(levelname)s %(name)s %(message)s") if style == "json" else Plain()


def _details(error: BaseException | None) -> Iterator[str]:
    """What the database adds to an error is the row that it refused: a prompt, maybe."""
    seen = set[int]()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        diagnosis = getattr(error, "diag", None)
        for name in ("message_detail", "context"):
            if text := getattr(diagnosis, name, None):
                yield text
        error = error.__cause__ or error.__context__


def _forms(secret: str) -> set[str]:
    """The secret as itself, in base64 or hex, and as part of an address; all as Python or JSON quote them."""
    encoded = quote(secret, safe="")
    small = re.sub("%[0-9A-F]{2}", lambda pair: pair[0].lower(), encoded)
    return _quoted({secret, encoded, small, quote(secret), quote_plus(secret)}) | set(_binary(secret.encode()))


def _binary(secret: bytes) -> Iterator[str]:
    """The middle of its base64, wherever it stands in what was encoded; for what is too short, nothing."""
    if len(secret) < SHORTEST:
        return
    yield from (secret.hex(), secret.hex().upper())
    for before in range(3):
        for alphabet in (b"+/", b"-_"):
            whole = base64.b64encode(bytes(before) + secret, alphabet).decode()
            yield whole[-(-before * 8 // 6) : (before + len(secret)) * 8 // 6]


def _quoted(forms: set[str]) -> set[str]:
    """As they are, and as Python or JSON quote them, up to three times."""
    for _ in range(3):
        forms |= {
            as_json[1:-1] for form in forms for as_json in (json.dumps(form), json.dumps(form, ensure_ascii=False))
        }
        forms |= {repr(form)[1:-1] for form in forms}
    return forms


def set_up_logs(style: Literal["text", "json"], secrets: Iterable[str], level: int = logging.INFO) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(formatter(style), secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in MUTED:
        logging.getLogger(name).setLevel(logging.ERROR)
    logging.captureWarnings(True)
