"""Paying: an intent before each call, its outcome after it, and never one call too many."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest

from core.errors import (
    CapReached,
    CoreError,
    DatabaseAway,
    EngineError,
    EngineOverloaded,
    EngineRateLimited,
    EngineRefused,
    EngineRetired,
    EngineUnreachable,
    NoEngineLeft,
    OperatorProblem,
    OutcomeUnknown,
    Superseded,
)
from core.models import Progress
from core.prompts import Wording
from core.services.breaker import Permit
from core.services.next_step import Step
from core.services.patience import PATIENCE
from core.services.pay import WORTH_TELLING, Chain, Order, Pay
from tests.services.fakes import GENERATION, Book, Notes

A, B = "engine-a", "engine-b"
PRICES = {A: 0.25, B: 0.125}


MOMENT = 0.2  # the window of a breaker that a test waits for


class Shop:
    """An order whose calls raise what they are told to, in turn, and then bring a result."""

    def __init__(self, *troubles: Exception, book: Book | None = None, window: float = 60.0) -> None:
        self.troubles = list(troubles)
        self.book = book or Book()
        self.notes = Notes()
        self.chain = Chain((A, B), lambda engine, _: PRICES[engine], window=window)
        self.made: list[tuple[str, Step]] = []
        self.kept: list[str] = []
        self.down: set[str] = set()
        self.in_call: Callable[[], Awaitable[None]] | None = None

    async def make(self, engine: str, step: Step) -> str:
        assert self.book.calls[-1].outcome == "intent", "the intent is written before the call"
        self.made.append((engine, step))
        if self.in_call:
            await self.in_call()
        if engine in self.down:
            raise EngineOverloaded(engine)
        if self.troubles:
            raise self.troubles.pop(0)
        return f"picture of {engine}"

    async def keep(self, call: int, result: str) -> None:
        self.kept.append(result)
        await self.book.close(call, "ok", 0.1)

    async def buy(self) -> str:
        pay = Pay(self.book, backoff_seconds=0)
        return await pay(Order(GENERATION, "scene", 2, self.make, self.keep), self.chain, self.notes)

    def permit(self, engine: str) -> Permit:
        permit = self.chain.breakers[engine].admit()
        assert permit is not None
        return permit

    def engines(self) -> list[str]:
        return [engine for engine, _ in self.made]


async def test_a_call_is_reserved_made_kept_and_settled() -> None:
    shop = Shop()
    assert await shop.buy() == "picture of engine-a"
    assert shop.kept == ["picture of engine-a"]
    (call,) = shop.book.calls
    assert (call.engine, call.purpose, call.n, call.reserved) == (A, "scene", 2, 0.25)
    assert (call.outcome, call.cost) == ("ok", 0.1)


@pytest.mark.parametrize("refusal", [CapReached("pictures", 3), Superseded(), OutcomeUnknown(A)])
async def test_what_the_ledger_refuses_is_not_called(refusal: CoreError) -> None:
    shop = Shop(book=Book([refusal]))
    with pytest.raises(type(refusal)):
        await shop.buy()
    assert shop.made == []


async def test_a_cap_that_is_reached_between_two_tries_ends_the_tries() -> None:
    shop = Shop(EngineOverloaded(A), book=Book([None, CapReached("budget", 1)]))
    with pytest.raises(CapReached):
        await shop.buy()
    assert shop.engines() == [A]
    assert shop.book.outcomes() == [(A, "failed", 0.0)]


async def test_an_unknown_outcome_is_spent_and_repeated_once() -> None:
    shop = Shop(OutcomeUnknown(A), OutcomeUnknown(A), OutcomeUnknown(A))
    with pytest.raises(OutcomeUnknown):
        await shop.buy()
    assert shop.book.outcomes() == [(A, "unknown", 0.25), (A, "unknown", 0.25)]


async def test_an_unknown_outcome_may_be_followed_by_a_picture() -> None:
    shop = Shop(OutcomeUnknown(A))
    assert await shop.buy() == "picture of engine-a"
    assert shop.book.outcomes() == [(A, "unknown", 0.25), (A, "ok", 0.1)]


@pytest.mark.parametrize("busy", [EngineOverloaded(A), EngineUnreachable(A), EngineRateLimited(A, retry_after=0.0)])
async def test_a_busy_engine_is_asked_four_times_and_then_the_next_one(busy: Exception) -> None:
    shop = Shop(*[busy] * 4)
    assert await shop.buy() == "picture of engine-b"
    assert shop.engines() == [A, A, A, A, B]
    assert shop.book.outcomes() == [(A, "failed", 0.0)] * 4 + [(B, "ok", 0.1)]
    assert [call.reserved for call in shop.book.calls] == [0.25] * 4 + [0.125]


async def test_when_no_engine_is_left_the_last_reason_is_said() -> None:
    shop = Shop(*[EngineOverloaded(A)] * 4, *[EngineOverloaded(B)] * 4)
    with pytest.raises(NoEngineLeft) as none:
        await shop.buy()
    assert none.value.last == none.value.__cause__
    assert isinstance(none.value.last, EngineOverloaded)
    assert none.value.last.engine == B
    assert shop.engines() == [A] * 4 + [B] * 4


async def test_a_retired_engine_is_not_asked_again_by_later_orders(caplog: pytest.LogCaptureFixture) -> None:
    shop = Shop(EngineRetired(A))
    with caplog.at_level(logging.ERROR):
        await shop.buy()
    await shop.buy()
    assert shop.engines() == [A, B, B]
    assert [record.getMessage() for record in caplog.records] == [
        "engine engine-a is retired: take it out of the settings"
    ]


async def test_when_all_are_retired_the_last_one_is_asked_still() -> None:
    shop = Shop(EngineRetired(A), EngineRetired(B))
    with pytest.raises(NoEngineLeft):
        await shop.buy()
    assert await shop.buy() == "picture of engine-b"


async def test_the_next_engine_gets_tries_of_its_own() -> None:
    shop = Shop(EngineOverloaded(A), EngineRetired(A), *[EngineOverloaded(B)] * 3)
    assert await shop.buy() == "picture of engine-b"


async def test_a_charged_refusal_costs_what_it_cost_and_another_nothing() -> None:
    shop = Shop(
        EngineRefused(A, why="words", charged=True, cost_usd=0.02), EngineRefused(A, why="safety", cost_usd=0.5)
    )
    await shop.buy()
    assert shop.book.outcomes() == [(A, "refused", 0.02), (A, "refused", 0.0), (A, "ok", 0.1)]
    assert [call.reason for call in shop.book.calls] == ["refused:words", "refused:safety", ""]
    assert [step.wording for _, step in shop.made] == [Wording.PLAIN, Wording.INSIST, Wording.PLAIN]


@pytest.mark.parametrize("final", [OperatorProblem(A, reason="billing"), EngineRefused(A, why="policy")])
async def test_what_no_repetition_mends_ends_at_once(final: CoreError) -> None:
    shop = Shop(final)  # the chain has another engine
    with pytest.raises(type(final)):
        await shop.buy()
    assert shop.engines() == [A]


async def test_a_long_wait_is_told_and_a_short_one_is_not() -> None:
    shop = Shop(EngineRateLimited(A, retry_after=0.0))
    await shop.buy()
    assert shop.notes.shown == []

    shop = Shop(EngineRateLimited(A, retry_after=40.0))
    order = asyncio.ensure_future(shop.buy())
    await shop.notes.told.wait()
    assert shop.notes.shown == [Progress("busy", seconds=40.0)]
    order.cancel()
    with pytest.raises(asyncio.CancelledError):
        await order
    assert shop.engines() == [A], "and it is waited for"


async def test_a_call_that_is_cut_off_leaves_its_intent_open() -> None:
    shop = Shop()
    called = asyncio.Event()

    async def hang() -> None:
        called.set()
        await asyncio.sleep(60)

    shop.in_call = hang
    order = asyncio.ensure_future(shop.buy())
    await called.wait()
    order.cancel()
    with pytest.raises(asyncio.CancelledError):
        await order
    assert shop.book.outcomes() == [(A, "intent", None)]


@pytest.mark.parametrize("times", [1, PATIENCE, PATIENCE + 1])
async def test_a_picture_that_was_paid_for_is_held_while_the_database_is_away(times: int) -> None:
    shop, away = Shop(), [DatabaseAway("cut")] * times
    keep = shop.keep

    async def away_at_first(call: int, result: str) -> None:
        if away:
            raise away.pop()
        await keep(call, result)

    shop.keep = away_at_first  # type: ignore[method-assign]
    if times <= PATIENCE:
        assert await shop.buy() == "picture of engine-a"
        assert shop.book.outcomes() == [(A, "ok", 0.1)]
    else:
        with pytest.raises(DatabaseAway):
            await shop.buy()
        assert shop.book.outcomes() == [(A, "intent", None)]
    assert shop.engines() == [A], "made and paid once"


async def test_a_failure_that_cannot_be_written_yet_is_written_later() -> None:
    shop = Shop(EngineOverloaded(A))
    close, away = shop.book.close, [DatabaseAway("cut")] * 2

    async def away_at_first(call: int, outcome: str, cost_usd: float, reason: str = "") -> None:
        if away:
            raise away.pop()
        await close(call, outcome, cost_usd, reason)

    shop.book.close = away_at_first  # type: ignore[method-assign]
    await shop.buy()
    assert shop.book.outcomes() == [(A, "failed", 0.0), (A, "ok", 0.1)]


async def test_an_error_that_nobody_foresaw_leaves_its_intent_open() -> None:
    shop = Shop(ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        await shop.buy()
    assert shop.book.outcomes() == [(A, "intent", None)]


# --- engines that rest ---


def broken(shop: Shop, *engines: str, rest: float | None = None) -> Shop:
    """These engines rest, as if the owner had to act; with `rest` seconds instead of half of the window."""
    for engine in engines:
        if rest is not None:
            shop.chain.breakers[engine].rest = rest
        shop.chain.failed(engine, shop.permit(engine), OperatorProblem(engine, reason="quota"))
    return shop


async def test_after_ten_failures_the_next_engine_is_asked_first() -> None:
    shop = Shop()
    shop.down.add(A)
    for _ in range(3):
        await shop.buy()
    assert shop.engines() == [A] * 4 + [B] + [A] * 4 + [B] + [A] * 2 + [B], "the third order leaves A when it rests"
    await shop.buy()
    assert shop.engines()[-1] == B


async def test_refusals_rest_no_engine() -> None:
    shop = Shop(*[EngineRefused(A, why="policy")] * 30)
    for _ in range(30):
        with pytest.raises(EngineRefused):
            await shop.buy()
    assert shop.engines() == [A] * 30


async def test_what_the_owner_has_to_mend_is_met_by_one_order_only() -> None:
    shop = Shop(OperatorProblem(A, reason="quota"))
    with pytest.raises(OperatorProblem):
        await shop.buy()
    assert await shop.buy() == "picture of engine-b"
    assert shop.engines() == [A, B]


async def test_when_all_rest_orders_wait_for_one_probe_and_then_all_go_on() -> None:
    shop = broken(Shop(), A, B, rest=MOMENT)
    at_once, most, others = 0, list[int](), asyncio.Event()

    async def count() -> None:
        nonlocal at_once
        at_once += 1
        most.append(at_once)
        if len(most) == 1:
            await asyncio.sleep(MOMENT)  # the probe
        elif at_once > 1:
            others.set()
        else:
            await asyncio.wait_for(others.wait(), 30)
        at_once -= 1

    shop.in_call = count
    shop.chain.engines = (A,)
    assert await asyncio.gather(*(shop.buy() for _ in range(8))) == ["picture of engine-a"] * 8
    assert most[0] == 1
    assert at_once == 0
    assert most[1] == 1, "the second call began when the probe was over"
    assert max(most) > 1, "and then they go side by side"


async def test_an_order_does_not_wait_for_ever_and_says_what_the_engine_rests_for() -> None:
    shop = broken(Shop(window=MOMENT), A, B)
    await asyncio.sleep(MOMENT / 2)
    probes = [shop.permit(A), shop.permit(B)]  # that never end
    with pytest.raises(OperatorProblem) as problem:
        await shop.buy()
    assert (problem.value.engine, shop.made, shop.book.calls) == (A, [], [])
    del probes


async def test_waiting_for_an_engine_that_rests_is_told() -> None:
    shop = broken(Shop(), A, B)
    order = asyncio.ensure_future(shop.buy())
    await shop.notes.told.wait()
    order.cancel()
    with pytest.raises(asyncio.CancelledError):
        await order
    (progress,) = shop.notes.shown
    assert progress.stage == "busy"
    assert WORTH_TELLING < progress.seconds <= 30


async def test_a_probe_that_the_ledger_refuses_leaves_the_next_order_to_probe() -> None:
    shop = broken(Shop(book=Book([CapReached("pictures", 3)]), window=MOMENT), A, B)
    with pytest.raises(CapReached):
        await shop.buy()
    assert await shop.buy() == "picture of engine-a"


async def test_an_engine_that_rests_is_said_once_and_each_success_after_it() -> None:
    shop = Shop()
    shop.down.add(A)
    rests, works = list[tuple[str, str]](), list[str]()
    shop.chain.on_break = lambda engine, error: rests.append((engine, type(error).__name__))
    shop.chain.on_work = works.append
    for _ in range(4):
        await shop.buy()
    assert rests == [(A, "EngineOverloaded")]
    assert works == [B] * 4


async def test_a_budget_that_is_used_up_is_said_and_a_users_cap_is_not() -> None:
    dollars = list[float]()
    for refusal in (CapReached("budget", 10.0), CapReached("pictures", 3)):
        pay = Pay(Book([refusal]), 0, dollars.append)
        shop = Shop()
        with pytest.raises(CapReached):
            await pay(Order(GENERATION, "scene", 2, shop.make, shop.keep), shop.chain, shop.notes)
    assert dollars == [10.0]


# --- the retry budget ---


async def test_when_the_retry_budget_is_used_up_each_engine_is_asked_once() -> None:
    shop = Shop(EngineOverloaded(A), EngineOverloaded(B))
    used_up(shop)
    with pytest.raises(NoEngineLeft):
        await shop.buy()
    assert shop.engines() == [A, B]


@pytest.mark.parametrize("paid", [OutcomeUnknown(A), EngineRefused(A, why="safety")])
async def test_when_the_retry_budget_is_used_up_nothing_that_may_be_paid_is_repeated(paid: EngineError) -> None:
    shop = Shop(paid)
    used_up(shop)
    with pytest.raises(NoEngineLeft if isinstance(paid, OutcomeUnknown) else EngineRefused):
        await shop.buy()
    assert shop.engines() == [A]


def used_up(shop: Shop) -> None:
    while shop.chain.may_repeat():
        pass
