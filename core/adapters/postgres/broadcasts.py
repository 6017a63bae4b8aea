"""Words to all users, and how each copy went."""

from typing import Any, Literal

from core.adapters.postgres.database import Connection, Database
from core.models import Broadcast, Copy

NOT_DENIED = "NOT EXISTS (SELECT FROM access WHERE access.user_id = {} AND state = 'denied')"
RECIPIENTS = f"SELECT id FROM users WHERE consent_version IS NOT NULL AND {NOT_DENIED.format('users.id')}"
OPEN = f"(c.state = 'sending' OR c.state = 'waiting' AND {NOT_DENIED.format('c.user_id')})"
SHOWN = f"""
    SELECT b.id, b.words, b.state, CASE b.state
               WHEN 'draft' THEN jsonb_build_object('waiting', (SELECT count(*) FROM ({RECIPIENTS}) AS all_of_them))
               ELSE coalesce((SELECT jsonb_object_agg(state, n) FROM (
                        SELECT c.state, count(*) AS n FROM broadcast_copies c WHERE broadcast_id = b.id GROUP BY 1
                    ) AS counted), '{{}}') END AS copies
      FROM broadcasts b
"""


class PostgresBroadcasts:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def draft(self, key: str, words: str) -> Broadcast:
        await self._db.run(
            "INSERT INTO broadcasts (idempotency_key, words) VALUES (%s, %s) ON CONFLICT DO NOTHING", key, words
        )
        row = await self._db.row(f"{SHOWN} WHERE b.idempotency_key = %s", key)
        return Broadcast(**row or {})

    async def get(self, broadcast_id: int) -> Broadcast | None:
        row = await self._db.row(f"{SHOWN} WHERE b.id = %s", broadcast_id)
        return Broadcast(**row) if row else None

    async def begin(self, broadcast_id: int) -> bool:
        async with self._db.transaction() as connection:
            begun = await _move(connection, broadcast_id, ["draft"], "sending")
            if begun:
                await connection.execute(
                    f"INSERT INTO broadcast_copies (broadcast_id, user_id) SELECT %s, id FROM ({RECIPIENTS}) AS them",
                    (broadcast_id,),
                )
            return begun

    async def cancel(self, broadcast_id: int) -> bool:
        async with self._db.transaction() as connection:
            cancelled = await _move(connection, broadcast_id, ["draft", "sending"], "cancelled")
            if cancelled:
                await _leave_out(connection, broadcast_id)
            return cancelled

    async def cut_off(self) -> None:
        await self._db.run("UPDATE broadcast_copies SET state = 'unsure' WHERE state = 'sending'")

    async def next_copy(self) -> Copy | None:
        row: dict[str, Any] | None = await self._db.row(f"""
            UPDATE broadcast_copies SET state = 'sending' FROM (
                SELECT c.broadcast_id, c.user_id, b.words
                  FROM broadcast_copies c JOIN broadcasts b ON b.id = broadcast_id
                 WHERE b.state = 'sending' AND c.state = 'waiting' AND {NOT_DENIED.format("c.user_id")}
                 ORDER BY 1, 2 LIMIT 1 FOR UPDATE OF c SKIP LOCKED
            ) AS next
             WHERE broadcast_copies.broadcast_id = next.broadcast_id AND broadcast_copies.user_id = next.user_id
            RETURNING next.*
            """)
        return Copy(**row) if row else None

    async def mark(self, copy: Copy, state: Literal["waiting", "sent", "blocked", "unsure", "failed"]) -> None:
        """A copy that another process has counted as cut off is still known to have been sent."""
        await self._db.run(
            """
            UPDATE broadcast_copies SET state = %s
             WHERE broadcast_id = %s AND user_id = %s AND state IN ('sending', 'unsure')
            """,
            state,
            copy.broadcast_id,
            copy.user_id,
        )

    async def ending(self) -> list[Broadcast]:
        rows = await self._db.rows(
            f"{SHOWN} WHERE b.state = 'sending'"
            f" AND NOT EXISTS (SELECT FROM broadcast_copies c WHERE c.broadcast_id = b.id AND {OPEN})"
        )
        return [Broadcast(**row) for row in rows]

    async def end(self, broadcast_id: int) -> None:
        async with self._db.transaction() as connection:
            if await _move(connection, broadcast_id, ["sending"], "done"):
                await _leave_out(connection, broadcast_id)


async def _move(connection: Connection, broadcast_id: int, before: list[str], state: str) -> bool:
    moved = await connection.execute(
        "UPDATE broadcasts SET state = %s, ended_at = CASE WHEN %s <> 'sending' THEN now() END"
        " WHERE id = %s AND state = ANY (%s)",
        (state, state, broadcast_id, before),
    )
    return moved.rowcount == 1


async def _leave_out(connection: Connection, broadcast_id: int) -> None:
    await connection.execute(
        "UPDATE broadcast_copies SET state = 'left out' WHERE broadcast_id = %s AND state = 'waiting'", (broadcast_id,)
    )
