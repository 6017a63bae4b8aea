"""/settings: how the active model's pictures are made."""

from collections.abc import Awaitable, Callable

from telegram import InlineKeyboardMarkup, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

from bot import keyboards, texts
from bot.context import Context
from bot.handlers.pictures import ask
from bot.handlers.reply import edit, own_model, say, tapped, user_id
from bot.sending import try_to
from core.errors import NoModel, Stale
from core.models import MOST_PICTURES, RATIOS, STRENGTHS, Gate, Model

AVOID = "avoid"
LATEST = 20  # pictures that the mean is taken of


async def settings(update: Update, context: Context) -> None:
    model = await context.core.models.active(user_id(update))
    if model is None:
        raise NoModel
    await say(update, *await _page(model, context))


async def show(update: Update, context: Context) -> None:
    """From a model's card a message of its own; from the ratios back to where they were opened."""
    model = await own_model(update, context)
    await edit(update, *await _page(model, context))


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
    model = await own_model(update, context)
    if update.callback_query:
        await try_to(update.callback_query.edit_message_reply_markup(keyboards.model_ratios(model)))


async def ratio(update: Update, context: Context) -> None:
    tap = tapped(update)
    fits = tap.n < len(RATIOS)
    await _changed(update, context, fits, lambda user: context.core.models.set_ratio(user, tap.id, RATIOS[tap.n]))


async def avoid(update: Update, context: Context) -> None:
    model = await own_model(update, context)
    await ask(update, context, texts.settings.ask_avoid(model), AVOID, model.id)


async def defaults(update: Update, context: Context) -> None:
    """New models begin with the settings of this one, or no longer; the button says which it does."""
    tap = tapped(update)
    await _changed(
        update, context, True, lambda user: context.core.models.set_defaults(user, tap.id if tap.n else None)
    )


async def engines(update: Update, context: Context) -> None:
    model = await own_model(update, context)
    if not context.core.may_choose_engine:
        raise Stale
    if update.callback_query:
        await try_to(update.callback_query.edit_message_reply_markup(keyboards.engines(model, context.core.offers())))


async def engine(update: Update, context: Context) -> None:
    """0 is whichever the chain begins with."""
    tap, core = tapped(update), context.core
    chosen = next((name for name, _ in core.offers() if keyboards.number_of(name) == tap.n), "")
    fits = core.may_choose_engine and bool(chosen or not tap.n)
    await _changed(update, context, fits, lambda user: core.models.set_engine(user, tap.id, chosen))


async def _changed(update: Update, context: Context, fits: bool, change: Callable[[int], Awaitable[bool]]) -> None:
    if not fits or not await change(user_id(update)):
        raise Stale
    model = await own_model(update, context)
    await edit(update, *await _page(model, context))


async def _page(model: Model, context: Context) -> tuple[str, InlineKeyboardMarkup]:
    core = context.core
    mean, measured = await core.models.mean_likeness(model.id, LATEST)
    defaults = await core.models.are_defaults(model.owner, model.id)
    engine = core.engine_of(model) if core.may_choose_engine else None
    text = texts.settings.settings(model, mean, measured, engine)
    return text, keyboards.settings(model, defaults=defaults, engines=core.may_choose_engine)


HANDLERS: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("settings", settings),
    CallbackQueryHandler(show, pattern="^settings:"),
    CallbackQueryHandler(number, pattern="^number:"),
    CallbackQueryHandler(bind, pattern="^bind:"),
    CallbackQueryHandler(gate, pattern="^gate:"),
    CallbackQueryHandler(ratios, pattern="^mratios:"),
    CallbackQueryHandler(ratio, pattern="^mratio:"),
    CallbackQueryHandler(defaults, pattern="^default:"),
    CallbackQueryHandler(engines, pattern="^engines:"),
    CallbackQueryHandler(engine, pattern="^engine:"),
    CallbackQueryHandler(avoid, pattern="^avoid:"),
]
