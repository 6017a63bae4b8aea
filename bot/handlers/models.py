"""/new and /models: begin another model, leaf through all of them, switch, name them, and go back to a former lock."""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

from bot import keyboards_models, texts
from bot.cards import Look, is_card, look_of
from bot.context import Context
from bot.handlers.pictures import ask
from bot.handlers.reply import edit, message, own_model, say, tapped, user_id
from bot.sending import try_to
from core.errors import NoModel, Stale
from core.models import Card

RENAME = "rename"


async def new(update: Update, context: Context) -> None:
    model = await context.core.start_model(user_id(update), texts.gallery.model())
    await say(update, texts.beginning.where_you_are(model))


async def models(update: Update, context: Context) -> None:
    """The card of the active model, from which the others are a tap away."""
    shown = await context.core.present.card(user_id(update))
    if shown is None:
        await say(update, texts.gallery.no_models())
        return
    await _show(update, context, shown)


async def card(update: Update, context: Context) -> None:
    await _show(update, context, await _card(update, context, tapped(update).id))


async def list_(update: Update, context: Context) -> None:
    """The list takes the place of a card's words; its picture stays."""
    mine = await context.core.models.of(user_id(update))
    if not mine:
        raise NoModel
    pages = -(-len(mine) // keyboards_models.A_PAGE)
    page = min(tapped(update).n, pages - 1)
    text = texts.models.all_models(page, pages, len(mine))
    markup = keyboards_models.models(mine, await context.core.models.active(user_id(update)), page)
    query = update.callback_query
    if query and is_card(query):
        await try_to(query.edit_message_caption(text, parse_mode="HTML", reply_markup=markup))
    else:
        await edit(update, text, markup)


async def use(update: Update, context: Context) -> None:
    model = await own_model(update, context)
    await context.core.models.activate(user_id(update), model.id)
    await _show(update, context, await _card(update, context, model.id))


async def rename(update: Update, context: Context) -> None:
    model = await own_model(update, context)
    await ask(update, context, texts.gallery.ask_name(model), RENAME, model.id)


async def locks(update: Update, context: Context) -> None:
    """A page of the lock history; the present lock where none is named, or one that is not there."""
    await _show_lock(update, context, tapped(update).id, tapped(update).n)


async def relock(update: Update, context: Context) -> None:
    tap = tapped(update)
    if not tap.id.isdecimal():
        raise Stale
    model_id = await context.core.models.lock_again(user_id(update), int(tap.id))
    if model_id is None:
        raise Stale
    await _show_lock(update, context, model_id)


async def undo(update: Update, context: Context) -> None:
    """The lock before the present one; once more, and it is back."""
    model = await own_model(update, context)
    if await context.core.models.undo_lock(user_id(update), model.id) is None:
        await say(update, texts.models.no_other_lock())
        return
    await _show_lock(update, context, model.id)


async def _card(update: Update, context: Context, model_id: str) -> Card:
    shown = await context.core.present.card(user_id(update), model_id)
    if shown is None:
        raise NoModel
    return shown


async def _show(update: Update, context: Context, shown: Card) -> None:
    text, markup = texts.models.card(shown), keyboards_models.card(shown)
    chat_id = message(update).chat_id
    await context.cards.show(chat_id, update.callback_query, shown.model, look_of(shown.model), text, markup)


async def _show_lock(update: Update, context: Context, model_id: str, number: int = 0) -> None:
    """`number` counts from 1."""
    model, all_locks = await context.core.present.locks(user_id(update), model_id)
    present = next((place for place, one in enumerate(all_locks) if one.present), 0)
    place = number - 1 if 1 <= number <= len(all_locks) else present
    text, markup = texts.models.lock(model, all_locks, place), keyboards_models.lock(model, all_locks, place)
    look = Look(all_locks[place].key, badge=True)
    await context.cards.show(message(update).chat_id, update.callback_query, model, look, text, markup)


HANDLERS: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("new", new),
    CommandHandler("models", models),
    CallbackQueryHandler(card, pattern="^card:"),
    CallbackQueryHandler(list_, pattern="^list:"),
    CallbackQueryHandler(use, pattern="^use:"),
    CallbackQueryHandler(rename, pattern="^rename:"),
    CallbackQueryHandler(locks, pattern="^locks:"),
    CallbackQueryHandler(relock, pattern="^relock:"),
    CallbackQueryHandler(undo, pattern="^undo:"),
    CallbackQueryHandler(new, pattern="^begin:"),
]
