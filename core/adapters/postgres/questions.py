"""Messages of ours that wait for a reply."""

from core.adapters.postgres.database import Database


class PostgresQuestions:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def ask(self, user_id: int, chat_id: int, message_id: int, what: str, about: str) -> None:
        # A process that was paused may still be asking when another one has erased everything of this user.
        await self._db.run(
            "INSERT INTO questions (chat_id, message_id, user_id, what, about)"
            " SELECT %s, %s, id, %s, %s FROM users WHERE id = %s ON CONFLICT DO NOTHING",
            chat_id,
            message_id,
            what,
            about,
            user_id,
        )

    async def asked(self, user_id: int, chat_id: int, message_id: int) -> tuple[str, str] | None:
        row = await self._db.row(
            "SELECT what, about FROM questions WHERE chat_id = %s AND message_id = %s AND user_id = %s",
            chat_id,
            message_id,
            user_id,
        )
        return (row["what"], row["about"]) if row else None
