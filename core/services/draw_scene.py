"""A scene: the lock is fetched, the picture is drawn with it, the answer is delivered."""

import random
from dataclasses import dataclass, replace

from core.errors import ReferenceMissing
from core.likeness import line_of
from core.models import DrawRequest, Generation, Model, Picture, Progress
from core.ports import Delivery, Generations, Models, Status
from core.prompts import scene_prompt
from core.services.draw import Draw
from core.services.few_left import few_left
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
        notes += ["engine_gone"] if self.draw.is_gone(model) else []
        async with self.delivery.working(generation) as status:
            pictures = await self.generations.pictures(generation.id)
            if not generation.drawn:
                pictures = await self._drawn(generation, model, pictures, status)
                await self.generations.drawn(generation)
            notes += ["some_missing"] if len(pictures) < len(generation.wanted) else []
            notes += await few_left(self.draw.ledger, generation.user_id)
            await self.delivery.scene(generation, model, pictures, notes)
        await self.generations.finish(generation)

    async def _drawn(self, generation: Generation, model: Model, drawn: list[Picture], status: Status) -> list[Picture]:
        start, way = generation.alike, generation.way
        status.show(Progress("drawing", len(drawn), len(generation.wanted), engine=self.draw.engine(model)))
        references = await self.references.for_scene(model, start, way)

        async def draw_one(n: int, tries: int) -> Picture:
            # A second try is bound as tightly as can be: more of the user's own photos, and the strict identity block.
            bound = model if tries == 1 else replace(model, strength=1.0)
            seed = random.randrange(2**31)  # noqa: S311  # variety, not secrecy
            sent = references if tries == 1 else await self.references.for_scene(bound, start, way)
            return await self.draw(
                generation,
                model,
                n,
                DrawRequest(
                    sent,
                    "",
                    generation.ratio or model.aspect_ratio,
                    generation.size,
                    seed=seed,
                    caption=generation.prompt,
                ),
                lambda sent, wording: scene_prompt(bound, generation.prompt, sent, wording, way),
                status,
                tries=tries,
            )

        pictures, lost = await self.draw.all(generation, drawn, draw_one, line_of(model.gate))
        if not pictures:
            raise lost[0]
        return pictures
