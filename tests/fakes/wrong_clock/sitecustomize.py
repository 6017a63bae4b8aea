"""A computer whose wall clock is wrong, for a process that has this folder first on its path.

`WRONG_CLOCK` names a file with the seconds that it is ahead; it is read each time, so that the clock can jump. Steady
clocks go on as they are, as they do on a real computer.
"""

import datetime as dates
import os
import time
from pathlib import Path

_file = Path(os.environ["WRONG_CLOCK"])
_right = time.time
_right_now = dates.datetime.now
_Right = dates.datetime


def _ahead() -> float:
    return float(_file.read_text() or 0)


def _time() -> float:
    return _right() + _ahead()


class _Kind(type):
    def __instancecheck__(cls, thing: object) -> bool:
        return isinstance(thing, _Right)


class _WrongDatetime(dates.datetime, metaclass=_Kind):
    @classmethod
    def now(cls, tz: dates.tzinfo | None = None) -> dates.datetime:  # type: ignore[override]
        return _right_now(tz) + dates.timedelta(seconds=_ahead())

    @classmethod
    def utcnow(cls) -> dates.datetime:  # type: ignore[override]
        return _right_now(dates.UTC).replace(tzinfo=None) + dates.timedelta(seconds=_ahead())


time.time = _time
time.time_ns = lambda: int(_time() * 1_000_000_000)
dates.datetime = _WrongDatetime  # type: ignore[misc]
