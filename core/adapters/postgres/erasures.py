"""Erasures: one transaction erases the rows and writes the tombstone; what is left to do is read from it."""

import json
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from core.adapters.postgres.database import Connection, Database
from core.adapters.postgres.ledger import LOCK
from core.adapters.postgres.users import LANGUAGE
from core.models import Belongings, Erasure, made_folder

NOBODY = 0  # whose the ledger's lines are when their user is erased
COLUMNS = "reference, user_id, chat_id, everything, models, counts, tries, requested_at, folders, language"
# Rows of the older web system have no stage. They are not ours to delete.
MINE = "telegram_id = %(user)s AND (%(model)s::text IS NULL OR models.id::text = %(model)s)"
# A scene with several people goes with any of them.
TOGETHER = f"""
    SELECT c.generation_id FROM companions c WHERE c.model_id IN (SELECT id FROM models WHERE {MINE})
"""
WORK = f"""
    model_id IN (SELECT id FROM models WHERE {MINE}) OR id IN ({TOGETHER})
    OR (%(model)s::text IS NULL AND user_id = %(user)s)
"""
COUNTS = f"""
    WITH mine AS (SELECT * FROM models WHERE {MINE}),
         work AS (SELECT * FROM generations WHERE {WORK})
    SELECT (SELECT coalesce(array_agg(coalesce(name, 'Model') ORDER BY created_at NULLS FIRST, id), '{{}}')
              FROM mine) AS models,
           (SELECT coalesce(sum(jsonb_array_length(reference_images)), 0)::int FROM mine
             WHERE stage IS NOT NULL AND jsonb_typeof(reference_images) = 'array') AS photos,
           (SELECT count(*)::int FROM pictures WHERE generation_id IN (SELECT id FROM work)) AS pictures,
           (SELECT count(*)::int FROM work WHERE kind = 'scene') AS scenes,
           (SELECT count(*)::int FROM work WHERE status IN ('waiting', 'queued', 'running')) AS under_way,
           (SELECT count(*)::int FROM mine WHERE stage IS NULL) AS older,
           (SELECT coalesce(sum(pictures), 0)::int FROM credits
             WHERE %(model)s::text IS NULL AND user_id = %(user)s) AS credits,
           (SELECT count(*)::int FROM work WHERE id IN (SELECT generation_id FROM companions)) AS together
"""


class PostgresErasures:
    """`promote` gives waiting scenes the places of those that are gone."""

    def __init__(self, database: Database, promote: Callable[[Connection, int], Awaitable[None]]) -> None:
        self._db = database
        self._promote = promote

    async def belongings(self, user_id: int, model_id: str | None) -> Belongings:
        async with self._db.transaction() as connection:
            return await _belongings(connection, {"user": user_id, "model": model_id})

    async def begin(self, user_id: int, chat_id: int, model_id: str | None) -> Erasure | None:
        asked = {"user": user_id, "model": model_id, "everything": model_id is None}
        async with self._db.transaction() as connection:
            # No paid call may be reserved meanwhile. After that, always in the order of the other transactions.
            await connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            known_user = await _rows(connection, "SELECT id FROM users WHERE id = %(user)s FOR UPDATE", asked)
            generations = await _rows(
                connection,
                f"""
                SELECT id, model_id::text AS model_id,
                       ARRAY(SELECT c.model_id::text FROM companions c WHERE c.generation_id = id) AS companions
                  FROM generations WHERE {WORK} FOR UPDATE
                """,
                asked,
            )
            models = await _rows(
                connection, f"SELECT id::text AS id, stage IS NULL AS older FROM models WHERE {MINE} FOR UPDATE", asked
            )
            if not models and not (model_id is None and known_user):
                return await _under_way(connection, asked)
            return await self._erase(connection, asked, chat_id, models, generations)

    async def _erase(
        self,
        connection: Connection,
        asked: dict[str, Any],
        chat_id: int,
        models: list[dict[str, Any]],
        generations: list[dict[str, Any]],
    ) -> Erasure:
        counts = await _belongings(connection, asked)
        (speaks,) = await _rows(connection, SPEAKS, asked)
        paid = await _rows(connection, "SELECT count(*) AS n FROM payments WHERE user_id = %(user)s", asked)
        about = {
            **asked,
            "generations": [row["id"] for row in generations],
            "folders": sorted(
                {made_folder(one["model_id"], others) for one in generations if (others := one["companions"])}
            ),
            "ours": [row["id"] for row in models if not row["older"]],
            "older": [row["id"] for row in models if row["older"]],
            "models": [row["id"] for row in models],
        }
        await connection.execute(f"DELETE FROM procrastinate_jobs WHERE {OF_THEM} AND status <> 'doing'", about)
        about["jobs"] = [row["id"] for row in await _rows(connection, JOBS, about)]
        about["calls"] = [row["id"] for row in await _rows(connection, OPEN_CALLS, about)]
        for statement in (*ROWS, *(EVERYTHING if asked["everything"] else ONE_MODEL)):
            await connection.execute(statement, about)
        if not asked["everything"]:
            await self._promote(connection, asked["user"])
        written = await _rows(
            connection,
            f"""
            INSERT INTO erasures (reference, user_id, chat_id, everything, models, folders, jobs, calls, counts,
                                  language)
            VALUES (%(reference)s, %(user)s, %(chat)s, %(everything)s, %(models)s, %(folders)s, %(jobs)s, %(calls)s,
                    %(counts)s, %(language)s)
            RETURNING {COLUMNS}
            """,
            {
                **about,
                **speaks,
                "reference": secrets.token_hex(4).upper(),
                "chat": chat_id,
                "counts": json.dumps(
                    {
                        "models": len(models),
                        "photos": counts.photos,
                        "pictures": counts.pictures,
                        "scenes": counts.scenes,
                        "older": counts.older,
                        "payments": paid[0]["n"] if asked["everything"] else 0,
                    }
                ),
            },
        )
        return _erasure(written[0])

    async def due(self, seconds: float) -> Erasure | None:
        row = await self._db.row(
            f"""
            UPDATE erasures SET tries = tries + 1, due_at = clock_timestamp() + make_interval(secs => %s)
             WHERE reference = (SELECT reference FROM erasures WHERE done_at IS NULL AND due_at <= clock_timestamp()
                                 ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING {COLUMNS}
            """,
            seconds,
        )
        return _erasure(row) if row else None

    async def under_way(self, erasure: Erasure) -> bool:
        async with self._db.transaction() as connection:
            about = {"reference": erasure.reference}
            await connection.execute(
                "DELETE FROM procrastinate_jobs WHERE status <> 'doing'"
                " AND id IN (SELECT unnest(jobs) FROM erasures WHERE reference = %(reference)s)",
                about,
            )
            (row,) = await _rows(connection, UNDER_WAY, about)
            if not row["busy"]:  # whoever made these calls is gone
                await connection.execute(CUT_OFF, about)
            return bool(row["busy"])

    async def later(self, erasure: Erasure, seconds: float) -> bool:
        ours = await self._db.run(
            "UPDATE erasures SET due_at = clock_timestamp() + make_interval(secs => %s)"
            " WHERE reference = %s AND tries = %s AND done_at IS NULL",
            seconds,
            erasure.reference,
            erasure.tries,
        )
        return ours == 1

    async def done(self, erasure: Erasure) -> None:
        await self._db.run(
            "UPDATE erasures SET done_at = now(), user_id = NULL, chat_id = NULL, models = '{}', folders = '{}',"
            " jobs = '{}', calls = '{}', language = '' WHERE reference = %s",
            erasure.reference,
        )


SPEAKS = f"SELECT {LANGUAGE} AS language FROM (SELECT %(user)s::bigint AS user_id) AS told"
OF_THEM = "args ->> 'generation_id' = ANY (%(generations)s)"
JOBS = f"SELECT id FROM procrastinate_jobs WHERE {OF_THEM}"
OPEN_CALLS = "SELECT id FROM calls WHERE generation_id = ANY (%(generations)s) AND outcome = 'intent'"
# What waits for a reply may be about any of it.
ROWS = (
    "DELETE FROM questions WHERE user_id = %(user)s",
    "DELETE FROM statements WHERE model_id::text = ANY (%(models)s)",
    "DELETE FROM locks WHERE model_id::text = ANY (%(models)s)",
    """
    DELETE FROM telegram_files WHERE model_id::text = ANY (%(models)s)
        OR look IN (SELECT 'page:' || key FROM pictures WHERE generation_id = ANY (%(generations)s))
    """,
    "DELETE FROM exports WHERE model_id::text = ANY (%(models)s)",
    "DELETE FROM generations WHERE id = ANY (%(generations)s)",
    "DELETE FROM models WHERE id::text = ANY (%(ours)s)",
    """
    UPDATE models SET telegram_id = NULL, likeness_gate = NULL,
           locked_reference_image = CASE WHEN locked_reference_image LIKE 'made/%%' THEN NULL
                                         ELSE locked_reference_image END
     WHERE id::text = ANY (%(older)s)
    """,
)
EVERYTHING = (
    f"UPDATE calls SET user_id = {NOBODY} WHERE user_id = %(user)s",
    # Payments stay in the books without whose they were; one that is on its way back forgets it when it is there.
    "DELETE FROM credits WHERE user_id = %(user)s",
    f"UPDATE payments SET user_id = {NOBODY} WHERE user_id = %(user)s AND state <> 'refunding'",
    "DELETE FROM claim_tries WHERE user_id = %(user)s",
    # A denial outlasts an erasure, as a bare number: else it would be the way around it.
    "DELETE FROM access WHERE user_id = %(user)s AND state <> 'denied'",
    "UPDATE access SET name = '', language = '', asked_at = NULL, invite_id = NULL WHERE user_id = %(user)s",
    "DELETE FROM users WHERE id = %(user)s",
    # Who was let in has to be let in again; who was shut out is not let in by erasing.
    "DELETE FROM access WHERE user_id = %(user)s AND state <> 'denied'",
    "UPDATE access SET name = '' WHERE user_id = %(user)s",
)
ONE_MODEL = (
    """
    UPDATE users SET active_model = (SELECT id FROM models WHERE telegram_id = %(user)s
                                      ORDER BY created_at DESC NULLS LAST, id LIMIT 1)
     WHERE id = %(user)s AND (active_model IS NULL OR active_model::text = ANY (%(models)s))
    """,
)
# Runs that were under way, and updates of the user that came before.
UNDER_WAY = """
    SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE id = ANY (jobs))
        OR (everything AND EXISTS (SELECT FROM inbox WHERE inbox.chat_id = erasures.chat_id AND inbox.done_at IS NULL
                                      AND received_at < requested_at)) AS busy
      FROM erasures WHERE reference = %(reference)s
"""
CUT_OFF = """
    UPDATE calls SET outcome = 'unknown', reason = 'cut off', cost_usd = reserved_usd, settled_at = now()
     WHERE outcome = 'intent' AND id IN (SELECT unnest(calls) FROM erasures WHERE reference = %(reference)s)
"""


async def _belongings(connection: Connection, asked: dict[str, Any]) -> Belongings:
    (row,) = await _rows(connection, COUNTS, asked)
    return Belongings(**{**row, "models": tuple(row["models"])})


async def _under_way(connection: Connection, asked: dict[str, Any]) -> Erasure | None:
    """The same request once more."""
    rows = await _rows(
        connection,
        f"""
        SELECT {COLUMNS} FROM erasures WHERE user_id = %(user)s AND done_at IS NULL
           AND everything = %(everything)s AND (everything OR %(model)s::text = ANY (models))
        """,
        asked,
    )
    return _erasure(rows[0]) if rows else None


async def _rows(connection: Connection, sql: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    return await (await connection.execute(sql, values)).fetchall()


def _erasure(row: dict[str, Any]) -> Erasure:
    return Erasure(**{**row, "models": tuple(row["models"]), "folders": tuple(row["folders"])})
