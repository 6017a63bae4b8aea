"""Photos come in as pictures or as files, and can be taken back until the third."""

from telegram import File, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, MessageHandler, filters

from bot import keyboards, texts
from bot.context import Context
from bot.handlers.pictures import tell_place
from bot.handlers.reply import edit, message, say, tapped, user_id
from bot.sending import insist
from core.errors import NotAPhoto, Stale, TooManyBytes
from core.likeness import Doubt
from core.models import Model, Stage

MOST_BYTES = 20 * 1024 * 1024  # what a bot may download
READ_SECONDS = 60


async def photo(update: Update, context: Context) -> None:
    """A photo, or a picture sent as a file. At three the work starts by itself."""
    sent = message(update)
    model = await context.core.models.active(user_id(update))
    if model and sent.caption and model.stage in {Stage.LOCKED, Stage.UNLOCKED}:
        await pose(update, context)
        return
    data = await _download(update)
    taken = await context.core.take_photo(user_id(update), sent.chat_id, sent.message_id, data, texts.gallery.model())
    if taken.doubt:
        await ask(update, taken.model, taken.doubt)
    elif taken.generation is None:
        markup = keyboards.photo(sent.message_id)
        await say(update, texts.photos.taken(taken.have, taken.advice), markup, quote=True)
    elif taken.advice:
        await say(update, texts.photos.taken(taken.have, taken.advice), quote=True)


async def pose(update: Update, context: Context) -> None:
    """With a caption, on a model that is ready: the photo lends pose and place, the caption is the scene."""
    sent = message(update)
    cast = await context.core.request_scene.cast(user_id(update), sent.caption or "")
    data = await _download(update)
    accepted = await context.core.remake.pose(
        user_id(update), sent.chat_id, update.update_id, sent.message_id, cast, data
    )
    await tell_place(update, context, *accepted)


async def ask(update: Update, model: Model, doubt: Doubt) -> None:
    """The photos may not show one person: the user decides."""
    await say(update, texts.photos.doubt(doubt), keyboards.doubt(model, doubt))


async def same_person(update: Update, context: Context) -> None:
    await context.core.begin_portraits.same_person(user_id(update), message(update).chat_id, tapped(update).id)
    await edit(update, texts.photos.same_person())


async def take_back(update: Update, context: Context) -> None:
    tap = tapped(update)
    if not tap.id.isdecimal():
        raise Stale
    left = await context.core.drop_photo(user_id(update), int(tap.id))
    await edit(update, texts.photos.dropped(left))


async def _download(update: Update) -> bytes:
    """The bytes of the best size. Raises what can be said before a byte is fetched."""
    sent = message(update)
    attached = sent.photo[-1] if sent.photo else sent.document
    if attached is None:
        raise NotAPhoto
    if sent.document and not (sent.document.mime_type or "image/").startswith(("image/", "application/octet-stream")):
        raise NotAPhoto
    if (attached.file_size or 0) > MOST_BYTES:
        raise TooManyBytes(attached.file_size or 0, MOST_BYTES)
    if sent.document and attached.file_size == 0:
        raise NotAPhoto
    file: File = await insist(attached.get_file)
    return bytes(await insist(lambda: file.download_as_bytearray(read_timeout=READ_SECONDS)))


HANDLERS: list[BaseHandler[Update, Context, None]] = [
    # An animation arrives as a document too; it has its own answer.
    MessageHandler((filters.PHOTO | filters.Document.ALL) & ~filters.ANIMATION, photo),
    CallbackQueryHandler(take_back, pattern="^drop:"),
    CallbackQueryHandler(same_person, pattern="^same:"),
]
