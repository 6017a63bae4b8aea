"""The owner lets somebody in, or shuts somebody out before anything more is paid for them."""

from dataclasses import dataclass

from core.models import EXPECTING
from core.ports import Decisions, Door, Generations


@dataclass(frozen=True)
class Decide:
    door: Door
    decisions: Decisions
    generations: Generations

    async def allow(self, user_id: int) -> None:
        await self.door.decide(user_id, "allowed")
        await self.decisions.decide(EXPECTING, None)

    async def deny(self, user_id: int) -> None:
        """First the row, which every paid call asks; then what waits or is under way is given up."""
        await self.door.decide(user_id, "denied")
        await self.generations.abandon(user_id)
        await self.decisions.decide(EXPECTING, None)
