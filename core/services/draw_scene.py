"""A scene: the lock is fetched, the picture is drawn with it, the answer is delivered."""

import random
from dataclasses import dataclass

from core.errors import ReferenceMissing
from core.models import DrawRequest, Generation, Picture
from core.ports import Delivery, Generations, Models
from core.prompts import scene_prompt
from core.services.draw import Draw
from core.services.read_references import ReadReferences


@dataclass(frozen=True)
class DrawScene:
    models: Models
    generations: Generations
    references: ReadReferences
    draw: Draw
    delivery: Delivery

    async def __call__(self, generation: Generation) -> None:
        """Raises ReferenceMissing before anything is paid when the face cannot be read."""
        model = await self.models.get(generation.model_id)
        if model is None:
            raise ReferenceMissing(generation.model_id)
        notes = [] if model.locked_reference_image else ["no_lock"]
        async with self.delivery.working(generation) as status:
            references = await self.references.for_scene(model)
            drawn = await self.generations.pictures(generation.id)

            async def draw_one(n: int) -> Picture:
                seed = random.randrange(2**31)  # noqa: S311  # variety, not secrecy
                request = DrawRequest(references, "", model.aspect_ratio, seed=seed, caption=generation.prompt)
                return await self.draw(
                    generation,
                    n,
                    "scene",
                    request,
                    lambda sent, wording: scene_prompt(model, generation.prompt, sent, wording),
                    status,
                )

            pictures, lost = await self.draw.missing(generation, drawn, draw_one)
            if not pictures:
                raise lost[0]
            notes += ["some_missing"] if lost else []
            await self.delivery.scene(generation, model, pictures, notes)
        await self.generations.finish(generation)
