"""A house for conversations: Telegram, both vendors and a database as real servers, and the real bot between them."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg
from psycopg.rows import dict_row

from bot.playground import Playground
from bot.playground.serving import serving
from bot.run import run_bot
from core.adapters.encrypted import EncryptedPictures
from core.adapters.local_files import LocalPictures
from core.models import CONSENT_VERSION
from core.picture_keys import parse_keys
from core.settings import Settings, load_settings
from tests.fakes.counted import disagreements
from tests.fakes.engines import ANALYSIS, EngineCall, FakeEngines
from tests.fakes.logbook import WHOLE_RUN, Logbook
from tests.fakes.pictures import drawn, photo
from tests.fakes.serving import serve
from tests.fakes.telegram_user import PATIENCE, Json, TelegramUser

TOKEN = "4242:AAF-a_token_of_the_conversations"
OPENAI_KEY = "sk-proj-a/key+of=the-analyst"
GEMINI_KEY = "AIza/a+key=of-the-painter"
PICTURE_KEY = "a+picture/key-of_the/conversations+1+1+1+1A="
Row = dict[str, Any]

UNHEARD = "SELECT count(*) FROM inbox WHERE done_at IS NULL"
UNDONE = """
SELECT (SELECT count(*) FROM inbox WHERE done_at IS NULL)
     + (SELECT count(*) FROM generations WHERE status IN ('waiting', 'queued', 'running'))
     + (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')) AS n
"""


class Person(TelegramUser):
    """A person whose words must not show up in a log."""

    private: set[str]

    def acted(self, revision: int) -> None:
        self._acted = max(self._acted, revision)

    async def says(self, text: str, reply_to: int | None = None) -> Json:
        if not text.startswith("/") and len(text) > 3:  # a dash stands in many a log
            self.private.add(text)
        return await super().says(text, reply_to)


@dataclass(frozen=True)
class Seeded:
    """A model that stands in the database as if its journey had been made, and the set it was chosen from."""

    id: str
    generation_id: str
    keys: tuple[str, ...]


@dataclass
class House:
    playground: Playground
    url: str
    engines: FakeEngines
    engines_url: str
    dsn: str
    data_dir: Path
    database: psycopg.AsyncConnection[Row]
    logs: Logbook
    overrides: dict[str, object] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    terminal: list[str] = field(default_factory=list)  # what the bot said there, beside its log
    made_up_ledger: str = ""  # why it is not held against the engines' own count when the house is left
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _bot: asyncio.Task[None] | None = None

    # --- the bot ---

    def settings(self, **overrides: object) -> dict[str, object]:
        """What both the bot in this process and the one in a process of its own are told."""
        return {
            "telegram_bot_token": TOKEN,
            "telegram_api_url": self.url,
            "openai_api_key": OPENAI_KEY,
            "openai_base_url": f"{self.engines_url}/openai/v1",
            "gemini_api_key": GEMINI_KEY,
            "gemini_base_url": f"{self.engines_url}/gemini",
            "database_url": self.dsn,
            "data_dir": self.data_dir,
            "picture_key": PICTURE_KEY,
            "allowed_users": "*",
            "likeness": "off",  # most conversations draw shapes; test_likeness.py switches it on
            "daily_pictures_per_user": 500,
            "daily_budget_usd": 1000,
            "backoff_seconds": 0.02,
            "breaker_seconds": 0.6,
            "takeover_seconds": 3,
            "grace_seconds": 5,
            **self.overrides,
            **overrides,
        }

    async def opens(self, **overrides: object) -> None:
        """Start the bot in this process and wait until it polls."""
        ready = asyncio.Event()
        self._stop = asyncio.Event()
        settings: Settings = load_settings(_env_file=None, **self.settings(**overrides))
        loop = asyncio.get_running_loop()
        self._bot = loop.create_task(
            run_bot(settings, self._stop, ready=ready.set, say=self.terminal.append), name="bot"
        )
        waiting = loop.create_task(ready.wait())
        await asyncio.wait({self._bot, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if self._bot.done():
            await self._bot

    async def closes(self) -> None:
        if self._bot is not None:
            self._stop.set()
            await self._bot
            self._bot = None

    @asynccontextmanager
    async def told(self, **overrides: object) -> AsyncIterator[None]:
        """The bot with other settings, for one block."""
        await self.closes()
        await self.opens(**overrides)
        try:
            yield
        finally:
            await self.closes()
            await self.opens()

    # --- people ---

    async def someone(self, name: str = "Ida", *, agreed: bool = True, language: str = "en") -> Person:
        """A new person, who has agreed to the terms already unless a test is about that."""
        person = await Person.join(self.url, name, language)
        person.private = self.logs.private
        self.people.append(person)
        if agreed:
            await self.rows("INSERT INTO users (id, consent_version) VALUES (%s, %s)", person.id, CONSENT_VERSION)
        return person

    async def group(self, *people: Person, type: str = "supergroup", name: str = "Friends") -> list[Person]:
        """A new group with the bot in it: the same people, speaking there."""
        ids = [person.id for person in people]
        async with httpx.AsyncClient(base_url=self.url, verify=False) as http:  # noqa: S501  # plain HTTP
            founded = await http.post("/api/groups", json={"name": name, "members": ids, "type": type})
        return [self.member(person, founded.raise_for_status().json()["id"]) for person in people]

    async def upgraded(self, person: Person) -> int:
        """The group where this person speaks becomes a supergroup: its new id."""
        async with httpx.AsyncClient(base_url=self.url, verify=False) as http:  # noqa: S501  # plain HTTP
            answer = await http.post(f"/api/chats/{person.chat_id}/upgrade")
        return int(answer.raise_for_status().json()["id"])

    def member(self, person: Person, group: int) -> Person:
        speaking = Person(self.url, person.id, group)
        speaking.private = self.logs.private
        self.people.append(speaking)
        return speaking

    async def choosing(self, name: str = "Ida", *, candidates: int = 3) -> tuple[Person, Seeded]:
        """Somebody whose three photos are studied and whose candidates wait for the choice."""
        person = await self.someone(name)
        return person, await self.seed(person, candidates=candidates)

    async def locked(self, name: str = "Ida", **columns: Any) -> tuple[Person, Seeded]:
        """Somebody whose model is locked on its first candidate; `columns` are settings of the model."""
        person = await self.someone(name)
        return person, await self.seed(person, lock=1, **columns)

    async def seed(self, person: Person, *, candidates: int = 3, lock: int | None = None, **columns: Any) -> Seeded:
        stage = "locked" if lock else "choosing"
        analysis = json.dumps(ANALYSIS)
        (model,) = await self.rows(
            "INSERT INTO models (telegram_id, name, stage, ai_analysis, merged_prompt)"
            " VALUES (%s, 'Anna', %s, %s, 'A portrait.') RETURNING id::text AS id",
            person.id,
            stage,
            analysis,
        )
        model_id = model["id"]
        photos = [f"photos/{model_id}/{n}.jpg" for n in (1, 2, 3)]
        made = [f"made/{model_id}/set-{n}.jpg" for n in range(1, candidates + 1)]
        for n, key in enumerate(photos, 1):
            self.store(key, photo(person.id * 10 + n))
        for n, key in enumerate(made, 1):
            self.store(key, drawn(person.id * 10 + 5 + n))
        references = [{"key": key, "fingerprint": "", "message": n} for n, key in enumerate(photos, 1)]
        await self.rows("UPDATE models SET reference_images = %s WHERE id = %s", json.dumps(references), model_id)
        generation = f"{person.id}{model_id[:8]}"  # as long as real ones
        await self.rows(
            "INSERT INTO generations (id, kind, idempotency_key, user_id, chat_id, model_id, status, run, wanted,"
            " marked) VALUES (%s, 'candidates', %s, %s, %s, %s, 'done', 1, '{1,2,3}', %s)",
            *(generation, f"{model_id}:photos", person.id, person.id, model_id, lock),
        )
        for n, key in enumerate(made, 1):
            await self.rows(
                "INSERT INTO pictures VALUES (%s, %s, %s, 'image/jpeg', 'seeded', 300, 400)", generation, n, key
            )
        if lock:
            await self.rows("UPDATE models SET locked_reference_image = %s WHERE id = %s", made[lock - 1], model_id)
        for column, value in columns.items():
            await self.rows(f"UPDATE models SET {column} = %s WHERE id = %s", value, model_id)  # noqa: S608
        await self.rows("UPDATE users SET active_model = %s WHERE id = %s", model_id, person.id)
        return Seeded(model_id, generation, tuple(made))

    async def show_selection(self, person: Person) -> Json:
        """The candidates of a seeded model, as its user has them from /models; the answer is the selection message."""
        await person.says("/models")
        await person.taps("Show the portraits")
        return await person.sees("Select your reference image")

    def arrives(self, person: Person, **content: Json) -> None:
        """A message that the playground's own people cannot make, as Telegram would send it."""
        chats = self.playground.chats
        entry = chats.add(chats.chat(person.id), dict(content), outgoing=True)
        person.acted(entry.revision)
        chats.updates.put("message", chats.telegram(entry))

    # --- what there is to see ---

    async def rows(self, sql: str, *values: object) -> list[Row]:
        cursor = await self.database.execute(sql, values)
        return await cursor.fetchall() if cursor.description is not None else []  # none of a SELECT FROM has columns

    async def value(self, sql: str, *values: object) -> Any:
        return next(iter((await self.rows(sql, *values))[0].values()))

    async def model_of(self, person: Person) -> Row:
        """The row of the person's active model."""
        return (
            await self.rows(
                "SELECT models.* FROM models JOIN users ON active_model = models.id WHERE users.id = %s", person.id
            )
        )[0]

    def store(self, key: str, data: bytes) -> None:
        """As an older version did: not sealed."""
        path = self.data_dir / "pictures" / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def stored(self, key: str) -> bytes:
        """What the bot reads there."""
        sealed = EncryptedPictures(LocalPictures(self.data_dir / "pictures"), parse_keys(PICTURE_KEY))
        return sealed.unseal(key, (self.data_dir / "pictures" / key).read_bytes())

    def painted(self) -> list[EngineCall]:
        """The picture calls that arrived, in order."""
        return [call for call in self.engines.calls if call.vendor == "gemini"]

    def paid(self) -> tuple[int, int]:
        """How many analysis calls and how many picture calls arrived."""
        return self.engines.count("openai"), self.engines.count("gemini")

    def called(self, method: str, person: Person | None = None) -> list[Json]:
        """The bot's requests of one method, in one chat or in all."""
        return [
            call.params
            for call in self.playground.calls
            if call.method.lower() == method.lower()
            and (person is None or call.params.get("chat_id") == person.chat_id)
        ]

    async def settled(self, within: float = 2 * PATIENCE) -> None:
        """Wait until every update is handled and every piece of work has ended."""
        await self.until(self._is_settled, within)

    async def heard(self) -> None:
        """Wait until every update is handled, whatever work goes on."""
        await self.until(self._has_heard)

    async def until(self, true: Callable[[], Awaitable[bool]], within: float = 2 * PATIENCE) -> None:
        async with asyncio.timeout(within):
            while not await true():
                await asyncio.sleep(0.02)

    async def _has_heard(self) -> bool:
        return not len(self.playground.chats.updates) and await self.value(UNHEARD) == 0

    async def _is_settled(self) -> bool:
        return not len(self.playground.chats.updates) and await self.value(UNDONE) == 0


@asynccontextmanager
async def furnished(dsn: str, folder: Path, **overrides: object) -> AsyncIterator[House]:
    """A house without a bot in it yet."""
    playground, engines = Playground(TOKEN), FakeEngines()
    engines.paint = lambda call: drawn(call.number)
    logs = Logbook((TOKEN, OPENAI_KEY, GEMINI_KEY, PICTURE_KEY))
    WHOLE_RUN.secrets.update(logs.secrets)
    logs.private.update(str(words) for words in ANALYSIS.values() if len(str(words)) > 12)
    async with (
        serving(playground) as url,
        serve(engines.app) as engines_url,
        await psycopg.AsyncConnection.connect(
            dsn, autocommit=True, row_factory=dict_row, options="-c search_path=keepface,public"
        ) as database,
    ):
        house = House(playground, url, engines, engines_url, dsn, folder, database, logs, dict(overrides))
        with logs.kept():
            try:
                yield house
            finally:
                for person in house.people:
                    await person.close()
        if not house.made_up_ledger:
            assert await disagreements(engines, dsn) == [], "the ledger is not what the engines counted"


@asynccontextmanager
async def house_with_bot(dsn: str, folder: Path, **overrides: object) -> AsyncIterator[House]:
    """A house with the bot in this process. Nothing that it logged told a secret or what people wrote."""
    async with furnished(dsn, folder, **overrides) as house:
        await house.opens()
        try:
            yield house
        finally:
            await house.closes()
        assert house.logs.leaks() == []
