"""What tests put between the bot and the server: refusals, delays, lost answers; and the record of calls."""

import asyncio
from dataclasses import dataclass

from bot.playground.rules import Json


@dataclass
class Fault:
    """Applies to the next `times` calls of a method (any letter case), in one chat or in all.

    `status` refuses with that answer; `deliver` does the work first; `delay` waits before the answer (after the work
    with `deliver`, else before it), and so does `until`, till the test sets it; `drop` does the work and closes the
    connection without an answer.
    """

    method: str
    status: int | None = None
    description: str = "Internal Server Error"
    parameters: Json | None = None
    times: int = 1
    chat_id: int | None = None
    delay: float = 0.0
    until: asyncio.Event | None = None
    deliver: bool = False
    drop: bool = False

    def concerns(self, method: str, chat_id: object) -> bool:
        if self.times < 1 or self.method.lower() != method.lower():
            return False
        return self.chat_id is None or self.chat_id == chat_id


@dataclass(frozen=True)
class Call:
    """One request to the Bot API; an uploaded file appears as its name, type and size."""

    method: str
    params: Json
    at: float
