"""Updates, committed before they are confirmed. One of a chat is in hand at a time, over all processes."""

import json
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from core.adapters.postgres.database import Connection, Database
from core.ports import Payload

log = logging.getLogger(__name__)

KEPT_DAYS = 2  # Telegram repeats an unconfirmed update for 24 hours at most
# An update that was begun so often and never ended may be what kills its process. Fewer could be chance: a kill also
# cuts off what others were handled beside it.
MOST_TRIES = 8
AT_ONCE = 64
NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")  # the one character that jsonb cannot hold

# In hand: claimed by a process whose lease lives. A claim of our own that we know nothing of is a claim whose answer
# was cut off; it counts as lost once it is as old as a lease.
IN_HAND = """
    SELECT FROM inbox held JOIN leases ON leases.name = held.claimed_by AND expires_at > clock_timestamp()
     WHERE held.chat_id = %(chat)s AND held.done_at IS NULL
       AND NOT (held.claimed_by = %(me)s AND held.update_id <> ALL (%(mine)s::bigint[])
                AND held.claimed_at < clock_timestamp() - make_interval(secs => %(seconds)s))
"""
TAKE = f"""
    UPDATE inbox SET claimed_by = %(me)s, claimed_at = clock_timestamp()
     WHERE update_id = (SELECT min(update_id) FROM inbox
                         WHERE chat_id = %(chat)s AND done_at IS NULL AND tries < %(most)s)
       AND NOT EXISTS ({IN_HAND})
    RETURNING update_id, payload
"""
GIVE_UP = f"""
    UPDATE inbox SET done_at = now(), payload = NULL, chat_id = 0
     WHERE chat_id = %(chat)s AND done_at IS NULL AND tries >= %(most)s AND NOT EXISTS ({IN_HAND})
    RETURNING update_id
"""
STRAYS = f"""
    SELECT DISTINCT chat_id FROM inbox stray
     WHERE done_at IS NULL AND NOT EXISTS ({IN_HAND.replace("%(chat)s", "stray.chat_id")}) LIMIT {AT_ONCE}
"""


class PostgresInbox:
    """`holder` is the name of this process's lease, which lasts `seconds`."""

    def __init__(self, database: Database, holder: str, seconds: float) -> None:
        self._db = database
        self._holder = holder
        self._seconds = seconds
        self._mine: set[int] = set()

    async def add(self, update_id: int, chat_id: int, payload: Payload) -> tuple[bool, Payload | None]:
        text = NUL.sub(r"\1", json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace").decode())
        async with self._locked(chat_id) as connection:
            added = await connection.execute(
                "INSERT INTO inbox (update_id, chat_id, payload) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                (update_id, chat_id, text),
            )
            taken = await self._take(connection, chat_id)
        return added.rowcount == 1, self._noted(taken)

    async def done(self, update_id: int, chat_id: int, *, take_next: bool) -> Payload | None:
        taken = None
        async with self._locked(chat_id) as connection:
            await connection.execute(
                "UPDATE inbox SET done_at = now(), payload = NULL, chat_id = 0"
                " WHERE update_id = %s AND claimed_by = %s",
                (update_id, self._holder),
            )
            if take_next:
                taken = await self._take(connection, chat_id)
        self._mine.discard(update_id)
        return self._noted(taken)

    async def begin(self, update_id: int) -> bool:
        begun = await self._db.run(
            "UPDATE inbox SET tries = tries + 1 WHERE update_id = %s AND done_at IS NULL AND claimed_by = %s",
            update_id,
            self._holder,
        )
        if not begun:
            self._mine.discard(update_id)
        return begun == 1

    async def postponed(self, update_id: int) -> None:
        await self._db.run(
            "UPDATE inbox SET tries = greatest(tries - 1, 0) WHERE update_id = %s AND claimed_by = %s",
            update_id,
            self._holder,
        )

    async def strays(self) -> list[Payload]:
        async with self._db.transaction() as connection:
            rows = await (await connection.execute(STRAYS, self._about(0))).fetchall()
        found = [await self._stray(row["chat_id"]) for row in rows]
        return [payload for payload in found if payload is not None]

    async def _stray(self, chat_id: int) -> Payload | None:
        async with self._locked(chat_id) as connection:
            given_up = await connection.execute(GIVE_UP, self._about(chat_id))
            taken = await self._take(connection, chat_id)
            for row in await given_up.fetchall():
                log.error("update %s is given up: it was begun %s times", row["update_id"], MOST_TRIES)
        return self._noted(taken)

    async def purge(self) -> None:
        """Forget what is done, and what was given up, after KEPT_DAYS."""
        await self._db.run("DELETE FROM inbox WHERE received_at < now() - make_interval(days => %s)", KEPT_DAYS)

    @asynccontextmanager
    async def _locked(self, chat_id: int) -> AsyncIterator[Connection]:
        """One transaction of a chat at a time: so a new update either sees the claim before it, or is seen by it."""
        async with self._db.transaction() as connection, connection.pipeline():
            await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('inbox', %s))", (chat_id,))
            yield connection

    async def _take(self, connection: Connection, chat_id: int) -> dict[str, Any] | None:
        return await (await connection.execute(TAKE, self._about(chat_id))).fetchone()

    def _noted(self, taken: dict[str, Any] | None) -> Payload | None:
        """Ours only now that the claim is committed."""
        if taken is None:
            return None
        self._mine.add(taken["update_id"])
        payload: Payload = taken["payload"]
        return payload

    def _about(self, chat_id: int) -> dict[str, object]:
        return {
            "me": self._holder,
            "mine": list(self._mine),
            "seconds": self._seconds,
            "most": MOST_TRIES,
            "chat": chat_id,
        }
