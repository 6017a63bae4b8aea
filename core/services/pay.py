"""One paid call after the other until there is a result: reserve, call, settle, and the next step of the table."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Generic, TypeVar

from core.errors import (
    CapReached,
    EngineError,
    EngineRateLimited,
    EngineRefused,
    EngineRetired,
    NoEngineLeft,
    OperatorProblem,
    OutcomeUnknown,
)
from core.models import Generation, Progress, Size
from core.ports import Ledger, Status
from core.services.breaker import Breaker, Permit, Verdict, verdict
from core.services.next_step import Step, instead_of_repeat, kind_of, next_step
from core.services.patience import patiently
from core.services.retry_budget import RetryBudget

log = logging.getLogger(__name__)
T = TypeVar("T")

WORTH_TELLING = 5.0  # seconds of waiting
LOOKS = 60  # within a window: who waits for an engine that rests looks so often


@dataclass
class Chain:
    """Engines in order of preference, and what each call is expected to cost in dollars."""

    engines: tuple[str, ...]
    price: Callable[[str, Size], float]
    retired: set[str] = field(default_factory=set)
    last_days: dict[str, date] = field(default_factory=dict)  # of engines that are gone or end soon
    on_retire: Callable[[str], None] = field(default=lambda engine: None)
    on_break: Callable[[str, EngineError], None] = field(default=lambda engine, error: None)
    on_work: Callable[[str], None] = field(default=lambda engine: None)
    window: float = 60.0  # seconds over which an engine's failures are counted
    breakers: dict[str, Breaker] = field(init=False)
    _why: dict[str, EngineError] = field(default_factory=dict, init=False)  # each engine rests, if it does
    _repeats: RetryBudget = field(init=False)

    def __post_init__(self) -> None:
        self.breakers = {engine: Breaker(self.window) for engine in self.engines}
        self._repeats = RetryBudget(5 * self.window)

    def alive(self, preferred: str = "") -> list[str]:
        """In order of preference; `preferred` comes first while it is one of them."""
        alive = [engine for engine in self.engines if engine not in self.retired] or [self.engines[-1]]
        return sorted(alive, key=lambda engine: engine != preferred)

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

    async def admitted(self, engines: list[str], status: Status) -> tuple[str, Permit]:
        """The first of `engines` that may be called. While all of them rest it waits, for the length of the window.

        Raises the OperatorProblem that the first one rests for, else NoEngineLeft.
        """
        deadline = asyncio.get_running_loop().time() + self.window
        told = False
        while True:
            for engine in engines:
                if permit := self.breakers[engine].admit():
                    return engine, permit
            wait = min(self.breakers[engine].ready_in() for engine in engines)
            if asyncio.get_running_loop().time() >= deadline:
                error = self._why[engines[0]]
                raise error if isinstance(error, OperatorProblem) else NoEngineLeft(error)
            if wait >= WORTH_TELLING and not told:
                status.show(Progress("busy", seconds=wait))
                told = True
            await asyncio.sleep(min(wait, self.window / LOOKS))

    def called(self) -> None:
        self._repeats.called()

    def failed(self, engine: str, permit: Permit, error: EngineError) -> None:
        found = verdict(error)
        if permit.end(found):
            self._why[engine] = error
            log.error("engine %s rests for %.0f seconds: %s", engine, self.breakers[engine].rest, error)
            self.on_break(engine, error)
        elif found is Verdict.WORKS:
            self.on_work(engine)

    def worked(self, engine: str, permit: Permit) -> None:
        permit.end(Verdict.WORKS)
        self.on_work(engine)

    def may_repeat(self) -> bool:
        return self._repeats.spend()


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
    preferred: str = ""  # the engine that is asked first, if it is alive


@dataclass(frozen=True)
class Pay:
    ledger: Ledger
    backoff_seconds: float
    on_budget_spent: Callable[[float], None] = field(default=lambda dollars: None)

    async def __call__(self, order: Order[T], chain: Chain, status: Status) -> T:
        """The result, stored and settled. Raises the EngineError that ended it, NoEngineLeft, CapReached, Superseded.

        A cancelled call leaves its intent open: the next run settles it as unknown.
        """
        seen: Counter[str] = Counter()
        engines = chain.alive(order.preferred)
        step = Step("again")
        while True:
            engine, permit = await chain.admitted(engines, status)
            if engine != engines[0]:
                engines = engines[engines.index(engine) :]
                seen.clear()
            with permit:
                reserved = chain.price(engine, order.size)
                call = await self._open(order, engine, reserved)
                chain.called()
                try:
                    result = await order.make(engine, step)
                except EngineError as error:
                    chain.failed(engine, permit, error)
                    seen[kind_of(error)] += 1
                    await self._settle(call, error, reserved)
                    step = self._next(order, chain, error, seen)
                    if isinstance(error, EngineRetired):
                        chain.retire(engine)
                    if step.do == "give up":
                        if isinstance(error, OutcomeUnknown) and seen[kind_of(error)] == 1:
                            raise NoEngineLeft(error) from error  # it was not tried twice
                        raise
                    if step.do == "next engine":
                        engines = engines[1:]
                        seen.clear()
                        if not engines:
                            raise NoEngineLeft(error) from error
                    if step.wait >= WORTH_TELLING and isinstance(error, EngineRateLimited):
                        status.show(Progress("busy", seconds=step.wait))
                else:
                    chain.worked(engine, permit)
                    await patiently(partial(order.keep, call, result), self.backoff_seconds)
                    return result
            await asyncio.sleep(step.wait)

    async def _open(self, order: Order[T], engine: str, reserved: float) -> int:
        try:
            return await self.ledger.open(order.generation, order.purpose, order.n, engine, reserved)
        except CapReached as error:
            if error.cap == "budget":
                self.on_budget_spent(error.limit)
            raise

    def _next(self, order: Order[T], chain: Chain, error: EngineError, seen: Counter[str]) -> Step:
        step = next_step(error, seen, self.backoff_seconds)
        if step.do == "again" and not chain.may_repeat():
            log.error("the retry budget is used up: nothing is repeated for now")
            step = instead_of_repeat(error)
        log.warning("generation %s %s %s: %s; %s", order.generation.id, order.purpose, order.n, error, step.do)
        return step

    async def _settle(self, call: int, error: EngineError, reserved: float) -> None:
        match error:
            case OutcomeUnknown():
                outcome, cost = "unknown", reserved
            case EngineRefused():
                outcome, cost = "refused", error.cost_usd if error.charged else 0.0
            case _:
                outcome, cost = "failed", 0.0
        await patiently(partial(self.ledger.close, call, outcome, cost, kind_of(error)), self.backoff_seconds)
