"""Telegram accounts: their consent, what is in force and its history, and the language they are spoken to in."""

from core.adapters.postgres.database import Database

# For statements on a table that has a user_id.
LANGUAGE = "coalesce((SELECT coalesce(u.language, u.client_language) FROM users u WHERE u.id = user_id), '')"


class PostgresUsers:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def known(self, user_id: int) -> bool:
        return await self._db.row("SELECT FROM users WHERE id = %s", user_id) is not None

    async def agreed(self, user_id: int) -> int | None:
        row = await self._db.row("SELECT consent_version FROM users WHERE id = %s", user_id)
        return row["consent_version"] if row else None

    async def agree(self, user_id: int, version: int) -> None:
        async with self._db.transaction() as connection:
            await connection.execute(
                """
                INSERT INTO users (id, consent_version, consented_at) VALUES (%s, %s, now())
                ON CONFLICT (id) DO UPDATE SET consent_version = excluded.consent_version, consented_at = now()
                """,
                (user_id, version),
            )
            await connection.execute(
                """
                INSERT INTO consents (user_id, version) SELECT %s, %s WHERE NOT EXISTS (
                    SELECT FROM consents WHERE user_id = %s AND version = %s AND revoked_at IS NULL)
                """,
                (user_id, version, user_id, version),
            )

    async def speak(self, user_id: int, language: str | None) -> None:
        await self._db.run(
            "INSERT INTO users (id, language) VALUES (%s, %s)"
            " ON CONFLICT (id) DO UPDATE SET language = excluded.language",
            user_id,
            language,
        )

    async def language(self, user_id: int) -> str:
        row = await self._db.row(
            f"""
            SELECT coalesce(nullif({LANGUAGE}, ''),
                            (SELECT a.language FROM access a WHERE a.user_id = told.user_id), '') AS language
              FROM (SELECT %s::bigint AS user_id) AS told
            """,
            user_id,
        )
        return str(row["language"]) if row else ""

    async def revoke(self, user_id: int) -> bool:
        async with self._db.transaction() as connection:
            revoked = await connection.execute(
                "UPDATE users SET consent_version = NULL, consented_at = NULL"
                " WHERE id = %s AND consent_version IS NOT NULL",
                (user_id,),
            )
            await connection.execute(
                "UPDATE consents SET revoked_at = now() WHERE user_id = %s AND revoked_at IS NULL", (user_id,)
            )
            return revoked.rowcount == 1
