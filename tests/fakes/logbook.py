"""Everything that was logged, as production would have written it, and whether it told what it must not tell."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import quote

from bot.logs import QUIET, Redacting


class Logbook(logging.Handler):
    """`lines` are what production writes; `secrets` and `private` words must never stand in them."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__(logging.INFO)
        self.secrets = tuple(secrets)
        self.private: set[str] = set()
        self.lines: list[str] = []
        self._begun = 0
        inner = logging.Formatter("%(levelname)s %(name)s: %(message)s")
        self.setFormatter(Redacting(inner, self.secrets))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

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
