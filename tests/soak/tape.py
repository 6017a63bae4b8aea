"""Telegram's own record: every message as it was first sent, whatever became of it."""

import json
import time
from dataclasses import dataclass, field
from typing import Any

from bot.playground import Playground
from tests.faults.reckoning import AGAIN


@dataclass(frozen=True)
class Sent:
    chat: int
    id: int
    by_bot: bool
    text: str  # or a caption
    photo: bool
    album: str
    reply_to: int
    buttons: tuple[str, ...]  # what they carry
    code: tuple[str, ...]  # what was set as code in the text
    at: float

    @property
    def flagged(self) -> bool:
        """It says that it may be a repetition."""
        return AGAIN in self.text

    def about(self, generation_id: str) -> bool:
        return any(data.split(":")[1:2] == [generation_id] for data in self.buttons)


@dataclass
class Tape:
    sent: dict[tuple[int, int], Sent] = field(default_factory=dict)

    async def record(self, playground: Playground) -> None:
        """Until it is cancelled."""
        async for line in playground.chats.events.listen(None):
            if line.startswith("data: ") and (event := json.loads(line[6:]))["type"] == "message":
                one = _sent(event["message"])
                self.sent.setdefault((one.chat, one.id), one)

    def of_bot(self, chat: int) -> list[Sent]:
        return [one for one in self.sent.values() if one.chat == chat and one.by_bot]


def _sent(found: dict[str, Any]) -> Sent:
    text = found.get("text") or found.get("caption") or ""
    rows = found.get("reply_markup", {}).get("inline_keyboard", [])
    code = [one for one in found.get("entities", []) if one["type"] == "code"]
    return Sent(
        found["chat"]["id"],
        found["message_id"],
        not found["outgoing"],
        text,
        "photo" in found,
        found.get("media_group_id", ""),
        found.get("reply_to_message", {}).get("message_id", 0),
        tuple(button["callback_data"] for row in rows for button in row if "callback_data" in button),
        tuple(text[one["offset"] : one["offset"] + one["length"]] for one in code),
        time.monotonic(),
    )
