"""The status of one generation in its chat: a typing action that goes on, and one message that is edited."""

import asyncio
import logging
from collections.abc import Awaitable

from telegram.constants import ChatAction, ParseMode
from telegram.error import RetryAfter, TelegramError

from bot import texts
from bot.pace import YIELDS, Bot
from bot.sending import is_gone
from core.errors import DatabaseAway
from core.models import Generation, Kind, Progress
from core.ports import Generations

log = logging.getLogger(__name__)

ACTION_EVERY = 4.5  # Telegram shows an action for five seconds
LATER = 1.0  # seconds until what gave way is tried again


class StatusMessage:
    """`show` only notes the newest progress; `keep_telling` brings it to the chat at the chat's own pace."""

    def __init__(self, bot: Bot, generations: Generations, generation: Generation) -> None:
        self._bot = bot
        self._generations = generations
        self._generation = generation
        self._message_id = generation.status_message_id
        self._news: asyncio.Queue[Progress | None] = asyncio.Queue()
        self._told = ""

    def show(self, progress: Progress) -> None:
        # A scene is short: only a long wait is worth a message.
        if self._generation.kind is Kind.CANDIDATES or progress.stage == "busy":
            self._news.put_nowait(progress)

    def close(self) -> None:
        self._news.put_nowait(None)

    async def keep_acting(self) -> None:
        while True:
            if not await self._shown(self._bot.send_chat_action(self._generation.chat_id, ChatAction.UPLOAD_PHOTO)):
                return
            await asyncio.sleep(ACTION_EVERY)

    async def keep_telling(self) -> None:
        progress: Progress | None = None
        while True:
            try:
                async with asyncio.timeout(LATER if progress else None):
                    progress = await self._newest()
            except TimeoutError:  # it gave way to a result, and nothing newer has come since
                log.debug("the status is tried again")
            if progress is None or not await self._shown(self._tell(progress)):
                return
            if self._told == texts.portraits.progress(progress):
                progress = None

    async def _shown(self, call: Awaitable[object]) -> bool:
        """False if nobody is there any more: then nothing more is paid for, whatever is being drawn."""
        try:
            try:
                await call
            except TelegramError as error:
                if is_gone(error):
                    log.info("generation %s: the user has blocked the bot", self._generation.id)
                    await self._generations.abandon(self._generation.user_id)
                    return False
                log.debug("no status shown: %s", type(error).__name__)
        except DatabaseAway:
            log.debug("the status is not noted: the database is away")
        return True

    async def _newest(self) -> Progress | None:
        """Wait for news; of several only the last is told, and the end ends it after that."""
        progress = await self._news.get()
        while progress is not None and not self._news.empty():
            newer = self._news.get_nowait()
            if newer is None:
                self._news.put_nowait(None)
                break
            progress = newer
        return progress

    async def _tell(self, progress: Progress) -> None:
        text, before = texts.portraits.progress(progress), self._told
        if text == before:
            return
        self._told = text
        # The last word stays in the chat; the ones before it give way to results.
        yields = None if progress.stage == "done" else YIELDS
        try:
            await self._put(text, yields)
        except RetryAfter:
            self._told = before

    async def _put(self, text: str, yields: str | None) -> None:
        chat = self._generation.chat_id
        if self._message_id is None:
            message = await self._bot.send_message(chat, text, parse_mode=ParseMode.HTML, rate_limit_args=yields)
            self._message_id = message.message_id
            await self._generations.told(self._generation.id, message.message_id)
        else:
            await self._bot.edit_message_text(
                text, chat, self._message_id, parse_mode=ParseMode.HTML, rate_limit_args=yields
            )
