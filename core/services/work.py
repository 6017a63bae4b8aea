"""What a worker does with one generation: start a run, draw, and bring it to one end."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from core.errors import (
    CapReached,
    ChatGone,
    CoreError,
    DatabaseAway,
    DeliveryDelayed,
    EngineRefused,
    NoEngineLeft,
    OperatorProblem,
    OutcomeUnknown,
    ReferenceMissing,
    Superseded,
)
from core.models import Failure, Generation, Kind
from core.ports import Delivery, Generations

log = logging.getLogger(__name__)

MOST_SURPRISES = 3  # runs that may end in an error nobody foresaw


@dataclass(frozen=True)
class Work:
    generations: Generations
    delivery: Delivery
    draw: Mapping[Kind, Callable[[Generation], Awaitable[None]]]

    async def __call__(self, generation_id: str) -> None:
        """Raises only what another run may mend: DeliveryDelayed, DatabaseAway, and surprises up to MOST_SURPRISES."""
        generation = await self.generations.start(generation_id)
        if generation is None:
            return
        try:
            await self.draw[generation.kind](generation)
        except Superseded:
            log.warning("generation %s run %s was taken over", generation.id, generation.run)
        except ChatGone:
            await self._end(generation, Failure("chat_gone"), tell=False)
        except (DeliveryDelayed, DatabaseAway):
            raise
        except CoreError as error:
            await self._end(generation, failure_of(error))
        except Exception:
            if generation.run < MOST_SURPRISES:
                raise
            log.exception("generation %s failed by surprise", generation.id)
            await self._end(generation, Failure("surprise"))

    async def _end(self, generation: Generation, failure: Failure, *, tell: bool = True) -> None:
        log.warning("generation %s failed: %s", generation.id, failure.reason)
        try:
            if tell:
                await self._tell(generation, failure)
            await self.generations.finish(generation, failure)
        except Superseded:  # no error: the queue would run it again, beside the run that took it over
            log.warning("generation %s run %s was taken over", generation.id, generation.run)

    async def _tell(self, generation: Generation, failure: Failure) -> None:
        try:
            await self.delivery.failed(generation, failure)
        except ChatGone:
            log.info("generation %s: nobody is there to be told", generation.id)


def failure_of(error: CoreError) -> Failure:
    """The word under which bot/texts.py keeps the sentence."""
    match error:
        case NoEngineLeft():
            return Failure("no_engine")
        case EngineRefused():
            return Failure(f"refused_{error.why}", error.words)
        case OperatorProblem():
            return Failure("operator")
        case OutcomeUnknown():
            return Failure("unknown")
        case CapReached():
            return Failure(f"cap_{error.cap}")
        case ReferenceMissing():
            return Failure("reference_missing")
    return Failure("surprise")
