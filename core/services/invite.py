"""Links that let people in: made by the owner, used so often and so long."""

import hashlib
import secrets
from dataclasses import dataclass

from core.ports import Invites


@dataclass(frozen=True)
class Invite:
    invites: Invites

    async def mint(self, uses: int, days: int) -> str:
        """The token of a new link. It is told once and never again."""
        token = secrets.token_urlsafe(16)
        await self.invites.add(_hash(token), uses, days)
        return token

    async def redeem(self, user_id: int, name: str, token: str) -> bool:
        """Whether the token lets this user in."""
        return await self.invites.redeem(_hash(token), user_id, name)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
