"""What happens to an error that a handler lets through: a sentence for ours, one apology and one trace for the rest."""

import logging
from collections.abc import Awaitable, Callable

from telegram import ReplyParameters, Update
from telegram.constants import ParseMode
from telegram.error import Conflict, TelegramError
from telegram.ext import ApplicationHandlerStop

from bot import keyboards, keyboards_models, texts
from bot.cards import is_card
from bot.context import Context
from bot.hearing import in_group
from bot.inbox import InOrder
from bot.sending import is_gone, tell, try_to
from core.errors import (
    ChatGone,
    ChatMoved,
    CoreError,
    DatabaseAway,
    DeliveryDelayed,
    EarsBusy,
    ModelGone,
    NoModel,
    NotLocked,
    NotReady,
    PhotosMissing,
    PicturesAway,
    Stale,
    StillDrawing,
    UnknownName,
)

log = logging.getLogger(__name__)

NO_FACE = (NoModel, PhotosMissing, StillDrawing, NotLocked, NotReady)


async def on_error(update: object, context: Context) -> None:
    """Nothing else handles the update after this: a gate that failed must not stand open."""
    await _explain(update, context)
    raise ApplicationHandlerStop


async def _explain(update: object, context: Context) -> None:
    error = context.error
    if not isinstance(update, Update):
        log.error("an error outside of any update", exc_info=error)
        return
    if update.inline_query:  # typing on asks again
        log.warning("an inline query is not answered: %s", type(error).__name__)
        return
    if isinstance(error, DatabaseAway | PicturesAway | EarsBusy):
        processor = context.application.update_processor
        if isinstance(processor, InOrder):
            processor.postpone(update)
        log.warning("%s under update %s; it is handled again", type(error).__name__, update.update_id)
        return
    if isinstance(error, ChatMoved):
        log.info("update %s: the group is a supergroup now", update.update_id)
        return
    if isinstance(error, ChatGone) or (isinstance(error, TelegramError) and is_gone(error)):
        log.info("update %s: the user has blocked the bot", update.update_id)
        await _abandon(update, context)
        return
    text = texts.failures.error(error) if isinstance(error, CoreError) else texts.failures.apology()
    group = update.effective_chat is not None and in_group(update.effective_chat.id)
    if group and isinstance(error, NO_FACE):  # the way to a face is not for a group
        text = texts.groups.not_ready()
    if group and isinstance(error, UnknownName):  # nor is how somebody's models are called
        text = texts.failures.error(UnknownName(error.name))
    if not isinstance(error, CoreError):
        log.error("update %s failed", update.update_id, exc_info=error)
    if update.callback_query:
        await _answer_tap(update, text, error)
    elif update.effective_message:
        sent = update.effective_message
        gone = keyboards_models.gone() if isinstance(error, ModelGone) else None
        markup = keyboards.private_chat(context.bot.username) if group else gone
        await _said(lambda: sent.reply_text(text, parse_mode=ParseMode.HTML, reply_markup=markup, do_quote=True))


async def _said(call: Callable[[], Awaitable[object]]) -> None:
    """Whoever asked is told why not, unless Telegram refuses for good."""
    try:
        await tell(call)
    except (ChatGone, DeliveryDelayed, TelegramError) as error:
        log.warning("an answer could not be sent: %s", type(error).__name__)


async def _abandon(update: Update, context: Context) -> None:
    """Nobody is there to see a picture: nothing more is paid for."""
    try:
        if update.effective_chat:
            await context.core.generations.abandon_chat(update.effective_chat.id)
    except DatabaseAway:
        log.warning("update %s: what is under way is given up at its next message", update.update_id)


async def _answer_tap(update: Update, text: str, error: Exception | None) -> None:
    """A tap was answered already, so the sentence is a message; a stale keyboard goes away as well.

    The card of a model that is gone says so itself.
    """
    query = update.callback_query
    if query is None:
        return
    markup = keyboards_models.gone() if isinstance(error, ModelGone) else None
    if markup and is_card(query):
        await try_to(query.edit_message_caption(text, parse_mode=ParseMode.HTML, reply_markup=markup))
        return
    if isinstance(error, Stale):
        await try_to(query.edit_message_reply_markup(None))
    if (chat := update.effective_chat) and query.message:
        answered = ReplyParameters(query.message.message_id, allow_sending_without_reply=True)
        reply = answered if in_group(chat.id) else None
        await _said(
            lambda: chat.send_message(text, parse_mode=ParseMode.HTML, reply_parameters=reply, reply_markup=markup)
        )


def on_polling_error(error: TelegramError) -> None:
    """One line, no trace: PTB goes on polling by itself."""
    if isinstance(error, Conflict):
        log.error("another process polls with this token: stop one of the two")
    else:
        log.warning("Telegram cannot be asked for updates (%s); trying on", type(error).__name__)
