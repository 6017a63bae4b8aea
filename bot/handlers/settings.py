"""/settings: how much likeness the active model's pictures must have."""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

from bot import keyboards, texts
from bot.context import Context
from bot.handlers.reply import edit, say, tapped, user_id
from core.errors import NoModel, Stale
from core.models import Gate, Model

LATEST = 20  # pictures that the mean is taken of


async def settings(update: Update, context: Context) -> None:
    model = await context.core.models.active(user_id(update))
    if model is None:
        raise NoModel
    await say(update, await _text(model, context), keyboards.settings(model))


async def gate(update: Update, context: Context) -> None:
    tap = tapped(update)
    if tap.n >= len(Gate) or not await context.core.models.set_gate(user_id(update), tap.id, list(texts.GATES)[tap.n]):
        raise Stale
    model = await context.core.models.owned(user_id(update), tap.id)
    if model:
        await edit(update, await _text(model, context), keyboards.settings(model))


async def _text(model: Model, context: Context) -> str:
    return texts.settings(model, *await context.core.models.mean_likeness(model.id, LATEST))


HANDLERS: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("settings", settings),
    CallbackQueryHandler(gate, pattern="^gate:"),
]
