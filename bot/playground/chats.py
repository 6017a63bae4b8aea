"""The state of the playground: people, their private chats with the bot, groups, messages, taps."""

import secrets
import time
from dataclasses import asdict, dataclass, field

from bot.playground.events import Events
from bot.playground.files import Files
from bot.playground.groups import Group
from bot.playground.rules import BLOCKED, CALLBACK_ANSWER_SECONDS, CHAT_NOT_FOUND, QUERY_TOO_OLD, Json, RefusedError
from bot.playground.store import Store
from bot.playground.updates import Updates

_FIRST_PERSON = 1001
_FIRST_GROUP = 1_000_000_001  # ids of groups are negative
_ANSWERS_KEPT = 200


@dataclass
class Person:
    """A chat user; the private chat with the bot has the same id."""

    id: int
    name: str
    language_code: str = "en"
    blocked: bool = False

    def as_user(self) -> Json:
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language_code}

    def as_chat(self) -> Json:
        return {"id": self.id, "type": "private", "first_name": self.name}

    def refuse(self) -> None:
        """Raises RefusedError where the bot cannot write."""
        if self.blocked:
            raise RefusedError(BLOCKED, 403)


@dataclass
class Entry:
    """One message of a transcript; `revision` grows with every change anywhere."""

    message: Json
    revision: int
    outgoing: bool  # sent by the person, not by the bot
    reply_to: int | None = None


@dataclass
class Answer:
    """What the bot answered to a tap: a toast, an alert, or nothing."""

    callback_query_id: str
    text: str
    show_alert: bool
    revision: int


@dataclass
class Chat:
    who: Person | Group
    entries: dict[int, Entry] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    revision: int = 0

    @property
    def id(self) -> int:
        return self.who.id


class Chats:
    def __init__(self, bot: Json, store: Store) -> None:
        self.bot = bot
        self.store = store
        self.files = Files(store)
        self.events = Events()
        self.updates = Updates(store, self._confirmed)
        self.callback_seconds = CALLBACK_ANSWER_SECONDS
        self._chats: dict[int, Chat] = {}
        self._taps: dict[str, tuple[int, float]] = {}
        for _, _, row in store.rows("person"):
            self._chats[row["id"]] = Chat(Person(**row))
        for _, _, row in store.rows("group"):
            self._chats[row["id"]] = Chat(Group(**row))
        messages = sorted((owner, int(row_id), row) for owner, row_id, row in store.rows("message"))
        for owner, message_id, row in messages:
            chat = self._chats[owner]
            chat.entries[message_id] = Entry(**row)
            chat.revision = max(chat.revision, row["revision"])
        if not self._chats:
            self.welcome("You")
            self.welcome("Ada")

    @property
    def people(self) -> list[Person]:
        return [chat.who for chat in self._chats.values() if isinstance(chat.who, Person)]

    @property
    def groups(self) -> list[Group]:
        return [chat.who for chat in self._chats.values() if isinstance(chat.who, Group)]

    def welcome(self, name: str, language_code: str = "en") -> Person:
        person = Person(self.store.next("person", first=_FIRST_PERSON), name, language_code)
        self._chats[person.id] = Chat(person)
        self.keep(person)
        return person

    def found(self, name: str, members: list[int], *, basic: bool = False) -> Group:
        number = self.store.next("group", first=_FIRST_GROUP)
        group = Group(-number if basic else -(10**12) - number, name, members, "group" if basic else "supergroup")
        self._chats[group.id] = Chat(group)
        self.keep(group)
        return group

    def keep(self, who: Person | Group) -> None:
        self.store.put("person" if isinstance(who, Person) else "group", who.id, asdict(who))

    def person(self, person_id: int) -> Person:
        who = self.chat(person_id).who
        if not isinstance(who, Person):
            raise RefusedError(CHAT_NOT_FOUND)
        return who

    def chat(self, chat_id: int) -> Chat:
        try:
            return self._chats[chat_id]
        except KeyError:
            raise RefusedError(CHAT_NOT_FOUND) from None

    def entry(self, chat_id: int, message_id: int | None) -> Entry | None:
        return None if message_id is None else self.chat(chat_id).entries.get(message_id)

    def newest(self, chat_id: int) -> Json | None:
        """The last message of a chat, for the list at the side."""
        entry = next(reversed(self.chat(chat_id).entries.values()), None)
        return self.shown(entry) if entry else None

    def add(
        self, chat: Chat, content: Json, outgoing: bool, reply_to: int | None = None, by: Person | None = None
    ) -> Entry:
        """`by` says who speaks in a group."""
        speaker = by or self.person(chat.id) if outgoing else None
        message = {
            "message_id": self.store.next("message"),
            "from": speaker.as_user() if speaker else self.bot_user(),
            "chat": chat.who.as_chat(),
            "date": int(time.time()),
            **content,
        }
        entry = Entry(message, 0, outgoing, reply_to)
        chat.entries[message["message_id"]] = entry
        self._changed(chat, entry, "message")
        return entry

    def edit(self, chat: Chat, entry: Entry, content: Json, replaced: set[str]) -> None:
        kept = {key: value for key, value in entry.message.items() if key not in replaced}
        entry.message = {**kept, "edit_date": int(time.time()), **content}
        self._changed(chat, entry, "edited")

    def delete(self, chat: Chat, message_id: int) -> None:
        del chat.entries[message_id]
        chat.revision = self.store.next("revision")
        self.store.drop("message", message_id, chat.id)
        self.events.publish(chat.id, "deleted", message_id=message_id, revision=chat.revision)

    def telegram(self, entry: Entry) -> Json:
        """The message as the Bot API shows it, with the current state of what it replies to."""
        original = self.entry(entry.message["chat"]["id"], entry.reply_to)
        return {**entry.message, "reply_to_message": original.message} if original else entry.message

    def shown(self, entry: Entry) -> Json:
        """The message as the page and the tests see it."""
        chat_id, message_id = entry.message["chat"]["id"], entry.message["message_id"]
        return {
            **self.telegram(entry),
            "outgoing": entry.outgoing,
            "revision": entry.revision,
            "delivered": not self.updates.unread(chat_id, message_id),
            "media": _media(entry.message),
        }

    def tapped(self, chat: Chat) -> str:
        """The id of a new callback query."""
        query_id = str(secrets.randbelow(9 * 10**17) + 10**17)
        now = time.monotonic()
        if len(self._taps) > 10_000:
            self._taps = {key: tap for key, tap in self._taps.items() if now - tap[1] <= self.callback_seconds}
        self._taps[query_id] = (chat.id, now)
        return query_id

    def answer(self, query_id: str, text: str, show_alert: bool) -> None:
        chat_id, asked = self._taps.pop(query_id, (0, 0.0))
        if not chat_id or time.monotonic() - asked > self.callback_seconds:
            raise RefusedError(QUERY_TOO_OLD)
        chat = self.chat(chat_id)
        answer = Answer(query_id, text, show_alert, self.store.next("revision"))
        chat.answers.append(answer)
        del chat.answers[:-_ANSWERS_KEPT]
        self.events.publish(chat_id, "answer", **asdict(answer))

    def bot_user(self) -> Json:
        return {key: self.bot[key] for key in ("id", "is_bot", "first_name", "username")}

    def _changed(self, chat: Chat, entry: Entry, kind: str) -> None:
        entry.revision = chat.revision = self.store.next("revision")
        self.store.put("message", entry.message["message_id"], asdict(entry), owner=chat.id)
        shown = self.shown(entry)
        if entry.outgoing:
            shown["delivered"] = False  # its update is queued right after this
        self.events.publish(chat.id, kind, message=shown)

    def _confirmed(self, message: Json) -> None:
        self.events.publish(message["chat"]["id"], "delivered", message_ids=[message["message_id"]])


def _media(message: Json) -> Json | None:
    """Where the page finds the message's media; no token needed."""
    for kind in ("photo", "document", "video", "voice", "sticker"):
        if kind in message:
            found = message[kind][-1] if kind == "photo" else message[kind]
            preview = (
                next((size for size in message["photo"] if size["width"] >= 600), found) if kind == "photo" else found
            )
            return {
                "kind": kind,
                **{
                    key: found.get(key) for key in ("file_id", "file_name", "file_size", "mime_type", "width", "height")
                },
                "url": f"/api/files/{found['file_id']}",
                "preview_url": f"/api/files/{preview['file_id']}",
            }
    return None
