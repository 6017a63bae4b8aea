"""Who is at the door: one look at the rows, judged by the settings."""

from collections.abc import Callable
from dataclasses import dataclass

from core.models import Entry, Known, Standing
from core.ports import Door


@dataclass(frozen=True)
class Admit:
    """`owner_id` is OWNER_ID, which wins over whoever claimed the bot; `listed` asks ALLOWED_USERS."""

    door: Door
    owner_id: int | None
    listed: Callable[[int], bool]

    async def __call__(self, user_id: int, name: str, client_language: str) -> Entry:
        known = await self.door.look(user_id, name, client_language)
        owner = known.owner if self.owner_id is None else self.owner_id
        return Entry(self._standing(user_id, known, owner), known.agreed, owner, known.has_data, known.language)

    def _standing(self, user_id: int, known: Known, owner: int | None) -> Standing:
        """A denial wins over ALLOWED_USERS, and nobody can deny the owner."""
        if user_id == owner:
            return "owner"
        if known.access == "denied":
            return "denied"
        return "allowed" if known.access == "allowed" or self.listed(user_id) else "stranger"
