"""One picture: bought, checked, stored and settled."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from core import imaging
from core.errors import (
    BadPhoto,
    CapReached,
    CoreError,
    EngineError,
    EngineRefused,
    NoEngineLeft,
    PicturesAway,
    ReferenceMissing,
)
from core.models import Drawing, DrawRequest, Generation, Picture, Reference
from core.ports import Ledger, Painter, Pictures, Status
from core.prompts import Wording
from core.services.next_step import Step
from core.services.pay import Chain, Order, Pay
from core.threads import in_thread

log = logging.getLogger(__name__)

PATIENCE = 5  # waits, each twice as long as the one before
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


@dataclass(frozen=True)
class Draw:
    painter: Painter
    pictures: Pictures
    ledger: Ledger
    pay: Pay
    chain: Chain

    async def missing(
        self, generation: Generation, drawn: list[Picture], draw_one: Callable[[int], Awaitable[Picture]]
    ) -> tuple[list[Picture], list[CoreError]]:
        """Draw what is wanted and not `drawn` yet, side by side: all pictures in order, and why others are missing.

        Raises at once what concerns the whole generation, such as Superseded or ReferenceMissing.
        """
        there = {picture.n for picture in drawn}
        results = await asyncio.gather(
            *(draw_one(n) for n in generation.wanted if n not in there), return_exceptions=True
        )
        pictures, lost = list(drawn), list[CoreError]()
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
        n: int,
        purpose: str,
        request: DrawRequest,
        prompt: Callable[[tuple[Reference, ...], Wording], str],
        status: Status,
    ) -> Picture:
        """Draw picture `n`. `prompt` words the request anew when a refusal asks for that."""

        async def make(engine: str, step: Step) -> tuple[Drawing, Picture]:
            references = request.references[:1] if step.fewer_references else request.references
            if not references or not all(one.data for one in references):
                raise ReferenceMissing("")
            worded = replace(request, references=references, prompt=prompt(references, step.wording))
            drawing = await self.painter.draw(engine, worded)
            return drawing, await _described(generation, n, drawing)

        async def keep(call: int, made: tuple[Drawing, Picture]) -> None:
            drawing, picture = made
            await self._store(picture.key, drawing.data)
            await self.ledger.keep(generation, call, picture, drawing.cost_usd)

        _, picture = await self.pay(Order(generation, purpose, n, make, keep), self.chain, status)
        return picture

    async def _store(self, key: str, data: bytes) -> None:
        """A picture that was paid for is held on to for about a minute while the store is away."""
        for times in range(PATIENCE):
            try:
                return await self.pictures.put(key, data)
            except PicturesAway as error:
                log.warning("%s cannot be stored yet: %s", key, error)
                await asyncio.sleep(self.pay.backoff_seconds * 2**times)
        return await self.pictures.put(key, data)


async def _described(generation: Generation, n: int, drawing: Drawing) -> Picture:
    try:
        mime, width, height = await in_thread(imaging.size_of, drawing.data)
    except BadPhoto as error:
        raise EngineRefused(drawing.engine, "no picture in the answer", "rubbish", charged=True) from error
    key = f"made/{generation.model_id}/{generation.id}-{n}.{ENDINGS.get(mime, 'jpg')}"
    return Picture(generation.id, n, key, mime, drawing.engine, width, height)
