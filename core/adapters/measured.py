"""Ports that count and time what passes through them, and change nothing of it."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager, contextmanager
from datetime import UTC, datetime

from core.about import about
from core.adapters.prometheus import Metrics
from core.errors import ChatGone, DeliveryDelayed
from core.models import Drawing, DrawRequest, Failure, Generation, Model, Picture, Recording, Study, Transcript, Usage
from core.ports import Analyst, Delivery, Ledger, Listener, Painter, Status

log = logging.getLogger(__name__)


class MeasuredAnalyst:
    def __init__(self, analyst: Analyst, metrics: Metrics) -> None:
        self._analyst = analyst
        self._metrics = metrics

    async def study(self, engine: str, photos: Sequence[bytes], user: str, language: str = "") -> Study:
        with self._metrics.engine_seconds.labels(engine).time():
            return await self._analyst.study(engine, photos, user, language)


class MeasuredPainter:
    def __init__(self, painter: Painter, metrics: Metrics) -> None:
        self._painter = painter
        self._metrics = metrics

    async def draw(self, engine: str, request: DrawRequest) -> Drawing:
        with self._metrics.engine_seconds.labels(engine).time():
            return await self._painter.draw(engine, request)


class MeasuredListener:
    def __init__(self, listener: Listener, metrics: Metrics) -> None:
        self._listener = listener
        self._metrics = metrics

    async def transcribe(self, engine: str, recording: Recording) -> Transcript:
        with self._metrics.engine_seconds.labels(engine).time():
            return await self._listener.transcribe(engine, recording)


class MeasuredLedger:
    def __init__(self, ledger: Ledger, metrics: Metrics) -> None:
        self._ledger = ledger
        self._metrics = metrics
        self._open: dict[int, tuple[str, str]] = {}

    async def open(self, generation: Generation, purpose: str, n: int, engine: str, reserve_usd: float) -> int:
        call = await self._ledger.open(generation, purpose, n, engine, reserve_usd)
        self._open[call] = (engine, purpose)
        with about(call=call, engine=engine, purpose=purpose, n=n):
            log.info("paid call begun")
        return call

    async def close(self, call: int, outcome: str, cost_usd: float, reason: str = "") -> None:
        self._settled(call, outcome, cost_usd)
        await self._ledger.close(call, outcome, cost_usd, reason)

    async def keep(self, generation: Generation, call: int, picture: Picture, cost_usd: float) -> None:
        self._settled(call, "ok", cost_usd)
        if (score := picture.likeness.score) is not None:
            self._metrics.likeness.labels(picture.engine).observe(score)
        elif picture.likeness.unmeasured != "off":
            self._metrics.unmeasured.labels(picture.engine, picture.likeness.unmeasured).inc()
        await self._ledger.keep(generation, call, picture, cost_usd)

    async def heard(self, generation: Generation, call: int, transcript: Transcript) -> None:
        self._settled(call, "ok", transcript.cost_usd)
        await self._ledger.heard(generation, call, transcript)

    async def left(self, user_id: int) -> int:
        return await self._ledger.left(user_id)

    async def usage(self, user_id: int) -> Usage:
        return await self._ledger.usage(user_id)

    async def credits(self, user_id: int) -> int | None:
        return await self._ledger.credits(user_id)

    async def entries(self) -> list[dict[str, object]]:
        return await self._ledger.entries()

    def _settled(self, call: int, outcome: str, cost_usd: float) -> None:
        if known := self._open.pop(call, None):
            self._metrics.calls.labels(*known, outcome).inc()
            with about(call=call, engine=known[0], purpose=known[1], outcome=outcome, usd=round(cost_usd, 4)):
                log.info("paid call settled")


class MeasuredDelivery:
    def __init__(self, delivery: Delivery, metrics: Metrics) -> None:
        self._delivery = delivery
        self._metrics = metrics

    def addressing(self, generation: Generation) -> AbstractContextManager[None]:
        return self._delivery.addressing(generation)

    def working(self, generation: Generation) -> AbstractAsyncContextManager[Status]:
        return self._delivery.working(generation)

    async def candidates(
        self, generation: Generation, pictures: Sequence[Picture], missing: Sequence[int], notes: Sequence[str]
    ) -> None:
        with self._counted("candidates"):
            await self._delivery.candidates(generation, pictures, missing, notes)
        self._metrics.album_seconds.observe(_age(generation))

    async def scene(
        self, generation: Generation, cast: Sequence[Model], pictures: Sequence[Picture], notes: Sequence[str]
    ) -> None:
        with self._counted("scene"):
            await self._delivery.scene(generation, cast, pictures, notes)
        self._metrics.scene_seconds.observe(_age(generation))

    async def failed(self, generation: Generation, failure: Failure) -> None:
        with self._counted("failure"):
            await self._delivery.failed(generation, failure)

    @contextmanager
    def _counted(self, what: str) -> Iterator[None]:
        outcome = "error"
        try:
            yield
            outcome = "done"
        except ChatGone:
            outcome = "chat gone"
            raise
        except DeliveryDelayed:
            outcome = "delayed"
            raise
        finally:
            self._metrics.deliveries.labels(what, outcome).inc()
            with about(outcome=outcome):
                log.info("delivery of %s", what)


def _age(generation: Generation) -> float:
    begun = generation.created_at
    return (datetime.now(begun.tzinfo or UTC) - begun).total_seconds() if begun else 0.0
