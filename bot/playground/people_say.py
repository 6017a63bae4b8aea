"""What people do in the chat, turned into the updates that Telegram would send."""

import secrets
import time
from typing import NamedTuple

from bot.playground.chats import Chat, Chats, Entry
from bot.playground.entities import found_in, units
from bot.playground.media import Darkroom
from bot.playground.rules import Json


class Sent(NamedTuple):
    """A file as a person hands it over."""

    name: str
    mime_type: str
    data: bytes


class PeopleSay:
    def __init__(self, chats: Chats, darkroom: Darkroom) -> None:
        self._chats = chats
        self._darkroom = darkroom

    def text(self, chat: Chat, text: str, reply_to: int | None) -> list[Entry]:
        text = text.strip()
        entities = found_in(text)
        parts = [text[start : start + 4096] for start in range(0, len(text), 4096)]  # as Telegram's apps split it
        contents: list[Json] = [{"text": part} for part in parts]
        if entities:
            contents[0]["entities"] = [found for found in entities if found["offset"] < units(parts[0])]
        return self._say(chat, contents, reply_to)

    async def photos(
        self, chat: Chat, files: list[Sent], caption: str, *, reply_to: int | None, shuffle: bool
    ) -> list[Entry]:
        """Raises NotAPictureError for what Telegram's apps could not send as a photo."""
        made = [await self._darkroom.sizes(file.data) for file in files]
        contents = [{"photo": [size.as_size() for size in self._chats.files.add_photo(sizes)]} for sizes in made]
        return self._say(chat, _captioned(contents, caption), reply_to, shuffle)

    def others(
        self, chat: Chat, kind: str, files: list[Sent], caption: str, *, reply_to: int | None, shuffle: bool
    ) -> list[Entry]:
        contents = [self._other(kind, file) for file in files]
        return self._say(chat, _captioned(contents, caption), reply_to, shuffle)

    def tap(self, chat: Chat, message_id: int, data: str) -> str:
        entry = chat.entries.get(message_id)
        gone = {"chat": chat.person.as_chat(), "message_id": message_id, "date": 0}
        query_id = self._chats.tapped(chat)
        query = {
            "id": query_id,
            "from": chat.person.as_user(),
            "chat_instance": str(chat.person.id * 7_919_000_003),
            "message": self._chats.telegram(entry) if entry else gone,
            "data": data,
        }
        self._chats.updates.put("callback_query", query)
        return query_id

    def block(self, chat: Chat, blocked: bool) -> None:
        person = chat.person
        if person.blocked == blocked:
            return
        person.blocked = blocked
        self._chats.keep(person)
        bot = self._chats.bot_user()
        states: list[Json] = [{"user": bot, "status": "member"}, {"user": bot, "status": "kicked", "until_date": 0}]
        change = {
            "chat": person.as_chat(),
            "from": person.as_user(),
            "date": int(time.time()),
            "old_chat_member": states[not blocked],
            "new_chat_member": states[blocked],
        }
        self._chats.updates.put("my_chat_member", change)

    def _say(self, chat: Chat, contents: list[Json], reply_to: int | None, shuffle: bool = False) -> list[Entry]:
        if len(contents) > 1 and not contents[0].keys() & {"text", "voice"}:
            group = str(secrets.randbelow(9 * 10**16) + 10**16)
            contents = [{"media_group_id": group, **content} for content in contents]
        if reply_to not in chat.entries:
            reply_to = None
        entries = [self._chats.add(chat, content, True, reply_to) for content in contents]
        for entry in entries[::-1] if shuffle else entries:
            self._chats.updates.put("message", self._chats.telegram(entry))
        return entries

    def _other(self, kind: str, file: Sent) -> Json:
        side = 512 if kind == "sticker" else 640 if kind == "video" else 0
        stored = self._chats.files.add(kind, file.data, file.name, file.mime_type, width=side, height=side)
        media: Json = {
            "file_id": stored.file_id,
            "file_unique_id": stored.file_unique_id,
            "file_size": stored.size,
            "mime_type": file.mime_type,
        }
        if kind in {"document", "video", "audio"}:
            media["file_name"] = file.name
        if kind in {"video", "voice", "audio"}:
            media["duration"] = seconds_of(file.data)
        if side:
            media |= {"width": side, "height": side}
        if kind == "sticker":
            del media["mime_type"]
            media |= {"type": "regular", "is_animated": False, "is_video": False, "emoji": "🙂"}
        return {kind: media}


def seconds_of(sound: bytes) -> int:
    """What Telegram's apps say of an Opus recording: its last page counts samples, 48000 a second. Else a guess."""
    page = sound.rfind(b"OggS")
    if page < 0 or len(sound) < page + 14:
        return 3
    return max(1, int.from_bytes(sound[page + 6 : page + 14], "little", signed=True) // 48_000)


def _captioned(contents: list[Json], caption: str) -> list[Json]:
    caption = caption.strip()[:1024]
    if caption:
        entities = found_in(caption)
        contents[0] = {**contents[0], "caption": caption, **({"caption_entities": entities} if entities else {})}
    return contents
