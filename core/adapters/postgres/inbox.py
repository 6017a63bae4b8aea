"""Updates, committed before they are confirmed. One of a chat is in hand at a time, over all processes."""

import json
import logging
import re
from collections.abc import Sequence
from typing import Any

import psycopg

from core.adapters.postgres.database import Database
from core.ports import Added, Arrival, Payload

log = logging.getLogger(__name__)

KEPT_DAYS = 2  # Telegram repeats an unconfirmed update for 24 hours at most
# An update that was begun so often and never ended may be what kills its process. Fewer could be chance: a kill also
# cuts off what others were handled beside it.
MOST_TRIES = 8
AT_ONCE = 64
NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")  # the one character that jsonb cannot hold

# The functions are those of migrations/0016: they take the chat's lock, then look who has what in hand.
US = "%(me)s, %(mine)s::bigint[], %(seconds)s"
ADD = f"SELECT * FROM add_updates(%(updates)s, {US}, %(most)s)"
END = f"SELECT * FROM end_update(%(update)s, %(chat)s, %(take_next)s, {US}, %(most)s)"
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('inbox', %(chat)s))"
GIVE_UP = f"""
    UPDATE inbox SET done_at = now(), payload = NULL, chat_id = 0
     WHERE chat_id = %(chat)s AND done_at IS NULL AND tries >= %(most)s AND NOT in_hand(%(chat)s, {US})
    RETURNING update_id
"""
TAKE = f"SELECT * FROM take_update(%(chat)s, {US}, %(most)s)"
STRAYS = f"""
    SELECT chat_id FROM (SELECT DISTINCT chat_id FROM inbox stray WHERE done_at IS NULL) AS open
     WHERE NOT in_hand(chat_id, {US}) LIMIT {AT_ONCE}
"""
# All that the database could refuse about an update, without adding it.
READ = """
    SELECT (one ->> 'id')::bigint, (one ->> 'chat')::bigint, one -> 'payload'
      FROM jsonb_array_elements(%(updates)s::jsonb) AS one
"""


class PostgresInbox:
    """`holder` is the name of this process's lease, which lasts `seconds`."""

    def __init__(self, database: Database, holder: str, seconds: float) -> None:
        self._db = database
        self._holder = holder
        self._seconds = seconds
        self._mine: list[int] = []

    async def add(self, arrived: Sequence[Arrival]) -> Added:
        try:
            return await self._add(arrived)
        except psycopg.DataError:  # one of them would hold up all the others for ever
            return await self._add([one for one in arrived if await self._can_be_stored(one)])

    async def _add(self, arrived: Sequence[Arrival]) -> Added:
        if not arrived:
            return Added(frozenset(), frozenset(), ())
        rows = await self._db.rows(ADD, **self._about(updates=_text(arrived)))
        new = frozenset(row["id"] for row in rows if row["is_new"])
        ours = sorted((row for row in rows if not row["is_new"]), key=lambda row: row["id"])
        return Added(new, frozenset(one.update_id for one in arrived) - new, tuple(map(self._noted, ours)))

    async def _can_be_stored(self, one: Arrival) -> bool:
        refused = None
        try:
            await self._db.rows(READ, updates=_text([one]))
        except psycopg.DataError as error:
            refused = type(error).__name__  # its message quotes the update
        if refused:
            log.error("update %s is left out: the database cannot hold it (%s)", one.update_id, refused)
        return refused is None

    async def done(self, update_id: int, chat_id: int, *, take_next: bool) -> Payload | None:
        taken = await self._db.row(END, **self._about(update=update_id, chat=chat_id, take_next=take_next))
        self._forget(update_id)
        return self._noted(taken) if taken else None

    async def begin(self, update_id: int) -> bool:
        begun = await self._db.run(
            "UPDATE inbox SET tries = tries + 1 WHERE update_id = %s AND done_at IS NULL AND claimed_by = %s",
            update_id,
            self._holder,
        )
        if not begun:
            self._forget(update_id)
        return begun == 1

    async def postponed(self, update_id: int) -> None:
        await self._db.run(
            "UPDATE inbox SET tries = greatest(tries - 1, 0) WHERE update_id = %s AND claimed_by = %s",
            update_id,
            self._holder,
        )

    async def strays(self) -> list[Payload]:
        found = [await self._stray(row["chat_id"]) for row in await self._db.rows(STRAYS, **self._about())]
        return [payload for payload in found if payload is not None]

    async def _stray(self, chat_id: int) -> Payload | None:
        about = self._about(chat=chat_id)
        async with self._db.transaction() as connection, connection.pipeline():
            await connection.execute(LOCK, about)
            given_up = await connection.execute(GIVE_UP, about)
            taken = await (await connection.execute(TAKE, about)).fetchone()
            for row in await given_up.fetchall():
                log.error("update %s is given up: it was begun %s times", row["update_id"], MOST_TRIES)
        return self._noted(taken) if taken else None

    async def purge(self) -> None:
        """Forget what is done, and what was given up, after KEPT_DAYS."""
        await self._db.run("DELETE FROM inbox WHERE received_at < now() - make_interval(days => %s)", KEPT_DAYS)

    def _noted(self, taken: dict[str, Any]) -> Payload:
        """Ours only now that the claim is committed."""
        if taken["id"] not in self._mine:
            self._mine.append(taken["id"])
        payload: Payload = taken["content"]
        return payload

    def _forget(self, update_id: int) -> None:
        if update_id in self._mine:
            self._mine.remove(update_id)

    def _about(self, **further: object) -> dict[str, object]:
        return {
            "me": self._holder,
            # Not a copy: it is read when the statement is sent, after the wait for a connection.
            "mine": self._mine,
            "seconds": self._seconds,
            "most": MOST_TRIES,
            **further,
        }


def _text(arrived: Sequence[Arrival]) -> str:
    rows = [{"id": one.update_id, "chat": one.chat_id, "payload": one.payload} for one in arrived]
    return NUL.sub(r"\1", json.dumps(rows, ensure_ascii=False).encode("utf-8", "replace").decode())
