"""What the owner was told already."""

from core.adapters.postgres.database import Database


class PostgresNotices:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def first(self, subject: str) -> bool:
        return await self._db.run("INSERT INTO notices (subject) VALUES (%s) ON CONFLICT DO NOTHING", subject) == 1

    async def forget(self, subject: str) -> None:
        await self._db.run("DELETE FROM notices WHERE subject = %s", subject)
