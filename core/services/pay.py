"""One paid call after the other until there is a result: reserve, call, settle, and the next step of the table."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Generic, TypeVar

from core.errors import EngineError, EngineRateLimited, EngineRefused, EngineRetired, NoEngineLeft, OutcomeUnknown
from core.models import Generation, Progress, Size
from core.ports import Ledger, Status
from core.services.next_step import Step, kind_of, next_step
from core.services.patience import patiently

log = logging.getLogger(__name__)
T = TypeVar("T")

WORTH_TELLING = 5.0  # seconds of waiting


@dataclass
class Chain:
    """Engines in order of preference, and what each call is expected to cost in dollars."""

    engines: tuple[str, ...]
    price: Callable[[str, Size], float]
    retired: set[str] = field(default_factory=set)
    last_days: dict[str, date] = field(default_factory=dict)  # of engines that are gone or end soon
    on_retire: Callable[[str], None] = field(default=lambda engine: None)

    def alive(self) -> list[str]:
        return [engine for engine in self.engines if engine not in self.retired] or [self.engines[-1]]

    def retire(self, engine: str, last_day: date | None = None) -> None:
        if last_day:
            self.last_days[engine] = last_day
        if engine not in self.retired:
            self.retired.add(engine)
            log.error("engine %s is retired: take it out of the settings", engine)
            self.on_retire(engine)

    def revive(self, engine: str) -> None:
        self.retired.discard(engine)
        self.last_days.pop(engine, None)


@dataclass(frozen=True)
class Order(Generic[T]):
    """What is bought: `make` is exactly one paid call, `keep` stores its result and settles the ledger's call.

    `keep` is repeatable.
    """

    generation: Generation
    purpose: str
    n: int
    make: Callable[[str, Step], Awaitable[T]]
    keep: Callable[[int, T], Awaitable[None]]
    size: Size = "1K"


@dataclass(frozen=True)
class Pay:
    ledger: Ledger
    backoff_seconds: float

    async def __call__(self, order: Order[T], chain: Chain, status: Status) -> T:
        """The result, stored and settled. Raises the EngineError that ended it, NoEngineLeft, CapReached, Superseded.

        A cancelled call leaves its intent open: the next run settles it as unknown.
        """
        seen: Counter[str] = Counter()
        engines = chain.alive()
        step = Step("again")
        while True:
            engine = engines[0]
            reserved = chain.price(engine, order.size)
            call = await self.ledger.open(order.generation, order.purpose, order.n, engine, reserved)
            try:
                result = await order.make(engine, step)
            except EngineError as error:
                seen[kind_of(error)] += 1
                await self._settle(call, error, reserved)
                step = next_step(error, seen, self.backoff_seconds)
                log.warning("generation %s %s %s: %s; %s", order.generation.id, order.purpose, order.n, error, step.do)
                if isinstance(error, EngineRetired):
                    chain.retire(engine)
                if step.do == "give up":
                    raise
                if step.do == "next engine":
                    engines = engines[1:]
                    seen.clear()
                    if not engines:
                        raise NoEngineLeft(error) from error
                if step.wait >= WORTH_TELLING and isinstance(error, EngineRateLimited):
                    status.show(Progress("busy", seconds=step.wait))
                await asyncio.sleep(step.wait)
            else:
                await patiently(partial(order.keep, call, result), self.backoff_seconds)
                return result

    async def _settle(self, call: int, error: EngineError, reserved: float) -> None:
        match error:
            case OutcomeUnknown():
                outcome, cost = "unknown", reserved
            case EngineRefused():
                outcome, cost = "refused", error.cost_usd if error.charged else 0.0
            case _:
                outcome, cost = "failed", 0.0
        await patiently(partial(self.ledger.close, call, outcome, cost, kind_of(error)), self.backoff_seconds)
