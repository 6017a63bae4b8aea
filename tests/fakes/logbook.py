"""Everything that was logged, as production would have written it, and whether it told what it must not tell."""

import base64
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote, quote_plus

from bot.logs import QUIET, Redacting, formatter

SHORTEST = 12  # characters of what people said, for a search over the lines of all tests
# How a JPEG, PNG or WEBP begins, in base64, as Python shows bytes, and in hex. A generation's id is by chance like any
# four letters in one of some hundred runs.
PICTURES = ("/9j/4", "_9j_4", "iVBORw0KGgo", "UklGR", r"\xff\xd8\xff", r"\x89PNG", "ffd8ffe", "89504e47", "WEBPVP8")


@dataclass
class WholeRun:
    """What every bot of a test run wrote, in this process and in others, and what must not stand there."""

    lines: set[str] = field(default_factory=set)
    secrets: set[str] = field(default_factory=set)
    books: list["Logbook"] = field(default_factory=list)

    def leaks(self) -> list[str]:
        """Secrets in any encoding, words that people wrote, and bytes of pictures, each with a line that has it."""
        said = {words for book in self.books for words in book.private if len(words) >= SHORTEST}
        secrets = self.secrets.union(*(book.secrets for book in self.books))
        hidden = {form for secret in secrets for form in encodings(secret)}
        text = "\n".join(sorted(self.lines))
        found = [words for words in sorted({*said, *hidden, *PICTURES}) if words in text]
        return [f"{words}: {next((line for line in self.lines if words in line), '')}" for words in found]


WHOLE_RUN = WholeRun()


def encodings(secret: str) -> set[str]:
    """As itself, percent-encoded, in hex, and the middle of its base64 wherever it begins."""
    data = secret.encode()
    middles = {
        base64.b64encode(bytes(before) + data, alphabet).decode()[4:-4]
        for before in range(3)
        for alphabet in (b"+/", b"-_")
    }
    return {secret, quote(secret, safe=""), quote(secret), quote_plus(secret), data.hex(), *middles}


class Logbook(logging.Handler):
    """`lines` are what production writes; `secrets` and `private` words must never stand in them."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__(logging.INFO)
        self.secrets = tuple(secrets)
        self.private: set[str] = set()
        self.lines: list[str] = []
        self._begun = 0
        self.setFormatter(Redacting(formatter("text"), self.secrets))
        WHOLE_RUN.books.append(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))
        WHOLE_RUN.lines.add(self.lines[-1])

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Listen to the whole process, with the levels of production."""
        root = logging.getLogger()
        levels = {name: logging.getLogger(name).level for name in QUIET}
        before = root.level
        root.addHandler(self)
        root.setLevel(logging.INFO)
        for name in QUIET:
            logging.getLogger(name).setLevel(logging.WARNING)
        try:
            yield
        finally:
            root.removeHandler(self)
            root.setLevel(before)
            for name, level in levels.items():
                logging.getLogger(name).setLevel(level)

    def begin(self) -> None:
        """A new conversation begins here."""
        self._begun = len(self.lines)

    def with_words(self, words: str) -> list[str]:
        """The lines of this conversation that have these words."""
        return [line for line in self.lines[self._begun :] if words in line]

    def leaks(self) -> list[str]:
        """Every secret, raw or percent-encoded, and every private text that got into a line."""
        text = "\n".join(self.lines)
        hidden = {form for secret in self.secrets for form in (secret, quote(secret, safe=""), quote(secret))}
        return sorted(words for words in hidden | self.private if words in text)
