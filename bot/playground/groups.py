"""Groups of the playground: who is in them, what of their talk reaches the bot, and how they end."""

from dataclasses import dataclass
from typing import Literal

from bot.playground import rules
from bot.playground.rules import Json, RefusedError

SERVICE = {"group_chat_created", "left_chat_member", "migrate_from_chat_id", "migrate_to_chat_id", "new_chat_members"}


@dataclass
class Group:
    """A group with some of the playground's people; `bot` says whether the bot is in it."""

    id: int
    name: str
    members: list[int]
    type: Literal["group", "supergroup"] = "supergroup"
    bot: bool = True
    moved_to: int | None = None  # the supergroup that it became

    def as_chat(self) -> Json:
        return {"id": self.id, "type": self.type, "title": self.name}

    def refuse(self) -> None:
        """Raises RefusedError where the bot cannot write."""
        if self.moved_to:
            raise RefusedError(rules.UPGRADED, parameters={"migrate_to_chat_id": self.moved_to})
        if not self.bot:
            raise RefusedError(rules.KICKED.format(self.type), 403)


def reaches(bot: Json, message: Json) -> bool:
    """Privacy mode: commands, mentions, replies to the bot, what was sent through it, and service messages."""
    if bot["can_read_all_group_messages"] or message.keys() & SERVICE or "via_bot" in message:
        return True
    if message.get("reply_to_message", {}).get("from", {}).get("id") == bot["id"]:
        return True
    text = message.get("text") or message.get("caption") or ""
    units = text.encode("utf-16-le")
    for entity in message.get("entities") or message.get("caption_entities") or ():
        begin = 2 * entity["offset"]
        word = units[begin : begin + 2 * entity["length"]].decode("utf-16-le").lower()
        if entity["type"] in {"bot_command", "mention"}:
            command, _, name = word.partition("@")
            if name == bot["username"].lower() or (command and not name):
                return True
    return False
