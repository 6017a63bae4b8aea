"""What is waiting, what was spent, and whether the database fits the code: one question each."""

from core.adapters.postgres.database import Database
from core.adapters.postgres.migrate import migrations
from core.models import EngineLikeness, Figures


class PostgresFigures:
    def __init__(self, database: Database) -> None:
        self._db = database
        self._version = len(migrations())

    async def now(self) -> Figures:
        """Raises DatabaseAway."""
        row = await self._db.row("""
            SELECT updates.n AS updates_waiting, coalesce(updates.age, 0)::float AS oldest_update_seconds,
                   jobs.waiting AS jobs_waiting, jobs.running AS jobs_running,
                   coalesce(jobs.age, 0)::float AS oldest_job_seconds, spent.usd AS spent_today_usd
              FROM (SELECT count(*) AS n, extract(epoch FROM clock_timestamp() - min(received_at)) AS age
                      FROM inbox WHERE done_at IS NULL) AS updates,
                   (SELECT count(*) FILTER (WHERE j.status = 'todo') AS waiting,
                           count(*) FILTER (WHERE j.status = 'doing') AS running,
                           (SELECT extract(epoch FROM clock_timestamp() - min(e.at))
                              FROM procrastinate_events e JOIN procrastinate_jobs t ON t.id = e.job_id
                             WHERE t.status = 'todo' AND e.type = 'deferred') AS age
                      FROM procrastinate_jobs j WHERE j.status IN ('todo', 'doing')) AS jobs,
                   (SELECT coalesce(sum(usd), 0)::float AS usd
                      FROM spent WHERE day = (now() AT TIME ZONE 'utc')::date) AS spent
            """)
        return Figures(**row) if row else Figures()

    async def likeness(self, latest: int) -> list[EngineLikeness]:
        rows = await self._db.rows(
            """
            SELECT engine,
                   coalesce(avg(likeness) FILTER (WHERE place <= latest), 0)::float AS recent,
                   count(*) FILTER (WHERE place <= latest) AS pictures,
                   coalesce(avg(likeness) FILTER (WHERE place > latest), 0)::float AS before,
                   count(*) FILTER (WHERE place > latest) AS pictures_before
              FROM (SELECT engine, likeness, row_number() OVER (PARTITION BY engine ORDER BY created_at DESC) AS place
                      FROM pictures WHERE likeness IS NOT NULL AND created_at > now() - interval '30 days'
                       AND faces IS NULL -- of several faces the least near one counts, which is lower
                   ) AS newest,
                   (SELECT %s::int AS latest) AS told
             WHERE place <= 4 * latest GROUP BY engine ORDER BY engine
            """,
            latest,
        )
        return [EngineLikeness(**row) for row in rows]

    async def up_to_date(self) -> bool:
        """Whether the migrations are those of this code. Raises DatabaseAway."""
        row = await self._db.row("SELECT max(version) AS version FROM migrations")
        return row is not None and row["version"] == self._version

    async def worker_beats(self, within_seconds: float) -> bool:
        """Whether any worker has given a sign of life. Raises DatabaseAway."""
        row = await self._db.row(
            "SELECT FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)",
            within_seconds,
        )
        return row is not None
