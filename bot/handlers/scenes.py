"""Every text that is no command is a scene; under each picture it can be drawn again or had as a file."""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, MessageHandler, filters

from bot import texts
from bot.callbacks import Tap
from bot.context import Context
from bot.handlers.reply import message, say, tapped, user_id
from bot.sending import try_to
from core.errors import Stale
from core.models import Generation, Kind


async def scene(update: Update, context: Context) -> None:
    sent = message(update)
    _, place = await context.core.request_scene(
        user_id(update), sent.chat_id, update.update_id, sent.message_id, sent.text or ""
    )
    if place:
        await say(update, texts.waiting(place), quote=True)


async def again(update: Update, context: Context, *, once: bool = False) -> None:
    _, place = await context.core.request_scene.again(
        user_id(update), message(update).chat_id, update.update_id, tapped(update).id, once=once
    )
    if place:
        await say(update, texts.waiting(place))


async def file(update: Update, context: Context) -> None:
    tap = tapped(update)
    generation = await _own(update, context, tap)
    picture = next((one for one in await context.core.generations.pictures(generation.id) if one.n == tap.n), None)
    if picture is None:
        raise Stale
    await context.delivery.file(generation, picture)


async def resend(update: Update, context: Context) -> None:
    """The user says that pictures did not arrive: send what is stored once more, nothing is paid."""
    generation = await _own(update, context, tapped(update))
    model = await context.core.models.owned(user_id(update), generation.model_id)
    pictures = await context.core.generations.pictures(generation.id)
    if model is None or not pictures:
        raise Stale
    await context.delivery.forget(generation)
    if generation.kind is Kind.SCENE:
        await context.delivery.scene(generation, model, pictures, ())
    else:
        offer = await context.core.choose.offer(user_id(update), generation.id)
        await context.delivery.candidates(offer.generation, offer.pictures, offer.missing, ())


async def retry(update: Update, context: Context) -> None:
    """After a failure: the same work as a new generation."""
    tap = tapped(update)
    generation = await _own(update, context, tap)
    if update.callback_query:
        await try_to(update.callback_query.edit_message_reply_markup(None))
    if generation.kind is Kind.SCENE:
        await again(update, context, once=True)
    else:
        chat_id = message(update).chat_id
        await context.core.make_more(user_id(update), chat_id, update.update_id, generation.id, missing=True)


async def _own(update: Update, context: Context, tap: Tap) -> Generation:
    generation = await context.core.generations.get(tap.id)
    if generation is None or generation.user_id != user_id(update):
        raise Stale
    return generation


HANDLERS: list[BaseHandler[Update, Context, None]] = [
    MessageHandler(filters.TEXT & ~filters.COMMAND, scene),
    CallbackQueryHandler(again, pattern="^again:"),
    CallbackQueryHandler(file, pattern="^file:"),
    CallbackQueryHandler(resend, pattern="^resend:"),
    CallbackQueryHandler(retry, pattern="^retry:"),
]
