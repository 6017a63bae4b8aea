"""Updates, committed before they are confirmed."""

import json

from core.adapters.postgres.database import Database

KEPT_DAYS = 2  # Telegram repeats an unconfirmed update for 24 hours at most


class PostgresInbox:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def add(self, update_id: int, payload: dict[str, object]) -> bool:
        added = await self._db.run(
            "INSERT INTO inbox (update_id, payload) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            update_id,
            json.dumps(payload),
        )
        return added == 1

    async def done(self, update_id: int) -> None:
        await self._db.run("UPDATE inbox SET done_at = now(), payload = NULL WHERE update_id = %s", update_id)

    async def undone(self, most_tries: int) -> list[dict[str, object]]:
        rows = await self._db.rows(
            """
            UPDATE inbox SET tries = tries + 1 WHERE done_at IS NULL AND tries < %s
            RETURNING update_id, payload
            """,
            most_tries,
        )
        return [row["payload"] for row in sorted(rows, key=lambda row: int(row["update_id"]))]

    async def purge(self) -> None:
        """Forget what is done, and what was given up, after KEPT_DAYS."""
        await self._db.run("DELETE FROM inbox WHERE received_at < now() - make_interval(days => %s)", KEPT_DAYS)
