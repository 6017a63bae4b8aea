"""Models as cards, and a model's former locks: what there is to leaf through, rechecked each time."""

from dataclasses import dataclass

from core.errors import ModelGone, Stale
from core.models import Card, Counts, Lock, Model
from core.ports import Models, Showcase


@dataclass(frozen=True)
class Present:
    models: Models
    showcase: Showcase

    async def card(self, user_id: int, model_id: str | None = None) -> Card | None:
        """The card of a model, or of the active one; None if the user has none at all. Raises ModelGone."""
        mine, active = await self.models.of(user_id), await self.models.active(user_id)
        if not mine and model_id is None:
            return None
        wanted = model_id or (active.id if active else mine[0].id)
        place = next((place for place, model in enumerate(mine) if model.id == wanted), None)
        if place is None:
            raise ModelGone
        counts = await self.showcase.counts(user_id)
        return Card(
            model=mine[place],
            active=active is not None and active.id == wanted,
            counts=counts.get(wanted, Counts()),
            place=place + 1,
            of=len(mine),
            before=mine[place - 1].id if place else None,
            after=mine[place + 1].id if place + 1 < len(mine) else None,
        )

    async def locks(self, user_id: int, model_id: str) -> tuple[Model, list[Lock]]:
        """A model's locks, the first one first. Raises ModelGone, and Stale for a model that never had one."""
        model = await self.models.owned(user_id, model_id)
        if model is None:
            raise ModelGone
        locks = await self.showcase.locks(model.id)
        if not locks:
            raise Stale
        return model, locks
