"""All that goes wrong, by a seed: kills, pauses, failures of the database, the vendors, Telegram and the store."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import psycopg

from bot.playground.faults import Fault
from core.nursery import Nursery
from tests.soak.town import DEADLINE, TAKEOVER, Replica, Town

KILLS = (5.0, 40.0)  # seconds between two
LATE = f"hang:{DEADLINE + 2}"
PAINTER = (
    *("rate_limited:1", "rate_limited:3", "overloaded", "internal", "deadline", "gateway_html", "bad_json", "html"),
    *("drop", "drop", "cut", LATE, LATE, "truncated_json", "not_a_picture", "corrupt_image", "bad_base64", "png"),
    *("wrong_mime", "webp", "text_only", "only_thought", "thought_then_image", "empty", "no_content", "no_image"),
    *("safety", "prohibited", "recitation", "image_other", "blocked_input", "blocked_prohibited", "bad_image"),
)
ANALYST = (
    *("rate_limited:1", "overloaded", "internal", "gateway_html", "bad_json", "html", "drop", "cut", LATE),
    *("truncated_json", "refusal", "failed_server", "incomplete", "content_filter", "missing_field", "no_prompt"),
    *("too_long", "no_output", "empty", "blocked_input"),
)
LISTENER = ("rate_limited:1", "overloaded", "internal", "bad_json", "html", "drop", "cut", LATE, "silence", "noise")
SPELLS = (("gemini", "overloaded"), ("gemini", "rate_limited:2"), ("openai", "overloaded"), ("gemini", "payment"))
SHOWS = ("sendMessage", "sendPhoto", "sendMediaGroup", "editMessageText")
ASKS = ("getUpdates", "getFile", "file", "answerCallbackQuery", "sendChatAction", "editMessageReplyMarkup")


@dataclass
class Trouble:
    """`mortal` are the replicas that may be killed now; `hurry` shortens what is rare, for short runs."""

    town: Town
    seed: int
    hurry: float
    mortal: list[Replica]
    happened: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    _restart: asyncio.Task[None] | None = None

    async def make(self) -> None:
        """Until it is cancelled; `calm` follows."""
        async with Nursery() as nursery:
            for what, every, happens in self._kinds():
                nursery.start(self._again_and_again(what, every, happens), what)
            await asyncio.Event().wait()

    async def calm(self) -> None:
        """Nothing fails any more."""
        self.town.house.playground.faults.clear()
        self.town.house.engines.calm()
        self.town.house.engines.latency.update(openai=0.3, gemini=0.6)
        self.town.bucket.is_away = False
        self.town.bucket.project.calm()
        if self._restart is not None:
            await self._restart
        for replica in self.town.replicas:
            replica.thaw()

    def _kinds(self) -> Sequence[tuple[str, tuple[float, float], Callable[[random.Random], Awaitable[None]]]]:
        return (
            ("kill", KILLS, self._kill),
            ("kill in mid-delivery", (25, 60), self._kill_in_mid_delivery),
            ("stop", (60, 120), self._stop),
            ("freeze", (40, 90), self._freeze),
            ("database", (60, 120), self._database),
            ("connections", (20, 50), self._connections),
            ("engines", (2, 8), self._engines),
            ("telegram", (2, 6), self._telegram),
            ("storage", (20, 50), self._storage),
        )

    async def _again_and_again(
        self, what: str, every: tuple[float, float], happens: Callable[[random.Random], Awaitable[None]]
    ) -> None:
        dice = random.Random(f"{self.seed}:{what}")  # noqa: S311  # the same trouble each time
        scale = 1.0 if what == "kill" else self.hurry if every[0] >= 20 else 1.0
        await asyncio.sleep(dice.uniform(*every) * scale / 2)
        while True:
            await happens(dice)
            await asyncio.sleep(dice.uniform(*every) * scale)

    async def _kill(self, dice: random.Random) -> None:
        pause = dice.choice((0.0, 0.0, dice.uniform(2, 8)))
        # Mostly one that works: on a busy machine a start takes long, and a bot that never works proves nothing.
        working = [replica for replica in self.mortal if replica.is_ready or dice.random() < 0.3]
        if working and dice.choice(working).kill(pause):
            self.happened["kill -9"] += 1

    async def _kill_in_mid_delivery(self, dice: random.Random) -> None:
        """What was sent has arrived, and nobody lives to note it."""
        fault = Fault(dice.choice(("sendPhoto", "sendMediaGroup", "sendMessage")), delay=10, deliver=True)
        self.town.house.playground.faults.insert(0, fault)
        try:
            async with asyncio.timeout(15):
                while fault.times:
                    await asyncio.sleep(0.05)
            await asyncio.sleep(0.1)
        except TimeoutError:  # nothing was sent
            fault.times = 0
            return
        for replica in self.mortal:
            self.happened["kill -9 in mid-delivery"] += replica.kill(0.0)

    async def _stop(self, dice: random.Random) -> None:
        if self.mortal and await dice.choice(self.mortal).stop(dice.uniform(0, 3)):
            self.happened["SIGTERM"] += 1

    async def _freeze(self, dice: random.Random) -> None:
        if self.mortal and await dice.choice(self.mortal).freeze(dice.uniform(1.3, 3) * TAKEOVER):
            self.happened["SIGSTOP longer than a lease"] += 1

    async def _database(self, dice: random.Random) -> None:
        mode: Literal["immediate", "fast"] = dice.choice(("immediate", "immediate", "fast"))
        away = dice.uniform(0, 4)

        async def restart() -> None:
            async with self.town.outages.noted():
                await self.town.server.stop(mode)
                await asyncio.sleep(away)
                await self.town.server.start()
            self.happened[f"Postgres restart ({mode})"] += 1

        # Once begun it is brought to its end, also when the trouble is over meanwhile.
        self._restart = asyncio.get_running_loop().create_task(restart(), name="restart of the database")
        await asyncio.shield(self._restart)

    async def _connections(self, dice: random.Random) -> None:
        """As an administrator or a pooler would, on some of them."""
        share = dice.uniform(0.2, 1)
        try:
            async with (
                self.town.outages.noted(),
                await psycopg.AsyncConnection.connect(self.town.server.dsn, autocommit=True) as connection,
            ):
                cursor = await connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    " AND backend_type = 'client backend' AND random() < %s",
                    (share,),
                )
                self.happened["connections terminated"] += cursor.rowcount
        except psycopg.OperationalError:
            return  # it restarts just now

    async def _engines(self, dice: random.Random) -> None:
        engines = self.town.house.engines
        if dice.random() < 0.15:
            vendor, outcome = dice.choice(SPELLS)
            engines.always(vendor, outcome)  # type: ignore[arg-type]
            self.faults[f"{vendor}: {outcome} for seconds"] += 1
            await asyncio.sleep(dice.uniform(1, 5))
            engines.always(vendor, "ok")  # type: ignore[arg-type]
            return
        engines.latency["gemini"] = dice.choice((0.3, 0.6, 1.0, 2.5))
        for vendor, outcomes, most in (("gemini", PAINTER, 3), ("openai", ANALYST, 1), ("openai/voice", LISTENER, 1)):
            chosen = dice.choices(outcomes, k=dice.randint(0, most))
            engines.script(vendor, *chosen)  # type: ignore[arg-type]
            self.faults.update(f"{vendor}: {outcome.partition(':')[0]}" for outcome in chosen)

    async def _telegram(self, dice: random.Random) -> None:
        method = dice.choice((*SHOWS, *SHOWS, *ASKS))
        fault = self._fault(dice, method)
        # What nobody has met is forgotten, so that faults do not pile up.
        kept = [one for one in self.town.house.playground.faults if one.times > 0][-8:]
        self.town.house.playground.faults[:] = [*kept, fault]

    def _fault(self, dice: random.Random, method: str) -> Fault:
        match dice.choice(("lost answer", "lost answer", "flood", "flood", "error", "gateway", "slow", "slow")):
            case "lost answer":
                self.faults[f"Telegram: {method}, delivered but no answer"] += 1
                return Fault(method, drop=True)
            case "flood":
                wait = dice.randint(1, 4)
                self.faults[f"Telegram: {method} 429"] += 1
                words = f"Too Many Requests: retry after {wait}"
                return Fault(method, status=429, description=words, parameters={"retry_after": wait})
            case "error":
                self.faults[f"Telegram: {method} 500"] += 1
                return Fault(method, status=500, times=dice.randint(1, 2))
            case "gateway":
                self.faults[f"Telegram: {method} 502"] += 1
                return Fault(method, status=502, description="Bad Gateway", times=dice.randint(1, 2))
        self.faults[f"Telegram: {method} slow"] += 1
        return Fault(method, delay=dice.uniform(1, 8), deliver=dice.random() < 0.8)

    async def _storage(self, dice: random.Random) -> None:
        bucket = self.town.bucket
        if dice.random() < 0.5:
            what = dice.choice(("put", "get", "list", "remove"))
            chosen = dice.choices(("503", "500", "slow:2", "drop", "html"), k=dice.randint(1, 4))
            bucket.project.fail(what, *chosen)
            self.faults.update(f"storage: {what} {fault}" for fault in chosen)
            return
        async with self.town.outages.noted():
            bucket.is_away = True
            await asyncio.sleep(dice.uniform(1, 6))
            bucket.is_away = False
        self.happened["storage away for seconds"] += 1
