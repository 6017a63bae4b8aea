"""What the owner decided in the chat."""

from core.adapters.postgres.database import Database
from core.adapters.postgres.ledger import LOCK


class PostgresDecisions:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def read(self) -> dict[str, str]:
        return {row["name"]: row["value"] for row in await self._db.rows("SELECT name, value FROM decisions")}

    async def decide(self, name: str, value: str | None) -> None:
        async with self._db.transaction() as connection:
            # The lock of the ledger: a reservation either ended before this, or sees it.
            await connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            if value is None:
                await connection.execute("DELETE FROM decisions WHERE name = %s", (name,))
            else:
                await connection.execute(
                    "INSERT INTO decisions (name, value) VALUES (%s, %s)"
                    " ON CONFLICT (name) DO UPDATE SET value = excluded.value, decided_at = now()",
                    (name, value),
                )
