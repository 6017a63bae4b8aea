"""Logging without secrets: every line passes a formatter that blanks them, raw and percent-encoded."""

import logging
import sys
from collections.abc import Iterable
from typing import Literal
from urllib.parse import quote

from pythonjsonlogger.json import JsonFormatter

BLANK = "•••"
# These log addresses, arguments or each poll: the Telegram token is part of every address.
QUIET = ("httpx", "httpx2", "httpcore", "httpcore2", "openai", "google_genai", "procrastinate", "uvicorn.access")


class Redacting(logging.Formatter):
    """Formats with `inner`, then blanks the secrets in what came out, traces included."""

    def __init__(self, inner: logging.Formatter, secrets: Iterable[str]) -> None:
        super().__init__()
        self._inner = inner
        forms = {form for secret in secrets for form in (secret, quote(secret, safe=""), quote(secret)) if form}
        self._forms = sorted(forms, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        line = self._inner.format(record)
        for form in self._forms:
            line = line.replace(form, BLANK)
        return line


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
