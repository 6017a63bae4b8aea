"""/gallery pages through the active model's pictures."""

from telegram import ReplyParameters, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

from bot import keyboards, texts
from bot.context import Context
from bot.handlers.reply import message, say, tapped, user_id
from bot.hearing import in_group
from core.errors import NoModel, Stale
from core.models import Model

PAGE = 10  # what an album holds


async def gallery(update: Update, context: Context) -> None:
    model = await context.core.models.active(user_id(update))
    if model is None:
        raise NoModel
    await _show(update, context, model, 0, starred=False)


async def turn(update: Update, context: Context) -> None:
    await _show(update, context, await _owned(update, context), tapped(update).n, starred=False)


async def stars(update: Update, context: Context) -> None:
    await _show(update, context, await _owned(update, context), tapped(update).n, starred=True)


async def _show(update: Update, context: Context, model: Model, number: int, *, starred: bool) -> None:
    page = await context.core.generations.page(model.id, number, PAGE, starred=starred)
    if page.pictures:
        sent = message(update)
        reply = ReplyParameters(sent.message_id) if in_group(sent.chat_id) else None
        await context.delivery.page(sent.chat_id, page, reply)
    await say(update, texts.gallery.page(model, page), keyboards.gallery(model, page))


async def _owned(update: Update, context: Context) -> Model:
    model = await context.core.models.owned(user_id(update), tapped(update).id)
    if model is None:
        raise Stale
    return model


HANDLERS: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("gallery", gallery),
    CallbackQueryHandler(turn, pattern="^gallery:"),
    CallbackQueryHandler(stars, pattern="^stars:"),
]
