"""A scene: the lock is fetched, the picture is drawn with it, the answer is delivered."""

import asyncio
import random
from dataclasses import dataclass, replace

from core.errors import ReferenceMissing
from core.likeness import line_of
from core.mentions import with_names
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
        """Raises ReferenceMissing before anything is paid when a face cannot be read."""
        cast, pictures = await asyncio.gather(self._cast(generation), self.generations.pictures(generation.id))
        notes = [] if all(model.locked_reference_image for model in cast) else ["no_lock"]
        notes += ["engine_gone"] if self.draw.is_gone(cast[0]) else []
        async with self.delivery.working(generation) as status:
            if not generation.drawn:
                pictures = await self._drawn(generation, cast, pictures, status)
                await self.generations.drawn(generation)
            notes += ["some_missing"] if len(pictures) < len(generation.wanted) else []
            notes += await few_left(self.draw.ledger, generation)
            await self.delivery.scene(generation, cast, pictures, notes)
        await self.generations.finish(generation)

    async def _cast(self, generation: Generation) -> list[Model]:
        cast = []
        for model_id in generation.cast:
            model = await self.models.get(model_id)
            if model is None:
                raise ReferenceMissing(model_id)
            cast.append(model)
        return cast

    async def _drawn(
        self, generation: Generation, cast: list[Model], drawn: list[Picture], status: Status
    ) -> list[Picture]:
        model, *companions = cast
        start, way = generation.alike, generation.way
        status.show(Progress("drawing", len(drawn), len(generation.wanted), engine=self.draw.engine(model)))
        references = await self.references.for_scene(model, start, way, companions)

        async def draw_one(n: int, tries: int) -> Picture:
            # A second try is bound as tightly as can be: more of the user's own photos, and the strict identity block.
            bound, *others = cast if tries == 1 else [replace(one, strength=1.0) for one in cast]
            seed = random.randrange(2**31)  # noqa: S311  # variety, not secrecy
            sent = references if tries == 1 else await self.references.for_scene(bound, start, way, others)
            return await self.draw(
                generation,
                cast,
                n,
                DrawRequest(
                    sent,
                    "",
                    generation.ratio or model.aspect_ratio,
                    generation.size,
                    seed=seed,
                    caption=with_names(generation.prompt, [one.name for one in cast]),
                ),
                lambda sent, wording: scene_prompt(bound, generation.prompt, sent, wording, way, others),
                status,
                tries=tries,
            )

        line = line_of(*(one.gate for one in cast))
        pictures, lost = await self.draw.all(generation, drawn, draw_one, line)
        if not pictures:
            raise lost[0]
        return pictures
