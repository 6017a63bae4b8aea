"""Drives the real bot, as its own process, against engines of fixed latency and prints its own time as figures.

make bench                       a few minutes: alone, crowds up to 500, the bare bot, start
make bench ARGS="--all"          also 1000 users, likeness, and growth up to a million old generations
make bench ARGS="--rows crowd --users 200 --bursts 5"
make bench ARGS="--rows crowd --processes 2"
"""

import argparse
import asyncio
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from core.proxies import spare_this_machine
from tests.bench import growth, report
from tests.bench.machine import ROOT, facts, speed
from tests.bench.rows import Alone, Crowd, candidates, crowd, everybody, middle, scenes
from tests.bench.stage import Engines, Latency, Stage, Town, bare_stage, engines, new_folder, stage

ROWS = ("start", "candidates", "scenes", "crowd", "bare", "likeness", "growth")
USUAL = ("start", "candidates", "scenes", "crowd", "bare")
GENERATIONS = (10, 10_000, 1_000_000)
WARM_UP = 20  # users of a first burst that does not count
Json = dict[str, Any]


async def bench(told: argparse.Namespace, result: Json) -> None:
    latency = Latency(told.analysis_seconds, told.picture_seconds, told.picture_bytes)
    result |= {"command": " ".join(["python -m tests.bench", *sys.argv[1:]]), "machine": facts()}
    result |= {"engines": vars(latency), "processes": told.processes}
    result["speed_before"] = await asyncio.to_thread(speed)
    report.print_speed("before", result["speed_before"])
    async with engines(latency) as playing:
        if "start" in told.rows:
            result["start"] = await starts(playing, told.starts)
            report.print_start(result["start"])
        if told.rows & {"candidates", "scenes", "crowd"}:
            folder = new_folder()
            async with stage(playing, folder, processes=told.processes) as opened:
                await main_rows(opened, told, result)
            shutil.rmtree(folder, ignore_errors=True)
        if "bare" in told.rows:
            result["bare"] = await bare(playing, told)
            compare(result)
        if "likeness" in told.rows:
            folder = new_folder()
            async with stage(playing, folder, likeness="on") as opened:
                alone = await scenes(opened, await Town(opened).open(), told.rounds, "scene → photo, likeness on")
            shutil.rmtree(folder, ignore_errors=True)
            result["likeness"] = alone.figures()
            report.print_alone("One user, faces measured", [result["likeness"]])
        if "growth" in told.rows:
            result["growth"] = await grown(playing, told)
            report.print_growth(result["growth"])
    result["speed_after"] = await asyncio.to_thread(speed)
    report.print_speed("after", result["speed_after"])


async def main_rows(opened: Stage, told: argparse.Namespace, result: Json) -> None:
    town = await Town(opened).open()
    alone: list[Alone] = []
    if "candidates" in told.rows:
        alone.append(await candidates(opened, town, told.rounds))
    if "scenes" in told.rows:
        alone.append(await scenes(opened, town, told.rounds))
    if alone:
        result["alone"] = [one.figures() for one in alone]
        report.print_alone("One user", result["alone"])
    if "crowd" in told.rows:
        result["crowds"] = [(await burst(opened, town, users, told.bursts)).figures() for users in told.users]
        report.print_crowds(f"So many users at once; the median of {told.bursts} bursts", result["crowds"])


async def burst(opened: Stage, town: Town | None, users: int, bursts: int) -> Crowd:
    """The burst in the middle of several; each with users whose pictures nobody has read yet."""
    await everybody(opened.telegram, await people(town, WARM_UP))
    made = []
    for _ in range(bursts):
        crowd_of = await people(town, users)
        await asyncio.sleep(2)
        made.append(await crowd(opened, crowd_of))
    return middle(made)


_strangers = iter(range(1, 10**9))


async def people(town: Town | None, number: int) -> list[int]:
    """The bare bot knows nobody."""
    return await town.locked(number) if town else [next(_strangers) for _ in range(number)]


async def bare(playing: Engines, told: argparse.Namespace) -> Json:
    folder = new_folder()
    async with bare_stage(playing, folder) as opened:
        alone = (await scenes(opened, None, told.rounds, "scene → photo, bare bot")).figures()
        crowds = [(await burst(opened, None, users, told.bursts)).figures() for users in told.users]
    shutil.rmtree(folder, ignore_errors=True)
    return {"alone": alone, "crowds": crowds}


def compare(result: Json) -> None:
    bare = result["bare"]
    report.print_alone("The bare bot: no database, no inbox, no job, no ledger, no outbox", [bare["alone"]])
    report.print_crowds("The bare bot, so many users at once", bare["crowds"])
    result["price_of_durability"] = price = []
    for row in result.get("crowds", []):
        other = next(one for one in bare["crowds"] if one["users"] == row["users"])
        ratios = {name: round(row[name] / other[name], 2) for name in ("p95_seconds", "cpu_ms", "memory_mb")}
        price.append({"users": row["users"], **ratios})
        said = ", ".join(f"{name} ×{ratio}" for name, ratio in ratios.items())
        print(f"  the price of durability at {row['users']} users: {said}")


async def starts(playing: Engines, times: int) -> Json:
    """Cold: an empty data directory. Warm: the same one again, its database stopped between. The median of each."""
    cold, warm, idle = [], [], []
    for _ in range(times):
        folder = new_folder()
        async with stage(playing, folder) as opened:
            cold.append(opened.started_seconds)
        async with stage(playing, folder) as opened:
            warm.append(opened.started_seconds)
            await asyncio.sleep(5)
            idle.append(opened.family.memory_mb())
        shutil.rmtree(folder, ignore_errors=True)
    return {
        "times": times,
        "cold_seconds": round(sorted(cold)[times // 2], 2),
        "warm_seconds": round(sorted(warm)[times // 2], 2),
        "idle_memory_mb": sorted(idle)[times // 2],
        "environment_mb": await asyncio.to_thread(report.environment_mb),
    }


async def grown(playing: Engines, told: argparse.Namespace) -> list[Json]:
    folder, rows = new_folder(), list[Json]()
    async with stage(playing, folder) as opened:
        town = await Town(opened).open()
        crowd_of = await town.locked(max(told.users[0], 200))
        await everybody(opened.telegram, crowd_of)
        for number in told.generations:
            with town.connect() as connection:
                await asyncio.to_thread(growth.grow, connection, crowd_of, number)
            alone = await scenes(opened, town, told.rounds, f"with {number} old generations", crowd_of[0])
            bursts = []
            for _ in range(told.bursts):
                await asyncio.sleep(2)
                bursts.append(await crowd(opened, crowd_of))
            rows.append(
                {"generations": number, "models": 1, "alone": alone.figures(), "crowd": middle(bursts).figures()}
            )
        with town.connect() as connection:
            await asyncio.to_thread(growth.many_models, connection, crowd_of[0], 1000)
        alone = await scenes(opened, town, told.rounds, "with 1000 models", crowd_of[0])
        rows.append({"generations": told.generations[-1], "models": 1000, "alone": alone.figures(), "crowd": None})
    shutil.rmtree(folder, ignore_errors=True)
    return rows


def _numbers(text: str) -> list[int]:
    return [int(one) for one in text.replace("_", "").split(",")]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="every row, every size")
    parser.add_argument("--rows", default=",".join(USUAL), help=f"of {','.join(ROWS)}")
    parser.add_argument("--users", type=_numbers, help="sizes of the crowds")
    parser.add_argument("--generations", type=_numbers, default=list(GENERATIONS), help="old ones in the database")
    parser.add_argument("--rounds", type=int, default=30, help="of one user")
    parser.add_argument("--bursts", type=int, default=3, help="of each crowd")
    parser.add_argument("--processes", type=int, default=1, help="of the bot, for one user and the crowds")
    parser.add_argument("--starts", type=int, default=3)
    parser.add_argument("--analysis-seconds", type=float, default=1.0)
    parser.add_argument("--picture-seconds", type=float, default=1.0)
    parser.add_argument("--picture-bytes", type=int, default=1_000_000)
    parser.add_argument("--out", type=Path, default=ROOT / "artefacts" / f"bench-{time.strftime('%Y%m%d-%H%M%S')}.json")
    options = parser.parse_args()
    options.rows = set(ROWS) if options.all else set(options.rows.split(","))
    options.users = options.users or ([1, 50, 200, 500, 1000] if options.all else [1, 50, 200, 500])
    if unknown := options.rows - set(ROWS):
        parser.error(f"no such rows: {', '.join(unknown)}")
    spare_this_machine()
    figures: Json = {}
    asyncio.run(bench(options, figures))
    report.write(figures, options.out)
