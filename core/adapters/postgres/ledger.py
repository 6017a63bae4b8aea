"""Paid calls: reserved before, settled after. The caps of the day are counted here, in the same transaction."""

import json
from dataclasses import asdict

from core.adapters.postgres.database import Database
from core.errors import (
    CapReached,
    ChatGone,
    CoreError,
    Erased,
    NothingHeard,
    OutcomeUnknown,
    Superseded,
)
from core.models import BUDGET_USD, PICTURES_PER_USER, Generation, Picture, Status, Transcript, Usage

# One reservation at a time, so that parallel calls cannot pass a cap together. The function `reserve` takes it too.
LOCK = 7_101_370_002
TODAY = "date_trunc('day', now() AT TIME ZONE 'utc') AT TIME ZONE 'utc'"
MONTH = "date_trunc('month', now() AT TIME ZONE 'utc') AT TIME ZONE 'utc'"
# Of the user, today: drawn or under way. Calls whose generation was deleted count one by one.
PICTURES = f"""
    count(DISTINCT (coalesce(generation_id, 'call ' || id), n)) FROM calls
     WHERE user_id = %(user)s AND created_at >= {TODAY} AND purpose IN ('candidate', 'scene')
       AND outcome IN ('intent', 'ok')
"""
# Those that no credit pays.
FREE = f"{PICTURES} AND NOT credit"
BALANCE = "SELECT coalesce(sum(pictures), 0)::int AS balance FROM credits WHERE user_id = %(user)s"
# What the owner decided in the chat, instead of the settings.
DECIDED = "(SELECT coalesce(jsonb_object_agg(name, value), '{}') FROM decisions)"
# The generation is held before the call, as by whoever erases it; else the two could wait for each other.
KEEP = """
    WITH there AS (
        SELECT id FROM generations WHERE id = %(generation)s FOR KEY SHARE
    ), settled AS (
        UPDATE calls SET outcome = 'ok', cost_usd = %(cost)s, settled_at = now()
          FROM (SELECT count(*) FROM there) AS looked WHERE calls.id = %(call)s AND outcome = 'intent'
        RETURNING calls.id
    ), kept AS (
        INSERT INTO pictures (generation_id, n, try, key, mime, engine, width, height, likeness, likeness_lock,
                              unmeasured, making, faces)
        SELECT there.id, %(n)s, %(tries)s, %(key)s, %(mime)s, %(engine)s, %(width)s, %(height)s, %(likeness)s,
               %(likeness_lock)s, %(unmeasured)s, %(making)s, %(faces)s
          FROM there, settled
    )
    SELECT EXISTS (SELECT FROM there) AS there, EXISTS (SELECT FROM settled) AS settled
"""


class PostgresLedger:
    """The caps of the settings hold until the owner decides others in the chat.

    Beyond the pictures of the day a picture costs a credit, where the user has one. Where credits are sold (`sells`)
    the owner needs none.
    """

    def __init__(
        self,
        database: Database,
        pictures_per_user: int,
        budget_usd: float,
        budget_per_user_usd: float = 0.0,
        *,
        sells: bool = False,
        owner_id: int | None = None,
    ) -> None:
        self._db = database
        self._pictures_per_user = pictures_per_user
        self._budget_usd = budget_usd
        self._budget_per_user_usd = budget_per_user_usd  # 0: none
        self._sells = sells
        self._owner_id = owner_id

    async def open(self, generation: Generation, purpose: str, n: int, engine: str, reserve_usd: float) -> int:
        (told,) = await self._db.rows(
            "SELECT * FROM reserve(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            *(generation.id, generation.run, generation.user_id, purpose, n, engine, reserve_usd),
            *(self._pictures_per_user, self._budget_usd, self._budget_per_user_usd, self._sells, self._owner_id),
        )
        if told["refusal"]:
            raise _refused(told["refusal"], told["most"], engine)
        return int(told["call"])

    def _caps(self, decided: dict[str, str]) -> tuple[int, float]:
        return (
            int(decided.get(PICTURES_PER_USER, self._pictures_per_user)),
            float(decided.get(BUDGET_USD, self._budget_usd)),
        )

    async def close(self, call: int, outcome: str, cost_usd: float, reason: str = "") -> None:
        await self._db.run(
            """
            UPDATE calls SET outcome = %s, cost_usd = %s, reason = %s, settled_at = now()
             WHERE id = %s AND outcome = 'intent'
            """,
            outcome,
            cost_usd,
            reason[:200],
            call,
        )

    async def keep(self, generation: Generation, call: int, picture: Picture, cost_usd: float) -> None:
        row = await self._db.row(
            KEEP,
            generation=generation.id,
            call=call,
            cost=cost_usd,
            n=picture.n,
            tries=picture.tries,
            key=picture.key,
            mime=picture.mime,
            engine=picture.engine,
            width=picture.width,
            height=picture.height,
            likeness=picture.likeness.photos,
            likeness_lock=picture.likeness.lock,
            unmeasured=picture.likeness.unmeasured,
            making=json.dumps(asdict(picture.making)) if picture.making else None,
            faces=json.dumps([asdict(face) for face in picture.faces]) if picture.faces else None,
        )
        if not (row and row["there"]):  # the call is settled all the same
            raise Erased
        if not (row["settled"] or await self._is_kept(picture)):
            raise Superseded  # a newer run has settled it as unknown

    async def _is_kept(self, picture: Picture) -> bool:
        """By us: the answer to the commit was lost. Asked after it, for the commit may have come meanwhile."""
        kept = "SELECT FROM pictures WHERE generation_id = %s AND n = %s AND try = %s AND key = %s"
        return await self._db.row(kept, picture.generation_id, picture.n, picture.tries, picture.key) is not None

    async def heard(self, generation: Generation, call: int, transcript: Transcript) -> None:
        # Once more after a commit whose answer was lost, it is done already.
        kept = await self._db.run(
            """
            WITH settled AS (
                UPDATE calls SET outcome = 'ok', cost_usd = %s, settled_at = now() WHERE id = %s AND outcome = 'intent'
            )
            UPDATE generations SET prompt = %s, status = %s, failure = %s, finished_at = now()
             WHERE id = %s AND run = %s AND status IN ('running', 'done', 'failed')
            """,
            *(transcript.cost_usd, call),
            transcript.words,
            Status.DONE if transcript.words else Status.FAILED,
            None if transcript.words else NothingHeard.__name__,
            *(generation.id, generation.run),
        )
        if not kept:
            raise Superseded

    async def left(self, user_id: int) -> int:
        pictures = f"SELECT (SELECT {FREE}) AS pictures, {DECIDED} AS decided"
        row = await self._db.row(pictures, user=user_id) or {"pictures": 0, "decided": {}}
        most, _ = self._caps(row["decided"])
        return max(0, most - int(row["pictures"]))

    async def usage(self, user_id: int) -> Usage:
        row = await self._db.row(
            f"""
            SELECT (SELECT {PICTURES}) AS today,
                   count(DISTINCT (coalesce(generation_id, 'call ' || id), n)) FILTER (
                       WHERE user_id = %(user)s AND purpose IN ('candidate', 'scene') AND outcome = 'ok') AS month,
                   coalesce(sum(coalesce(cost_usd, reserved_usd)) FILTER (WHERE user_id = %(user)s), 0)::float
                       AS month_usd,
                   coalesce(sum(coalesce(cost_usd, reserved_usd)), 0)::float AS everybody_usd
              FROM calls WHERE created_at >= {MONTH}
            """,
            user=user_id,
        )
        return Usage(**(row or {"today": 0, "month": 0}), left=await self.left(user_id))

    async def credits(self, user_id: int) -> int | None:
        if not self._sells:
            return None
        row = await self._db.row(BALANCE, user=user_id)
        return row["balance"] if row else 0

    async def entries(self) -> list[dict[str, object]]:
        return await self._db.rows("""
            SELECT (created_at AT TIME ZONE 'utc')::date::text AS day, user_id, purpose, engine, outcome,
                   count(*) AS calls, sum(coalesce(cost_usd, reserved_usd))::float AS usd
              FROM calls GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
            """)


def _refused(why: str, most: float, engine: str) -> CoreError:
    """What a refusal of the function `reserve` is to the bot."""
    match why:
        case "superseded":
            return Superseded()
        case "denied":
            return ChatGone("the owner has shut this user out")
        case "unknown":
            return OutcomeUnknown(engine, "the outcome was unknown twice")
        case "paused" | "own_budget" | "voices" | "budget" | "credits" | "pictures":
            return CapReached(why, most)
    raise ValueError(why)
