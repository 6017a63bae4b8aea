"""A voice message becomes words: paid for at most once for each message, and kept nowhere as sound."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from core.errors import (
    CannotListen,
    CapReached,
    EarsBusy,
    EngineError,
    EngineRateLimited,
    EngineRefused,
    NoEngineLeft,
    NoModel,
    NotHeard,
    NothingHeard,
    VoiceTooLong,
)
from core.models import VOICE_SECONDS, Failure, Generation, Model, Progress, Recording, Transcript
from core.ports import Generations, Ledger, Listener, Models
from core.services.next_step import LONGEST_WAIT, Step
from core.services.pay import Chain, Order, Pay
from core.services.request_scene import refuse_unready

log = logging.getLogger(__name__)

PATIENCE = 5.0  # seconds that a user who waits for an answer may be asked to wait for one engine
PURPOSE = "transcription"
AT_ONCE = 8  # half of the updates that a process handles at once: nobody else waits for voice messages


class Unshown:
    """It takes some seconds: no status is worth a message."""

    def show(self, progress: Progress) -> None:
        return None


@dataclass(frozen=True)
class Hear:
    models: Models
    generations: Generations
    ledger: Ledger
    pay: Pay
    chain: Chain
    listener: Listener | None
    _ears: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def __call__(
        self,
        user_id: int,
        chat_id: int,
        update_id: int,
        message_id: int,
        seconds: float,
        fetch: Callable[[], Awaitable[Recording]],
    ) -> tuple[Generation, str] | None:
        """What the message says, until `passed_on` is told that it stands elsewhere; None after that.

        Nothing is fetched or paid for a model that could draw no scene. Raises CannotListen, VoiceTooLong,
        NothingHeard, NotHeard, EarsBusy, CapReached, Superseded, what `fetch` raises, and what a scene raises.
        """
        if self.listener is None:
            raise CannotListen
        if seconds > VOICE_SECONDS:
            raise VoiceTooLong(seconds, VOICE_SECONDS)
        model = await self.models.active(user_id)
        if model is None:
            raise NoModel
        refuse_unready(model)
        if self._ears.locked():
            raise EarsBusy
        async with self._ears:
            return await self._heard(model, chat_id, f"{chat_id}:{update_id}:voice", message_id, fetch)

    async def _heard(
        self, model: Model, chat_id: int, key: str, message_id: int, fetch: Callable[[], Awaitable[Recording]]
    ) -> tuple[Generation, str] | None:
        generation, begun = await self.generations.listen(
            key=key, model_id=model.id, user_id=model.owner, chat_id=chat_id, reply_to=message_id
        )
        if generation.failure:
            raise NothingHeard if generation.failure == NothingHeard.__name__ else NotHeard
        if not begun:
            return (generation, generation.prompt) if generation.prompt else None
        try:
            recording = await fetch()
        except Exception:
            # What an earlier run had paid or reserved is settled; nobody would ever end it.
            await self.generations.finish(generation, Failure(NotHeard.__name__))
            raise
        words = await self._words(generation, recording)
        if not words:
            raise NothingHeard
        return generation, words

    async def passed_on(self, generation: Generation) -> None:
        await self.generations.passed_on(generation)

    async def _words(self, generation: Generation, recording: Recording) -> str:
        heard: list[str] = []

        async def make(engine: str, step: Step) -> Transcript:
            assert self.listener is not None  # noqa: S101  # said before anything was begun
            try:
                return await self.listener.transcribe(engine, recording)
            except EngineRateLimited as error:
                if error.retry_after > PATIENCE:  # the next engine, rather than a chat that says nothing
                    raise EngineRateLimited(engine, error.detail, LONGEST_WAIT + 1) from error
                raise

        async def keep(call: int, transcript: Transcript) -> None:
            await self.ledger.heard(generation, call, transcript)
            heard.append(transcript.words)

        try:
            await self.pay(Order(generation, PURPOSE, 1, make, keep), self.chain, Unshown())
        except EngineRefused as error:
            log.info("a voice message could not be read: %s", error)
            await self._fails(generation, NothingHeard)
        except (EngineError, NoEngineLeft) as error:
            log.warning("a voice message could not be heard: %s", error)
            await self._fails(generation, NotHeard)
        except CapReached as error:
            await self.generations.finish(generation, Failure(f"cap_{error.cap}"))
            if error.cap == "paused":
                raise NotHeard from error
            raise
        return heard[-1]

    async def _fails(self, generation: Generation, problem: type[NothingHeard | NotHeard]) -> None:
        await self.generations.finish(generation, Failure(problem.__name__))
        raise problem
