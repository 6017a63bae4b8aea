"""Invitation links, by the hash of their token."""

from core.adapters.postgres.database import Database
from core.models import Invitation


class PostgresInvites:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def add(self, token_hash: str, uses: int, days: int) -> None:
        await self._db.run(
            "INSERT INTO invites (token_hash, uses, expires_at) VALUES (%s, %s, now() + make_interval(days => %s))",
            token_hash,
            uses,
            days,
        )

    async def open(self) -> list[Invitation]:
        rows = await self._db.rows(
            "SELECT id, uses, used, expires_at FROM invites WHERE used < uses AND expires_at > now() ORDER BY id"
        )
        return [Invitation(**row) for row in rows]

    async def revoke(self, invite_id: int) -> bool:
        return await self._db.run("UPDATE invites SET expires_at = now() WHERE id = %s", invite_id) == 1

    async def redeem(self, token_hash: str, user_id: int, name: str) -> bool:
        async with self._db.transaction() as connection:
            # Locked and looked at again after the wait: two at once cannot both have the last use.
            found = await connection.execute(
                "SELECT id FROM invites WHERE token_hash = %s AND used < uses AND expires_at > now() FOR UPDATE",
                (token_hash,),
            )
            invite = await found.fetchone()
            if invite:
                let_in = await connection.execute(
                    """
                    INSERT INTO access (user_id, state, name, decided_at, invite_id)
                    VALUES (%s, 'allowed', %s, now(), %s)
                    ON CONFLICT (user_id) DO UPDATE SET state = 'allowed', name = excluded.name, decided_at = now(),
                        invite_id = excluded.invite_id WHERE access.state = 'asked'
                    """,
                    (user_id, name, invite["id"]),
                )
                if let_in.rowcount:
                    await connection.execute("UPDATE invites SET used = used + 1 WHERE id = %s", (invite["id"],))
            known = await connection.execute("SELECT FROM access WHERE user_id = %s AND state = 'allowed'", (user_id,))
            return await known.fetchone() is not None
