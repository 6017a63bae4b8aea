"""/new and /models: begin another model, see them, switch."""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

from bot import keyboards, texts
from bot.context import Context
from bot.handlers.reply import edit, say, tapped, user_id
from core.errors import Stale


async def new(update: Update, context: Context) -> None:
    model = await context.core.start_model(user_id(update))
    await say(update, texts.where_you_are(model))


async def models(update: Update, context: Context) -> None:
    mine = await context.core.models.of(user_id(update))
    if not mine:
        await say(update, texts.NO_MODELS)
        return
    active = await context.core.models.active(user_id(update))
    await say(update, texts.MODELS, keyboards.models(mine, active))


async def use(update: Update, context: Context) -> None:
    model = await context.core.models.owned(user_id(update), tapped(update).id)
    if model is None:
        raise Stale
    await context.core.models.activate(user_id(update), model.id)
    await edit(update, texts.MODELS, keyboards.models(await context.core.models.of(user_id(update)), model))
    await say(update, texts.where_you_are(model))


HANDLERS: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("new", new),
    CommandHandler("models", models),
    CallbackQueryHandler(use, pattern="^use:"),
    CallbackQueryHandler(new, pattern="^begin:"),
]
