"""What to do when an engine does not deliver: the one table of retries. No other layer repeats a paid call."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

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

LONGEST_WAIT = 120.0
BACK_OFFS = 3


@dataclass(frozen=True)
class Step:
    """`wait` in seconds comes before whatever is done."""

    do: Literal["again", "next engine", "give up"]
    wait: float = 0.0
    wording: Wording = Wording.PLAIN
    fewer_references: bool = False


GIVE_UP = Step("give up")


def next_step(error: EngineError, seen: Counter[str], backoff_seconds: float) -> Step:
    """Decide from this error and from how often each kind was `seen` before, this one included."""
    times = seen[kind_of(error)]
    match error:
        case EngineRetired():
            return Step("next engine")
        case EngineOverloaded() | EngineUnreachable():
            wait = backoff_seconds * 2 ** (times - 1)
            return Step("again", wait) if times <= BACK_OFFS else Step("next engine")
        case EngineRateLimited():
            if error.retry_after > LONGEST_WAIT or times > BACK_OFFS:
                return Step("next engine")
            return Step("again", error.retry_after)
        case OutcomeUnknown():
            return Step("again") if times == 1 else GIVE_UP
        case OperatorProblem():
            # A request that one engine does not understand another one may; an empty purse is empty for all.
            return Step("next engine") if error.reason == "request" else GIVE_UP
        case EngineRefused():
            return _after_refusal(error, times)
    return GIVE_UP


def instead_of_repeat(error: EngineError) -> Step:
    """What becomes of "again" when the retry budget is used up. Another engine is not asked for what may be paid."""
    return GIVE_UP if isinstance(error, EngineRefused | OutcomeUnknown) else Step("next engine")


def _after_refusal(error: EngineRefused, times: int) -> Step:
    match error.why, times:
        case "input", 1:
            return Step("again", fewer_references=True)
        case "safety", 1:
            return Step("again")
        case "safety", 2:
            return Step("again", wording=Wording.SOFT)
        case "words", 1:
            return Step("again", wording=Wording.INSIST)
        case "other", 1:
            return Step("again", wording=Wording.NAMELESS)
        case "recitation", 1:
            return Step("again", wording=Wording.FRESH)
        case "rubbish", 1:
            return Step("again")
    return GIVE_UP


def kind_of(error: EngineError) -> str:
    """The word under which an error is counted and kept in the ledger."""
    return f"refused:{error.why}" if isinstance(error, EngineRefused) else type(error).__name__
