"""Who may come in, who asked, and who was seen when."""

from typing import Any

from core.adapters.postgres.database import Database
from core.adapters.postgres.ledger import PICTURES
from core.models import OWNER, Access, Known, Person

SEEN_EVERY = "1 minute"  # a row is not written for each message
PEOPLE = f"""
    SELECT id, coalesce(nullif(u.full_name, ''), a.name, '') AS name, coalesce(a.state, '') AS access,
           u.consent_version IS NOT NULL AS agreed, coalesce(u.seen_at, a.asked_at) AS seen_at,
           (SELECT {PICTURES.replace("%(user)s", "id")}) AS pictures_today, count(*) OVER () AS of
      FROM (SELECT id FROM users UNION SELECT user_id FROM access) AS everybody (id)
      LEFT JOIN users u USING (id) LEFT JOIN access a ON a.user_id = id
"""


class PostgresDoor:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def look(self, user_id: int, name: str, client_language: str) -> Known:
        row = await self._db.row(
            f"""
            WITH told AS (SELECT %s::bigint AS id, %s::text AS name, %s::text AS language), seen AS (
                UPDATE users SET seen_at = now(), full_name = told.name, client_language = told.language FROM told
                 WHERE users.id = told.id AND (seen_at IS NULL OR seen_at < now() - interval '{SEEN_EVERY}'
                                               OR full_name <> told.name OR client_language <> told.language)
            )
            SELECT (SELECT consent_version FROM users WHERE users.id = told.id) AS agreed,
                   EXISTS (SELECT FROM users WHERE users.id = told.id) AS has_data,
                   (SELECT users.language FROM users WHERE users.id = told.id) AS language,
                   coalesce((SELECT state FROM access WHERE user_id = told.id), '') AS access,
                   (SELECT value::bigint FROM decisions WHERE decisions.name = %s) AS owner
              FROM told
            """,
            user_id,
            name,
            client_language,
            OWNER,
        )
        return Known(**row) if row else Known()

    async def ask(self, user_id: int, name: str, client_language: str, most: int) -> bool:
        asked = await self._db.run(
            """
            INSERT INTO access (user_id, state, name, language, asked_at)
            SELECT %s, 'asked', %s, %s, now()
             WHERE (SELECT count(*) FROM access WHERE asked_at > now() - interval '1 day') < %s
            ON CONFLICT (user_id) DO UPDATE SET name = excluded.name, language = excluded.language,
                asked_at = now()
             WHERE access.state = 'asked' AND access.asked_at <= now() - interval '1 day'
            """,
            user_id,
            name,
            client_language,
            most,
        )
        return asked == 1

    async def whose(self, thing_id: str) -> Person | None:
        row = await self._db.row(
            """
            SELECT id, full_name AS name FROM users WHERE id = coalesce(
                (SELECT user_id FROM generations WHERE id = %s), (SELECT telegram_id FROM models WHERE id::text = %s))
            """,
            thing_id,
            thing_id,
        )
        return Person(**row) if row else None

    async def decide(self, user_id: int, access: Access, name: str = "") -> None:
        await self._db.run(
            """
            INSERT INTO access (user_id, state, name, decided_at) VALUES (%s, %s, %s, now())
            ON CONFLICT (user_id) DO UPDATE SET state = excluded.state, decided_at = now(),
                name = coalesce(nullif(excluded.name, ''), access.name)
            """,
            user_id,
            access,
            name,
        )

    async def people(self, page: int, size: int) -> tuple[list[Person], int]:
        rows = await self._db.rows(
            f"{PEOPLE} ORDER BY seen_at DESC NULLS LAST, id OFFSET %s LIMIT %s", page * size, size
        )
        return [_person(row) for row in rows], int(rows[0]["of"]) if rows else 0

    async def person(self, user_id: int) -> Person | None:
        row = await self._db.row(f"{PEOPLE} WHERE id = %s", user_id)
        return _person(row) if row else None


def _person(row: dict[str, Any]) -> Person:
    return Person(**{name: value for name, value in row.items() if name != "of"})
