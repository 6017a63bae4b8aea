"""What the owner was told already."""

from core.adapters.postgres.database import Database


class PostgresNotices:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def first(self, subject: str, again_after: float | None = None) -> bool:
        noted = await self._db.run(
            """
            INSERT INTO notices (subject) VALUES (%s)
                ON CONFLICT (subject) DO UPDATE SET told_at = now()
             WHERE notices.told_at < now() - make_interval(secs => %s)
            """,
            subject,
            again_after,  # NULL: never
        )
        return noted == 1

    async def over(self, subject: str) -> float | None:
        row = await self._db.row(
            "DELETE FROM notices WHERE subject = %s RETURNING extract(epoch FROM now() - told_at)::float AS seconds",
            subject,
        )
        return row["seconds"] if row else None

    async def forget(self, subject: str) -> None:
        await self._db.run("DELETE FROM notices WHERE subject = %s", subject)
