"""As in production: replicas of the real bot under a supervisor, a database server, a bucket, vendors and Telegram."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from tests.fakes.bot_process import BotProcess
from tests.fakes.engines import padded
from tests.fakes.house import House, furnished
from tests.fakes.pictures import drawn
from tests.fakes.postgres_server import PASSWORD, PASSWORD_IN_A_URL, PostgresServer, postgres_server
from tests.fakes.proxy import RoundRobin
from tests.fakes.serving import free_port, serve
from tests.fakes.supabase import KEY, FakeSupabase

TAKEOVER = 3.0  # seconds: a lease
DEADLINE = 5.0  # seconds of one paid call
BUCKET = "portraits"
SECRET = "the-secret-of_all-replicas"
PICTURE_BYTES = 300_000  # so that what a process keeps of pictures in memory is full within minutes
STOPS_WITHIN = 40.0
RESTARTS_AFTER = 1.0
PICTURES, BUDGET = 150, 400.0  # caps: the liveliest people meet the first one in a long run


@dataclass
class Bucket:
    """The project's storage, which may be away."""

    project: FakeSupabase = field(default_factory=FakeSupabase)
    is_away: bool = False

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.is_away and scope["type"] == "http":
            await PlainTextResponse("upstream connect error", 503)(scope, receive, send)
        else:
            await self.project.app(scope, receive, send)


@dataclass
class Outages:
    """When something was away, so that who could not start then is excused."""

    times: list[tuple[float, float]] = field(default_factory=list)

    @asynccontextmanager
    async def noted(self) -> AsyncIterator[None]:
        begun = time.monotonic()
        self.times.append((begun, float("inf")))
        at = len(self.times) - 1
        try:
            yield
        finally:
            self.times[at] = (begun, time.monotonic())

    def between(self, start: float, end: float) -> bool:
        return any(begun <= end and over >= start for begun, over in self.times)


@dataclass(frozen=True)
class End:
    """A process that ended without being asked to."""

    replica: str
    code: int
    was_ready: bool
    excused: bool
    lines: tuple[str, ...]


@dataclass
class Replica:
    """One process of the bot, started again whenever it ends, as a supervisor does."""

    name: str
    settings: Mapping[str, object]
    folder: Path
    outages: Outages
    lines: list[str]
    starts: int = 0
    ends: list[End] = field(default_factory=list)
    slow_stops: int = 0
    bot: BotProcess | None = None
    begun: float = 0.0
    paused: bool = False
    _meant: bool = False
    _pause: float = RESTARTS_AFTER

    async def live(self) -> None:
        """Until it is cancelled."""
        try:
            while True:
                self._meant, self._pause, self.begun = False, RESTARTS_AFTER, time.monotonic()
                self.bot = await BotProcess.started(self.settings, self.folder, "run")
                self.starts += 1
                code = await self.bot.over()
                self._ended(self.bot, code)
                await asyncio.sleep(self._pause)
        finally:
            if self.bot is not None:
                await self.bot.gone()
                self.lines += self.bot.lines

    def _ended(self, bot: BotProcess, code: int) -> None:
        self.lines += bot.lines
        self.bot, self.paused = None, False
        if not self._meant:
            away = self.outages.between(self.begun - 1, time.monotonic())
            ready = "ready: @" in bot.text
            self.ends.append(End(self.name, code, ready, away and not ready, tuple(bot.lines[-4:])))

    @property
    def is_ready(self) -> bool:
        return self.bot is not None and not self.paused and any("ready: @" in line for line in self.bot.lines)

    async def ready(self, within: float = 180) -> None:
        async with asyncio.timeout(within):
            while not self.is_ready:
                await asyncio.sleep(0.1)

    def kill(self, pause: float) -> bool:
        return self._sent(signal.SIGKILL, pause)

    async def stop(self, pause: float) -> bool:
        """Gently. Who does not stop in time is killed."""
        bot = self.bot
        if not self._sent(signal.SIGTERM, pause) or bot is None:
            return False
        try:
            await asyncio.wait_for(bot.process.wait(), STOPS_WITHIN)
        except TimeoutError:
            self.slow_stops += 1
            bot.process.kill()
        return True

    async def freeze(self, seconds: float) -> bool:
        """For longer than its lease lasts; it may be killed meanwhile."""
        bot = self.bot
        if bot is None or bot.process.returncode is not None or self._meant:
            return False
        bot.paused()
        self.paused = True
        await asyncio.sleep(seconds)
        if bot.process.returncode is None:
            bot.resumed()
            self.paused = False
        return True

    def thaw(self) -> None:
        if self.bot is not None and self.paused:
            self.bot.resumed()
            self.paused = False

    def _sent(self, number: signal.Signals, pause: float) -> bool:
        if self.bot is None or self.bot.process.returncode is not None:
            return False
        self._meant, self._pause = True, pause
        self.bot.process.send_signal(number)
        return True


@dataclass
class Town:
    house: House
    server: PostgresServer
    bucket: Bucket
    replicas: list[Replica]
    outages: Outages


@asynccontextmanager
async def town(folder: Path, replicas: int, *, webhook: bool) -> AsyncIterator[Town]:
    """Its replicas are not started yet."""
    bucket, outages, lines = Bucket(), Outages(), list[str]()
    bucket.project.buckets[BUCKET] = False
    ports = [free_port() for _ in range(replicas)]
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(postgres_server())
        settings = {
            "supabase_url": await stack.enter_async_context(serve(bucket.app)),
            "supabase_secret_key": KEY,
            "supabase_bucket": BUCKET,
            "takeover_seconds": TAKEOVER,
            "grace_seconds": 4,
            "picture_deadline_seconds": DEADLINE,
            "analysis_deadline_seconds": DEADLINE,
            "backoff_seconds": 0.2,
            "breaker_seconds": 3,
            "daily_pictures_per_user": PICTURES,
            "daily_budget_usd": BUDGET,
        }
        proxy = await stack.enter_async_context(serve(RoundRobin(ports).app)) if webhook else ""
        house = await stack.enter_async_context(furnished(server.dsn, folder, **settings))
        house.logs.secrets += (KEY, PASSWORD, PASSWORD_IN_A_URL, SECRET)
        house.engines.keep_pictures = False
        house.engines.paint = lambda call: padded(drawn(call.number), PICTURE_BYTES)
        made = [
            Replica(f"replica {n}", house.settings(**_listens(proxy, port)), folder, outages, lines)
            for n, port in enumerate(ports)
        ]
        house.logs.lines = lines
        yield Town(house, server, bucket, made, outages)
        await house.database.close()


def _listens(proxy: str, port: int) -> dict[str, object]:
    if not proxy:
        return {}
    return {"webhook_url": f"{proxy}/telegram", "webhook_secret": SECRET, "port": port, "metrics_port": 0}
