"""A breaker opens on half of ten calls, lets a single probe through, and closes when that one works."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import (
    EngineError,
    EngineOverloaded,
    EngineRateLimited,
    EngineRefused,
    EngineRetired,
    EngineUnreachable,
    OperatorProblem,
    OutcomeUnknown,
)
from core.services.breaker import FEWEST, Breaker, Permit, Verdict, verdict
from core.services.retry_budget import FLOOR, SHARE, RetryBudget

A = "engine-a"
WORKS, FAILS, BROKEN, BUSY, NOTHING = Verdict


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Bench:
    def __init__(self) -> None:
        self.clock = Clock()
        self.breaker = Breaker(60.0, self.clock)

    def admitted(self) -> Permit:
        permit = self.breaker.admit()
        assert permit is not None
        return permit

    def calls(self, *verdicts: Verdict) -> list[bool]:
        return [self.admitted().end(verdict) for verdict in verdicts]

    def broken(self) -> "Bench":
        self.calls(BROKEN)
        return self

    def rested(self) -> "Bench":
        self.clock.now += self.breaker.rest
        return self


def test_half_of_ten_calls_that_fail_open_it_and_that_is_said_once() -> None:
    bench = Bench()
    assert not any(bench.calls(*[WORKS] * 5, *[FAILS] * 4))
    under_way = bench.admitted()
    assert bench.calls(FAILS) == [True]
    assert bench.breaker.admit() is None
    assert under_way.end(FAILS) is False


def test_fewer_than_ten_prove_nothing() -> None:
    assert not any(Bench().calls(*[FAILS] * (FEWEST - 1)))


def test_less_than_half_is_borne() -> None:
    assert not any(Bench().calls(*[WORKS] * 10, *[FAILS] * 9))


def test_what_is_a_minute_old_no_longer_counts() -> None:
    bench = Bench()
    bench.calls(*[FAILS] * 9)
    bench.clock.now += 60
    assert bench.calls(FAILS) == [False]


def test_neither_a_busy_engine_nor_a_call_without_an_end_counts() -> None:
    assert not any(Bench().calls(*[FAILS] * 9, *[BUSY] * 9, *[NOTHING] * 9))


def test_what_the_owner_has_to_mend_opens_it_at_once() -> None:
    assert Bench().calls(BROKEN) == [True]


def test_after_its_rest_one_call_probes_and_the_others_wait_for_it() -> None:
    bench = Bench().broken()
    bench.clock.now += bench.breaker.rest - 0.01
    assert bench.breaker.admit() is None
    bench.clock.now += 0.01
    assert bench.breaker.ready_in() == 0
    probe = bench.admitted()
    assert bench.breaker.admit() is None
    assert bench.breaker.ready_in() > 0
    probe.end(WORKS)
    assert bench.admitted()
    assert bench.admitted()


def test_a_probe_that_works_forgets_the_failures_before() -> None:
    bench = Bench()
    bench.calls(*[FAILS] * 10)
    bench.rested().calls(WORKS)
    assert not any(bench.calls(*[FAILS] * 9))


@pytest.mark.parametrize("bad", [FAILS, BROKEN, BUSY])
def test_a_probe_that_fails_begins_another_rest_and_no_other_incident(bad: Verdict) -> None:
    bench = Bench().broken().rested()
    assert bench.calls(bad) == [False]
    assert bench.breaker.admit() is None
    assert bench.breaker.ready_in() == bench.breaker.rest


def test_a_probe_that_is_cut_off_lets_another_call_probe() -> None:
    bench = Bench().broken().rested()
    with pytest.raises(ZeroDivisionError), bench.admitted():
        raise ZeroDivisionError
    assert bench.admitted()


def test_a_call_from_before_it_opened_does_not_close_it() -> None:
    bench = Bench()
    early = bench.admitted()
    bench.broken()
    early.end(WORKS)
    assert bench.breaker.admit() is None


def test_only_the_first_word_about_a_call_counts() -> None:
    bench = Bench().broken().rested()
    probe = bench.admitted()
    probe.end(FAILS)
    probe.end(WORKS)
    assert bench.breaker.open


@given(st.lists(st.one_of(st.sampled_from(list(Verdict)), st.floats(0, 40)), max_size=200))
def test_while_it_is_open_never_more_than_one_call_is_under_way(events: list[Verdict | float]) -> None:
    bench, under_way = Bench(), list[Permit]()
    for event in events:
        if isinstance(event, float):
            bench.clock.now += event
        elif event is NOTHING and under_way:
            under_way.pop().end(NOTHING)
        else:
            was_open = bench.breaker.open
            probes = [one for one in (bench.breaker.admit(), bench.breaker.admit()) if one]
            assert len(probes) <= (1 if was_open else 2)
            if was_open and probes:
                assert bench.breaker.admit() is None
            for permit in probes:
                permit.end(event)
            if not bench.breaker.open:
                under_way.append(bench.admitted())


SAID: list[tuple[EngineError, Verdict]] = [
    (EngineOverloaded(A), FAILS),
    (EngineUnreachable(A), FAILS),
    (OutcomeUnknown(A), FAILS),
    *[(OperatorProblem(A, reason=reason), BROKEN) for reason in ("key", "quota", "billing", "account", "region")],
    (OperatorProblem(A, reason="request"), NOTHING),
    (EngineRateLimited(A), BUSY),
    (EngineRetired(A), NOTHING),
    *[(EngineRefused(A, why=why), WORKS) for why in ("input", "safety", "policy", "words", "rubbish")],
]


@pytest.mark.parametrize(("error", "said"), SAID)
def test_what_an_error_says_about_its_engine(error: EngineError, said: Verdict) -> None:
    assert verdict(error) is said


# --- the retry budget ---


def spent(budget: RetryBudget) -> int:
    count = 0
    while budget.spend():
        count += 1
    return count


@given(st.integers(0, 500))
def test_repeats_are_a_fifth_of_the_calls_and_a_few(calls: int) -> None:
    budget = RetryBudget(300, Clock())
    for _ in range(calls):
        budget.called()
    assert FLOOR + SHARE * calls - 1 < spent(budget) <= FLOOR + SHARE * calls


def test_after_some_minutes_there_is_a_budget_again() -> None:
    clock = Clock()
    budget = RetryBudget(300, clock)
    assert spent(budget) == FLOOR
    clock.now += 299
    assert spent(budget) == 0
    clock.now += 1
    assert spent(budget) == FLOOR
