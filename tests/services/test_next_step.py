"""The one table of retries, every error by how often it came."""

from collections import Counter

import pytest

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
from core.prompts import Wording
from core.services.next_step import GIVE_UP, LONGEST_WAIT, Step, instead_of_repeat, kind_of, next_step

E = "engine-a"
NEXT = Step("next engine")
AGAIN = Step("again")


def reworded(wording: Wording) -> Step:
    return Step("again", wording=wording)


def refused(why: str) -> EngineRefused:
    return EngineRefused(E, why=why)  # type: ignore[arg-type]  # the words of the table below


# error · what follows its first, second, … occurrence; the last entry holds for ever after
TABLE: list[tuple[EngineError, list[Step]]] = [
    (EngineRetired(E), [NEXT]),
    (EngineOverloaded(E), [Step("again", 2.0), Step("again", 4.0), Step("again", 8.0), NEXT]),
    (EngineUnreachable(E), [Step("again", 2.0), Step("again", 4.0), Step("again", 8.0), NEXT]),
    (EngineRateLimited(E, retry_after=55.0), [Step("again", 55.0)] * 3 + [NEXT]),
    (EngineRateLimited(E, retry_after=LONGEST_WAIT), [Step("again", LONGEST_WAIT)] * 3 + [NEXT]),
    (EngineRateLimited(E, retry_after=LONGEST_WAIT + 1), [NEXT]),
    (OutcomeUnknown(E), [AGAIN, GIVE_UP]),
    *[(OperatorProblem(E, reason=reason), [GIVE_UP]) for reason in ("key", "quota", "billing", "account", "region")],
    (OperatorProblem(E, reason="request"), [NEXT]),
    (refused("input"), [Step("again", fewer_references=True), GIVE_UP]),
    (refused("safety"), [AGAIN, reworded(Wording.SOFT), GIVE_UP]),
    (refused("policy"), [GIVE_UP]),
    (refused("words"), [reworded(Wording.INSIST), GIVE_UP]),
    (refused("other"), [reworded(Wording.NAMELESS), GIVE_UP]),
    (refused("recitation"), [reworded(Wording.FRESH), GIVE_UP]),
    (refused("rubbish"), [AGAIN, GIVE_UP]),
    (EngineError(E), [GIVE_UP]),
]
CASES = [
    pytest.param(error, times, steps[min(times, len(steps)) - 1], id=f"{kind_of(error)}-{place}-{times}")
    for place, (error, steps) in enumerate(TABLE)
    for times in range(1, len(steps) + 2)
]


@pytest.mark.parametrize(("error", "times", "step"), CASES)
def test_every_error_is_followed_by_the_step_of_the_table(error: EngineError, times: int, step: Step) -> None:
    assert next_step(error, Counter({kind_of(error): times}), 2.0) == step


def test_the_table_knows_every_engine_error() -> None:
    def leaves(kind: type[EngineError]) -> set[type[EngineError]]:
        return {kind}.union(*(leaves(below) for below in kind.__subclasses__()))

    assert {type(error) for error, _ in TABLE} == leaves(EngineError)


@pytest.mark.parametrize("error", [error for error, _ in TABLE])
def test_without_a_budget_nothing_that_may_be_paid_is_asked_for_anywhere(error: EngineError) -> None:
    paid = isinstance(error, EngineRefused | OutcomeUnknown)
    assert instead_of_repeat(error) == (GIVE_UP if paid else NEXT)


def test_other_errors_do_not_count() -> None:
    seen = Counter({"EngineOverloaded": 9, "refused:words": 9, "refused:safety": 1})
    assert next_step(refused("safety"), seen, 2.0) == AGAIN
