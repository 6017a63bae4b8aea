"""One picture: bought, checked, stored and settled."""

import asyncio
import hashlib
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from core import imaging
from core.errors import (
    BadPhoto,
    CapReached,
    CoreError,
    EngineError,
    EngineRefused,
    Erased,
    NoEngineLeft,
    PicturesAway,
    ReferenceMissing,
)
from core.likeness import least, worth_another
from core.models import Drawing, DrawRequest, Generation, Kind, Making, Model, Picture, Reference
from core.ports import Ledger, Painter, Pictures, Status
from core.prompts import Wording
from core.services.next_step import Step
from core.services.pay import Chain, Order, Pay
from core.services.recognise import Recognise
from core.threads import in_thread

log = logging.getLogger(__name__)

PATIENCE = 5  # waits, each twice as long as the one before
LOST = (EngineError, NoEngineLeft, CapReached)  # concern one picture alone
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


@dataclass(frozen=True)
class Draw:
    painter: Painter
    pictures: Pictures
    ledger: Ledger
    pay: Pay
    chain: Chain
    recognise: Recognise
    choice: bool = False  # users may choose the engine of a model

    def engine(self, model: Model) -> str:
        """The engine that is asked first for pictures of this model."""
        return self.chain.alive(model.engine if self.choice else "")[0]

    def is_gone(self, model: Model) -> bool:
        """The user chose an engine that is no more, or not named any more."""
        return self.choice and bool(model.engine) and self.engine(model) != model.engine

    async def all(
        self,
        generation: Generation,
        drawn: list[Picture],
        draw_one: Callable[[int, int], Awaitable[Picture]],
        line: float | None,
    ) -> tuple[list[Picture], list[CoreError]]:
        """Draw what is wanted and not `drawn` yet, side by side: all pictures in order, and why others are missing.

        `draw_one` takes the picture's number and which try it is. A picture whose likeness is below `line` is drawn
        once more and the better one stays. Raises at once what concerns the whole generation, such as Superseded or
        ReferenceMissing.
        """
        there = {picture.n: picture for picture in drawn}

        async def faithful(n: int) -> Picture:
            best = there.get(n) or await draw_one(n, 1)
            while worth_another(best.likeness, line, best.tries):
                log.info("generation %s picture %s is drawn again: its likeness is low", generation.id, n)
                try:
                    other = await draw_one(n, best.tries + 1)
                except LOST as error:  # what was drawn before is still there
                    log.warning("generation %s picture %s keeps its first try: %s", generation.id, n, error)
                    break
                best = replace(max(best, other, key=_score), tries=other.tries)
            return best

        results = await asyncio.gather(*(faithful(n) for n in generation.wanted), return_exceptions=True)
        pictures, lost = list[Picture](), list[CoreError]()
        for result in results:
            match result:
                case Picture():
                    pictures.append(result)
                case EngineError() | NoEngineLeft() | CapReached():
                    lost.append(result)
                case _:
                    raise result
        return sorted(pictures, key=lambda picture: picture.n), lost

    async def __call__(
        self,
        generation: Generation,
        cast: Sequence[Model],
        n: int,
        request: DrawRequest,
        prompt: Callable[[tuple[Reference, ...], Wording], str],
        status: Status,
        *,
        tries: int = 1,
    ) -> Picture:
        """Draw picture `n`. `prompt` words the request anew when a refusal asks for that."""

        async def make(engine: str, step: Step) -> tuple[Drawing, Picture]:
            references = request.references
            if step.fewer_references:
                references = tuple(one for one in references if one.kind != "other")
            faces = sum(one.kind == "face" for one in references)
            if faces != len(cast) or not all(one.data for one in references):
                raise ReferenceMissing("")
            worded = replace(request, references=references, prompt=prompt(references, step.wording))
            # While the engine draws there is time to look at whom it shall draw.
            begun = time.monotonic()
            drawing, _, sent = await asyncio.gather(
                self.painter.draw(engine, worded), self.recognise.sitters(cast), in_thread(_digests, references)
            )
            picture = _described(generation, n, tries, drawing)
            return drawing, replace(picture, making=_making(worded, drawing, sent, time.monotonic() - begun))

        async def keep(call: int, made: tuple[Drawing, Picture]) -> None:
            drawing, picture = made
            faces, _ = await asyncio.gather(
                self.recognise.likenesses(cast, generation.prompt, drawing.data, picture.key),
                self._store(picture.key, drawing.data),
            )
            measured = replace(picture, likeness=least(faces), faces=faces if len(faces) > 1 else ())
            try:
                await self.ledger.keep(generation, call, measured, drawing.cost_usd)
            except Erased:
                await self.pictures.remove([picture.key])
                self.recognise.forget([picture.key])
                raise
            kept.append(measured)

        kept: list[Picture] = []
        purpose = "candidate" if generation.kind is Kind.CANDIDATES else "scene"
        await self.pay(
            Order(generation, purpose, n, make, keep, request.size, self.engine(cast[0])), self.chain, status
        )
        return kept[-1]

    async def _store(self, key: str, data: bytes) -> None:
        """A picture that was paid for is held on to for about a minute while the store is away."""
        for times in range(PATIENCE):
            try:
                return await self.pictures.put(key, data)
            except PicturesAway as error:
                log.warning("%s cannot be stored yet: %s", key, error)
                await asyncio.sleep(self.pay.backoff_seconds * 2**times)
        return await self.pictures.put(key, data)


def _digests(references: Sequence[Reference]) -> tuple[str, ...]:
    return tuple(hashlib.sha256(one.data).hexdigest()[:12] for one in references)


def _making(request: DrawRequest, drawing: Drawing, sent: tuple[str, ...], seconds: float) -> Making:
    return Making(
        request.prompt,
        sent,
        request.seed,
        request.size,
        request.aspect_ratio,
        drawing.finish_reason,
        drawing.cost_usd,
        round(seconds, 1),
    )


def _score(picture: Picture) -> float:
    return -1.0 if picture.likeness.score is None else picture.likeness.score


def _described(generation: Generation, n: int, tries: int, drawing: Drawing) -> Picture:
    try:
        mime, width, height = imaging.size_of(drawing.data)  # of its head alone
    except BadPhoto as error:
        raise EngineRefused(
            drawing.engine, "no picture in the answer", "rubbish", charged=True, cost_usd=drawing.cost_usd
        ) from error
    number = f"{n}" if tries == 1 else f"{n}-{tries}"
    key = f"{generation.folder}/{generation.id}-{number}.{ENDINGS.get(mime, 'jpg')}"
    return Picture(generation.id, n, key, mime, drawing.engine, width, height, tries=tries)
