"""What a worker does with one generation: start a run, draw, and bring it to one end."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from core.about import about
from core.errors import (
    CapReached,
    ChatGone,
    ChatMoved,
    CoreError,
    DatabaseAway,
    DeliveryDelayed,
    EngineRefused,
    NoEngineLeft,
    OperatorProblem,
    OutcomeUnknown,
    PicturesAway,
    PicturesRefused,
    ReferenceMissing,
    Superseded,
)
from core.models import Failure, Generation, Kind
from core.ports import Delivery, Generations

log = logging.getLogger(__name__)

MOST_SURPRISES = 3  # runs that may end in an error nobody foresaw
MOST_WAITS = 60  # runs that may wait for the pictures: about an hour


@dataclass(frozen=True)
class Work:
    generations: Generations
    delivery: Delivery
    draw: Mapping[Kind, Callable[[Generation], Awaitable[None]]]
    on_surprise: Callable[[Exception], None] = field(default=lambda error: None)

    async def __call__(self, generation_id: str) -> None:
        """Raises only what another run may mend: DeliveryDelayed, DatabaseAway, PicturesAway up to MOST_WAITS, and
        surprises up to MOST_SURPRISES.
        """
        generation = await self.generations.start(generation_id)
        if generation is None:
            log.info("nothing to do: generation %s has ended", generation_id)
            return
        with about(run=generation.run), self.delivery.addressing(generation):
            log.info("%s begun", generation.kind)
            await self._run(generation)

    async def _run(self, generation: Generation) -> None:
        try:
            # A failure that an earlier run could not tell is only told: drawing again would be paid again.
            if failure := _noted(generation) or await self._drawn(generation):
                await self._end(generation, failure)
        except Superseded:  # no error: the queue would run it again, beside the run that took it over
            log.warning("generation %s run %s was taken over", generation.id, generation.run)
        except ChatGone:
            log.info("generation %s: nobody is there; what is under way for this chat is given up", generation.id)
            await self.generations.abandon_chat(generation.chat_id)
        except ChatMoved as error:
            log.info("generation %s: the group is a supergroup now; it is delivered there", generation.id)
            await self.generations.moved(generation.chat_id, error.chat_id)
            raise

    async def _drawn(self, generation: Generation) -> Failure | None:
        """None once it is delivered."""
        try:
            await self.draw[generation.kind](generation)
        except (Superseded, ChatGone, DeliveryDelayed, DatabaseAway):
            raise
        except PicturesAway as error:
            if generation.run < MOST_WAITS:
                log.warning("generation %s waits for the pictures: %s", generation.id, error)
                raise
            return failure_of(error)
        except CoreError as error:
            return failure_of(error)
        except Exception as error:
            if generation.run < MOST_SURPRISES:
                raise
            log.exception("generation %s failed by surprise", generation.id)
            self.on_surprise(error)
            return Failure("surprise")
        return None

    async def _end(self, generation: Generation, failure: Failure) -> None:
        log.warning("generation %s failed: %s", generation.id, failure.reason)
        await self.generations.failing(generation, failure)
        await self.delivery.failed(generation, failure)
        await self.generations.finish(generation, failure)


def _noted(generation: Generation) -> Failure | None:
    return Failure(*generation.failure.split("\n", 1)) if generation.failure else None


def failure_of(error: CoreError) -> Failure:
    """The word under which bot/locales keep the sentence."""
    match error:
        case NoEngineLeft():
            return Failure("no_engine")
        case EngineRefused():
            return Failure(f"refused_{error.why}", error.words)
        case OperatorProblem() | PicturesRefused() | PicturesAway():
            return Failure("operator")
        case OutcomeUnknown():
            return Failure("unknown")
        case CapReached():
            return Failure(f"cap_{error.cap}", f"{error.limit:g}")
        case ReferenceMissing():
            return Failure("reference_missing")
    return Failure("surprise")
