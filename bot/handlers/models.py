"""/new and /models: begin another model, see them, switch."""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

from bot import keyboards, texts
from bot.context import Context
from bot.handlers.pictures import ask
from bot.handlers.reply import edit, message, say, tapped, user_id
from core.errors import Stale
from core.models import Model, Stage

RENAME = "rename"


async def new(update: Update, context: Context) -> None:
    model = await context.core.start_model(user_id(update), texts.gallery.model())
    await say(update, texts.beginning.where_you_are(model))


async def models(update: Update, context: Context) -> None:
    mine = await context.core.models.of(user_id(update))
    if not mine:
        await say(update, texts.gallery.no_models())
        return
    active = await context.core.models.active(user_id(update))
    await say(update, texts.gallery.models(), keyboards.models(mine, active))


async def use(update: Update, context: Context) -> None:
    model = await _owned(update, context)
    await context.core.models.activate(user_id(update), model.id)
    await edit(update, texts.gallery.models(), keyboards.models(await context.core.models.of(user_id(update)), model))
    if model.locked_reference_image and model.stage is Stage.LOCKED:
        await context.delivery.card(message(update).chat_id, model)
    else:
        await say(update, texts.beginning.where_you_are(model))


async def rename(update: Update, context: Context) -> None:
    model = await _owned(update, context)
    await ask(update, context, texts.gallery.ask_name(model), RENAME, model.id)


async def undo(update: Update, context: Context) -> None:
    """The lock before the present one; once more, and it is back."""
    model = await _owned(update, context)
    if await context.core.models.undo_lock(user_id(update), model.id) is None:
        await say(update, texts.gallery.no_other_lock())
        return
    await context.delivery.card(message(update).chat_id, await _owned(update, context))


async def _owned(update: Update, context: Context) -> Model:
    model = await context.core.models.owned(user_id(update), tapped(update).id)
    if model is None:
        raise Stale
    return model


HANDLERS: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("new", new),
    CommandHandler("models", models),
    CallbackQueryHandler(use, pattern="^use:"),
    CallbackQueryHandler(rename, pattern="^rename:"),
    CallbackQueryHandler(undo, pattern="^undo:"),
    CallbackQueryHandler(new, pattern="^begin:"),
]
