"""What the C library does with memory that is freed."""

import ctypes
from contextlib import suppress

M_MMAP_THRESHOLD = -3  # of glibc's malloc.h
LARGE = 128 * 1024  # bytes; where glibc begins, before it raises that by itself


def give_back_large_blocks() -> None:
    """Pictures and their pixels go back to the system as soon as they are freed.

    Left to itself glibc keeps ever larger blocks on its heaps; between those that live they leave holes, and a process
    grows for hours. Elsewhere there is nothing to set.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE)
