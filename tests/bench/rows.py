"""What is measured. Times are the driver's own clock, from the moment an update is there to be fetched until the last
byte of the bot's answer has arrived."""

import asyncio
import os
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from tests.bench.machine import Watch
from tests.bench.stage import Stage, Town
from tests.bench.telegram import Telegram
from tests.photos import three_photos

SHOWN = "AI-generated"  # words of a scene's caption
SELECTION = "Select your"
BREAK = 0.3  # seconds between two rounds of one user: the bot's own last writes are no part of the next round

PER_JOURNEY = ("analysis", "analysis_bytes", "pictures", "pictures_bytes")


@dataclass(frozen=True)
class Alone:
    """One user: seconds from what was sent to what was shown. `own` is what came on top of the floor."""

    what: str
    floor: float
    taken: list[float] = field(repr=False)
    per_journey: dict[str, float]
    cpu_ms: float  # of the bot and its database, each round

    def figures(self) -> dict[str, object]:
        p50, p95 = quantile(self.taken, 50), quantile(self.taken, 95)
        return {
            "what": self.what,
            "rounds": len(self.taken),
            "floor_seconds": self.floor,
            "p50_seconds": round(p50, 4),
            "p95_seconds": round(p95, 4),
            "ratio": round(p50 / self.floor, 4),
            "own_p50_ms": round((p50 - self.floor) * 1000, 1),
            "own_p95_ms": round((p95 - self.floor) * 1000, 1),
            "cpu_ms": round(self.cpu_ms, 1),
            "per_journey": self.per_journey,
        }


@dataclass(frozen=True)
class Crowd:
    """So many users at once, each with one scene; one of several equal bursts."""

    users: int
    floor: float
    p50: float
    p95: float
    all_seconds: float  # until the last picture
    bot_cpu_ms: float  # each scene
    database_cpu_ms: float
    others_cpu: float  # share of the machine that everything else took meanwhile: driver, engines, other people
    memory_mb: float
    rss_mb: float
    connections: int

    def figures(self) -> dict[str, object]:
        return {
            "users": self.users,
            "p50_seconds": round(self.p50, 3),
            "p95_seconds": round(self.p95, 3),
            "p95_beyond_floor": round(self.p95 - self.floor, 3),
            "scenes_per_second": round(self.users / self.all_seconds, 1),
            "bot_cpu_ms": round(self.bot_cpu_ms, 2),
            "database_cpu_ms": round(self.database_cpu_ms, 2),
            "cpu_ms": round(self.bot_cpu_ms + self.database_cpu_ms, 2),
            "others_cpu": round(self.others_cpu, 2),
            "memory_mb": self.memory_mb,
            "rss_mb": self.rss_mb,
            "connections": self.connections,
        }


def quantile(values: Sequence[float], percent: int) -> float:
    if len(values) < 2:
        return values[0]
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


async def candidates(stage: Stage, town: Town, rounds: int) -> Alone:
    """Third photo → selection message, a new user each time."""
    first, second, third = three_photos()
    world = stage.telegram

    async def journey(person: int) -> float:
        for photo, answer in ((first, "1 of 3"), (second, "2 of 3")):
            world.sends_photo(person, photo)
            await world.hears(person, answer)
        await asyncio.sleep(BREAK)
        began = world.sends_photo(person, third)
        return (await world.hears(person, SELECTION)).at - began

    latency = stage.engines.latency
    people = await town.agreed(rounds + 1)
    return await _alone(stage, "third photo → selection", latency.analysis + latency.picture, people, journey)


async def scenes(
    stage: Stage, town: Town | None, rounds: int, what: str = "scene → photo", person: int | None = None
) -> Alone:
    """Scene → photo, one user with one model."""
    if person is None:
        person = (await town.locked(1))[0] if town else 1
    world = stage.telegram

    async def one(person: int) -> float:
        began = world.says(person, f"in a café {time.monotonic():.3f}")
        return (await world.hears(person, SHOWN)).at - began

    return await _alone(stage, what, stage.engines.latency.picture, [person] * (rounds + 1), one)


async def _alone(
    stage: Stage, what: str, floor: float, people: Sequence[int], journey: Callable[[int], Awaitable[float]]
) -> Alone:
    """The first round warms up and does not count."""
    await journey(people[0])
    await asyncio.sleep(1)
    before, taken = await stage.engines.counts(), list[float]()
    async with Watch(stage.family) as watch:
        for person in people[1:]:
            taken.append(await journey(person))
            await asyncio.sleep(BREAK)
    after, rounds = await stage.engines.counts(), len(taken)
    per_journey = {name: round((after[name] - before[name]) / rounds, 1) for name in PER_JOURNEY}
    return Alone(what, floor, taken, per_journey, (watch.cpu.bot + watch.cpu.database) / rounds * 1000)


async def crowd(stage: Stage, people: Sequence[int]) -> Crowd:
    """Everybody sends a scene at the same moment."""
    world = stage.telegram
    async with Watch(stage.family) as watch:
        began = time.monotonic()
        taken = await everybody(world, people)
        await _quiet(stage)
    busy = watch.cpu.machine - watch.cpu.bot - watch.cpu.database
    number, cores = len(people), os.cpu_count() or 1
    return Crowd(
        number,
        stage.engines.latency.picture,
        quantile(taken, 50),
        quantile(taken, 95),
        max(taken),
        watch.cpu.bot / number * 1000,
        watch.cpu.database / number * 1000,
        busy / (cores * (time.monotonic() - began)),
        watch.memory_mb,
        watch.rss_mb,
        watch.connections,
    )


async def everybody(world: Telegram, people: Sequence[int], within: float = 180) -> list[float]:
    """Seconds until each has their picture."""
    loop = asyncio.get_running_loop()
    heard = [loop.create_task(world.hears(person, SHOWN, within)) for person in people]
    await asyncio.sleep(0)
    began = {person: world.says(person, "in a café by the sea") for person in people}
    return [(await said).at - began[person] for person, said in zip(people, heard, strict=True)]


async def _quiet(stage: Stage) -> None:
    """The last writes are part of what a scene costs."""
    await asyncio.sleep(0.7)


def middle(bursts: Sequence[Crowd]) -> Crowd:
    """Of equal bursts, the one with the median 95th percentile."""
    return sorted(bursts, key=lambda one: one.p95)[len(bursts) // 2]
