"""The soak itself: a town, its people, the trouble, a time to settle, and the reckoning."""

import asyncio
import random
import shutil
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from core.nursery import Nursery
from tests.fakes.house import UNDONE
from tests.fakes.postgres_server import look_again
from tests.soak.lives import Life
from tests.soak.memory import Memory, grown
from tests.soak.reckoning import Reckoning, surprises
from tests.soak.tape import Sent, Tape
from tests.soak.town import Replica, Town, town
from tests.soak.trouble import Trouble

SETTLES_WITHIN = 240.0
LEFT = f"""
SELECT (SELECT n FROM ({UNDONE}) AS work) + (SELECT count(*) FROM erasures WHERE done_at IS NULL)
     + (SELECT count(*) FROM exports) AS n
"""  # noqa: S608  # of two constants
Json = dict[str, Any]


@dataclass(frozen=True)
class Told:
    minutes: float = 2.0
    seed: int = 1
    users: int = 12
    replicas: int = 2
    webhook: bool = False
    steady: float = 0.4  # of the time the first replica is the witness of memory: it meets all trouble but its own end


@dataclass
class Result:
    told: Told
    figures: Json = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)  # of all processes
    tape: list[Sent] = field(default_factory=list)


async def soak(told: Told) -> Result:
    folder = Path(tempfile.mkdtemp(prefix="keepface-soak-"))
    try:
        async with town(folder, told.replicas, webhook=told.webhook) as place:
            return await _lived(place, told)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _lived(place: Town, told: Told) -> Result:
    tape, memory = Tape(), Memory(place)
    trouble = Trouble(place, told.seed, min(1.0, max(told.minutes / 6, 0.2)), list(place.replicas))
    async with Nursery() as nursery:
        nursery.start(tape.record(place.house.playground), "tape")
        for replica in place.replicas:
            nursery.start(replica.live(), replica.name)
        await asyncio.gather(*(replica.ready() for replica in place.replicas))
        nursery.start(memory.watch(), "memory")
        lives = [await _someone(place, tape, told, n) for n in range(told.users)]
        begun = time.monotonic()
        steady = await _live_through(told, trouble, lives)
        witness, end = place.replicas[0], time.monotonic()
        settled = await _settled(place)
    result = Result(told, lines=place.house.logs.lines, tape=list(tape.sent.values()))
    reckoning = Reckoning(place, tape, lives)
    await reckoning.made()
    held = memory.quarters(witness.name, steady, end) if told.replicas > 1 else {}
    result.violations = [*reckoning.violations, *grown(held)]
    if settled is None:
        result.violations.insert(0, f"it had not settled {SETTLES_WITHIN:.0f} s after the trouble was over")
    result.figures = {
        "minutes": told.minutes,
        "settled_seconds": settled,
        "share_of_the_time_that_a_replica_was_ready": memory.ready(begun, end),
        "people": told.users,
        "acts": sum(life.acts for life in lives),
        "texts": sum(len(life.said) for life in lives),
        "generations": dict(sorted(reckoning.ends.items())),
        "noted": dict(reckoning.noted),
        "trouble": dict(sorted(trouble.happened.items())),
        "faults": dict(sorted(trouble.faults.items())),
        "starts": {replica.name: replica.starts for replica in place.replicas},
        "bill": {engine: dict(counted) for engine, counted in reckoning.bill.items()},
        "text_to_picture_seconds": _spread(reckoning.seconds),
        "memory_most": memory.most(),
        "memory_of_the_witness": held,
        "traces_in_logs": dict(surprises(result.lines).most_common()),
    }
    return result


async def _someone(place: Town, tape: Tape, told: Told, n: int) -> Life:
    person = await place.house.someone(f"Person {n}", agreed=False)
    return Life(place.house, person, tape, random.Random(f"{told.seed}:person {n}"))  # noqa: S311  # the same lives


async def _live_through(told: Told, trouble: Trouble, lives: list[Life]) -> float:
    """All trouble, then the witness's part of the time, which begins at the moment that is returned."""
    seconds = told.minutes * 60
    async with Nursery() as nursery:
        for life in lives:
            nursery.start(life.live(), f"life of {life.person.id}")
        nursery.start(trouble.make(), "trouble")
        await asyncio.sleep(seconds * (1 - told.steady))
        if len(trouble.town.replicas) > 1:
            trouble.mortal.pop(0)
        await _stands(trouble.town.replicas[0])
        steady = time.monotonic()
        await asyncio.sleep(seconds * told.steady)
    await trouble.calm()
    return steady


async def _stands(witness: Replica) -> None:
    """Killed, stopped or frozen a moment ago it comes back first."""
    try:
        await witness.ready(within=30)
    except TimeoutError:
        return


async def _settled(place: Town) -> float | None:
    """Seconds until nothing is left to do; None if that takes too long."""
    begun = time.monotonic()
    while time.monotonic() - begun < SETTLES_WITHIN:
        try:
            await look_again(place.house)
            while time.monotonic() - begun < SETTLES_WITHIN:
                if not len(place.house.playground.chats.updates) and await place.house.value(LEFT) == 0:
                    return round(time.monotonic() - begun, 1)
                await asyncio.sleep(0.5)
        except psycopg.OperationalError:  # the database is starting
            await asyncio.sleep(0.5)
    return None


def _spread(seconds: list[float]) -> Json:
    ordered = sorted(seconds)
    if not ordered:
        return {}
    return {
        "pictures": len(ordered),
        "median": round(ordered[len(ordered) // 2], 1),
        "p95": round(ordered[int(len(ordered) * 0.95)], 1),
        "longest": round(ordered[-1], 1),
    }
