"""The typed door from a handler into the core."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from telegram.ext import CallbackContext

from bot.albums import Albums
from bot.cards import Cards
from bot.delivery import TelegramDelivery
from bot.hearing import Hearing
from bot.pace import Bot
from core.bootstrap import Core
from core.models import Entry

HOUR = 3600.0


class Seldom:
    """Remembers what was done within the last hour; of very many things only the latest."""

    def __init__(self, most: int = 10_000) -> None:
        self._most = most
        self._done: dict[object, float] = {}

    def first(self, what: object) -> bool:
        """Whether it is the first time within the hour."""
        now = time.monotonic()
        if now - self._done.get(what, -HOUR) < HOUR:
            return False
        self._done.pop(what, None)  # so that the oldest stands first
        self._done[what] = now
        if len(self._done) > self._most:
            del self._done[next(iter(self._done))]
        return True


@dataclass(frozen=True)
class Parts:
    core: Core
    delivery: TelegramDelivery
    cards: Cards
    albums: Albums
    hearing: Callable[[], Hearing]  # once the bot knows its name
    turned_away: deque[str] = field(default_factory=lambda: deque(maxlen=1000))  # albums that had their one answer
    told: Seldom = field(default_factory=Seldom)  # what was said to whom in which group


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
    def cards(self) -> Cards:
        return self.bot_data["parts"].cards

    @property
    def albums(self) -> Albums:
        return self.bot_data["parts"].albums

    @property
    def hearing(self) -> Hearing:
        return self.bot_data["parts"].hearing()

    @property
    def told(self) -> Seldom:
        return self.bot_data["parts"].told

    @property
    def turned_away(self) -> deque[str]:
        return self.bot_data["parts"].turned_away
