"""/start, consent, /help, /privacy, /cancel, and who leaves."""

from telegram import Update
from telegram.constants import ChatMemberStatus
from telegram.ext import BaseHandler, CallbackQueryHandler, ChatMemberHandler, CommandHandler

from bot import texts
from bot.context import Context
from bot.handlers.photos import ask
from bot.handlers.reply import edit, say, tapped, user_id
from core.errors import Stale
from core.models import CONSENT_VERSION


async def start(update: Update, context: Context) -> None:
    model = await context.core.models.active(user_id(update))
    if model and (doubt := await context.core.begin_portraits.asks(model)):
        await ask(update, model, doubt)
        return
    await say(update, texts.where_you_are(model) + _offline(context))


async def agree(update: Update, context: Context) -> None:
    tap = tapped(update)
    if tap.id != str(CONSENT_VERSION):
        raise Stale
    await context.core.users.agree(user_id(update), CONSENT_VERSION)
    await edit(update, texts.AGREED + _offline(context))


async def help_(update: Update, context: Context) -> None:
    await say(update, texts.HELP + _offline(context))


async def privacy(update: Update, context: Context) -> None:
    await say(update, texts.PRIVACY + (texts.PRIVACY_OFFLINE if context.core.settings.offline_painter else ""))


async def cancel(update: Update, context: Context) -> None:
    gone = await context.core.cancel(user_id(update))
    await say(update, texts.cancelled(gone.photos, gone.scenes))


async def membership(update: Update, context: Context) -> None:
    """Who blocks the bot pays for nothing more."""
    change = update.my_chat_member
    if change and change.new_chat_member.status in {ChatMemberStatus.BANNED, ChatMemberStatus.LEFT}:
        await context.core.generations.abandon(user_id(update))


def _offline(context: Context) -> str:
    return texts.OFFLINE if context.core.settings.offline_painter else ""


HANDLERS: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("start", start),
    CommandHandler("help", help_),
    CommandHandler("privacy", privacy),
    CommandHandler("cancel", cancel),
    CallbackQueryHandler(agree, pattern="^agree:"),
    ChatMemberHandler(membership, ChatMemberHandler.MY_CHAT_MEMBER),
]
