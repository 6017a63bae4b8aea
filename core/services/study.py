"""The analysis of a model's photos: once for each model."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.errors import EngineRefused
from core.models import Generation, Model, Reference, Study
from core.ports import Analyst, Ledger, Models, Status
from core.prompts import portrait_prompt
from core.services.next_step import Step
from core.services.pay import Chain, Order, Pay


@dataclass(frozen=True)
class StudyPhotos:
    analyst: Analyst
    models: Models
    ledger: Ledger
    pay: Pay
    chain: Chain

    async def __call__(
        self, generation: Generation, model: Model, photos: Sequence[Reference], status: Status
    ) -> tuple[Model, bool]:
        """The model with its portrait prompt, and whether the analyst studied it.

        When the analyst refuses, the neutral prompt serves and the journey goes on.
        """

        async def make(engine: str, step: Step) -> Study:
            sent = photos[:1] if step.fewer_references else photos
            return await self.analyst.study(
                engine, [photo.data for photo in sent], _opaque(model.owner), generation.language
            )

        async def keep(call: int, study: Study) -> None:
            await self.models.studied(model.id, study.analysis, portrait_prompt(study.analysis))
            await self.ledger.close(call, "ok", study.cost_usd)

        try:
            study = await self.pay(Order(generation, "analysis", 1, make, keep), self.chain, status)
        except EngineRefused:
            prompt = portrait_prompt(None)
            await self.models.studied(model.id, None, prompt)
            return replace(model, portrait_prompt=prompt), False
        return replace(model, analysis=study.analysis, portrait_prompt=portrait_prompt(study.analysis)), True


def _opaque(user_id: int) -> str:
    """The vendor learns that two calls are of one user, not of which."""
    return hashlib.sha256(f"keepface:{user_id}".encode()).hexdigest()
