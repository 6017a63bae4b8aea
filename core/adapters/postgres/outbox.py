"""What was sent to a chat, part by part."""

from collections.abc import Sequence
from typing import Any

from core.adapters.postgres.database import Database
from core.errors import Superseded
from core.models import Generation, Parcel


class PostgresOutbox:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def begin(self, generation: Generation, part: str) -> Parcel:
        known = await self._db.row(
            """
            WITH ours AS (
                SELECT id FROM generations WHERE id = %s AND run = %s
            ), begun AS (
                INSERT INTO deliveries (generation_id, part, state) SELECT id, %s, 'sending' FROM ours
                ON CONFLICT DO NOTHING RETURNING part
            )
            SELECT EXISTS (SELECT FROM begun) AS begun, state, message_ids, file_ids
              FROM ours LEFT JOIN deliveries ON generation_id = id AND part = %s
            """,
            generation.id,
            generation.run,
            part,
            part,
        )
        # Neither begun nor there: another process has begun it in this very moment, and so has taken it over.
        if known is None or not (known.pop("begun") or known["state"]):
            raise Superseded
        return _parcel(known) if known["state"] else Parcel("new")

    async def sent(
        self, generation: Generation, part: str, message_ids: Sequence[int], file_ids: Sequence[str]
    ) -> None:
        await self._db.run(
            "UPDATE deliveries SET state = 'sent', message_ids = %s, file_ids = %s"
            " WHERE generation_id = %s AND part = %s",
            list(message_ids),
            list(file_ids),
            generation.id,
            part,
        )

    async def unsure(self, generation: Generation, part: str) -> None:
        await self._db.run(
            "UPDATE deliveries SET state = 'unsure' WHERE generation_id = %s AND part = %s", generation.id, part
        )

    async def clear(self, generation: Generation, part: str) -> None:
        await self._db.run("DELETE FROM deliveries WHERE generation_id = %s AND part = %s", generation.id, part)

    async def find(self, generation_id: str, part: str) -> Parcel | None:
        row = await self._db.row(
            "SELECT state, message_ids, file_ids FROM deliveries WHERE generation_id = %s AND part = %s",
            generation_id,
            part,
        )
        return _parcel(row) if row else None

    async def shown(self, chat_id: int, message_id: int) -> tuple[str, int] | None:
        row = await self._db.row(
            """
            SELECT g.id, array_position(d.message_ids, %s::bigint) AS place
              FROM deliveries d JOIN generations g ON g.id = d.generation_id
             WHERE d.message_ids @> ARRAY[%s::bigint] AND g.chat_id = %s AND d.part = 'scene'
            """,
            message_id,
            message_id,
            chat_id,
        )
        return (row["id"], row["place"]) if row else None


def _parcel(row: dict[str, Any]) -> Parcel:
    return Parcel(row["state"], tuple(row["message_ids"]), tuple(row["file_ids"]))
