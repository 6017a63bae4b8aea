"""The first start has no owner: whoever reads the terminal becomes it, with a code that works once."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Literal

from core.ports import Claims

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 and O, no 1 and I
GROUPS, LETTERS = 4, 4  # 80 bits
MOST_WRONG = 5


@dataclass(frozen=True)
class Claim:
    claims: Claims
    owner_id: int | None

    async def new_code(self) -> str | None:
        """A code to print, the only valid one from now on; None when the bot has its owner."""
        letters = "".join(secrets.choice(ALPHABET) for _ in range(GROUPS * LETTERS))
        if self.owner_id is not None or not await self.claims.renew(_hash(letters)):
            return None
        return "-".join(letters[start : start + LETTERS] for start in range(0, len(letters), LETTERS))

    async def __call__(self, user_id: int, code: str) -> Literal["taken", "wrong", "silence"]:
        """Letter case, spaces and dashes do not matter."""
        if self.owner_id is not None:
            return "wrong"
        tried = _hash("".join(letter for letter in code.upper() if letter.isalnum()))
        return await self.claims.take(user_id, lambda valid: hmac.compare_digest(tried, valid), MOST_WRONG)


def _hash(letters: str) -> str:
    return hashlib.sha256(letters.encode()).hexdigest()
