"""Whose turn it is: generations are accepted, begun, ended and given up, each with its job in the same commit."""

import logging
import secrets
from collections.abc import Sequence

from psycopg.types.json import Jsonb

from core.about import about
from core.adapters.postgres.database import Connection, Database
from core.adapters.postgres.generation_rows import COLUMNS, OWN_COLUMNS, generation_of
from core.adapters.postgres.ledger import LOCK
from core.errors import StillDrawing, Superseded, TooManyWaiting
from core.models import SCENES_AT_ONCE, SCENES_WAITING, Failure, Generation, Kind, Ratio, Size, Status, Way

log = logging.getLogger(__name__)

# The functions are those of migrations/0016: each waits for the user's row or the generation's, then looks.
ACCEPT = f"""
    SELECT {OWN_COLUMNS}, companions, turn, refused
      FROM (SELECT (generation).*, companions, turn, refused
              FROM accept_generation(%(asked)s, %(shown)s, %(copied)s, %(at_once)s, %(most_waiting)s)) AS accepted
"""


class Turns:
    def __init__(self, database: Database) -> None:
        self._db = database

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
        asked = {
            "id": secrets.token_urlsafe(9),
            "kind": kind,
            "idempotency_key": key,
            "user_id": user_id,
            "chat_id": chat_id,
            "model_id": model_id,
            "prompt": prompt,
            "wanted": list(wanted),
            "alike": alike,
            "way": way,
            "size": size,
            "ratio": ratio,
            "reply_to": reply_to,
        }
        shown = [
            {"generation_id": asked["id"], "model_id": companion, "place": place}
            for place, companion in enumerate(companions, 2)
        ]
        row = await self._db.row(
            ACCEPT,
            asked=Jsonb(asked),
            shown=Jsonb(shown),
            copied=copy_of,
            at_once=SCENES_AT_ONCE,
            most_waiting=SCENES_WAITING,
        )
        assert row is not None  # noqa: S101  # the function answers with one row
        refused, turn = row.pop("refused"), int(row.pop("turn"))
        if refused == "drawing":
            raise StillDrawing
        if refused == "full":
            raise TooManyWaiting(SCENES_WAITING)
        generation = generation_of(row)
        if generation.id == asked["id"]:
            with about(generation=generation.id):
                log.info("%s accepted, %s are ahead", kind, turn)
        return generation, turn

    async def start(self, generation_id: str) -> Generation | None:
        row = await self._db.row(f"SELECT {COLUMNS} FROM start_generation(%s)", generation_id)
        return generation_of(row) if row else None

    async def finish(self, generation: Generation, failure: Failure | None = None) -> None:
        row = await self._db.row(
            "SELECT finish_generation(%s, %s, %s, %s, %s, %s) AS ours",
            generation.id,
            generation.run,
            generation.user_id,
            Status.FAILED if failure else Status.DONE,
            failure and failure.reason,
            SCENES_AT_ONCE,
        )
        if row is None or not row["ours"]:
            raise Superseded

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

    async def promote(self, connection: Connection, user_id: int) -> None:
        """Give the user's oldest waiting scenes the places that are free, with their jobs. The caller holds the user's
        row.
        """
        await connection.execute("SELECT promote_scenes(%s, %s)", (user_id, SCENES_AT_ONCE))

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
