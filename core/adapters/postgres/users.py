"""Telegram accounts and their consent."""

from core.adapters.postgres.database import Database


class PostgresUsers:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def agreed(self, user_id: int) -> int | None:
        row = await self._db.row("SELECT consent_version FROM users WHERE id = %s", user_id)
        return row["consent_version"] if row else None

    async def agree(self, user_id: int, version: int) -> None:
        await self._db.run(
            """
            INSERT INTO users (id, consent_version, consented_at) VALUES (%s, %s, now())
            ON CONFLICT (id) DO UPDATE SET consent_version = excluded.consent_version, consented_at = now()
            """,
            user_id,
            version,
        )
