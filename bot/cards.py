"""Photo messages that are leafed through: one message whose picture changes, uploaded once and then shown by its id."""

import hashlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, InlineKeyboardMarkup, InputMediaPhoto, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.pace import Bot
from bot.sending import MaybeSent, send
from bot.showing import unknown_file
from core import imaging
from core.errors import ReferenceMissing
from core.models import Model
from core.ports import Showcase
from core.services.read_references import ReadReferences
from core.threads import in_thread

log = logging.getLogger(__name__)

GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
UNCHANGED = "not modified"


@dataclass(frozen=True)
class Look:
    """What a card shows of its model: a picture by its key or, on old rows, its address; or nobody yet."""

    source: str = ""
    badge: bool = False

    @property
    def name(self) -> str:
        """Short, and without what may be a picture or a signature."""
        return hashlib.sha256(f"{self.badge}:{self.source}".encode()).hexdigest()[:32]


def look_of(model: Model) -> Look:
    """The lock with its badge, else the first photo."""
    if model.locked_reference_image:
        return Look(model.locked_reference_image, badge=True)
    return Look(model.reference_images[0].source) if model.reference_images else Look()


@dataclass(frozen=True)
class Cards:
    bot: Bot
    showcase: Showcase
    references: ReadReferences

    async def show(
        self, chat_id: int, tap: CallbackQuery | None, model: Model, look: Look, text: str, markup: InlineKeyboardMarkup
    ) -> None:
        """Turn the tapped card to this one; a new message where there is no card to turn."""

        async def send_new(photo: str | bytes) -> Message:
            return await self.bot.send_photo(
                chat_id, photo, caption=text, parse_mode=ParseMode.HTML, reply_markup=markup
            )

        async def turn(photo: str | bytes) -> Message | bool:
            if tap is None or not is_card(tap):
                return await send_new(photo)
            media = InputMediaPhoto(photo, caption=text, parse_mode=ParseMode.HTML)
            try:
                return await tap.edit_message_media(media, markup)
            except BadRequest as error:
                if UNCHANGED in str(error).lower():
                    return True
                if any(words in str(error).lower() for words in GONE):
                    return await send_new(photo)
                raise

        try:
            await self._shown(model, look, turn)
        except MaybeSent:
            log.info("an answer of Telegram was lost; the card is not shown again")

    async def _shown(self, model: Model, look: Look, show: Callable[[str | bytes], Awaitable[Any]]) -> None:
        """By Telegram's own id of the picture, or with an upload that gives it one."""
        known = (await self.showcase.file_ids(model.id, [look.name])).get(look.name)
        if known is not None:
            try:
                await send(lambda: show(known))
            except BadRequest as error:
                if not unknown_file(error):
                    raise
                log.info("Telegram does not know a picture any more: it is uploaded again")
            else:
                return
        photo, found = await self._photo(model, look)
        answer = await send(lambda: show(photo))
        if found and isinstance(answer, Message) and answer.photo:
            await self.showcase.remember(model.id, look.name, answer.photo[-1].file_id)

    async def _photo(self, model: Model, look: Look) -> tuple[bytes, bool]:
        """The picture as a photo, and whether it is the one that was asked for."""
        if not look.source:
            return await in_thread(imaging.placeholder), True
        try:
            data = await self.references.read(look.source, model.id)
        except ReferenceMissing:
            return await in_thread(imaging.placeholder), False
        return await in_thread(imaging.badged if look.badge else imaging.for_photo, data), True


def is_card(tap: CallbackQuery) -> bool:
    """Whether the tapped message has a picture that can be changed for another one."""
    return isinstance(tap.message, Message) and bool(tap.message.photo or tap.message.document)
