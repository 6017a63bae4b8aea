"""A page of the gallery as an album: by Telegram's own file ids, which cost no upload, where there are any."""

import logging
from collections.abc import Sequence
from contextlib import suppress

from telegram import InputMediaPhoto, Message, ReplyParameters
from telegram.error import BadRequest

from bot.pace import Bot
from bot.prints import Prints
from bot.sending import MaybeSent, send
from bot.showing import unknown_file
from core import imaging
from core.errors import PictureDamaged, PictureMissing
from core.models import Model, Page, Picture
from core.ports import Showcase

log = logging.getLogger(__name__)


class Albums:
    def __init__(self, bot: Bot, prints: Prints, showcase: Showcase) -> None:
        self._bot = bot
        self._prints = prints
        self._showcase = showcase

    async def show(self, chat_id: int, model: Model, page: Page, reply: ReplyParameters | None = None) -> int:
        """Returns how many pictures of the page could not be read and are left out."""
        looks = [f"page:{picture.key}" for picture in page.pictures]
        remembered = await self._showcase.file_ids(model.id, looks)
        known = [file_id or remembered.get(look) for file_id, look in zip(page.file_ids, looks, strict=True)]
        try:
            return await self._send(chat_id, model, page, known, reply)
        except BadRequest as error:
            if not (any(known) and unknown_file(error)):
                raise
            log.info("Telegram does not know a picture of a page any more: the page is uploaded")
            return await self._send(chat_id, model, page, [None] * len(known), reply)

    async def _send(
        self, chat_id: int, model: Model, page: Page, known: Sequence[str | None], reply: ReplyParameters | None
    ) -> int:
        shown: list[tuple[Picture, str | bytes]] = []
        for picture, file_id in zip(page.pictures, known, strict=True):
            try:
                shown.append((picture, file_id or await self._prints(picture, imaging.for_photo)))
            except (PictureMissing, PictureDamaged):
                continue
        media = [InputMediaPhoto(photo, filename=f"{n}.jpg") for n, (_, photo) in enumerate(shown, page.first)]
        with suppress(MaybeSent):
            sent: Sequence[Message] = []
            if len(shown) == 1:
                sent = [await send(lambda: self._bot.send_photo(chat_id, shown[0][1], reply_parameters=reply))]
            elif shown:
                sent = await send(lambda: self._bot.send_media_group(chat_id, media, reply_parameters=reply))
            for (picture, photo), message in zip(shown, sent, strict=True):
                if isinstance(photo, bytes) and message.photo:
                    await self._showcase.remember(model.id, f"page:{picture.key}", message.photo[-1].file_id)
        return len(page.pictures) - len(shown)
