"""Groups: who may speak to the bot there, whose buttons are whose, and what belongs in the private chat."""

from telegram import Chat, Update, User
from telegram.ext import ApplicationHandlerStop

from bot import keyboards, texts
from bot.callbacks import unpack
from bot.context import Context
from bot.handlers.door import client_language, name_of
from bot.handlers.reply import say
from bot.hearing import GROUPS
from bot.sending import try_to
from bot.texts.catalogue import speak
from core.errors import Stale
from core.models import still_agrees

HERE = {"scene", "gallery", "help"}  # commands that a group may have; all others are personal


async def group_gate(update: Update, context: Context, user: User, chat: Chat) -> None:
    """Returns for what a group may have; all else is answered here, and stopped."""
    if context.core.settings.groups != "on" or chat.type not in GROUPS:
        raise ApplicationHandlerStop
    message = update.message
    if update.my_chat_member or (message and message.migrate_to_chat_id):
        return
    speak(user.language_code)
    if message and message.sender_chat:
        await _refuse(update, context, texts.groups.anonymous(), seldom=(chat.id, message.sender_chat.id))
    if update.callback_query:
        await _own_buttons_only(update, context, user)
    entry = context.entry = await context.core.admit(user.id, name_of(user), client_language(user))
    speak(entry.language, user.language_code)
    command = context.hearing.command(message)[0] if message else ""
    agrees = still_agrees(entry.agreed, offline=context.core.settings.offline)
    if not entry.may_enter or not (agrees or command == "help"):
        await _refuse(update, context, texts.groups.private(user.first_name), seldom=(chat.id, user.id))
    if command and command not in HERE and command in context.hearing.commands:
        await _refuse(update, context, texts.groups.personal())
    if message and not message.text:
        await _refuse(update, context, texts.groups.no_photos())
    if update.callback_query:
        await try_to(update.callback_query.answer())


async def _own_buttons_only(update: Update, context: Context, user: User) -> None:
    """Every button in a group names a generation or a model, and so its user. Others are told, and nothing changes."""
    query = update.callback_query
    if query is None:
        return
    try:
        owner = await context.core.door.whose(unpack(query.data).id)
    except Stale:
        owner = None
    if owner is None or owner.id != user.id:
        name = owner.name.partition(" (@")[0][:100] if owner else ""
        text = texts.groups.whose_buttons(name) if owner else texts.failures.error(Stale())
        await try_to(query.answer(text, show_alert=True))
        raise ApplicationHandlerStop


async def _refuse(update: Update, context: Context, text: str, seldom: object = None) -> None:
    """One sentence with the way to the private chat; what is said `seldom` is said once an hour. Then it ends."""
    if update.callback_query:
        await try_to(update.callback_query.answer(text, show_alert=True))
    elif seldom is None or context.told.first(seldom):
        await say(update, text, keyboards.private_chat(context.bot.username))
    raise ApplicationHandlerStop
