"""Photos → analysis → three portraits → album. Every step that is settled is skipped when it runs again."""

import random
from dataclasses import dataclass, replace

from core.errors import CoreError, ReferenceMissing
from core.likeness import DIFFERENT
from core.models import DrawRequest, Gate, Generation, Model, Picture, Progress, Reference
from core.ports import Delivery, Generations, Models, Status
from core.prompts import candidate_prompt
from core.services.draw import Draw
from core.services.few_left import few_left
from core.services.read_references import ReadReferences
from core.services.study import StudyPhotos


@dataclass(frozen=True)
class DrawCandidates:
    models: Models
    generations: Generations
    references: ReadReferences
    study: StudyPhotos
    draw: Draw
    delivery: Delivery

    async def __call__(self, generation: Generation) -> None:
        """Raises the error of the first picture if none came about, or what stopped the analysis."""
        model = await self.models.get(generation.model_id)
        if model is None:
            raise ReferenceMissing(generation.model_id)
        notes = []
        async with self.delivery.working(generation) as status:
            references = await self.references.for_candidates(model, generation.alike)
            if model.portrait_prompt is None:
                status.show(Progress("studying"))
                photos = references[: len(model.reference_images)]
                model, studied = await self.study(generation, model, photos, status)
                notes += [] if studied else ["not_studied"]
            pictures, lost = await self._draw(generation, model, references, status)
            if not pictures:
                raise lost[0]
            await self.generations.drawn(generation)
            missing = [n for n in generation.wanted if n not in {picture.n for picture in pictures}]
            notes += await few_left(self.draw.ledger, generation)
            await self.delivery.candidates(generation, pictures, missing, notes)
            status.show(Progress("done", len(pictures), len(generation.wanted)))
        await self.generations.finish(generation)

    async def _draw(
        self, generation: Generation, model: Model, references: tuple[Reference, ...], status: Status
    ) -> tuple[list[Picture], list[CoreError]]:
        drawn = await self.generations.pictures(generation.id)
        if generation.drawn:
            return drawn, []
        engine = self.draw.engine(model)
        progress = Progress("drawing", len(drawn), len(generation.wanted), engine=engine)
        status.show(progress)

        async def draw_one(n: int, tries: int) -> Picture:
            nonlocal progress
            # The offline studio tells its three portraits apart by the seed; engines take it as it comes.
            request = DrawRequest(references, "", model.aspect_ratio, seed=3 * random.randrange(10**8) + n)  # noqa: S311
            picture = await self.draw(
                generation,
                [model],
                n,
                request,
                lambda sent, wording: candidate_prompt(model, n, sent, wording),
                status,
                tries=tries,
            )
            progress = replace(progress, done=progress.done + (tries == 1))
            status.show(progress)
            return picture

        # Another person's portrait is not worth showing; one that is merely unlike is the user's to judge.
        line = None if model.gate is Gate.OFF else DIFFERENT
        return await self.draw.all(generation, drawn, draw_one, line)
