"""Memory goes back to the system while its neighbours live. Measured in a process of its own."""

import platform
import subprocess
import sys

import pytest

MEASURE = """
import os
from core.adapters.heap import give_back, share_one_heap

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

share_one_heap()
for _ in range(3):
    del (whole := [bytearray(b"x" * 20_000_000)])[:]  # as a large picture's pixels do, it raises glibc's threshold
blocks = [bytearray(b"x" * 300_000) for _ in range(200)]
before = resident()
del blocks[::2]
{then}
print(before - resident())
"""


def given_back(then: str) -> int:
    measured = subprocess.run(
        [sys.executable, "-c", MEASURE.format(then=then)], capture_output=True, check=True, text=True
    )
    return int(measured.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps what is freed")
def test_freed_pictures_go_back_to_the_system_although_others_live_beside_them() -> None:
    assert given_back("give_back()") > 25_000_000
    assert given_back("") < 5_000_000, "it is kept for the next picture until then"
