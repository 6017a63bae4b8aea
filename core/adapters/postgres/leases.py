"""Leases: a row that somebody holds until it expires. The database's clock decides."""

from collections.abc import Callable

from core.adapters.postgres.database import Database

KEPT = "1 hour"  # expired leases of processes that ended; nobody asks for them again


class PostgresLeases:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def hold(self, name: str, holder: str, seconds: float) -> bool:
        held = await self._db.run(
            """
            INSERT INTO leases (name, holder, expires_at)
            VALUES (%s, %s, clock_timestamp() + make_interval(secs => %s))
            ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
             WHERE leases.holder = excluded.holder OR leases.expires_at <= clock_timestamp()
            """,
            name,
            holder,
            seconds,
        )
        return held == 1

    async def release(self, name: str, holder: str) -> None:
        await self._db.run("DELETE FROM leases WHERE name = %s AND holder = %s", name, holder)

    async def forget(self, has_ended: Callable[[str], bool]) -> None:
        """Remove what expired long ago, and the leases of holders that have certainly ended."""
        rows = await self._db.rows("SELECT DISTINCT holder FROM leases")
        ended = [row["holder"] for row in rows if has_ended(row["holder"])]
        await self._db.run(
            f"DELETE FROM leases WHERE holder = ANY (%s) OR expires_at < now() - interval '{KEPT}'", ended
        )
