"""A picture as a photo; as a file where Telegram does not take it as a photo, with the same words and buttons."""

from collections.abc import Sequence

from telegram import (
    Bot,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from core import imaging

REFUSALS = (
    "photo_invalid_dimensions",
    "image_process_failed",
    "photo_save_file_invalid",
    "photo_ext_invalid",
    "for a photo",
)
# What Telegram says to a file id that it does not know (any more).
UNKNOWN = (
    "wrong file",
    "wrong remote file",
    "file reference",
    "media_empty",
    "media_invalid",
    "temporarily unavailable",
)
NAME = "keepface.jpg"


async def show_picture(
    bot: Bot,
    chat_id: int,
    photo: bytes,
    *,
    caption: str | None = None,
    reply_markup: InlineKeyboardMarkup | None = None,
    reply_parameters: ReplyParameters | None = None,
) -> Message:
    if imaging.is_photo(photo):  # of its head alone
        try:
            return await bot.send_photo(
                chat_id,
                photo,
                caption=caption,
                parse_mode=ParseMode.HTML,
                reply_markup=reply_markup,
                reply_parameters=reply_parameters,
            )
        except BadRequest as error:
            if not _refused(error):
                raise
    return await bot.send_document(
        chat_id,
        photo,
        caption=caption,
        filename=NAME,
        disable_content_type_detection=True,
        parse_mode=ParseMode.HTML,
        reply_markup=reply_markup,
        reply_parameters=reply_parameters,
    )


async def show_album(
    bot: Bot,
    chat_id: int,
    photos: Sequence[tuple[str, bytes]],
    *,
    caption: str | None = None,
    reply_parameters: ReplyParameters | None = None,
) -> Sequence[Message]:
    """`photos` with their names. Telegram mixes no files with photos: either all are photos or none."""

    async def send(media: Sequence[InputMediaPhoto | InputMediaDocument]) -> Sequence[Message]:
        return await bot.send_media_group(
            chat_id, media, caption=caption, parse_mode=ParseMode.HTML, reply_parameters=reply_parameters
        )

    if all(imaging.is_photo(data) for _, data in photos):
        try:
            return await send([InputMediaPhoto(data, filename=name) for name, data in photos])
        except BadRequest as error:
            if not _refused(error):
                raise
    return await send(
        [InputMediaDocument(data, filename=name, disable_content_type_detection=True) for name, data in photos]
    )


def unknown_file(error: BadRequest) -> bool:
    return any(words in str(error).lower() for words in UNKNOWN)


def _refused(error: BadRequest) -> bool:
    return any(words in str(error).lower() for words in REFUSALS)
