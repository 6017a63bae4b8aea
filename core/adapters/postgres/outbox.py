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
            SELECT state, message_ids, file_ids FROM generations
              LEFT JOIN deliveries ON generation_id = id AND part = %s WHERE id = %s AND run = %s
            """,
            part,
            generation.id,
            generation.run,
        )
        if known is None:
            raise Superseded
        if known["state"]:
            return _parcel(known)
        added = await self._db.run(
            """
            INSERT INTO deliveries (generation_id, part, state)
            SELECT id, %s, 'sending' FROM generations WHERE id = %s AND run = %s ON CONFLICT DO NOTHING
            """,
            part,
            generation.id,
            generation.run,
        )
        if not added:
            raise Superseded
        return Parcel("new")

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
