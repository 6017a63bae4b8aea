"""A probe of the event loop, for a process that has this folder first on its path.

`LOOP_PROBE` names a file that gets a line for each step of the loop that kept the processor for a millisecond or more:
the milliseconds of processor time, so that a busy machine changes nothing, and what the step was.
"""

import asyncio
import os
import time
from asyncio import events
from pathlib import Path

LEAST = 1.0
_file = Path(os.environ["LOOP_PROBE"])
_run = events.Handle._run


def _probed(self: events.Handle) -> None:
    begun = time.thread_time()
    _run(self)
    took = (time.thread_time() - begun) * 1000
    if took >= LEAST:
        with _file.open("a") as out:
            out.write(f"{took:.2f} {_named(self)}\n")


def _named(handle: events.Handle) -> str:
    task = getattr(handle._callback, "__self__", None)  # type: ignore[attr-defined]
    if isinstance(task, asyncio.Task):
        frames = task.get_stack()
        where = [f"{frame.f_code.co_filename.rsplit('/', 1)[-1]}:{frame.f_lineno}" for frame in frames]
        return f"{task.get_name()} now at {' '.join(where)}"
    return repr(handle._callback)  # type: ignore[attr-defined]


events.Handle._run = _probed  # type: ignore[method-assign]
