"""What handlers say with: one message, one edit, who is talking, and what was tapped."""

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.callbacks import Tap, unpack
from bot.cards import is_card
from bot.context import Context
from bot.hearing import in_group
from bot.sending import tell
from core.errors import ModelGone
from core.models import Model


def user_id(update: Update) -> int:
    if update.effective_user is None:  # the gate lets nothing else through
        raise ValueError("an update without a user")
    return update.effective_user.id


def message(update: Update) -> Message:
    if update.effective_message is None:
        raise ValueError("an update without a message")
    return update.effective_message


def tapped(update: Update) -> Tap:
    """What the tapped button carried. Raises Stale for anything that is not of our shape."""
    return unpack(update.callback_query.data if update.callback_query else None)


async def say(update: Update, text: str, markup: InlineKeyboardMarkup | None = None, *, quote: bool = False) -> None:
    """In a group always as an answer: to whom, and in which topic."""
    sent = message(update)
    quote = quote or in_group(sent.chat_id)
    await tell(
        lambda: sent.reply_text(
            text, parse_mode=ParseMode.HTML, reply_markup=markup, do_quote=quote, allow_sending_without_reply=True
        )
    )


async def own_model(update: Update, context: Context) -> Model:
    """The model that the tapped button names. Raises ModelGone."""
    model = await context.core.models.owned(user_id(update), tapped(update).id)
    if model is None:
        raise ModelGone
    return model


async def edit(update: Update, text: str, markup: InlineKeyboardMarkup | None = None) -> None:
    """Edit the message whose button was tapped; a second tap that changes nothing is no error.

    A picture stays as it is, and the words come below it.
    """
    query = update.callback_query
    if query is None:
        return
    if is_card(query):
        await say(update, text, markup)
        return
    try:
        await tell(lambda: query.edit_message_text(text, parse_mode=ParseMode.HTML, reply_markup=markup))
    except BadRequest as error:
        if "not modified" not in str(error).lower():
            raise
