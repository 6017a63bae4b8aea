"""What a family of processes costs: processor seconds, memory, database connections; and what machine this is."""

import asyncio
import mmap
import os
import platform
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psutil

EVERY = 0.5  # seconds between two looks at the memory
ROOT = Path(__file__).parents[2]


def facts() -> dict[str, object]:
    """The machine and the code that was measured."""
    model = [line.partition(": ")[2] for line in _read(Path("/proc/cpuinfo")).splitlines() if "model name" in line]
    revision = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, check=False)
    return {
        "cores": os.cpu_count(),
        "processor": model[0] if model else platform.processor(),
        "memory_gb": round(psutil.virtual_memory().total / 2**30, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "revision": revision.stdout.decode().strip(),
        "load_before": round(os.getloadavg()[0], 2),
    }


def speed() -> dict[str, float]:
    """How fast this machine is at the moment: neighbours on the same hardware make it several times slower, and where
    free memory goes back to a host, a fresh page costs much more after a second of idling.
    """
    busy, loops = _fresh_page_us(2000), min(_loop_ms() for _ in range(20))
    time.sleep(1)
    return {
        "loop_ms": round(loops, 2),
        "fresh_page_us": round(busy, 1),
        "fresh_page_after_idling_us": round(_fresh_page_us(300), 1),
    }


def _loop_ms() -> float:
    begun, total = time.perf_counter(), 0
    for n in range(20_000):
        total += n
    return (time.perf_counter() - begun) * 1000


def _fresh_page_us(pages: int) -> float:
    with mmap.mmap(-1, pages * mmap.PAGESIZE) as memory:
        taken = []
        for value in (1, 2):  # the second time no page is fresh
            begun = time.perf_counter()
            for at in range(0, len(memory), mmap.PAGESIZE):
                memory[at] = value
            taken.append(time.perf_counter() - begun)
    return (taken[0] - taken[1]) / pages * 1e6


class Family:
    """The bot's processes with their children, and the embedded database of their data directory."""

    def __init__(self, pids: Sequence[int], data_dir: Path | None) -> None:
        self._bots = [psutil.Process(pid) for pid in pids]
        self._database = _postmaster(data_dir) if data_dir else None

    def bot(self) -> list[psutil.Process]:
        return [one for bot in self._bots for one in (bot, *bot.children(recursive=True))]

    def database(self) -> list[psutil.Process]:
        return [self._database, *self._database.children(recursive=True)] if self._database else []

    def connections(self) -> int:
        """Backends that serve a client, by their title."""
        titles = [" ".join(one.cmdline()) for one in self.database()[1:] if one.is_running()]
        return sum(title.startswith("postgres: ") and ("[local]" in title or "127.0.0.1" in title) for title in titles)

    def memory_mb(self) -> float:
        """Proportional memory of all: what several share is counted once."""
        return round(sum(_pss(one.pid) for one in {one.pid: one for one in self.bot() + self.database()}.values()), 1)

    def rss_mb(self) -> float:
        return round(sum(bot.memory_info().rss for bot in self._bots) / 2**20, 1)


def _postmaster(data_dir: Path) -> psutil.Process | None:
    for one in psutil.process_iter(["name", "cmdline"]):
        if one.info["name"] == "postgres" and str(data_dir / "postgres") in (one.info["cmdline"] or ()):
            return one
    return None


def _pss(pid: int) -> float:
    for line in _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # ended meanwhile, or no Linux
        return ""


@dataclass(frozen=True)
class Cpu:
    """Seconds of processor time; `machine` is what all processes of the computer used together."""

    bot: float = 0.0
    database: float = 0.0
    machine: float = 0.0

    @classmethod
    def now(cls, family: Family) -> Self:
        all_of_it = psutil.cpu_times()
        idle = all_of_it.idle + getattr(all_of_it, "iowait", 0.0)
        return cls(_seconds(family.bot()), _seconds(family.database()), sum(all_of_it) - idle)

    def since(self, before: "Cpu") -> "Cpu":
        return Cpu(self.bot - before.bot, self.database - before.database, self.machine - before.machine)


def _seconds(family: list[psutil.Process]) -> float:
    """Of those that live, and of those that ended below the first one."""
    total = 0.0
    for number, one in enumerate(family):
        try:
            times = one.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system
        if number == 0:
            total += times.children_user + times.children_system
    return total


class Watch:
    """The highest memory and the most connections while it is entered, and the processor time of that while."""

    def __init__(self, family: Family) -> None:
        self._family = family
        self.memory_mb = self.rss_mb = 0.0
        self.connections = 0
        self.cpu = Cpu()

    async def __aenter__(self) -> Self:
        self._look()
        self._before = Cpu.now(self._family)
        self._task = asyncio.get_running_loop().create_task(self._keep_looking())
        return self

    async def __aexit__(self, *_: object) -> None:
        self.cpu = Cpu.now(self._family).since(self._before)
        self._task.cancel()
        self._look()

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            await asyncio.to_thread(self._look)

    def _look(self) -> None:
        try:
            self.memory_mb = max(self.memory_mb, self._family.memory_mb())
            self.rss_mb = max(self.rss_mb, self._family.rss_mb())
            self.connections = max(self.connections, self._family.connections())
        except psutil.Error:
            return
