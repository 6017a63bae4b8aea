"""The status of one generation in its chat: a typing action that goes on, and one message that is edited.

A scene is short, so it gets a message only when it takes a moment, or had one while it waited; that message gives way
to the picture. What was understood of a voice message stays.
"""

import asyncio
import logging
from collections.abc import Awaitable
from contextlib import suppress

from telegram import ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import RetryAfter, TelegramError

from bot import keyboards, texts
from bot.pace import YIELDS, Bot
from bot.sending import is_gone, try_to
from core.errors import DatabaseAway
from core.models import Generation, Kind, Progress, Status
from core.ports import Generations

log = logging.getLogger(__name__)

ACTION_EVERY = 4.5  # Telegram shows an action for five seconds
LATER = 1.0  # seconds until what gave way is tried again
A_MOMENT = 3.0  # seconds that a scene may take without a word


class StatusMessage:
    """`show` only notes the newest progress; `keep_telling` brings it to the chat at the chat's own pace."""

    def __init__(self, bot: Bot, generations: Generations, generation: Generation) -> None:
        self._bot = bot
        self._generations = generations
        self._generation = generation
        self._run = generation.run
        self._message_id = generation.status_message_id
        self._news: asyncio.Queue[Progress | None] = asyncio.Queue()
        self._told = ""
        self._pressing = asyncio.Event()  # there is something to say, or nothing any more
        self._usual: float | None = None

    def show(self, progress: Progress) -> None:
        self._news.put_nowait(progress)
        if self._is_long or progress.stage == "busy":
            self._pressing.set()

    def close(self) -> None:
        if not self._pressing.is_set():  # it was short: nothing is said
            while not self._news.empty():
                self._news.get_nowait()
        self._news.put_nowait(None)
        self._pressing.set()

    @property
    def _is_long(self) -> bool:
        return self._generation.kind is Kind.CANDIDATES or self._generation.status_message_id is not None

    async def keep_acting(self) -> None:
        while True:
            if not await self._shown(self._bot.send_chat_action(self._generation.chat_id, ChatAction.UPLOAD_PHOTO)):
                return
            await asyncio.sleep(ACTION_EVERY)

    async def keep_telling(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._pressing.wait(), A_MOMENT)
        self._pressing.set()
        progress: Progress | None = None
        while True:
            try:
                async with asyncio.timeout(LATER if progress else None):
                    progress = await self._newest()
            except TimeoutError:  # it gave way to a result, and nothing newer has come since
                log.debug("the status is tried again")
            if progress is None or not await self._shown(self._tell(progress)):
                return
            if self._told == self._said(progress):
                progress = None

    async def _shown(self, call: Awaitable[object]) -> bool:
        """False if nobody is there any more: then nothing more is paid for, whatever is being drawn."""
        try:
            try:
                await call
            except TelegramError as error:
                if is_gone(error):
                    log.info("generation %s: the user has blocked the bot", self._generation.id)
                    await self._generations.abandon_chat(self._generation.chat_id)
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
        await self._look_up(progress)
        text, before = self._said(progress), self._told
        if text == before:
            return
        self._told = text
        # The last word stays in the chat; the ones before it give way to results.
        yields = None if progress.stage == "done" else YIELDS
        try:
            await self._put(text, yields)
        except RetryAfter:
            self._told = before

    async def _look_up(self, progress: Progress) -> None:
        """How long it usually takes; and what a message says already that was sent while this run began."""
        if self._usual is None and progress.stage != "done":
            self._usual = await self._generations.usual_seconds(self._generation.kind, progress.engine) or 0.0
            if self._generation.kind is Kind.SCENE and (now := await self._generations.get(self._generation.id)):
                self._generation, self._message_id = now, now.status_message_id

    def _said(self, progress: Progress) -> str:
        text = _progress(self._generation.kind, progress, self._usual or 0.0)
        return f"{texts.voice.heard(self._generation.prompt)}\n{text}" if self._generation.spoken else text

    async def _put(self, text: str, yields: str | None) -> None:
        chat, generation = self._generation.chat_id, self._generation
        now = await self._generations.get(generation.id)
        if now is None or (now.run, now.status) != (self._run, Status.RUNNING):
            return  # who was paused and wakes has nothing to say: another one goes on, or has ended it
        markup = keyboards.waiting(generation) if generation.kind is Kind.SCENE else None
        if self._message_id is None:
            message = await self._bot.send_message(
                chat,
                text,
                parse_mode=ParseMode.HTML,
                reply_markup=markup,
                reply_parameters=answering(generation) if markup else None,
                disable_notification=markup is not None,  # the picture rings, not its announcement
                rate_limit_args=yields,
            )
            self._message_id = message.message_id
            await self._generations.told(generation.id, message.message_id)
        else:
            await self._bot.edit_message_text(
                text, chat, self._message_id, parse_mode=ParseMode.HTML, reply_markup=markup, rate_limit_args=yields
            )


def _progress(kind: Kind, now: Progress, usual: float) -> str:
    if kind is Kind.SCENE and now.stage == "drawing":
        return texts.scenes.drawing(usual)
    return texts.portraits.progress(now, usual)


async def put_away(bot: Bot, generations: Generations, ended: Generation) -> None:
    """The status of a scene that has ended; of a voice message the words stay."""
    if ended.kind is not Kind.SCENE:
        return
    try:
        generation = await generations.get(ended.id)
    except DatabaseAway:
        return
    if generation is None or generation.status_message_id is None:
        return
    chat, message = generation.chat_id, generation.status_message_id
    if generation.spoken:
        text = texts.voice.heard(generation.prompt)
        await try_to(bot.edit_message_text(text, chat, message, parse_mode=ParseMode.HTML))
    else:
        await try_to(bot.delete_message(chat, message))


def answering(generation: Generation) -> ReplyParameters | None:
    if generation.reply_to is None:
        return None
    return ReplyParameters(generation.reply_to, allow_sending_without_reply=True)
