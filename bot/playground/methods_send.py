"""Bot API methods that put something new into a chat."""

import asyncio
import secrets
from collections.abc import Awaitable
from pathlib import PurePosixPath
from typing import Any

from bot.playground import rules
from bot.playground.chats import Chat, Chats, Entry
from bot.playground.entities import formatted
from bot.playground.media import Darkroom, NotAPictureError, dimensions
from bot.playground.params import Params, Upload
from bot.playground.rules import Json, RefusedError


class SendMethods:
    def __init__(self, chats: Chats, darkroom: Darkroom) -> None:
        self._chats = chats
        self._darkroom = darkroom

    async def send_message(self, params: Params) -> Json:
        chat = self.recipient(params)
        text, entities = formatted(params.text("text"), params.text("parse_mode"), params.value("entities"))
        rules.check_text(text)
        content = {"text": text, **({"entities": entities} if entities else {})}
        return self._sent(chat, params, [content])[0]

    async def send_photo(self, params: Params) -> Json:
        chat = self.recipient(params)
        content = self._before_media(params) | await self.media("photo", params.value("photo"), params, "photo")
        return self._sent(chat, params, [content])[0]

    async def send_document(self, params: Params) -> Json:
        chat = self.recipient(params)
        content = self._before_media(params) | await self.media(
            "document", params.value("document"), params, "document"
        )
        return self._sent(chat, params, [content])[0]

    async def send_media_group(self, params: Params) -> list[Json]:
        chat = self.recipient(params)
        if params.value("reply_markup") is not None:
            raise RefusedError("Bad Request: reply markup is not allowed for media groups")
        items = params.items("media")
        if len(items) not in rules.ALBUM_SIZES:
            raise RefusedError("Bad Request: invalid number of media items: 2-10 items expected")
        if not all(isinstance(item, dict) for item in items):
            raise RefusedError("Bad Request: can't parse media JSON object")
        if len({item.get("type") == "document" for item in items}) > 1:
            raise RefusedError("Bad Request: document can't be mixed with other media types")
        captions = [caption(Params(item)) for item in items]
        media = await _all([self.input_media(item, params) for item in items])
        group = {"media_group_id": str(secrets.randbelow(9 * 10**16) + 10**16)}
        return self._sent(chat, params, [group | made | text for made, text in zip(media, captions, strict=True)])

    async def send_chat_action(self, params: Params) -> bool:
        chat = self.recipient(params)
        action = params.text("action").lower()
        if action not in rules.CHAT_ACTIONS:
            raise RefusedError("Bad Request: wrong parameter action in request")
        self._chats.events.publish(chat.id, "action", action=action)
        return True

    async def send_message_draft(self, params: Params) -> bool:
        chat = self.recipient(params)
        if not params.number("draft_id"):
            raise RefusedError("Bad Request: draft identifier must be non-zero")
        text, _ = formatted(params.text("text"), params.text("parse_mode"), params.value("entities"))
        if len(text) > rules.TEXT_LENGTH:
            raise RefusedError(rules.TEXT_TOO_LONG)
        self._chats.events.publish(chat.id, "action", action="typing")
        return True

    def put(self, params: Params, content: Json) -> Json:
        """A message of another kind, with all that every message may carry."""
        return self._sent(self.recipient(params), params, [content])[0]

    def recipient(self, params: Params) -> Chat:
        if params.value("chat_id") in {None, ""}:
            raise RefusedError("Bad Request: chat_id is empty")
        chat = self._chats.chat(params.number("chat_id", 0) or 0)
        chat.who.refuse()
        return chat

    async def input_media(self, item: Json, params: Params) -> Json:
        """The content for one InputMedia object, without its caption."""
        kind = item.get("type")
        if kind not in {"photo", "document"}:
            raise RefusedError("Bad Request: the playground takes InputMediaPhoto and InputMediaDocument only")
        content = await self.media(str(kind), item.get("media"), params, "")
        if item.get("has_spoiler"):
            content["has_media_spoiler"] = True
        if item.get("show_caption_above_media"):
            content["show_caption_above_media"] = True
        return content

    async def media(self, kind: str, source: object, params: Params, part: str) -> Json:
        upload = params.uploads.get(part)
        if isinstance(source, str) and source.startswith("attach://"):
            upload = params.uploads.get(source.removeprefix("attach://"))
        if upload is None:
            return self._known(kind, source)
        return await (self._new_photo(upload) if kind == "photo" else self._new_document(upload))

    def _known(self, kind: str, source: object) -> Json:
        if not source:
            raise RefusedError(f"Bad Request: there is no {kind} in the request")
        files = self._chats.files
        if kind == "photo":
            return {"photo": [size.as_size() for size in files.photo(str(source))]}
        stored = files.sendable(str(source), kind)
        return {"document": document(stored.file_id, stored.file_unique_id, stored.size, stored.name, stored.mime_type)}

    async def _new_photo(self, upload: Upload) -> Json:
        if len(upload.data) > rules.PHOTO_BYTES:
            raise RefusedError("Bad Request: file is too big for a photo")
        if not upload.data:
            raise RefusedError("Bad Request: file must be non-empty")
        try:
            rules.check_photo(*dimensions(upload.data))
            sizes = await self._darkroom.sizes(upload.data)
        except NotAPictureError:
            raise RefusedError(rules.PICTURE_UNREADABLE) from None
        return {"photo": [size.as_size() for size in self._chats.files.add_photo(sizes)]}

    async def _new_document(self, upload: Upload) -> Json:
        if len(upload.data) > rules.DOCUMENT_BYTES:
            raise RefusedError(rules.FILE_TOO_BIG)
        if not upload.data:
            raise RefusedError("Bad Request: file must be non-empty")
        name = PurePosixPath(upload.name.replace("\\", "/")).name or "file"
        stored = self._chats.files.add("document", upload.data, name, upload.mime_type)
        return {"document": document(stored.file_id, stored.file_unique_id, stored.size, name, upload.mime_type)}

    def _before_media(self, params: Params) -> Json:
        content = caption(params)
        if params.flag("has_spoiler"):
            content["has_media_spoiler"] = True
        if params.flag("show_caption_above_media"):
            content["show_caption_above_media"] = True
        return content

    def _sent(self, chat: Chat, params: Params, contents: list[Json]) -> list[Json]:
        """Adds the messages in one go: nothing awaits in here, so an album arrives whole."""
        more: Json = {}
        if markup := rules.check_keyboard(params.value("reply_markup")):
            more["reply_markup"] = markup
        if params.flag("protect_content"):
            more["has_protected_content"] = True
        if effect := params.text("message_effect_id"):
            if not effect.isdigit():
                raise RefusedError("Bad Request: EFFECT_ID_INVALID")
            more["effect_id"] = effect
        reply_to = self._reply_target(chat, params)
        chat.who.refuse()  # while the photos were being worked on
        answered = chat.entries[reply_to].message if reply_to else {}
        if topic := params.number("message_thread_id") or answered.get("message_thread_id"):
            more |= {"message_thread_id": topic, "is_topic_message": True}
        entries: list[Entry] = [self._chats.add(chat, content | more, False, reply_to) for content in contents]
        return [self._chats.telegram(entry) for entry in entries]

    def _reply_target(self, chat: Chat, params: Params) -> int | None:
        reply = params.value("reply_parameters")
        message_id, optional = params.number("reply_to_message_id"), params.flag("allow_sending_without_reply")
        if isinstance(reply, dict):
            message_id = Params(reply).number("message_id")
            optional = optional or bool(reply.get("allow_sending_without_reply"))
        if message_id is None or message_id in chat.entries:
            return message_id
        if optional:
            return None
        raise RefusedError(rules.NOT_FOUND_TO_REPLY)


def caption(params: Params) -> Json:
    text, entities = formatted(params.text("caption"), params.text("parse_mode"), params.value("caption_entities"))
    rules.check_caption(text)
    content: Json = {"caption": text} if text else {}
    return content | ({"caption_entities": entities} if entities else {})


def document(file_id: str, unique_id: str, size: int, name: str, mime_type: str) -> Json:
    return {
        "file_id": file_id,
        "file_unique_id": unique_id,
        "file_size": size,
        "file_name": name,
        "mime_type": mime_type,
    }


async def _all(jobs: list[Awaitable[Json]]) -> list[Json]:
    results: list[Any] = await asyncio.gather(*jobs, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return results
