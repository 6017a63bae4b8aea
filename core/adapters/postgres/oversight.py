"""What the owner wants to see: money, failures and engines, one question each."""

from datetime import date

from core.adapters.postgres.database import Database
from core.adapters.postgres.ledger import TODAY
from core.models import EngineHealth


class PostgresOversight:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def spent(self, days: int) -> list[tuple[date, float, int]]:
        rows = await self._db.rows(
            f"""
            SELECT (day AT TIME ZONE 'utc')::date AS day,
                   coalesce(sum(coalesce(cost_usd, reserved_usd)), 0)::float AS usd,
                   count(*) FILTER (WHERE outcome = 'ok' AND purpose IN ('candidate', 'scene')) AS pictures
              FROM generate_series(0, %s) AS ago
             CROSS JOIN LATERAL (SELECT {TODAY} - make_interval(hours => 24 * ago) AS day) AS days
              LEFT JOIN calls ON created_at >= day AND created_at < day + interval '24 hours'
             GROUP BY 1 ORDER BY 1 DESC
            """,
            days - 1,
        )
        return [(row["day"], row["usd"], row["pictures"]) for row in rows]

    async def failures_today(self) -> list[tuple[str, int]]:
        rows = await self._db.rows(f"""
            SELECT coalesce(nullif(reason, ''), outcome) AS reason, count(*) AS n FROM calls
             WHERE created_at >= {TODAY} AND outcome IN ('refused', 'failed', 'unknown')
             GROUP BY 1 ORDER BY 2 DESC, 1
            """)
        return [(row["reason"], row["n"]) for row in rows]

    async def engines(self) -> list[EngineHealth]:
        rows = await self._db.rows("""
            SELECT engine, count(*) AS calls, count(*) FILTER (WHERE outcome <> 'ok') AS failed,
                   (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM settled_at - created_at))
                       FILTER (WHERE outcome = 'ok'))::float AS median_seconds
              FROM calls WHERE created_at > now() - interval '1 hour' AND outcome <> 'intent'
             GROUP BY engine ORDER BY engine
            """)
        return [EngineHealth(**row) for row in rows]

    async def stored(self) -> tuple[int, int]:
        row = await self._db.row("""
            SELECT (SELECT count(DISTINCT key) FROM pictures) AS pictures,
                   pg_database_size(current_database()) AS bytes
            """)
        return (row["pictures"], row["bytes"]) if row else (0, 0)
