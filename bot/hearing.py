"""What of a group's talk is meant for the bot, told by the update alone. Whatever is not is stored nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Message, MessageEntity, Update, User
from telegram.constants import ChatType, MessageEntityType

UNMISTAKABLE = {"scene", "gallery"}  # also without our name, where other bots may be meant
GROUPS = {ChatType.GROUP, ChatType.SUPERGROUP}


@dataclass(frozen=True)
class Hearing:
    """`commands` are the bot's own; `open` says whether it speaks in groups at all."""

    me: User
    commands: frozenset[str]
    open: bool

    def concerns(self, update: Update) -> bool:
        """Whether the update is to be handled at all."""
        message, chat = update.message, update.effective_chat
        if message and message.via_bot and message.via_bot.id == self.me.id:
            return False  # a picture of ours that somebody has sent by an inline query
        if chat is None or chat.type == ChatType.PRIVATE:
            return True
        if not self.open or chat.type not in GROUPS:
            return False
        return message is None or self.is_for_me(message)

    def is_for_me(self, message: Message) -> bool:
        if message.migrate_to_chat_id:
            return True
        speaks = message.from_user and (not message.from_user.is_bot or message.sender_chat)
        if not speaks or message.forward_origin:
            return False
        name, addressed = self.command(message)
        if name:
            # In privacy mode Telegram passes on what can only be for us; without it /help may be for any bot.
            hears_all = self.me.can_read_all_group_messages
            return addressed or name in (UNMISTAKABLE if hears_all else self.commands)
        return self.is_mentioned(message) or bool(message.text and self.is_answer(message))

    def command(self, message: Message) -> tuple[str, bool]:
        """The command that the message begins with, and whether it names us. Empty for one that names another bot."""
        text, entities = _told(message)
        if not any(one.type == MessageEntityType.BOT_COMMAND and one.offset == 0 for one in entities):
            return "", False
        name, _, bot = text.split()[0][1:].partition("@")
        mine = bot.lower() == (self.me.username or "").lower()
        return (name.lower(), mine) if mine or not bot else ("", False)

    def is_mentioned(self, message: Message) -> bool:
        return bool(self._mentions(message))

    def is_answer(self, message: Message) -> bool:
        """A reply to a message of ours; in a topic, what is no reply answers the topic's first message."""
        replied = message.reply_to_message
        return bool(replied and replied.from_user and replied.from_user.id == self.me.id)

    def words(self, message: Message) -> str:
        """The text without our name."""
        text = message.text or ""
        for mention in self._mentions(message):
            text = text.replace(mention, " ", 1)
        return " ".join(text.split()).strip(" ,:;") if self.is_mentioned(message) else text

    def _mentions(self, message: Message) -> list[str]:
        told = message.parse_entities() if message.text else message.parse_caption_entities()
        return [word for entity, word in told.items() if self._names_me(entity, word)]

    def _names_me(self, entity: MessageEntity, word: str) -> bool:
        if entity.type == MessageEntityType.MENTION:
            return word[1:].lower() == (self.me.username or "").lower()
        return entity.type == MessageEntityType.TEXT_MENTION and entity.user == self.me


def in_group(chat_id: int) -> bool:
    """Telegram's ids of groups are negative."""
    return chat_id < 0


def _told(message: Message) -> tuple[str, Sequence[MessageEntity]]:
    return (message.text, message.entities) if message.text else (message.caption or "", message.caption_entities)
