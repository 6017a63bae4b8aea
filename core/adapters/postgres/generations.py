"""Generations and their pictures. A generation and its job are written in one transaction."""

import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

from core.about import about
from core.adapters.postgres.database import Connection, Database
from core.adapters.postgres.ledger import LOCK
from core.adapters.postgres.users import LANGUAGE
from core.errors import StillDrawing, Superseded, TooManyWaiting
from core.models import (
    SCENES_AT_ONCE,
    SCENES_WAITING,
    Failure,
    Generation,
    Kind,
    Likeness,
    Making,
    Page,
    Picture,
    Ratio,
    Sets,
    Size,
    Status,
    Way,
)

log = logging.getLogger(__name__)

COLUMNS = f"""
    id, kind, user_id, chat_id, model_id::text AS model_id, status, run, prompt, wanted, alike, way, size, ratio,
    reply_to, status_message_id, marked, failure, drawn_at IS NOT NULL AS drawn, created_at, spoken,
    {LANGUAGE} AS language,
    ARRAY(SELECT c.model_id::text FROM companions c WHERE c.generation_id = id ORDER BY c.place) AS companions
"""
LOOKED_THROUGH = 200  # scenes, for the latest prompts
ENOUGH = 5  # generations, for a median
# The pictures of a model's scenes, alone or with others (its id is asked for twice), and whether only the kept ones;
# of several tries the one nearest to the model.
SHOWN = """
    SELECT DISTINCT ON (g.created_at, g.id, p.n) g.created_at AS asked_at, p.generation_id, p.n, p.key, p.mime,
           p.engine, p.width, p.height, p.likeness, p.likeness_lock, p.unmeasured, p.making,
           p.faces, p.starred_at IS NOT NULL AS starred
      FROM pictures p JOIN generations g ON g.id = p.generation_id
     WHERE (g.model_id::text = %s OR g.id IN (SELECT generation_id FROM companions
                                               WHERE companions.model_id::text = %s))
       AND g.kind = 'scene' AND (NOT %s OR p.starred_at IS NOT NULL)
     ORDER BY g.created_at, g.id, p.n, coalesce(p.likeness, p.likeness_lock) DESC NULLS LAST
"""
Defer = Callable[[Connection, str], Awaitable[None]]
# Calls whose answer nobody will bring any more.
CUT_OFF = """
UPDATE calls SET outcome = 'unknown', reason = 'cut off', cost_usd = reserved_usd, settled_at = now()
 WHERE generation_id = %s AND outcome = 'intent'
"""


class PostgresGenerations:
    """`defer` writes the job of a generation on the connection that it is given."""

    def __init__(self, database: Database, defer: Defer) -> None:
        self._db = database
        self._defer = defer

    async def accept(
        self,
        *,
        kind: Kind,
        key: str,
        model_id: str,
        user_id: int,
        chat_id: int,
        prompt: str = "",
        wanted: Sequence[int] = (1,),
        alike: str | None = None,
        way: Way = Way.PLAIN,
        size: Size = "1K",
        ratio: Ratio | None = None,
        reply_to: int | None = None,
        copy_of: str | None = None,
        companions: Sequence[str] = (),
    ) -> tuple[Generation, int]:
        async with self._db.transaction() as connection:
            await connection.execute("SELECT FROM users WHERE id = %s FOR UPDATE", (user_id,))
            known = await _one(connection, f"SELECT {COLUMNS} FROM generations WHERE idempotency_key = %s", key)
            if known:
                return _generation(known), await self._place(connection, known)
            waiting = await self._queue(connection, kind, model_id, user_id)
            row = await _one(
                connection,
                f"""
                INSERT INTO generations (id, kind, idempotency_key, user_id, chat_id, model_id, status, prompt,
                                         wanted, alike, way, size, ratio, reply_to)
                VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING {COLUMNS}
                """,
                secrets.token_urlsafe(9),
                kind,
                key,
                user_id,
                chat_id,
                model_id,
                Status.WAITING if waiting else Status.QUEUED,
                prompt,
                list(wanted),
                alike,
                way,
                size,
                ratio,
                reply_to,
            )
            generation = replace(_generation(row), companions=tuple(companions))
            for place, companion in enumerate(companions, 2):
                await connection.execute(
                    "INSERT INTO companions (generation_id, model_id, place) VALUES (%s, %s, %s)",
                    (generation.id, companion, place),
                )
            if copy_of:
                await connection.execute(
                    """
                    INSERT INTO pictures (generation_id, n, key, mime, engine, width, height, likeness, likeness_lock,
                                          unmeasured, making)
                    SELECT DISTINCT ON (n) %s, n, key, mime, engine, width, height, likeness, likeness_lock, unmeasured,
                           making
                      FROM pictures WHERE generation_id = %s
                     ORDER BY n, coalesce(likeness, likeness_lock) DESC NULLS LAST, try
                    """,
                    (generation.id, copy_of),
                )
            if not waiting:
                await self._defer(connection, generation.id)
        with about(generation=generation.id):
            log.info("%s accepted, %s are ahead", kind, waiting)
        return generation, waiting

    async def _queue(self, connection: Connection, kind: Kind, model_id: str, user_id: int) -> int:
        """The place that a new generation gets: 0 starts now."""
        if kind is Kind.CANDIDATES:
            drawing = await connection.execute(
                "UPDATE models SET stage = 'drawing' WHERE id = %s AND stage IN ('collecting', 'choosing')", (model_id,)
            )
            if not drawing.rowcount:
                raise StillDrawing
            return 0
        row = await _one(
            connection,
            """
            SELECT count(*) FILTER (WHERE status = 'waiting') AS waiting,
                   count(*) FILTER (WHERE status <> 'waiting') AS active
              FROM generations WHERE user_id = %s AND kind = 'scene' AND status IN ('waiting', 'queued', 'running')
            """,
            user_id,
        )
        if row["waiting"] >= SCENES_WAITING:
            raise TooManyWaiting(SCENES_WAITING)
        return int(row["waiting"]) + 1 if row["active"] >= SCENES_AT_ONCE else 0

    async def _place(self, connection: Connection, known: dict[str, Any]) -> int:
        """The place of a generation that was accepted before."""
        if known["status"] != Status.WAITING:
            return 0
        row = await _one(
            connection,
            "SELECT count(*) AS n FROM generations WHERE user_id = %s AND status = 'waiting' AND created_at <= %s",
            known["user_id"],
            known["created_at"],
        )
        return int(row["n"])

    async def listen(
        self, *, key: str, model_id: str, user_id: int, chat_id: int, reply_to: int
    ) -> tuple[Generation, bool]:
        await self._db.run(
            "INSERT INTO generations (id, kind, idempotency_key, user_id, chat_id, model_id, status, wanted, reply_to)"
            " VALUES (%s, 'voice', %s, %s, %s, %s, 'queued', '{1}', %s) ON CONFLICT (idempotency_key) DO NOTHING",
            secrets.token_urlsafe(9),
            key,
            user_id,
            chat_id,
            model_id,
            reply_to,
        )
        row = await self._db.row(f"SELECT {COLUMNS} FROM generations WHERE idempotency_key = %s", key)
        if row is None:  # erased in this very moment
            raise Superseded
        known = _generation(row)
        begun = await self.start(known.id)
        return begun or known, begun is not None

    async def passed_on(self, generation: Generation) -> None:
        await self._db.run("UPDATE generations SET prompt = '' WHERE id = %s AND kind = 'voice'", generation.id)

    async def get(self, generation_id: str) -> Generation | None:
        row = await self._db.row(f"SELECT {COLUMNS} FROM generations WHERE id = %s", generation_id)
        return _generation(row) if row else None

    async def start(self, generation_id: str) -> Generation | None:
        async with self._db.transaction() as connection:
            row = await _one(
                connection,
                f"""
                UPDATE generations SET run = run + 1, status = 'running', started_at = coalesce(started_at, now())
                 WHERE id = %s AND status IN ('queued', 'running') RETURNING {COLUMNS}
                """,
                generation_id,
            )
            # Also of one that was given up while it was drawn: whoever drew it will not settle them any more.
            await connection.execute(CUT_OFF, (generation_id,))
            return _generation(row) if row else None

    async def pictures(self, generation_id: str) -> list[Picture]:
        rows = await self._db.rows(
            """
            SELECT DISTINCT ON (n) generation_id, n, key, mime, engine, width, height, likeness, likeness_lock,
                   unmeasured, making, faces, bool_or(starred_at IS NOT NULL) OVER (PARTITION BY n) AS starred,
                   count(*) OVER (PARTITION BY n) AS tries
              FROM pictures WHERE generation_id = %s
             ORDER BY n, coalesce(likeness, likeness_lock) DESC NULLS LAST, try
            """,
            generation_id,
        )
        return [picture_of(row) for row in rows]

    async def page(self, model_id: str, offset: int, size: int, *, starred: bool) -> Page:
        rows = await self._db.rows(
            f"""
            WITH shown AS ({SHOWN}),
                 place AS (SELECT count(*) AS total, CASE WHEN %s < count(*) THEN %s
                                                          ELSE (count(*) - 1) / %s * %s END AS skipped FROM shown)
            SELECT shown.*, total, skipped, d.file_ids[
                       (SELECT count(DISTINCT o.n) FROM pictures o
                         WHERE o.generation_id = shown.generation_id AND o.n <= shown.n)
                   ] AS file_id
              FROM shown CROSS JOIN place
              LEFT JOIN deliveries d ON d.generation_id = shown.generation_id AND d.part = 'scene' AND d.state = 'sent'
             ORDER BY asked_at DESC, shown.generation_id, n OFFSET (SELECT skipped FROM place) LIMIT %s
            """,
            model_id,
            model_id,
            starred,
            offset,
            offset,
            size,
            size,
            size,
        )
        if not rows:
            return Page((), (), 1, 0, starred)
        total, skipped = rows[0]["total"], rows[0]["skipped"]
        asked = [row.pop("asked_at") for row in rows]
        files = tuple(row.pop("file_id") for row in rows)
        for row in rows:
            del row["total"], row["skipped"]
        return Page(tuple(map(picture_of, rows)), files, skipped + 1, total, starred, asked[0], asked[-1])

    async def prompts(self, user_id: int, most: int) -> list[Generation]:
        rows = await self._db.rows(
            f"""
            SELECT * FROM (
                SELECT DISTINCT ON (prompt, companions) * FROM (
                    SELECT {COLUMNS} FROM generations
                     WHERE user_id = %s AND kind = 'scene' ORDER BY created_at DESC LIMIT %s
                ) AS newest
                 WHERE way = '' AND prompt <> '' AND status NOT IN ('failed', 'cancelled')
                 ORDER BY prompt, companions, created_at DESC
            ) AS said ORDER BY created_at DESC LIMIT %s
            """,
            user_id,
            LOOKED_THROUGH,
            most,
        )
        return [_generation(row) for row in rows]

    async def star(self, generation_id: str, n: int, *, starred: bool) -> None:
        await self._db.run(
            "UPDATE pictures SET starred_at = CASE WHEN %s THEN now() END WHERE generation_id = %s AND n = %s",
            starred,
            generation_id,
            n,
        )

    async def drawn(self, generation: Generation) -> None:
        noted = await self._db.row(
            """
            WITH noted AS (
                UPDATE generations SET drawn_at = now() WHERE id = %s AND run = %s AND status = 'running'
                RETURNING kind, model_id
            ), chosen_from AS (
                UPDATE models SET stage = 'choosing' FROM noted
                 WHERE models.id = noted.model_id AND noted.kind = 'candidates' AND models.stage = 'drawing'
            )
            SELECT FROM noted
            """,
            generation.id,
            generation.run,
        )
        if noted is None:
            raise Superseded

    async def finish(self, generation: Generation, failure: Failure | None = None) -> None:
        async with self._db.transaction() as connection:
            await connection.execute("SELECT FROM users WHERE id = %s FOR UPDATE", (generation.user_id,))
            await _still_ours(connection, generation)
            await connection.execute(
                "UPDATE generations SET status = %s, failure = %s, finished_at = now() WHERE id = %s",
                (Status.FAILED if failure else Status.DONE, failure and failure.reason, generation.id),
            )
            await connection.execute(CUT_OFF, (generation.id,))  # after an error that nobody foresaw
            if generation.kind is Kind.CANDIDATES:
                # A set that was drawn has opened the choice already; what is drawn now is the next one.
                await connection.execute(
                    "UPDATE models SET stage = 'choosing' WHERE id = %s AND stage = 'drawing'"
                    " AND EXISTS (SELECT FROM generations WHERE id = %s AND drawn_at IS NULL)",
                    (generation.model_id, generation.id),
                )
            elif generation.kind is Kind.SCENE:
                await self.promote(connection, generation.user_id)

    async def failing(self, generation: Generation, failure: Failure) -> None:
        async with self._db.transaction() as connection:
            await _still_ours(connection, generation)
            noted = f"{failure.reason}\n{failure.words}" if failure.words else failure.reason
            await connection.execute("UPDATE generations SET failure = %s WHERE id = %s", (noted, generation.id))

    async def abandon(self, user_id: int) -> None:
        async with self._db.transaction() as connection:
            await connection.execute("SELECT FROM users WHERE id = %s FOR UPDATE", (user_id,))
            await connection.execute(
                """
                UPDATE generations SET status = 'cancelled', failure = 'chat_gone', finished_at = now()
                 WHERE user_id = %s AND status IN ('waiting', 'queued', 'running')
                """,
                (user_id,),
            )
            await connection.execute(
                "UPDATE models SET stage = 'choosing' WHERE telegram_id = %s AND stage = 'drawing'", (user_id,)
            )

    async def abandon_chat(self, chat_id: int) -> None:
        async with self._db.transaction() as connection:
            users = await connection.execute(
                """
                SELECT id FROM users WHERE id IN (
                    SELECT user_id FROM generations WHERE chat_id = %s AND status IN ('waiting', 'queued', 'running')
                ) ORDER BY id FOR UPDATE
                """,
                (chat_id,),
            )
            await connection.execute(
                """
                WITH gone AS (
                    UPDATE generations SET status = 'cancelled', failure = 'chat_gone', finished_at = now()
                     WHERE chat_id = %s AND status IN ('waiting', 'queued', 'running') RETURNING model_id
                )
                UPDATE models SET stage = 'choosing' WHERE id IN (SELECT model_id FROM gone) AND stage = 'drawing'
                """,
                (chat_id,),
            )
            for user in await users.fetchall():
                await self.promote(connection, user["id"])

    async def moved(self, chat_id: int, to: int) -> None:
        # Messages have other numbers there: what was sent before can be neither answered nor edited.
        await self._db.run(
            """
            UPDATE generations SET chat_id = %s, reply_to = NULL, status_message_id = NULL
             WHERE chat_id = %s AND status IN ('waiting', 'queued', 'running')
            """,
            to,
            chat_id,
        )

    async def promote(self, connection: Connection, user_id: int) -> None:
        """Give the user's oldest waiting scenes the places that are free, with their jobs. The caller holds the user's
        row.
        """
        cursor = await connection.execute(
            """
            UPDATE generations SET status = 'queued' WHERE id IN (
                SELECT id FROM generations WHERE user_id = %(user)s AND status = 'waiting' ORDER BY created_at
                 LIMIT greatest(0, %(most)s - (SELECT count(*) FROM generations WHERE user_id = %(user)s
                                                  AND kind = 'scene' AND status IN ('queued', 'running')))
            ) RETURNING id, created_at
            """,
            {"user": user_id, "most": SCENES_AT_ONCE},
        )
        for row in sorted(await cursor.fetchall(), key=lambda row: row["created_at"]):
            await self._defer(connection, row["id"])

    async def offered(self, model_id: str) -> Generation | None:
        row = await self._db.row(
            f"""
            SELECT {COLUMNS} FROM generations g
             WHERE model_id = %s AND kind = 'candidates'
               AND EXISTS (SELECT FROM pictures p WHERE p.generation_id = g.id)
             ORDER BY created_at DESC LIMIT 1
            """,
            model_id,
        )
        return _generation(row) if row else None

    async def sets(self, model_id: str) -> Sets:
        rows = await self._db.rows(
            """
            WITH made AS (SELECT g.id, g.created_at, array_agg(p.key) AS keys
                            FROM generations g JOIN pictures p ON p.generation_id = g.id
                           WHERE g.model_id::text = %s AND g.kind = 'candidates' GROUP BY g.id)
            SELECT id, EXISTS (SELECT FROM made later WHERE later.created_at > made.created_at
                                  AND later.keys @> made.keys) AS repeated
              FROM made ORDER BY created_at
            """,
            model_id,
        )
        return Sets(tuple(row["id"] for row in rows if not row["repeated"]), len(rows))

    async def mark(self, generation_id: str, n: int) -> bool:
        changed = await self._db.run(
            "UPDATE generations SET marked = %s WHERE id = %s AND marked IS DISTINCT FROM %s", n, generation_id, n
        )
        return changed == 1

    async def cancel(self, user_id: int) -> int:
        return len(await self._cancel("true", user_id))

    async def cancel_one(self, user_id: int, generation_id: str) -> bool:
        return bool(await self._cancel("g.id = %s", user_id, generation_id))

    async def _cancel(self, which: str, user_id: int, *values: object) -> list[str]:
        """What nothing is paid for: no call of it is under way and none has brought a picture."""
        async with self._db.transaction() as connection:
            # None may be reserved in this very moment. After that, in the order of the other transactions.
            await connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            await connection.execute("SELECT FROM users WHERE id = %s FOR UPDATE", (user_id,))
            gone = await connection.execute(
                f"""
                UPDATE generations g SET status = 'cancelled', finished_at = now()
                 WHERE g.user_id = %s AND g.kind = 'scene' AND g.status IN ('waiting', 'queued', 'running')
                   AND g.drawn_at IS NULL AND {which}
                   AND NOT EXISTS (SELECT FROM calls c WHERE c.generation_id = g.id AND c.outcome IN ('intent', 'ok'))
                RETURNING g.id
                """,
                (user_id, *values),
            )
            ids = [str(row["id"]) for row in await gone.fetchall()]
            if ids:
                await self.promote(connection, user_id)
            return ids

    async def usual_seconds(self, kind: Kind, engine: str = "") -> float | None:
        row = await self._db.row(
            """
            SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds)::float AS median,
                   (percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE engine = %s))::float AS its,
                   count(*) AS n, count(*) FILTER (WHERE engine = %s) AS n_its
              FROM (
                SELECT extract(epoch FROM finished_at - started_at) AS seconds,
                       (SELECT engine FROM pictures p WHERE p.generation_id = g.id LIMIT 1) AS engine
                  FROM generations g
                 WHERE kind = %s AND status = 'done' AND finished_at > now() - interval '1 day'
                 ORDER BY finished_at DESC LIMIT 50
              ) AS latest
            """,
            engine,
            engine,
            kind,
        )
        if row is None or row["n"] < ENOUGH:
            return None
        return float(row["its"] if row["n_its"] >= ENOUGH else row["median"])

    async def told(self, generation_id: str, status_message_id: int, *, spoken: bool = False) -> None:
        await self._db.run(
            "UPDATE generations SET status_message_id = %s, spoken = spoken OR %s WHERE id = %s",
            status_message_id,
            spoken,
            generation_id,
        )


async def _still_ours(connection: Connection, generation: Generation) -> None:
    """Fencing: a process that was paused or cut off must not touch what a newer run has taken over."""
    row = await _one(
        connection,
        "SELECT FROM generations WHERE id = %s AND run = %s AND status = 'running' FOR UPDATE",
        generation.id,
        generation.run,
        found=True,
    )
    if row is None:
        raise Superseded


async def _one(connection: Connection, sql: str, *values: object, found: bool = False) -> Any:
    row = await (await connection.execute(sql, values)).fetchone()
    return row if found else row or {}


def _generation(row: dict[str, Any]) -> Generation:
    return Generation(
        **{
            **row,
            "kind": Kind(row["kind"]),
            "status": Status(row["status"]),
            "wanted": tuple(row["wanted"]),
            "companions": tuple(row["companions"]),
            "way": Way(row["way"]),
        }
    )


def picture_of(row: dict[str, Any]) -> Picture:
    likeness = Likeness(row.pop("likeness"), row.pop("likeness_lock"), row.pop("unmeasured"))
    making, faces = row.pop("making"), tuple(Likeness(**one) for one in row.pop("faces", None) or ())
    if making:
        making = Making(**{**making, "references": tuple(making["references"])})
    return Picture(**row, likeness=likeness, making=making, faces=faces)
