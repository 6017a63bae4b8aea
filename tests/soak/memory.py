"""What each process of the bot holds: memory, open files, connections to the database; looked at once a second."""

import asyncio
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import psutil

from tests.soak.town import Replica, Town

EVERY = 1.0
LONG_ENOUGH = 150.0  # seconds: before that a process still warms up, and nothing is judged
MOST_CONNECTIONS = 14.0  # twelve of the pool, one that listens, one on its way
# What the last quarter may hold, of what the second one held.
ALLOWED: dict[str, Callable[[float], float]] = {
    "rss_mb": lambda before: before * 1.10 + 5,
    "files": lambda before: before + 6,
    "connections": lambda before: max(before + 2, MOST_CONNECTIONS),  # the pool grows with the load, up to its bound
}


@dataclass(frozen=True)
class Look:
    at: float
    replica: str
    pid: int
    rss_mb: float
    files: int
    connections: int


@dataclass
class Memory:
    town: Town
    looks: list[Look] = field(default_factory=list)

    async def watch(self) -> None:
        """Until it is cancelled."""
        while True:
            for replica in self.town.replicas:
                if replica.is_ready and (look := await asyncio.to_thread(_look, replica, self.town.server.port)):
                    self.looks.append(look)
            await asyncio.sleep(EVERY)

    def ready(self, start: float, end: float) -> float:
        """The share of a time in which some replica was ready to work."""
        seconds = {int(look.at - start) for look in self.looks if start <= look.at < end}
        return round(min(1.0, len(seconds) / max(end - start, 1)), 2)

    def most(self) -> dict[str, float]:
        """The highest figure of any process."""
        return {
            "rss_mb": max((look.rss_mb for look in self.looks), default=0.0),
            "files": max((look.files for look in self.looks), default=0),
            "connections": max((look.connections for look in self.looks), default=0),
        }

    def quarters(self, replica: str, start: float, end: float) -> dict[str, Any]:
        """Medians of the second and of the last quarter of a time in which the replica was not killed."""
        mine = [look for look in self.looks if look.replica == replica and start <= look.at <= end]
        quarter = (end - start) / 4
        second = [look for look in mine if start + quarter <= look.at < start + 2 * quarter]
        last = [look for look in mine if look.at >= end - quarter]
        pids = sorted({look.pid for look in mine})
        return {
            "replica": replica,
            "seconds": round(end - start),
            "one_process": len(pids) == 1,
            "judged": end - start >= LONG_ENOUGH and bool(second and last),
            "rss_mb_by_minute": [
                _median([look.rss_mb for look in mine if minute <= (look.at - start) / 60 < minute + 1])
                for minute in range(int((end - start) / 60))
            ],
            **{
                name: [_median([getattr(look, name) for look in part]) for part in (second, last)]
                for name in ("rss_mb", "files", "connections")
            },
        }


def grown(found: dict[str, Any]) -> list[str]:
    """What is not flat."""
    if not found.get("judged"):
        return []
    wrong = [] if found["one_process"] else ["the witness was not one process: it ended in between"]
    for name, allowed in ALLOWED.items():
        before, after = found[name]
        if after > allowed(before):
            wrong.append(f"{name} grew from {before} to {after}")
    return wrong


def _look(replica: Replica, port: int) -> Look | None:
    bot = replica.bot
    if bot is None:
        return None
    try:
        process = psutil.Process(bot.process.pid)
        with process.oneshot():
            connections = sum(bool(one.raddr) and one.raddr.port == port for one in process.net_connections("tcp"))
            rss = process.memory_info().rss / 2**20
            return Look(time.monotonic(), replica.name, process.pid, rss, process.num_fds(), connections)
    except psutil.Error:
        return None


def _median(values: Sequence[float]) -> float:
    return round(statistics.median(values), 1) if values else 0.0
