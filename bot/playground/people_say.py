"""What people do in the chat, turned into the updates that Telegram would send."""

import secrets
import time
from typing import NamedTuple

from bot.playground.chats import Chat, Chats, Entry, Person
from bot.playground.entities import found_in, units
from bot.playground.groups import Group, reaches
from bot.playground.media import Darkroom
from bot.playground.rules import Json


class Sent(NamedTuple):
    """A file as a person hands it over."""

    name: str
    mime_type: str
    data: bytes


class How(NamedTuple):
    """How something is said: by whom, in answer to what, in which topic of a group."""

    by: Person
    reply_to: int | None = None
    topic: int | None = None
    shuffle: bool = False


class PeopleSay:
    def __init__(self, chats: Chats, darkroom: Darkroom) -> None:
        self._chats = chats
        self._darkroom = darkroom

    def text(self, chat: Chat, text: str, how: How) -> list[Entry]:
        text = text.strip()
        entities = found_in(text)
        parts = [text[start : start + 4096] for start in range(0, len(text), 4096)]  # as Telegram's apps split it
        contents: list[Json] = [{"text": part} for part in parts]
        if entities:
            contents[0]["entities"] = [found for found in entities if found["offset"] < units(parts[0])]
        return self.say(chat, contents, how)

    async def photos(self, chat: Chat, files: list[Sent], caption: str, how: How) -> list[Entry]:
        """Raises NotAPictureError for what Telegram's apps could not send as a photo."""
        made = [await self._darkroom.sizes(file.data) for file in files]
        contents = [{"photo": [size.as_size() for size in self._chats.files.add_photo(sizes)]} for sizes in made]
        return self.say(chat, _captioned(contents, caption), how)

    def others(self, chat: Chat, kind: str, files: list[Sent], caption: str, how: How) -> list[Entry]:
        contents = [self._other(kind, file) for file in files]
        return self.say(chat, _captioned(contents, caption), how)

    def tap(self, chat: Chat, message_id: int, data: str, by: Person) -> str:
        entry = chat.entries.get(message_id)
        gone = {"chat": chat.who.as_chat(), "message_id": message_id, "date": 0}
        query_id = self._chats.tapped(chat)
        query = {
            "id": query_id,
            "from": by.as_user(),
            "chat_instance": str(abs(chat.id) * 7_919_000_003),
            "message": self._chats.telegram(entry) if entry else gone,
            "data": data,
        }
        self._chats.updates.put("callback_query", query)
        return query_id

    def block(self, person: Person, blocked: bool) -> None:
        if person.blocked != blocked:
            person.blocked = blocked
            self._chats.keep(person)
            self._member("kicked" if blocked else "member", person.as_chat(), person)

    def put_into(self, group: Group, inside: bool, by: Person) -> None:
        """The bot is added to a group, or removed from it."""
        if group.bot != inside:
            group.bot = inside
            self._chats.keep(group)
            self._member("member" if inside else "left", group.as_chat(), by)

    def upgrade(self, group: Group, by: Person) -> Group:
        """The group becomes a supergroup: another chat, with another id."""
        successor = self._chats.found(group.name, group.members)
        group.moved_to = successor.id
        self._chats.keep(group)
        for one, fact in (
            (group, {"migrate_to_chat_id": successor.id}),
            (successor, {"migrate_from_chat_id": group.id}),
        ):
            self.say(self._chats.chat(one.id), [dict(fact)], How(by))
        return successor

    def _member(self, state: str, chat: Json, by: Person) -> None:
        bot = self._chats.bot_user()
        gone: Json = {"user": bot, "status": "kicked" if state == "kicked" else "left"}
        if state == "kicked":
            gone["until_date"] = 0
        there = {"user": bot, "status": "member"}
        change = {
            "chat": chat,
            "from": by.as_user(),
            "date": int(time.time()),
            "old_chat_member": gone if state == "member" else there,
            "new_chat_member": there if state == "member" else gone,
        }
        self._chats.updates.put("my_chat_member", change)

    def say(self, chat: Chat, contents: list[Json], how: How) -> list[Entry]:
        if len(contents) > 1 and not contents[0].keys() & {"text", "voice"}:
            group = str(secrets.randbelow(9 * 10**16) + 10**16)
            contents = [{"media_group_id": group, **content} for content in contents]
        if how.topic:
            contents = [{"message_thread_id": how.topic, "is_topic_message": True, **content} for content in contents]
        reply_to = how.reply_to if how.reply_to in chat.entries else None
        entries = [self._chats.add(chat, content, True, reply_to, how.by) for content in contents]
        for entry in entries[::-1] if how.shuffle else entries:
            message = self._chats.telegram(entry)
            if not isinstance(chat.who, Group) or (chat.who.bot and reaches(self._chats.bot, message)):
                self._chats.updates.put("message", message)
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
