"""Who plays: the engines and the bot as processes of their own, Telegram beside the driver, users made by SQL."""

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx
import psycopg

from core.adapters.encrypted import EncryptedPictures
from core.adapters.local_files import LocalPictures
from core.adapters.postgres.embedded import start_embedded
from core.models import CONSENT_VERSION
from core.picture_keys import parse_keys
from tests.bench.engines import painted
from tests.bench.machine import ROOT, Family
from tests.bench.telegram import TOKEN, Telegram, telegram
from tests.fakes.bot_process import BotProcess
from tests.fakes.engines import ANALYSIS
from tests.photos import three_photos

PICTURE_KEY = "a+picture/key-of_the/benchmark/1+1+1+1+1+1A="
FIRST_USER = 10_000
STARTS_WITHIN = 120.0


@dataclass(frozen=True)
class Latency:
    analysis: float
    picture: float
    picture_bytes: int


@dataclass
class Engines:
    url: str
    latency: Latency
    picture: bytes  # what every drawing is

    async def counts(self) -> dict[str, int]:
        async with httpx.AsyncClient() as http:
            counts: dict[str, int] = (await http.get(f"{self.url}/counts")).json()
        return {name: counts.get(name, 0) for name in ("analysis", "analysis_bytes", "pictures", "pictures_bytes")}


@asynccontextmanager
async def engines(latency: Latency) -> AsyncIterator[Engines]:
    told = ("--analysis-seconds", latency.analysis, "--picture-seconds", latency.picture)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.bench.engines", *map(str, told), "--picture-bytes", str(latency.picture_bytes)),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    assert process.stdin
    try:
        url = (await process.stdout.readline()).decode().strip()
        yield Engines(url, latency, await asyncio.to_thread(painted, latency.picture_bytes))
    finally:
        process.stdin.close()
        await process.wait()


@dataclass
class Stage:
    """The bot that is measured, and its users."""

    telegram: Telegram
    engines: Engines
    family: Family
    folder: Path
    started_seconds: float


@asynccontextmanager
async def stage(engines: Engines, folder: Path, *, likeness: str = "off", processes: int = 1) -> AsyncIterator[Stage]:
    """The real bot in so many processes of its own on one database, the first of them polling."""
    settings = partial(_settings, engines=engines, folder=folder, likeness=likeness)
    async with telegram() as world:
        began = time.monotonic()
        bot = await BotProcess.started(settings(world), folder, "run")
        bots = [bot]
        try:
            async with asyncio.timeout(STARTS_WITHIN):
                await bot.says("ready: @", STARTS_WITHIN)
                while not world.calls.get("getupdates"):
                    await asyncio.sleep(0.005)
            started = time.monotonic() - began
            for _ in range(1, processes):
                bots.append(await BotProcess.started(settings(world), folder, "run"))
                await bots[-1].says("ready: @", STARTS_WITHIN)
            yield Stage(world, engines, Family([one.process.pid for one in bots], folder), folder, started)
        finally:
            for one in bots:
                one.terminate()
            for one in bots:
                await one.ends()


@asynccontextmanager
async def bare_stage(engines: Engines, folder: Path) -> AsyncIterator[Stage]:
    """The bare bot in the real one's place."""
    (folder / "reference.jpg").write_bytes(engines.picture)
    async with telegram() as world:
        began = time.monotonic()
        settings = _settings(world, engines, folder, "off")
        bot = await BotProcess.started(settings, folder, str(folder / "reference.jpg"), module="tests.bench.bare")
        try:
            await bot.says("ready: @", STARTS_WITHIN)
            while not world.calls.get("getupdates"):
                await asyncio.sleep(0.005)
            yield Stage(world, engines, Family([bot.process.pid], None), folder, time.monotonic() - began)
        finally:
            await bot.gone()


def _settings(world: Telegram, engines: Engines, folder: Path, likeness: str) -> dict[str, object]:
    return {
        "telegram_bot_token": TOKEN,
        "telegram_api_url": world.url,
        "openai_api_key": "bench",
        "openai_base_url": f"{engines.url}/openai/v1",
        "gemini_api_key": "bench",
        "gemini_base_url": f"{engines.url}/gemini",
        "data_dir": folder,
        "picture_key": PICTURE_KEY,
        "allowed_users": "*",
        "likeness": likeness,
        "daily_pictures_per_user": 1_000_000,
        "daily_budget_usd": 1_000_000,
        "messages_a_second": 1000,  # Telegram's own limit would hide what the bot can do
    }


def new_folder() -> Path:
    """A short path that the embedded database's own OS user may enter."""
    folder = Path(tempfile.mkdtemp(prefix="kf"))
    folder.chmod(0o755)
    return folder


class Town:
    """Users in the database of a stage. `lock` makes each a locked model of their own, with its pictures sealed."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._store = EncryptedPictures(LocalPictures(stage.folder / "pictures"), parse_keys(PICTURE_KEY))
        self._next = FIRST_USER
        self._photos = three_photos()
        self.dsn = ""

    async def open(self) -> "Town":
        self.dsn = await start_embedded(self._stage.folder)
        return self

    async def agreed(self, number: int) -> list[int]:
        """New users who have agreed to the terms and have no model."""
        people = list(range(self._next, self._next + number))
        self._next += number
        await asyncio.to_thread(self._insert, people)
        return people

    async def locked(self, number: int) -> list[int]:
        """New users, each with a locked model whose reference is as large as what the engine draws."""
        people = await self.agreed(number)
        models = await asyncio.to_thread(self._models, people)
        for model in models:
            for n, photo in enumerate(self._photos, 1):
                self._write(f"photos/{model}/{n}.jpg", photo)
            self._write(f"made/{model}/lock.jpg", self._stage.engines.picture)
        return people

    def _write(self, key: str, data: bytes) -> None:
        path = self._stage.folder / "pictures" / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self._store.seal(key, data))

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(self.dsn, autocommit=True, options="-c search_path=keepface,public")

    def _insert(self, people: list[int]) -> None:
        with self.connect() as connection:
            connection.execute(
                "INSERT INTO users (id, consent_version) SELECT unnest(%s::bigint[]), %s", (people, CONSENT_VERSION)
            )

    def _models(self, people: list[int]) -> list[str]:
        with self.connect() as connection:
            rows = connection.execute(
                """
                WITH made AS (
                    INSERT INTO models (telegram_id, name, stage, ai_analysis, merged_prompt)
                    SELECT unnest(%s::bigint[]), 'Anna', 'locked', %s, 'A portrait.' RETURNING id, telegram_id
                ), chosen AS (
                    UPDATE users SET active_model = made.id FROM made WHERE users.id = made.telegram_id
                ) SELECT id::text FROM made
                """,
                (people, json.dumps(ANALYSIS)),
            ).fetchall()
            models = [str(row[0]) for row in rows]
            connection.execute(
                """
                UPDATE models SET locked_reference_image = 'made/' || id || '/lock.jpg', reference_images = (
                    SELECT jsonb_agg(jsonb_build_object('key', 'photos/' || models.id || '/' || n || '.jpg',
                                                        'fingerprint', '', 'message', n))
                      FROM generate_series(1, 3) AS n
                ) WHERE id::text = ANY (%s)
                """,
                (models,),
            )
        return models
