"""A person in a chat with the bot or in a group, for conversation tests: says, sends, taps, and waits for what the bot
shows.
"""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

Json = dict[str, Any]
Picture = bytes | Path | str
PATIENCE = 30.0  # seconds; only a bot that does not do it at all uses them up, however slow the machine is


class TelegramUser:
    """Talks to a playground. `async with TelegramUser(url)` is "You" (1001); `TelegramUser.join` makes a new person."""

    looks_every = 0.03  # seconds; a crowd looks less often

    def __init__(self, url: str, user_id: int = 1001, chat_id: int | None = None) -> None:
        self.id = user_id
        self.chat_id = chat_id or user_id  # a group's, where this person speaks in one
        self.topic: int | None = None  # of the group
        self._http = httpx.AsyncClient(base_url=url, timeout=60, verify=False)  # noqa: S501 plain HTTP, quick to make
        self._acted = 0  # the revision of the last thing this person did

    @classmethod
    async def join(cls, url: str, name: str = "Somebody", language_code: str = "en") -> Self:
        async with httpx.AsyncClient(base_url=url, timeout=60, verify=False) as http:  # noqa: S501 plain HTTP
            joined = await http.post("/api/users", json={"name": name, "language_code": language_code})
        return cls(url, joined.raise_for_status().json()["id"])

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self._http.aclose()

    async def says(self, text: str, reply_to: int | None = None) -> Json:
        body = {"text": text, "reply_to": reply_to, "topic": self.topic, "by": self.id}
        said: Json = (await self._posted("text", json=body))["messages"][0]
        return said

    async def asks_inline(self, query: str = "", offset: str = "") -> Json:
        """What the bot offers this person in any chat; `query_id` names the query."""
        answer = await self._http.post("/api/inline", json={"by": self.id, "query": query, "offset": offset})
        offered: Json = answer.raise_for_status().json()
        return offered

    async def sends_inline(self, offered: Json, place: int = 0) -> Json:
        """One of the offered results, to this chat."""
        chosen = {"by": self.id, "query_id": offered["query_id"], "result_id": offered["results"][place]["id"]}
        sent: Json = (await self._posted("inline", json=chosen))["messages"][0]
        return sent

    async def sends_photos(
        self, *pictures: Picture, caption: str | None = None, shuffle: bool = False, reply_to: int | None = None
    ) -> list[Json]:
        """One photo, or several as an album; with `shuffle` the updates arrive in another order."""
        files = [(f"photo-{n}.jpg", _bytes(picture), "image/jpeg") for n, picture in enumerate(pictures, 1)]
        return await self._media("photo", files, caption=caption, shuffle=shuffle, reply_to=reply_to)

    async def sends_files(
        self, *files: tuple[str, bytes, str], caption: str | None = None, shuffle: bool = False
    ) -> list[Json]:
        """Each file is (name, bytes, mime type); several are an album."""
        return await self._media("document", list(files), caption=caption, shuffle=shuffle)

    async def sends_file(self, name: str, data: bytes, mime: str, caption: str | None = None) -> Json:
        return (await self.sends_files((name, data, mime), caption=caption))[0]

    async def sends_sticker(self, data: bytes = b"RIFF\0\0\0\0WEBP") -> Json:
        return (await self._media("sticker", [("sticker.webp", data, "image/webp")]))[0]

    async def sends_video(self, data: bytes = b"\0\0\0\x18ftypmp42") -> Json:
        return (await self._media("video", [("video.mp4", data, "video/mp4")]))[0]

    async def sends_voice(self, data: bytes = b"OggS", reply_to: int | None = None) -> Json:
        return (await self._media("voice", [("voice.ogg", data, "audio/ogg")], reply_to=reply_to))[0]

    async def sends_sound(self, name: str, data: bytes, mime: str) -> Json:
        """A sound file, as a piece of music."""
        return (await self._media("audio", [(name, data, mime)]))[0]

    async def taps(
        self, button: str, message_id: int | None = None, force: bool = False, timeout: float = PATIENCE
    ) -> str:
        """Taps a button by the start of its label or by its exact data; returns the callback query's id.

        Takes the newest message that has such a button, and waits for one. With `force` and a message id, `button`
        is the data, and the button need not be there any more.
        """
        data = button
        if not (force and message_id is not None):
            message_id, data = await self._find_button(button, message_id, timeout)
        body = {"message_id": message_id, "data": data, "force": int(force), "by": self.id}
        return str((await self._posted("tap", json=body))["callback_query_id"])

    async def pays(self, invoice: Json | None = None, timeout: float = PATIENCE) -> str:
        """Pays the newest invoice, or this one, with pretend stars; returns the charge's id once the bot has agreed."""
        return str((await self._posted("pay", json={"message_id": await self._invoice(invoice, timeout)}))["charge_id"])

    async def cannot_pay(self, invoice: Json | None = None, timeout: float = PATIENCE) -> str:
        """Tries to; returns why nothing was paid, in the words that the bot or Telegram says."""
        body = {"message_id": await self._invoice(invoice, timeout)}
        answer = await self._http.post(f"/api/chats/{self.id}/pay", json=body)
        assert answer.status_code == 402, f"it was paid: {answer.text}"
        return str(answer.json()["description"])

    async def _invoice(self, invoice: Json | None, timeout: float) -> int:
        if invoice is None:
            (invoice,) = await self._wait(
                lambda found: found[-1:], lambda m: "invoice" in m, timeout, True, "an invoice"
            )
        return int(invoice["message_id"])

    async def blocks(self) -> None:
        await self._posted("block")

    async def unblocks(self) -> None:
        await self._posted("unblock")

    async def sees(self, text: str, timeout: float = PATIENCE, anywhere: bool = False, buttons: bool = False) -> Json:
        """The bot's newest message with this text (any letter case), sent or edited since this person's last act.

        With `buttons`, one that has some: an old message that loses its buttons is edited too.
        """
        wanted = text.lower()

        def fits(message: Json) -> bool:
            return wanted in _said(message).lower() and (not buttons or bool(message.get("reply_markup")))

        return (await self._wait(lambda found: found[-1:], fits, timeout, anywhere, repr(text)))[0]

    async def sees_photo(self, caption_contains: str = "", timeout: float = PATIENCE, anywhere: bool = False) -> Json:
        wanted = caption_contains.lower()

        def fits(message: Json) -> bool:
            return "photo" in message and wanted in str(message.get("caption", "")).lower()

        return (await self._wait(lambda found: found[-1:], fits, timeout, anywhere, "a photo " + caption_contains))[0]

    async def sees_document(self, timeout: float = PATIENCE, anywhere: bool = False) -> Json:
        return (await self._wait(lambda found: found[-1:], lambda m: "document" in m, timeout, anywhere, "a document"))[
            0
        ]

    async def sees_album(self, n: int, timeout: float = PATIENCE, anywhere: bool = False) -> list[Json]:
        """The newest album of exactly n messages, in order."""

        def newest(found: list[Json]) -> list[Json]:
            groups: dict[str, list[Json]] = {}
            for message in found:
                groups.setdefault(message["media_group_id"], []).append(message)
            return next((group for group in reversed(groups.values()) if len(group) == n), [])

        return await self._wait(newest, lambda m: "media_group_id" in m, timeout, anywhere, f"an album of {n}")

    async def messages(self) -> list[Json]:
        transcript: list[Json] = (await self._transcript())["messages"]
        return transcript

    async def toasts(self) -> list[str]:
        """Every non-empty answer to a tap so far, toasts and alerts."""
        return [answer["text"] for answer in (await self._transcript())["answers"] if answer["text"]]

    async def answered(self, callback_query_id: str, timeout: float = PATIENCE) -> Json:
        """The bot's answer to one tap; `text` is empty when it only stopped the spinner."""
        deadline = time.monotonic() + timeout
        while True:
            transcript = await self._transcript()
            for answer in transcript["answers"]:
                if answer["callback_query_id"] == callback_query_id:
                    return dict(answer)
            if time.monotonic() > deadline:
                raise AssertionError(f"tap {callback_query_id} was not answered\n{_short(transcript['messages'])}")
            await asyncio.sleep(self.looks_every)

    async def download(self, message_or_file_id: Json | str) -> bytes:
        file_id = message_or_file_id
        if isinstance(message_or_file_id, dict):
            file_id = message_or_file_id["media"]["file_id"]
        return (await self._http.get(f"/api/files/{file_id}")).raise_for_status().content

    async def _media(
        self,
        kind: str,
        files: list[tuple[str, bytes, str]],
        *,
        caption: str | None = None,
        shuffle: bool = False,
        reply_to: int | None = None,
    ) -> list[Json]:
        data = {
            "as": kind,
            "caption": caption or "",
            "shuffle": "1" if shuffle else "",
            "reply_to": str(reply_to or ""),
            "topic": str(self.topic or ""),
            "by": str(self.id),
        }
        sent: list[Json] = (await self._posted("media", data=data, files=[("file", file) for file in files]))[
            "messages"
        ]
        return sent

    async def _posted(self, what: str, **body: Any) -> Json:
        answer = await self._http.post(f"/api/chats/{self.chat_id}/{what}", **body)
        if answer.is_error:
            raise AssertionError(f"{what}: {answer.status_code} {answer.text}")
        result: Json = answer.json()
        self._acted = max(self._acted, int(result.get("revision", 0)))
        return result

    async def _find_button(self, wanted: str, message_id: int | None, timeout: float) -> tuple[int, str]:
        deadline = time.monotonic() + timeout
        while True:
            messages = await self.messages()
            if found := _button(messages, wanted, message_id):
                return found
            if time.monotonic() > deadline:
                raise AssertionError(f"no button {wanted!r}\n{_short(messages)}")
            await asyncio.sleep(self.looks_every)

    async def _transcript(self, since: int = 0) -> Json:
        answer = await self._http.get(f"/api/chats/{self.chat_id}/messages", params={"since": since})
        transcript: Json = answer.raise_for_status().json()
        return transcript

    async def _wait(
        self,
        pick: Callable[[list[Json]], list[Json]],
        fits: Callable[[Json], bool],
        timeout: float,
        anywhere: bool,
        wanted: str,
    ) -> list[Json]:
        since = 0 if anywhere else self._acted
        deadline = time.monotonic() + timeout
        while True:
            messages = (await self._transcript(since))["messages"]
            if found := pick([message for message in messages if not message["outgoing"] and fits(message)]):
                return found
            if time.monotonic() > deadline:
                raise AssertionError(f"{timeout} s without {wanted}\n{_short(await self.messages())}")
            await asyncio.sleep(self.looks_every)


def _button(messages: list[Json], wanted: str, message_id: int | None) -> tuple[int, str] | None:
    for message in reversed(messages):
        if message_id not in {None, message["message_id"]}:
            continue
        buttons = [button for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]
        for fits in (
            lambda b: wanted in {b.get("callback_data"), b["text"]},
            lambda b: b["text"].startswith(wanted),
        ):
            for button in filter(fits, buttons):
                return message["message_id"], button.get("callback_data", "")
    return None


def _bytes(picture: Picture) -> bytes:
    return picture if isinstance(picture, bytes) else Path(picture).read_bytes()


def _said(message: Json) -> str:
    return str(message.get("text") or message.get("caption") or "")


def _short(messages: list[Json]) -> str:
    lines = []
    for message in messages[-15:]:
        kind = f"[{message['media']['kind']}] " if message["media"] else ""
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        buttons = "".join(f" ({button['text']})" for row in rows for button in row)
        who = "user" if message["outgoing"] else "bot "
        lines.append(f"  {message['message_id']:>4} {who} {kind}{_said(message)[:160]!r}{buttons}")
    return "\n".join(["the last messages:", *lines])
