"""What the C library does with memory that is freed.

It keeps it for the next picture: fresh pages are dear, above all in virtual machines (microseconds each, and a scene
would need thousands). But among those that live it leaves holes, so from time to time they go back to the system.
"""

import asyncio
import ctypes
from contextlib import suppress

M_ARENA_MAX = -8  # of glibc's malloc.h
EVERY = 300.0  # seconds


def share_one_heap() -> None:
    """One heap for all threads: what one of them freed, another one uses. Elsewhere than glibc there is nothing to set.

    It counts for threads that begin later.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


def give_back() -> None:
    """All whole pages that are free, also between those that are not; some milliseconds, without the interpreter."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


async def give_back_for_ever() -> None:
    while True:
        await asyncio.sleep(EVERY)
        await asyncio.to_thread(give_back)
