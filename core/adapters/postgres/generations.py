"""Generations: read, noted and listened to here; whose turn it is and what is shown of them in modules of their own."""

import secrets

from core.adapters.postgres.gallery import Gallery
from core.adapters.postgres.generation_rows import COLUMNS, generation_of
from core.adapters.postgres.turns import Turns
from core.errors import Superseded
from core.models import Failure, Generation, Kind

ENOUGH = 5  # generations, for a median


class PostgresGenerations(Turns, Gallery):
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
        known = generation_of(row)
        begun = await self.start(known.id)
        return begun or known, begun is not None

    async def passed_on(self, generation: Generation) -> None:
        await self._db.run("UPDATE generations SET prompt = '' WHERE id = %s AND kind = 'voice'", generation.id)

    async def get(self, generation_id: str) -> Generation | None:
        row = await self._db.row(f"SELECT {COLUMNS} FROM generations WHERE id = %s", generation_id)
        return generation_of(row) if row else None

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

    async def failing(self, generation: Generation, failure: Failure) -> None:
        noted = await self._db.run(
            "UPDATE generations SET failure = %s WHERE id = %s AND run = %s AND status = 'running'",
            f"{failure.reason}\n{failure.words}" if failure.words else failure.reason,
            generation.id,
            generation.run,
        )
        if not noted:
            raise Superseded

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
