"""Exports: one at a time for each user, and all rows that are about a user."""

from typing import Any

from core.adapters.postgres.database import Database
from core.adapters.postgres.gallery import SHOWN
from core.adapters.postgres.users import LANGUAGE
from core.models import Export, Shot

COLUMNS = f"""
    id, user_id, chat_id, parts, sent, unreadable, tries, {LANGUAGE} AS language, model_id::text AS model_id, starred,
    coalesce((SELECT name FROM public.models m WHERE m.id = exports.model_id), '') AS name
"""
# Whole rows, so that a column which is added later is exported too.
OWN = """
    generation_id IN (SELECT id FROM generations WHERE user_id = %(user)s)
"""
TABLES = {
    "users": "SELECT to_jsonb(t) AS row FROM users t WHERE id = %(user)s",
    "consents": "SELECT to_jsonb(t) AS row FROM consents t WHERE user_id = %(user)s ORDER BY id",
    "models": "SELECT to_jsonb(t) AS row FROM public.models t WHERE telegram_id = %(user)s"
    " ORDER BY created_at NULLS FIRST, id",
    "locks": "SELECT to_jsonb(t) AS row FROM locks t"
    " WHERE model_id IN (SELECT id FROM public.models WHERE telegram_id = %(user)s) ORDER BY id",
    "telegram_files": "SELECT to_jsonb(t) AS row FROM telegram_files t"
    " WHERE model_id IN (SELECT id FROM public.models WHERE telegram_id = %(user)s) ORDER BY model_id, look",
    "statements": "SELECT to_jsonb(t) AS row FROM statements t WHERE user_id = %(user)s ORDER BY id",
    "questions": "SELECT to_jsonb(t) AS row FROM questions t WHERE user_id = %(user)s ORDER BY asked_at",
    "generations": "SELECT to_jsonb(t) AS row FROM generations t WHERE user_id = %(user)s ORDER BY created_at",
    "companions": f"SELECT to_jsonb(t) AS row FROM companions t WHERE {OWN} ORDER BY generation_id, place",
    "pictures": f"SELECT to_jsonb(t) AS row FROM pictures t WHERE {OWN} ORDER BY created_at",
    "deliveries": f"SELECT to_jsonb(t) AS row FROM deliveries t WHERE {OWN} ORDER BY created_at",
    "access": "SELECT to_jsonb(t) AS row FROM access t WHERE user_id = %(user)s",
    "broadcast_copies": "SELECT to_jsonb(t) AS row FROM broadcast_copies t WHERE user_id = %(user)s",
    "orders": "SELECT to_jsonb(t) AS row FROM orders t WHERE user_id = %(user)s ORDER BY ordered_at",
    "payments": "SELECT to_jsonb(t) AS row FROM payments t WHERE user_id = %(user)s ORDER BY id",
    "credits": "SELECT to_jsonb(t) AS row FROM credits t WHERE user_id = %(user)s ORDER BY id",
    "ledger": "SELECT to_jsonb(t) AS row FROM calls t WHERE user_id = %(user)s ORDER BY id",
}


class PostgresExports:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def ask(self, user_id: int, chat_id: int, model_id: str | None = None, *, starred: bool = False) -> bool:
        # A user who has never agreed to anything has no row to export.
        added = await self._db.run(
            """
            INSERT INTO exports (user_id, chat_id, model_id, starred)
            SELECT u.id, %s, m.id, %s FROM users u LEFT JOIN public.models m ON m.id::text = %s AND m.telegram_id = u.id
             WHERE u.id = %s AND (m.id IS NOT NULL OR %s::text IS NULL)
            ON CONFLICT DO NOTHING
            """,
            chat_id,
            starred,
            model_id,
            user_id,
            model_id,
        )
        return added == 1

    async def shots(self, model_id: str, *, starred: bool) -> list[Shot]:
        rows = await self._db.rows(
            f"SELECT key, engine, asked_at FROM ({SHOWN}) AS shown ORDER BY asked_at, generation_id, n",
            model_id,
            model_id,
            starred,
        )
        return [Shot(**row) for row in rows]

    async def due(self, seconds: float) -> Export | None:
        row = await self._db.row(
            f"""
            UPDATE exports SET tries = tries + 1, due_at = clock_timestamp() + make_interval(secs => %s)
             WHERE id = (SELECT id FROM exports WHERE due_at <= clock_timestamp()
                               ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING {COLUMNS}
            """,
            seconds,
        )
        return Export(**row) if row else None

    async def hold(self, export: Export, seconds: float) -> bool:
        held = await self._db.run(
            """
            UPDATE exports SET due_at = clock_timestamp() + make_interval(secs => %s),
                   parts = %s, sent = %s, unreadable = %s
             WHERE id = %s AND tries = %s
            """,
            seconds,
            export.parts,
            export.sent,
            export.unreadable,
            export.id,
            export.tries,
        )
        return held == 1

    async def done(self, export: Export) -> None:
        await self._db.run("DELETE FROM exports WHERE id = %s AND tries = %s", export.id, export.tries)

    async def rows(self, user_id: int) -> dict[str, list[dict[str, Any]]]:
        about = {"user": user_id}
        async with self._db.transaction() as connection:
            await connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            return {
                table: [row["row"] for row in await (await connection.execute(sql, about)).fetchall()]
                for table, sql in TABLES.items()
            }
