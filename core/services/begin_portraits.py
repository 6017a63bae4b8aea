"""Three photos are there: do they show one person? Then the portraits are begun."""

from dataclasses import dataclass

from core import likeness
from core.errors import Stale
from core.likeness import Doubt
from core.models import CANDIDATES, CONSENT_VERSION, PHOTOS_NEEDED, Generation, Kind, Model, Stage
from core.ports import Generations, Models
from core.services.recognise import Recognise

SAME_PERSON = "same person"
# What the user agreed to say of each model by sending its photos; see texts.consent.
PERMISSION = f"this is me, or an adult who gave permission (terms {CONSENT_VERSION})"


@dataclass(frozen=True)
class BeginPortraits:
    models: Models
    generations: Generations
    recognise: Recognise

    async def __call__(self, model: Model, chat_id: int) -> Generation | Doubt:
        """The set of candidates, or what the user must decide first: nothing is paid before that. Repeatable."""
        looks = await self.recognise.photos(model)
        if looks is not None:
            if doubt := likeness.doubt(looks):
                return doubt
            await self.models.compared(model.id, likeness.alike(looks))
        return await self._accepted(model, chat_id)

    async def asks(self, model: Model) -> Doubt | None:
        """The open question about the photos of a model that collects."""
        if model.stage is not Stage.COLLECTING or len(model.reference_images) < PHOTOS_NEEDED:
            return None
        looks = await self.recognise.photos(model)
        return likeness.doubt(looks) if looks is not None else None

    async def same_person(self, user_id: int, chat_id: int, model_id: str) -> Generation:
        """The user says that all photos show one person: children grow, hair changes. Raises Stale."""
        model = await self.models.owned(user_id, model_id)
        if model is None or model.stage is not Stage.COLLECTING or len(model.reference_images) < PHOTOS_NEEDED:
            raise Stale
        looks = await self.recognise.photos(model)
        if looks is not None:
            if not any(looks):
                raise Stale
            await self.models.compared(model.id, likeness.alike(looks))
        await self.models.state(user_id, model.id, SAME_PERSON)
        return await self._accepted(model, chat_id)

    async def _accepted(self, model: Model, chat_id: int) -> Generation:
        await self.models.state(model.owner, model.id, PERMISSION)
        generation, _ = await self.generations.accept(
            kind=Kind.CANDIDATES,
            key=f"{model.id}:photos",
            model_id=model.id,
            user_id=model.owner,
            chat_id=chat_id,
            wanted=range(1, CANDIDATES + 1),
        )
        return generation
