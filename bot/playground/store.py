"""What outlives a restart: one SQLite file and a folder of media below the playground's folder, or nothing at all."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from bot.playground.rules import Json

_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS rows (
    kind TEXT NOT NULL, owner INTEGER NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (kind, owner, id)
) WITHOUT ROWID;
"""


class Store:
    """Rows by kind, owner and id. Without a folder only the counters and the media live, in memory."""

    def __init__(self, folder: Path | None) -> None:
        self._db: sqlite3.Connection | None = None
        self._counters: dict[str, int] = {}
        self._media: dict[str, bytes] = {}
        self._folder: Path | None = None
        if folder is not None:
            self._folder = folder / "media"
            self._folder.mkdir(parents=True, exist_ok=True)
            # isolation_level None: every statement is durable by itself; the loop's thread is the only writer
            self._db = sqlite3.connect(folder / "playground.sqlite3", isolation_level=None, check_same_thread=False)
            self._db.executescript(_SCHEMA)
            self._counters = dict(self._db.execute("SELECT name, value FROM counters"))

    def next(self, counter: str, first: int = 1) -> int:
        """The next number of a counter: it never goes back, not even over a restart."""
        value = self._counters[counter] = self._counters.get(counter, first - 1) + 1
        if self._db is not None:
            self._db.execute("INSERT OR REPLACE INTO counters VALUES (?, ?)", (counter, value))
        return value

    def last(self, counter: str) -> int:
        return self._counters.get(counter, 0)

    def put(self, kind: str, row_id: int | str, value: Json, owner: int = 0) -> None:
        if self._db is not None:
            row = (kind, owner, str(row_id), json.dumps(value, ensure_ascii=False))
            self._db.execute("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?)", row)

    def drop(self, kind: str, row_id: int | str, owner: int = 0) -> None:
        if self._db is not None:
            self._db.execute("DELETE FROM rows WHERE kind = ? AND owner = ? AND id = ?", (kind, owner, str(row_id)))

    def rows(self, kind: str) -> Iterator[tuple[int, str, Json]]:
        if self._db is not None:
            found = self._db.execute("SELECT owner, id, value FROM rows WHERE kind = ?", (kind,))
            for owner, row_id, value in found.fetchall():
                yield owner, row_id, json.loads(value)

    def keep_media(self, key: str, data: bytes) -> None:
        if self._folder is None:
            self._media[key] = data
        else:
            (self._folder / key).write_bytes(data)

    def media(self, key: str) -> bytes:
        return self._media[key] if self._folder is None else (self._folder / key).read_bytes()

    def close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None
