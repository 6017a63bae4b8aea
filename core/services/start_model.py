"""/new and /cancel: a model is begun, or given up before it cost anything."""

from dataclasses import dataclass

from core.models import Model, Stage
from core.ports import Generations, Models, Pictures
from core.services.recognise import Recognise


@dataclass(frozen=True)
class StartModel:
    models: Models

    async def __call__(self, user_id: int, word: str = "Model") -> Model:
        """A model that collects photos: the one that was begun already, or a new one, named by the word."""
        for model in await self.models.of(user_id):
            if model.stage is Stage.COLLECTING:
                await self.models.activate(user_id, model.id)
                return model
        return await self.models.create(user_id, word)


@dataclass(frozen=True)
class Cancelled:
    photos: int = 0
    scenes: int = 0


@dataclass(frozen=True)
class Cancel:
    models: Models
    generations: Generations
    pictures: Pictures
    recognise: Recognise

    async def __call__(self, user_id: int) -> Cancelled:
        """Give up the model that collects photos, and every scene that has not begun."""
        scenes = await self.generations.cancel(user_id)
        model = await self.models.active(user_id)
        if model is None or model.stage is not Stage.COLLECTING:
            return Cancelled(scenes=scenes)
        keys = await self.models.discard(user_id, model.id)
        await self.pictures.remove(keys)
        self.recognise.forget(keys)
        return Cancelled(photos=len(model.reference_images), scenes=scenes)
