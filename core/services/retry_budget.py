"""How many calls may be repeats: when engines are in trouble, repeating every call makes the trouble larger."""

import time
from collections import deque
from collections.abc import Callable

SHARE = 0.2  # of the calls
FLOOR = 10  # what few users need when an engine stumbles


class RetryBudget:
    def __init__(self, seconds: float = 300.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._calls: deque[float] = deque()
        self._repeats: deque[float] = deque()

    def called(self) -> None:
        self._calls.append(self._clock())

    def spend(self) -> bool:
        """Take one repeat out of the budget, if there is one left."""
        for times in (self._calls, self._repeats):
            while times and times[0] <= self._clock() - self._seconds:
                times.popleft()
        if len(self._repeats) + 1 > FLOOR + SHARE * len(self._calls):
            return False
        self._repeats.append(self._clock())
        return True
