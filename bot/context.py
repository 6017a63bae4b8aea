"""The typed door from a handler into the core."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from telegram.ext import CallbackContext

from bot.delivery import TelegramDelivery
from bot.pace import Bot
from core.bootstrap import Core
from core.models import Entry


@dataclass(frozen=True)
class Parts:
    core: Core
    delivery: TelegramDelivery
    turned_away: deque[str] = field(default_factory=lambda: deque(maxlen=1000))  # albums that had their one answer


class Context(CallbackContext[Bot, dict[Any, Any], dict[Any, Any], dict[str, Parts]]):
    entry: Entry  # set by the gate, anew for each update
    heard: int | None = None  # the message that says what was understood of a voice message

    @property
    def core(self) -> Core:
        return self.bot_data["parts"].core

    @property
    def delivery(self) -> TelegramDelivery:
        return self.bot_data["parts"].delivery

    @property
    def turned_away(self) -> deque[str]:
        return self.bot_data["parts"].turned_away
