"""The selection message: mark, confirm, and other candidates."""

from telegram import InlineKeyboardMarkup, Update
from telegram.ext import BaseHandler, CallbackQueryHandler

from bot import keyboards, texts
from bot.context import Context
from bot.handlers.models import RENAME
from bot.handlers.reply import edit, message, say, tapped, user_id
from bot.sending import try_to
from core.models import Generation
from core.services.choose import Offer


async def pick(update: Update, context: Context) -> None:
    tap = tapped(update)
    offer, changed = await context.core.choose.mark(user_id(update), tap.id, tap.n)
    if changed and update.callback_query:
        await try_to(update.callback_query.edit_message_reply_markup(await _keyboard(offer, context)))


async def lock(update: Update, context: Context) -> None:
    chosen = await context.core.choose.lock(user_id(update), tapped(update).id)
    if chosen is None:
        await say(update, texts.portraits.mark_first())
        return
    generation, picture = chosen
    # The badge first: when Telegram stumbles over the other one, the face is locked and its user has seen it.
    await context.delivery.locked(generation, picture)
    await edit(update, texts.portraits.chosen(picture.n))
    await _ask_name(update, context, generation)


async def _ask_name(update: Update, context: Context, generation: Generation) -> None:
    """After the first lock of a model that still has the name it was made with: once, and it may be ignored."""
    model = await context.core.models.owned(user_id(update), generation.model_id)
    if model is None or not model.unnamed or len(await context.core.showcase.locks(model.id)) > 1:
        return
    if (asked := await context.delivery.ask_name(generation, model)) is not None:
        await context.core.questions.ask(user_id(update), generation.chat_id, asked, RENAME, model.id)


async def new_three(update: Update, context: Context) -> None:
    await _make_more(update, context)


async def fill(update: Update, context: Context) -> None:
    await _make_more(update, context, missing=True)


async def more_like(update: Update, context: Context) -> None:
    tap = tapped(update)
    offer = await context.core.choose.offer(user_id(update), tap.id)
    if offer.generation.marked is None:
        await say(update, texts.portraits.mark_first_more())
        return
    await _make_more(update, context, like=offer.generation.marked)


async def choose_again(update: Update, context: Context) -> None:
    """From a card: the newest candidates of a model once more, or new ones when none came about."""
    model_id = tapped(update).id
    offer = await context.core.choose.again(user_id(update), model_id)
    if offer is None:
        await context.core.make_more.anew(user_id(update), message(update).chat_id, update.update_id, model_id)
        return
    if offer.model.locked_reference_image:
        await say(update, texts.portraits.relock())
    await context.delivery.candidates_again(offer.generation, offer.pictures, offer.missing)


async def turn(update: Update, context: Context) -> None:
    """Another set of the same model takes the place of the one that is shown."""
    offer = await context.core.choose.offer(user_id(update), tapped(update).id)
    await _without_buttons(update)
    await context.delivery.candidates_again(offer.generation, offer.pictures, offer.missing)


async def _make_more(update: Update, context: Context, like: int | None = None, *, missing: bool = False) -> None:
    tap = tapped(update)
    await context.core.make_more(
        user_id(update), message(update).chat_id, update.update_id, tap.id, like, missing=missing, made=tap.n
    )
    await _without_buttons(update)


async def _without_buttons(update: Update) -> None:
    if update.callback_query:
        await try_to(update.callback_query.edit_message_reply_markup(None))


async def _keyboard(offer: Offer, context: Context) -> InlineKeyboardMarkup:
    album = await context.core.outbox.find(offer.generation.id, "album")
    numbers = [picture.n for picture in offer.pictures]
    sets = await context.core.generations.sets(offer.model.id)
    unsure = album is not None and album.state == "unsure"
    return keyboards.selection(offer.generation, numbers, offer.missing, sets, unsure=unsure)


HANDLERS: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(pick, pattern="^pick:"),
    CallbackQueryHandler(lock, pattern="^lock:"),
    CallbackQueryHandler(new_three, pattern="^new:"),
    CallbackQueryHandler(more_like, pattern="^more:"),
    CallbackQueryHandler(fill, pattern="^fill:"),
    CallbackQueryHandler(turn, pattern="^set:"),
    CallbackQueryHandler(choose_again, pattern="^choose:"),
]
