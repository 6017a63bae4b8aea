"""Logging without secrets: every line passes a formatter that blanks them, however they are written."""

import json
import logging
import re
import sys
from collections.abc import Iterable
from typing import Literal
from urllib.parse import quote, quote_plus

from pythonjsonlogger.json import JsonFormatter

BLANK = "•••"
# These log addresses, arguments or each poll: the Telegram token is part of every address.
QUIET = ("httpx", "httpx2", "httpcore", "httpcore2", "openai", "google_genai", "procrastinate", "uvicorn.access")


class Redacting(logging.Formatter):
    """Formats with `inner`, then blanks the secrets in what came out, traces included."""

    def __init__(self, inner: logging.Formatter, secrets: Iterable[str]) -> None:
        super().__init__()
        self._inner = inner
        forms = {form for secret in secrets if secret for form in _forms(secret)}
        self._forms = sorted(forms, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        line = self._inner.format(record)
        for form in self._forms:
            line = line.replace(form, BLANK)
        return line


def _forms(secret: str) -> set[str]:
    """The secret as itself and as part of an address, and both as Python or JSON quote them, up to three times."""
    encoded = quote(secret, safe="")
    small = re.sub("%[0-9A-F]{2}", lambda pair: pair[0].lower(), encoded)
    forms = {secret, encoded, small, quote(secret), quote_plus(secret)}
    for _ in range(3):
        forms |= {
            as_json[1:-1] for form in forms for as_json in (json.dumps(form), json.dumps(form, ensure_ascii=False))
        }
        forms |= {repr(form)[1:-1] for form in forms}
    return forms


def set_up_logs(style: Literal["text", "json"], secrets: Iterable[str], level: int = logging.INFO) -> None:
    inner: logging.Formatter = (
        JsonFormatter("%(asctime)s %(levelname)s %(name)s %(message)s")
        if style == "json"
        else logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%H:%M:%S")
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(inner, secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
