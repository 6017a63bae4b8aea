"""The people's side over HTTP: JSON for the page and for conversation tests, and server-sent events."""

import asyncio
import mimetypes
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.playground.cash import Cash, UnpaidError
from bot.playground.chats import Chat, Chats, Entry, Person
from bot.playground.groups import Group
from bot.playground.media import NotAPictureError
from bot.playground.methods_about import AboutMethods
from bot.playground.people_say import How, PeopleSay, Sent
from bot.playground.rules import Json, RefusedError

_KINDS = {"photo", "document", "video", "voice", "audio", "sticker"}
_SHOWN_IN_PLACE = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
_NO_PICTURE = "This is not a photo that can be read. Send it as a file instead."


class PageApi:
    def __init__(self, chats: Chats, say: PeopleSay, about: AboutMethods, cash: Cash) -> None:
        self._chats = chats
        self._cash = cash
        self._say = say
        self._about = about

    def routes(self) -> list[Route]:
        return [
            Route("/api/bot", self.bot),
            Route("/api/commands", self.commands),
            Route("/api/events", self.all_events),
            Route("/api/files/{file_id}", self.file),
            Route("/api/users", self.users, methods=["GET"]),
            Route("/api/users", self.join, methods=["POST"]),
            Route("/api/chats/{id}/messages", self.messages),
            Route("/api/chats/{id}/events", self.events),
            Route("/api/chats/{id}/text", self.text, methods=["POST"]),
            Route("/api/chats/{id}/media", self.media, methods=["POST"]),
            Route("/api/chats/{id}/tap", self.tap, methods=["POST"]),
            Route("/api/chats/{id}/pay", self.pay, methods=["POST"]),
            Route("/api/chats/{id}/block", self.block, methods=["POST"]),
            Route("/api/chats/{id}/unblock", self.unblock, methods=["POST"]),
        ]

    async def bot(self, request: Request) -> Response:
        bot = self._chats.bot_user()
        about = {what: self._about.described(what) for what in ("description", "short_description")}
        return JSONResponse({"id": bot["id"], "name": bot["first_name"], "username": bot["username"], **about})

    async def commands(self, request: Request) -> Response:
        return JSONResponse(self._about.menu(request.query_params.get("language", "")))

    async def users(self, request: Request) -> Response:
        """Everybody, each with the `last` message of the chat for the list at the side."""
        return JSONResponse([{**_user(one), "last": self._chats.newest(one.id)} for one in self._chats.people])

    async def join(self, request: Request) -> Response:
        body = await read_json(request)
        name = str(body.get("name", "")).strip()[:64]
        if not name:
            raise HTTPException(400, "A chat user needs a name.")
        return JSONResponse(_user(self._chats.welcome(name, str(body.get("language_code", "en"))[:35])), 201)

    async def messages(self, request: Request) -> Response:
        """Everything, or with ?since=<revision> only what is new or edited after it."""
        chat = self._chat(request)
        since = int(request.query_params.get("since") or 0)
        changed = chat.entries.values() if chat.revision > since else ()
        return JSONResponse(
            {
                "messages": [self._chats.shown(entry) for entry in changed if entry.revision > since],
                "answers": [asdict(answer) for answer in chat.answers],
                "revision": self._chats.store.last("revision"),
                "blocked": not chat.who.bot if isinstance(chat.who, Group) else chat.who.blocked,
            }
        )

    async def text(self, request: Request) -> Response:
        body = await read_json(request)
        chat, by = self._talking(request, body.get("by"))
        text = body.get("text")
        if not isinstance(text, str) or not text.strip():
            raise HTTPException(400, "There is no text to send.")
        how = How(by, number(body.get("reply_to")), number(body.get("topic")))
        return self._said(self._say.text(chat, text, how))

    async def media(self, request: Request) -> Response:
        async with request.form(max_files=20) as form:
            files = [await _sent(part) for _, part in form.multi_items() if isinstance(part, UploadFile)]
            kind, caption, reply_to = _text(form, "as") or "photo", _text(form, "caption"), _text(form, "reply_to")
            shuffle, topic, who = _text(form, "shuffle") == "1", number(_text(form, "topic")), _text(form, "by")
        chat, by = self._talking(request, who)
        if kind not in _KINDS or not 1 <= len(files) <= 10 or not all(file.data for file in files):
            raise HTTPException(400, "Send one to ten files that are not empty.")
        how = How(by, number(reply_to), topic, shuffle)
        if kind != "photo":
            return self._said(self._say.others(chat, kind, files, caption, how))
        try:
            return self._said(await self._say.photos(chat, files, caption, how))
        except NotAPictureError:
            raise HTTPException(400, _NO_PICTURE) from None

    async def tap(self, request: Request) -> Response:
        body = await read_json(request)
        chat, by = self._talking(request, body.get("by"))
        message_id, data = number(body.get("message_id")) or 0, body.get("data")
        if not isinstance(data, str) or not data:
            raise HTTPException(400, "A tap needs the button's data.")
        entry = chat.entries.get(message_id)
        rows = entry.message.get("reply_markup", {}).get("inline_keyboard", []) if entry else []
        there = any(button.get("callback_data") == data for row in rows for button in row)
        if not there and str(body.get("force") or request.query_params.get("force", "")) not in {"1", "True"}:
            raise HTTPException(404, "This button is no longer there.")
        revision = self._chats.store.last("revision")
        query_id = self._say.tap(chat, message_id, data, by)
        return JSONResponse({"callback_query_id": query_id, "revision": revision})

    async def pay(self, request: Request) -> Response:
        """Pretend stars for an invoice; answered when the bot has agreed, or 402 with why nothing was paid."""
        body = await read_json(request)
        chat, by = self._talking(request, body.get("by"))
        revision = self._chats.store.last("revision")
        try:
            charge_id = await self._cash.pay(chat, by, number(body.get("message_id")) or 0)
        except UnpaidError as error:
            raise HTTPException(402, str(error)) from None
        return JSONResponse({"charge_id": charge_id, "revision": revision})

    async def block(self, request: Request) -> Response:
        return self._blocked(request, True)

    async def unblock(self, request: Request) -> Response:
        return self._blocked(request, False)

    async def events(self, request: Request) -> Response:
        return self._stream(self._chat(request).id)

    async def all_events(self, request: Request) -> Response:
        return self._stream(None)

    async def file(self, request: Request) -> Response:
        stored = self._chats.files.get(request.path_params["file_id"])
        if stored is None:
            raise HTTPException(404, "There is no such file.")
        data = await asyncio.to_thread(self._chats.files.data, stored)
        picture = _picture_type(data)
        name = request.query_params.get("download")
        headers = {"cache-control": "private, max-age=31536000, immutable", "content-security-policy": "sandbox"}
        if name is not None or picture is None:
            headers["content-disposition"] = f"attachment; filename*=UTF-8''{quote(name or stored.name, safe='')}"
        return Response(data, media_type=picture or "application/octet-stream", headers=headers)

    def _stream(self, chat_id: int | None) -> Response:
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        return StreamingResponse(self._chats.events.listen(chat_id), media_type="text/event-stream", headers=headers)

    def _chat(self, request: Request) -> Chat:
        return chat_of(self._chats, request)

    def _talking(self, request: Request, by: object) -> tuple[Chat, Person]:
        """The chat and who speaks: in a group whoever `by` names, else whose chat it is."""
        chat = self._chat(request)
        if isinstance(chat.who, Person):
            if chat.who.blocked:
                raise HTTPException(403, "You have stopped the bot. Restart it to go on.")
            return chat, chat.who
        return chat, member(self._chats, chat.who, by)

    def _blocked(self, request: Request, blocked: bool) -> Response:
        """Of a group: its first member removes the bot, or brings it back."""
        who = self._chat(request).who
        if isinstance(who, Person):
            self._say.block(who, blocked)
            return JSONResponse(_user(who))
        self._say.put_into(who, not blocked, self._chats.person(who.members[0]))
        return JSONResponse({**asdict(who), "blocked": blocked})

    def _said(self, entries: list[Entry]) -> Response:
        return JSONResponse(
            {"messages": [self._chats.shown(entry) for entry in entries], "revision": entries[-1].revision}
        )


def chat_of(chats: Chats, request: Request) -> Chat:
    try:
        return chats.chat(int(request.path_params["id"]))
    except (RefusedError, ValueError):
        raise HTTPException(404, "There is no such chat.") from None


def member(chats: Chats, group: Group, by: object) -> Person:
    if number(by) not in group.members:
        raise HTTPException(403, "Only members speak in a group: say by whom.")
    return chats.person(number(by) or 0)


def _user(person: Person) -> Json:
    return asdict(person)


async def read_json(request: Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise HTTPException(400, "The request is not a JSON object.")
    return body


async def _sent(part: UploadFile) -> Sent:
    name = (part.filename or "file").replace("\\", "/").rpartition("/")[2] or "file"
    guessed = part.content_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Sent(name, guessed, await part.read())


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def number(value: object) -> int | None:
    return int(value) if isinstance(value, int | str) and str(value).lstrip("-").isdecimal() else None


def _picture_type(data: bytes) -> str | None:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _SHOWN_IN_PLACE.items() if data.startswith(start)), None)
