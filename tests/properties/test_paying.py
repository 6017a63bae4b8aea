"""Whatever engines answer, in whatever order: calls are few, each is settled, and waits are bounded."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from core.errors import EngineError, NoEngineLeft, OperatorProblem, OutcomeUnknown
from core.models import Generation
from core.services.next_step import BACK_OFFS, LONGEST_WAIT, Step, kind_of, next_step
from core.services.pay import Chain, Order, Pay
from core.services.retry_budget import FLOOR, SHARE
from tests.properties.profile import profile
from tests.properties.world import ERRORS, PRICE
from tests.services.fakes import GENERATION, Book, Call, Notes

ENGINES = ("engine-a", "engine-b", "engine-c")
troubles = st.sampled_from(sorted(ERRORS)).map(ERRORS.__getitem__)
MOST_CALLS = len(ENGINES) * (BACK_OFFS + 1) * len(ERRORS)


@dataclass
class StrictBook(Book):
    """As the real ledger: an outcome that is unknown twice is not bought a third time."""

    refused: list[Call] = field(default_factory=list)

    async def open(self, generation: Generation, purpose: str, n: int, engine: str, reserve_usd: float) -> int:
        if sum(call.outcome == "unknown" for call in self.calls) > 1:
            raise OutcomeUnknown(engine)
        return await super().open(generation, purpose, n, engine, reserve_usd)


@given(st.lists(troubles, max_size=60))
@profile(150)
def test_an_order_ends_after_few_calls_each_of_them_settled_and_is_kept_once_if_at_all(
    answers: list[EngineError],
) -> None:
    left, book, kept = list(answers), StrictBook(), list[str]()

    async def make(engine: str, step: Step) -> str:
        if left:
            raise left.pop(0)
        return engine

    async def keep(call: int, result: str) -> None:
        kept.append(result)
        await book.close(call, "ok", PRICE)

    async def buy() -> str | None:
        chain = Chain(ENGINES, lambda *_: PRICE, window=0.001)
        try:
            return await Pay(book, backoff_seconds=0)(Order(GENERATION, "scene", 1, make, keep), chain, Notes())
        except (EngineError, NoEngineLeft):
            return None

    result = asyncio.run(buy())
    assert len(book.calls) <= MOST_CALLS
    assert kept == ([result] if result else [])
    outcomes = Counter(call.outcome for call in book.calls)
    assert outcomes["intent"] == 0
    assert outcomes["ok"] == len(kept)
    assert outcomes["unknown"] <= 2
    assert all((call.cost or 0) <= call.reserved for call in book.calls)
    again = [one for one, other in zip(book.calls, book.calls[1:], strict=False) if one.engine == other.engine]
    assert len(again) <= FLOOR + SHARE * len(book.calls)


@given(st.lists(troubles, min_size=1, max_size=60), st.floats(0, 10))
@profile(300)
def test_waits_grow_and_are_bounded_and_what_only_the_owner_can_mend_is_not_asked_again(
    answers: list[EngineError], backoff: float
) -> None:
    seen: Counter[str] = Counter()
    waits: dict[str, float] = {}
    for error in answers:
        kind = kind_of(error)
        seen[kind] += 1
        step = next_step(error, seen, backoff)
        assert 0 <= step.wait <= max(LONGEST_WAIT, backoff * 2**BACK_OFFS)
        if step.do == "again":
            assert seen[kind] <= BACK_OFFS
            assert not isinstance(error, OperatorProblem)
            assert step.wait >= waits.get(kind, 0.0)
            waits[kind] = step.wait
