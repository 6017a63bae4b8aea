"""Drives the real bot, as its own process, against engines of fixed latency and prints its own time as figures."""

import argparse
import asyncio
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from bot.playground import Playground
from tests.fakes.engines import FakeEngines
from tests.fakes.serving import serve
from tests.fakes.telegram_user import TelegramUser
from tests.photos import three_photos

TOKEN = "1000001:bench"


@dataclass(frozen=True)
class Row:
    """Seconds. `ratio` is the median to the floor; `own` what the bot adds to the floor, median and 95th percentile."""

    what: str
    rounds: int
    floor: float
    median: float
    ratio: float
    own_median: float
    own_p95: float


def row(what: str, floor: float, taken: list[float]) -> Row:
    median = statistics.median(taken)
    p95 = statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
    return Row(
        what,
        len(taken),
        floor,
        round(median, 4),
        round(median / floor, 4),
        round(median - floor, 4),
        round(p95 - floor, 4),
    )


@asynccontextmanager
async def bot_process(url: str, engines_url: str, data_dir: Path) -> AsyncIterator[psutil.Process]:
    environment = os.environ | {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": url,
        "OPENAI_API_KEY": "bench",
        "OPENAI_BASE_URL": f"{engines_url}/openai/v1",
        "GEMINI_API_KEY": "bench",
        "GEMINI_BASE_URL": f"{engines_url}/gemini",
        "DATA_DIR": str(data_dir),
        "DATABASE_URL": "",
        "PICTURE_KEY": "a+picture/key-of_the/benchmark/1+1+1+1+1+1A=",
        "ALLOWED_USERS": "*",
        "DAILY_PICTURES_PER_USER": "100000",
        "DAILY_BUDGET_USD": "100000",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=environment, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        await process.wait()


class Clock:
    """When the bot's calls arrived at the Bot API server, on this process's clock."""

    def __init__(self, playground: Playground) -> None:
        self._playground = playground

    async def first(self, since: float, wanted: Callable[[str, str], bool]) -> float:
        seen = len(self._playground.calls)
        while True:
            for call in self._playground.calls[max(0, seen - 50) :]:
                words = str(call.params.get("text") or call.params.get("caption") or "")
                if call.at >= since and wanted(call.method.lower(), words):
                    return call.at
            await asyncio.sleep(0.005)


async def journey(url: str, clock: Clock, scenes: int) -> tuple[float, list[float]]:
    """One new user: seconds from the third photo to the selection message, and from each scene to its picture."""
    async with await TelegramUser.join(url) as user:
        await user.says("/start")
        await user.sees("please agree")
        await user.taps("I agree")
        await user.sees("three photos")
        first, second, third = three_photos()
        await user.sends_photos(first)
        await user.sees("1 of 3")
        await user.sends_photos(second)
        await user.sees("2 of 3")
        await user.sends_photos(third)
        began = time.monotonic()
        candidates = (
            await clock.first(began, lambda method, text: method == "sendmessage" and "Select your" in text) - began
        )
        await user.sees("Select your", timeout=30)
        await user.taps("1")
        await asyncio.sleep(0.2)
        await user.taps("Confirm")
        await user.sees_photo("Locked")
        taken = []
        for number in range(scenes):
            await user.says(f"scene {number} on a beach")
            began = time.monotonic()
            taken.append(
                await clock.first(began, lambda method, text: method == "sendphoto" and "generated" in text) - began
            )
            await user.sees_photo("AI-generated", timeout=30)
        return candidates, taken


def memory_mb(process: psutil.Process, data_dir: Path) -> float:
    """Proportional memory of the bot and of its embedded database."""
    family = [process, *process.children(recursive=True)]
    for other in psutil.process_iter(["name", "cmdline"]):
        if other.info["name"] == "postgres" and any(str(data_dir) in part for part in other.info["cmdline"] or ()):
            family += [other, *other.children(recursive=True)]
    return round(sum(one.memory_full_info().pss for one in {one.pid: one for one in family}.values()) / 2**20, 1)


async def bench(analysis: float, picture: float, picture_bytes: int, rounds: int, scenes: int) -> dict[str, object]:
    engines = FakeEngines()
    engines.latency.update(openai=analysis, gemini=picture)
    engines.picture_bytes = picture_bytes
    engines.keep_pictures = False
    playground = Playground(TOKEN)
    folder = Path(tempfile.mkdtemp(prefix="kf"))
    folder.chmod(0o755)
    async with serve(engines.app) as engines_url, serve(playground.app) as url:
        async with bot_process(url, engines_url, folder) as process:
            clock = Clock(playground)
            began = time.monotonic()
            await clock.first(0.0, lambda method, _: method == "getupdates")
            start = round(time.monotonic() - began, 2)
            await asyncio.sleep(3)
            idle = memory_mb(process, folder)
            candidates, taken = [], []
            for _ in range(rounds):
                one, some = await journey(url, clock, scenes)
                candidates.append(one)
                taken += some
            calls = {"analysis": engines.count("openai"), "pictures": engines.count("gemini")}
        playground.close()
    return {
        "machine": {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()},
        "engines": {"analysis_seconds": analysis, "picture_seconds": picture, "picture_bytes": picture_bytes},
        "rows": [
            asdict(row("third photo → selection message", analysis + picture, candidates)),
            asdict(row("scene → picture", picture, taken)),
        ],
        "start_seconds": start,
        "idle_memory_mb": idle,
        "paid_calls": calls,
        "paid_calls_expected": {"analysis": rounds, "pictures": rounds * (3 + scenes)},
    }


def print_table(result: dict[str, object]) -> None:
    print(f"{'':34}{'rounds':>7}{'floor s':>9}{'median s':>10}{'ratio':>8}{'own ms':>8}{'own p95 ms':>12}")
    rows = result["rows"]
    assert isinstance(rows, list)
    for one in rows:
        print(
            f"{one['what']:34}{one['rounds']:>7}{one['floor']:>9.2f}{one['median']:>10.3f}{one['ratio']:>8.3f}"
            f"{one['own_median'] * 1000:>8.0f}{one['own_p95'] * 1000:>12.0f}"
        )
    print(f"start to first poll {result['start_seconds']} s · idle memory with database {result['idle_memory_mb']} MB")
    print(f"paid calls {result['paid_calls']}, expected {result['paid_calls_expected']}")
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--analysis-seconds", type=float, default=1.0)
    parser.add_argument("--picture-seconds", type=float, default=1.0)
    parser.add_argument("--picture-bytes", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scenes", type=int, default=6)
    options = parser.parse_args()
    print_table(
        asyncio.run(
            bench(
                options.analysis_seconds, options.picture_seconds, options.picture_bytes, options.rounds, options.scenes
            )
        )
    )
