"""Whether an engine is asked at all: it rests when half of its calls fail, then a single call tries it out."""

import time
from collections import deque
from collections.abc import Callable
from enum import Enum, auto
from types import TracebackType
from typing import Self

from core.errors import (
    EngineError,
    EngineOverloaded,
    EngineRateLimited,
    EngineRefused,
    EngineUnreachable,
    OperatorProblem,
    OutcomeUnknown,
)

FEWEST = 10  # calls within the window: fewer prove nothing
SHARE = 0.5  # of them that failed


class Verdict(Enum):
    """What the end of a call says about the engine."""

    WORKS = auto()
    FAILS = auto()
    BROKEN = auto()  # until the owner acts: no further call is needed to know
    BUSY = auto()  # works, for fewer calls than we make
    NOTHING = auto()


def verdict(error: EngineError) -> Verdict:
    match error:
        case EngineRefused():
            return Verdict.WORKS  # it answered: what it dislikes is its business
        case EngineOverloaded() | EngineUnreachable() | OutcomeUnknown():
            return Verdict.FAILS
        case OperatorProblem() if error.reason != "request":
            return Verdict.BROKEN
        case EngineRateLimited():
            return Verdict.BUSY
    return Verdict.NOTHING


class Breaker:
    """Of one engine, in one process. Closed: calls go through; open: none; rested: the next call is the probe."""

    def __init__(self, window: float = 60.0, clock: Callable[[], float] = time.monotonic) -> None:
        self.rest = window / 2
        self._window = window
        self._clock = clock
        self._calls: deque[tuple[float, bool]] = deque()  # when it ended, and whether it failed
        self._rests_until: float | None = None
        self._probe: Permit | None = None

    @property
    def open(self) -> bool:
        return self._rests_until is not None

    def admit(self) -> "Permit | None":
        """The right to make one call now; None while the engine rests or a probe is under way."""
        permit = Permit(self)
        if self._rests_until is None:
            return permit
        if self._probe is not None or self._clock() < self._rests_until:
            return None
        self._probe = permit
        return permit

    def ready_in(self) -> float:
        """Seconds until a call may be made again; while a probe is under way a guess."""
        if self._rests_until is None:
            return 0.0
        return self.rest if self._probe else max(0.0, self._rests_until - self._clock())

    def ended(self, permit: "Permit", verdict: Verdict) -> bool:
        """Note how a call ended. True if that opened the breaker."""
        if self._rests_until is not None:
            if permit is self._probe:
                self._probe = None
                self._after_probe(verdict)
            return False  # calls from before it opened say nothing about now
        if verdict in {Verdict.WORKS, Verdict.FAILS}:
            self._calls.append((self._clock(), verdict is Verdict.FAILS))
        if verdict is Verdict.BROKEN or (verdict is Verdict.FAILS and self._too_many_failed()):
            self._rests_until = self._clock() + self.rest
        return self.open

    def _after_probe(self, verdict: Verdict) -> None:
        if verdict is Verdict.WORKS:
            self._rests_until = None
            self._calls.clear()
        elif verdict is not Verdict.NOTHING:
            self._rests_until = self._clock() + self.rest

    def _too_many_failed(self) -> bool:
        while self._calls and self._calls[0][0] <= self._clock() - self._window:
            self._calls.popleft()
        failed = sum(failed for _, failed in self._calls)
        return len(self._calls) >= FEWEST and failed >= SHARE * len(self._calls)


class Permit:
    """For one call. Leaving the block without a word says nothing about the engine, and lets another call probe."""

    def __init__(self, breaker: Breaker) -> None:
        self._breaker = breaker
        self._ended = False

    def end(self, verdict: Verdict) -> bool:
        """True if the breaker opened on it. Only the first word counts."""
        if self._ended:
            return False
        self._ended = True
        return self._breaker.ended(self, verdict)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end(Verdict.NOTHING)
