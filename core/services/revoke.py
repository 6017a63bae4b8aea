"""Consent is taken back: nothing more is processed, what is stored stays until it is erased."""

from dataclasses import dataclass

from core.ports import Generations, Users


@dataclass(frozen=True)
class Revoke:
    users: Users
    generations: Generations

    async def __call__(self, user_id: int) -> bool:
        """False if nothing was agreed to. A picture that is being drawn is neither sent nor drawn again."""
        revoked = await self.users.revoke(user_id)
        await self.generations.abandon(user_id)
        return revoked
