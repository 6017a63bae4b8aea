"""Telegram's flood limits: each chat has a pace of its own and keeps its order; one that must wait holds up no other.

PTB's own AIORateLimiter knows no pace for a private chat, and stops every chat when one is told to wait.
"""

import asyncio
import bisect
import itertools
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter, ExtBot

from bot.hearing import in_group

log = logging.getLogger(__name__)

YIELDS = "yields"  # as rate_limit_args: refused when it cannot go at once with room left for results
A_SECOND, BURST = 1.0, 20.0  # messages to one chat
IN_GROUP_A_SECOND, IN_GROUP_BURST = 10 / 60, 10.0  # to one group: never more than Telegram's twenty in a minute
RESERVE = 10.0  # of the burst, for results: an album, its buttons, and what the user asks for then
ALL_A_SECOND = 30.0  # messages to all chats, unless Telegram allows this bot more
TRIES = 3
LONGEST = 60.0  # seconds: who must wait longer is told so and comes again
ROUNDING = 1e-6  # of a message
FEW_LINES = 100  # chats whose pace is kept without a look at which of them are idle
BLINK = 0.02  # how often who waits behind another one looks

Bot = ExtBot[str]  # one whose requests may say YIELDS
Answer = bool | dict[str, Any] | list[dict[str, Any]]


class Bucket:
    """Holds up to `most`, which come back at `rate` a second."""

    def __init__(self, rate: float, most: float, clock: Callable[[], float]) -> None:
        self._rate, self._most, self._clock = rate, most, clock
        self._level, self._at = most, clock()

    def level(self) -> float:
        now = self._clock()
        self._level = min(self._most, self._level + (now - self._at) * self._rate)
        self._at = now
        return self._level

    def take(self, amount: float) -> None:
        self._level = self.level() - amount

    def ready_in(self, amount: float) -> float:
        """Seconds until there is that much."""
        missing = min(amount, self._most) - self.level()
        return missing / self._rate if missing > ROUNDING else 0.0


class Line:
    """The messages that one chat waits for, in their order."""

    def __init__(self, clock: Callable[[], float], a_second: float = A_SECOND, burst: float = BURST) -> None:
        self.bucket = Bucket(a_second, burst, clock)
        self._burst = burst
        self.held_until = 0.0
        self._clock = clock
        self._numbers = itertools.count()
        self._waiting: list[int] = []

    @contextmanager
    def place(self) -> Iterator[int]:
        place = next(self._numbers)
        self.stand(place)
        try:
            yield place
        finally:
            self.leave(place)

    def stand(self, place: int) -> None:
        """Also again, after a refusal: then ahead of all that came later."""
        bisect.insort(self._waiting, place)

    def leave(self, place: int) -> None:
        if place in self._waiting:
            self._waiting.remove(place)

    def held(self) -> float:
        return max(0.0, self.held_until - self._clock())

    def ready_in(self, place: int, size: float) -> float:
        wait = max(self.held(), self.bucket.ready_in(size))
        return wait if self._waiting[0] == place else max(wait, BLINK)

    def has_room(self, size: float) -> bool:
        """For what gives way to results, those to come too."""
        return not (self._waiting or self.held() or self.bucket.ready_in(size + RESERVE * self._burst / BURST))

    def idle(self) -> bool:
        return not self._waiting and not self.held() and self.bucket.level() >= self._burst


class Pace(BaseRateLimiter[str]):
    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        all_a_second: float = ALL_A_SECOND,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._everywhere = Bucket(all_a_second, all_a_second, clock)
        self._lines: dict[object, Line] = {}
        self._forget_at = FEW_LINES

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: str | None,
    ) -> Answer:
        """Raises RetryAfter when the chat has to wait for longer than LONGEST, or was told to wait TRIES times."""
        chat, size = data.get("chat_id"), _size(endpoint, data)
        if chat is None or not size:
            return await callback(*args, **kwargs)
        line = self._line(chat)
        if rate_limit_args == YIELDS:
            if not line.has_room(size) or self._everywhere.ready_in(size):
                raise RetryAfter(1)
            self._take(line, size)
            return await self._made(line, callback, args, kwargs)
        with line.place() as place:
            for _ in range(TRIES - 1):
                await self._turn(line, place, size)
                with suppress(RetryAfter):
                    return await self._made(line, callback, args, kwargs)
                line.stand(place)
            await self._turn(line, place, size)
            return await self._made(line, callback, args, kwargs)

    async def _turn(self, line: Line, place: int, size: float) -> None:
        while wait := max(line.ready_in(place, size), self._everywhere.ready_in(size)):
            if line.held() > LONGEST:
                raise RetryAfter(round(line.held()))
            await self._sleep(wait)
        line.leave(place)
        self._take(line, size)

    def _take(self, line: Line, size: float) -> None:
        line.bucket.take(size)
        self._everywhere.take(size)

    async def _made(
        self, line: Line, callback: Callable[..., Coroutine[Any, Any, Answer]], args: Any, kwargs: dict[str, Any]
    ) -> Answer:
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            line.held_until = self._clock() + _seconds(error)
            log.warning("Telegram asks to wait %.0f seconds for one chat", _seconds(error))
            raise

    def _line(self, chat: object) -> Line:
        if chat not in self._lines:
            if len(self._lines) >= self._forget_at:
                for known in [known for known, line in self._lines.items() if line.idle()]:
                    del self._lines[known]
                self._forget_at = max(FEW_LINES, 2 * len(self._lines))  # not a look at all chats for each new one
            group = isinstance(chat, int) and in_group(chat)
            rate = (IN_GROUP_A_SECOND, IN_GROUP_BURST) if group else (A_SECOND, BURST)
            self._lines[chat] = Line(self._clock, *rate)
        return self._lines[chat]

    async def initialize(self) -> None:
        return None

    async def shutdown(self) -> None:
        return None


def _size(endpoint: str, data: dict[str, Any]) -> int:
    """How much a request counts: an album by its pictures, what shows no message not at all."""
    if endpoint == "sendChatAction" or not endpoint.startswith(("send", "edit", "copy", "forward")):
        return 0
    return len(data.get("media") or ()) if endpoint == "sendMediaGroup" else 1


def _seconds(error: RetryAfter) -> float:
    seconds = error.retry_after
    return float(seconds) if isinstance(seconds, int | float) else seconds.total_seconds()
