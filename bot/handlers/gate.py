"""Who may come in: private chats, allowed accounts, and consent before anything is read."""

from telegram import Update
from telegram.constants import ChatType, ParseMode
from telegram.ext import ApplicationHandlerStop, BaseHandler, TypeHandler

from bot import keyboards, texts
from bot.callbacks import unpack
from bot.context import Context
from bot.sending import tell, try_to
from core.errors import Stale
from core.models import CONSENT_VERSION

OPEN_COMMANDS = ("/help", "/privacy")


async def gate(update: Update, context: Context) -> None:
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None or chat.type != ChatType.PRIVATE:
        raise ApplicationHandlerStop
    if update.my_chat_member:
        return
    if update.callback_query:
        await try_to(update.callback_query.answer())
    if not context.core.settings.allows(user.id):
        if _needs_answer(update, context):
            await tell(lambda: chat.send_message(texts.stranger(user.id), parse_mode=ParseMode.HTML))
        raise ApplicationHandlerStop
    if await context.core.users.agreed(user.id) != CONSENT_VERSION and not _is_open(update):
        if _needs_answer(update, context):
            await tell(
                lambda: chat.send_message(texts.CONSENT, parse_mode=ParseMode.HTML, reply_markup=keyboards.consent())
            )
        raise ApplicationHandlerStop


def _needs_answer(update: Update, context: Context) -> bool:
    """An album is several updates and gets one answer."""
    album = update.message.media_group_id if update.message else None
    if album is None:
        return True
    first = album not in context.turned_away
    context.turned_away.append(album)
    return first


def _is_open(update: Update) -> bool:
    if update.callback_query:
        try:
            return unpack(update.callback_query.data).verb == "agree"
        except Stale:
            return False
    text = (update.effective_message.text if update.effective_message else None) or ""
    return text.startswith(OPEN_COMMANDS)


HANDLERS: list[BaseHandler[Update, Context, None]] = [TypeHandler(Update, gate)]
