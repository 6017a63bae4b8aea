"""The one claim code that is valid, as a hash, and the wrong tries against it."""

from collections.abc import Callable
from typing import Literal

from core.adapters.postgres.database import Database
from core.models import OWNER

OWNED = f"EXISTS (SELECT FROM decisions WHERE name = '{OWNER}')"


class PostgresClaims:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def renew(self, code_hash: str) -> bool:
        async with self._db.transaction() as connection:
            renewed = await connection.execute(
                f"""
                INSERT INTO claim (code_hash) SELECT %s WHERE NOT {OWNED}
                ON CONFLICT (one) DO UPDATE SET code_hash = excluded.code_hash, printed_at = now()
                """,
                (code_hash,),
            )
            if renewed.rowcount:
                await connection.execute("DELETE FROM claim_tries")
            return renewed.rowcount == 1

    async def take(
        self, user_id: int, fits: Callable[[str], bool], most_wrong: int
    ) -> Literal["taken", "wrong", "silence"]:
        async with self._db.transaction() as connection:
            # One try at a time: so neither the count nor the code can be passed by two at once.
            valid = await (await connection.execute("SELECT code_hash FROM claim FOR UPDATE")).fetchone()
            tries = await connection.execute("SELECT wrong FROM claim_tries WHERE user_id = %s", (user_id,))
            before = await tries.fetchone()
            if before and before["wrong"] >= most_wrong:
                return "silence"
            if valid and fits(valid["code_hash"]):
                taken = await connection.execute(
                    "INSERT INTO decisions (name, value) VALUES (%s, %s) ON CONFLICT DO NOTHING", (OWNER, str(user_id))
                )
                await connection.execute("DELETE FROM claim")
                await connection.execute("DELETE FROM claim_tries")
                return "taken" if taken.rowcount else "wrong"
            await connection.execute(
                "INSERT INTO claim_tries (user_id, wrong) VALUES (%s, 1)"
                " ON CONFLICT (user_id) DO UPDATE SET wrong = claim_tries.wrong + 1",
                (user_id,),
            )
            return "wrong"
