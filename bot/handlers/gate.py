"""Who may come in: allowed accounts, and consent before anything is read. Groups have a gate of their own."""

from telegram import Update
from telegram.constants import ChatType, ParseMode
from telegram.ext import ApplicationHandlerStop, BaseHandler, TypeHandler

from bot import keyboards, texts
from bot.callbacks import unpack
from bot.context import Context
from bot.handlers.door import client_language, knock, name_of, turn_away
from bot.handlers.group_gate import group_gate
from bot.sending import tell, try_to
from bot.texts.catalogue import speak
from core.errors import Stale
from core.models import still_agrees

# Whoever has data here may always take it along and away, and whoever paid may ask about it.
OWN_DATA = {"/privacy", "/export", "/delete", "/paysupport"}
OPEN_COMMANDS = {"/help", "/language", *OWN_DATA}
OPEN_TAPS = {"agree", "revoke", "export", "wipe", "erase", "keep", "speak", "giveback"}


async def gate(update: Update, context: Context) -> None:
    user, chat = update.effective_user, update.effective_chat
    if update.inline_query:
        return  # handlers/inline.py has its own door
    if update.pre_checkout_query:
        return  # judged and answered within seconds: bot/handlers/shop.py
    if user is None or chat is None:
        raise ApplicationHandlerStop
    money = _is_money(update)
    if chat.type != ChatType.PRIVATE and not money:
        await group_gate(update, context, user, chat)
        return
    if update.my_chat_member:
        return
    if update.callback_query:
        await try_to(update.callback_query.answer())
    speak(user.language_code)
    # The one question that each update costs.
    context.entry = await context.core.admit(user.id, name_of(user), client_language(user))
    speak(context.entry.language, user.language_code)
    if money:
        return
    if (entry := await knock(update, context, user, chat)) is None:
        raise ApplicationHandlerStop
    context.entry = entry
    if not entry.may_enter and not (entry.has_data and _is_about(update, OWN_DATA)):
        if _needs_answer(update, context):
            await turn_away(context, user, chat)
        raise ApplicationHandlerStop
    offline = context.core.settings.offline
    if not still_agrees(entry.agreed, offline=offline) and not _is_about(update, OPEN_COMMANDS):
        if _needs_answer(update, context):
            text, markup = texts.privacy.consent(offline=offline), keyboards.consent(offline=offline)
            await tell(lambda: chat.send_message(text, parse_mode=ParseMode.HTML, reply_markup=markup))
        raise ApplicationHandlerStop


def _is_money(update: Update) -> bool:
    """It has moved already, whoever may come in."""
    return bool(update.message and (update.message.successful_payment or update.message.refunded_payment))


def _needs_answer(update: Update, context: Context) -> bool:
    """An album is several updates and gets one answer."""
    album = update.message.media_group_id if update.message else None
    if album is None:
        return True
    first = album not in context.turned_away
    context.turned_away.append(album)
    return first


def _is_about(update: Update, commands: set[str]) -> bool:
    if update.callback_query:
        try:
            return unpack(update.callback_query.data).verb in OPEN_TAPS
        except Stale:
            return False
    text = (update.effective_message.text if update.effective_message else None) or ""
    return text.partition(" ")[0].partition("@")[0] in commands


HANDLERS: list[BaseHandler[Update, Context, None]] = [TypeHandler(Update, gate)]
