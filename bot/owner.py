"""What the owner is told by itself, and what everybody is told by the owner."""

import logging
import re
from collections.abc import Awaitable, Callable
from typing import Literal

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot import texts
from bot.sending import MaybeSent, send
from bot.texts.catalogue import speaking
from core.errors import ChatGone
from core.models import Broadcast, Copy, News

log = logging.getLogger(__name__)


class TelegramOwner:
    """Implements core.ports.Owner. While nobody owns the bot there is nobody to tell but the log."""

    def __init__(
        self, bot: Bot, owner_id: Callable[[], Awaitable[int | None]], language: Callable[[int], Awaitable[str]]
    ) -> None:
        self._bot = bot
        self._owner_id = owner_id
        self._language = language

    async def tell(self, news: News | Broadcast) -> None:
        owner = await self._owner_id()
        with speaking(None if owner is None else await self._language(owner)):
            text = texts.news.of(news)
        if owner is None:
            log.warning("no owner to tell it to: %s", re.sub("<[^>]+>", "", text))
            return
        try:
            await send(lambda: self._bot.send_message(owner, text, parse_mode=ParseMode.HTML))
        except MaybeSent:
            log.info("the owner may have been told already: %s", type(news).__name__)
        except BadRequest as error:
            raise ChatGone(str(error)) from error


class TelegramHerald:
    """Implements core.ports.Herald."""

    def __init__(self, bot: Bot, owner: TelegramOwner) -> None:
        self._bot = bot
        self._owner = owner

    async def report(self, ended: Broadcast) -> None:
        await self._owner.tell(ended)

    async def tell(self, copy: Copy) -> Literal["sent", "blocked", "unsure", "failed"]:
        try:
            await send(lambda: self._bot.send_message(copy.user_id, copy.words, parse_mode=ParseMode.HTML))
        except ChatGone:
            return "blocked"
        except MaybeSent:
            return "unsure"
        except TelegramError as error:
            log.warning("a copy of the broadcast was refused: %s", type(error).__name__)
            return "failed"
        return "sent"


def claim_words(code: str, bot: str) -> str:
    """For the terminal, which reads English, and no HTML."""
    return (
        f"\n  This bot has no owner yet. To become its owner, send it:  /start {code}\n"
        f"  or open https://t.me/{bot}?start={code}\n"
        "  The code works once, until the next start prints another one.\n"
    )
