"""A Bot API for measuring: it takes everything, remembers when each message arrived, and hands out updates at once."""

import asyncio
import json
import re
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from tests.bench.wire import Reply, Request, answer, serving

TOKEN = "1000001:bench"
AT_ONCE = 100  # updates an answer
FIELD = re.compile(rb'name="(chat_id|caption|media|text)"\r\n(?:[^\r\n]+\r\n)*\r\n(.*?)\r\n--', re.DOTALL)
TRUE = answer(b'{"ok":true,"result":true}')
Json = dict[str, Any]


@dataclass
class Said:
    """One message of the bot, as it arrived: `bytes` of its whole request."""

    method: str
    words: str
    at: float
    bytes: int


@dataclass
class Telegram:
    """What people do is put into the bot's updates; what it says is noted by chat."""

    url: str = ""
    calls: dict[str, int] = field(default_factory=dict)
    _said: dict[int, list[Said]] = field(default_factory=dict)
    _waiting: dict[int, tuple[str, asyncio.Future[Said]]] = field(default_factory=dict)
    _updates: deque[Json] = field(default_factory=deque)
    _poller: tuple[Reply, int] | None = None
    _files: dict[str, bytes] = field(default_factory=dict)
    _last_update: int = 1000
    _last_message: int = 100

    # --- what people do ---

    def says(self, person: int, text: str) -> float:
        """When it was said."""
        return self._put(person, {"text": text})

    def sends_photo(self, person: int, data: bytes) -> float:
        file_id = f"F{len(self._files)}"
        self._files[file_id] = data
        size = {"file_id": file_id, "file_unique_id": f"u{file_id}", "width": 960, "height": 1280}
        return self._put(person, {"photo": [size | {"file_size": len(data)}]})

    def _put(self, person: int, content: Json) -> float:
        self._last_update += 1
        self._last_message += 1
        chat = {"id": person, "type": "private", "first_name": "P"}
        sender = {"id": person, "is_bot": False, "first_name": "P", "language_code": "en"}
        message = {"message_id": self._last_message, "date": int(time.time()), "chat": chat, "from": sender}
        self._updates.append({"update_id": self._last_update, "message": message | content})
        asyncio.get_running_loop().call_soon(self._hand_out)
        return time.monotonic()

    async def hears(self, person: int, words: str, within: float = 60) -> Said:
        """The next message with these words, or one of those that were not asked for yet."""
        for said in self._said.get(person, ()):
            if words in said.words:
                self._said[person] = []
                return said
        future: asyncio.Future[Said] = asyncio.get_running_loop().create_future()
        self._waiting[person] = (words, future)
        async with asyncio.timeout(within):
            said = await future
        self._said[person] = []
        return said

    # --- what the bot does ---

    def handle(self, request: Request, reply: Reply) -> None:
        if request.path.startswith("/file/"):
            reply(answer(self._files[request.path.rpartition("/")[2]], "application/octet-stream"))
            return
        method = request.path.rpartition("/")[2].partition("?")[0].lower()
        self.calls[method] = self.calls.get(method, 0) + 1
        match method:
            case "getupdates":
                self._poll(request, reply)
            case "getme":
                reply(_ok({"id": 1000001, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}))
            case "getfile":
                file_id = _form(request)["file_id"]
                size = len(self._files[file_id])
                reply(_ok({"file_id": file_id, "file_unique_id": "u", "file_size": size, "file_path": file_id}))
            case "sendmessage" | "sendphoto" | "sendmediagroup" | "senddocument" | "editmessagetext":
                self._take(method, request, reply)
            case _:
                reply(TRUE)

    def _take(self, method: str, request: Request, reply: Reply) -> None:
        form = _form(request)
        person = int(form["chat_id"])
        said = Said(method, form.get("text") or form.get("caption") or "", request.at, request.size)
        waited = self._waiting.get(person)
        if waited and waited[0] in said.words:
            del self._waiting[person]
            if not waited[1].done():
                waited[1].set_result(said)
        elif method != "editmessagetext":
            self._said.setdefault(person, []).append(said)
        if method == "sendmediagroup":
            reply(_ok([self._message(person, "sendphoto") for _ in json.loads(form["media"])]))
        else:
            reply(_ok(self._message(person, method)))

    def _message(self, person: int, method: str) -> Json:
        self._last_message += 1
        message: Json = {"message_id": self._last_message, "date": int(time.time())}
        message["chat"] = {"id": person, "type": "private", "first_name": "P"}
        if method != "sendphoto":
            return message | {"text": "said"}
        sizes = [(90, 67), (320, 239), (800, 597), (1200, 896)]
        return message | {
            "photo": [
                {"file_id": f"S{self._last_message}-{high}", "file_unique_id": "s", "width": wide, "height": high}
                for high, wide in sizes
            ]
        }

    def _poll(self, request: Request, reply: Reply) -> None:
        form = _form(request)
        offset = int(form.get("offset") or 0)
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        if self._updates or int(form.get("timeout") or 0) == 0:
            self._poller = (reply, offset)
            self._hand_out(even_none=True)
        else:
            self._poller = (reply, offset)

    def _hand_out(self, *, even_none: bool = False) -> None:
        if self._poller is None or not (self._updates or even_none):
            return
        reply, _ = self._poller
        self._poller = None
        reply(_ok([self._updates[n] for n in range(min(len(self._updates), AT_ONCE))]))


def _ok(result: Any) -> bytes:
    return answer(json.dumps({"ok": True, "result": result}).encode())


def _form(request: Request) -> dict[str, str]:
    if request.body.startswith(b"--"):
        return {name.decode(): value.decode() for name, value in FIELD.findall(request.body)}
    return {name: values[0] for name, values in parse_qs(request.body.decode()).items()}


@asynccontextmanager
async def telegram() -> AsyncIterator[Telegram]:
    made = Telegram()
    async with serving(made.handle) as made.url:
        yield made
