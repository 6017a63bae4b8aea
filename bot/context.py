"""The typed door from a handler into the core."""

from dataclasses import dataclass
from typing import Any

from telegram.ext import CallbackContext, ExtBot

from bot.delivery import TelegramDelivery
from core.bootstrap import Core


@dataclass(frozen=True)
class Parts:
    core: Core
    delivery: TelegramDelivery


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[str, Parts]]):
    @property
    def core(self) -> Core:
        return self.bot_data["parts"].core

    @property
    def delivery(self) -> TelegramDelivery:
        return self.bot_data["parts"].delivery
