"""/settings: how the active model's pictures are made."""

from collections.abc import Awaitable, Callable

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

from bot import keyboards, texts
from bot.callbacks import Tap
from bot.context import Context
from bot.handlers.pictures import ask
from bot.handlers.reply import edit, say, tapped, user_id
from bot.sending import try_to
from core.errors import NoModel, Stale
from core.models import MOST_PICTURES, RATIOS, STRENGTHS, Gate, Model

AVOID = "avoid"
LATEST = 20  # pictures that the mean is taken of


async def settings(update: Update, context: Context) -> None:
    model = await context.core.models.active(user_id(update))
    if model is None:
        raise NoModel
    await say(update, await _text(model, context), keyboards.settings(model))


async def show(update: Update, context: Context) -> None:
    """From a model's card a message of its own; from the ratios back to where they were opened."""
    model = await _owned(update, context)
    query = update.callback_query
    if query and query.message and getattr(query.message, "text", None):
        await edit(update, await _text(model, context), keyboards.settings(model))
    else:
        await say(update, await _text(model, context), keyboards.settings(model))


async def number(update: Update, context: Context) -> None:
    tap = tapped(update)
    fits = 1 <= tap.n <= MOST_PICTURES
    await _changed(update, context, fits, lambda user: context.core.models.set_number(user, tap.id, tap.n))


async def bind(update: Update, context: Context) -> None:
    tap = tapped(update)
    fits = tap.n < len(STRENGTHS)
    await _changed(update, context, fits, lambda user: context.core.models.set_strength(user, tap.id, STRENGTHS[tap.n]))


async def gate(update: Update, context: Context) -> None:
    tap = tapped(update)
    fits = tap.n < len(Gate)
    await _changed(update, context, fits, lambda user: context.core.models.set_gate(user, tap.id, list(Gate)[tap.n]))


async def ratios(update: Update, context: Context) -> None:
    model = await _owned(update, context)
    if update.callback_query:
        await try_to(update.callback_query.edit_message_reply_markup(keyboards.model_ratios(model)))


async def ratio(update: Update, context: Context) -> None:
    tap = tapped(update)
    fits = tap.n < len(RATIOS)
    await _changed(update, context, fits, lambda user: context.core.models.set_ratio(user, tap.id, RATIOS[tap.n]))


async def avoid(update: Update, context: Context) -> None:
    model = await _owned(update, context)
    await ask(update, context, texts.settings.ask_avoid(model), AVOID, model.id)


async def _changed(update: Update, context: Context, fits: bool, change: Callable[[int], Awaitable[bool]]) -> None:
    if not fits or not await change(user_id(update)):
        raise Stale
    model = await _owned(update, context)
    await edit(update, await _text(model, context), keyboards.settings(model))


async def _owned(update: Update, context: Context) -> Model:
    tap: Tap = tapped(update)
    model = await context.core.models.owned(user_id(update), tap.id)
    if model is None:
        raise Stale
    return model


async def _text(model: Model, context: Context) -> str:
    return texts.settings.settings(model, *await context.core.models.mean_likeness(model.id, LATEST))


HANDLERS: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("settings", settings),
    CallbackQueryHandler(show, pattern="^settings:"),
    CallbackQueryHandler(number, pattern="^number:"),
    CallbackQueryHandler(bind, pattern="^bind:"),
    CallbackQueryHandler(gate, pattern="^gate:"),
    CallbackQueryHandler(ratios, pattern="^mratios:"),
    CallbackQueryHandler(ratio, pattern="^mratio:"),
    CallbackQueryHandler(avoid, pattern="^avoid:"),
]
