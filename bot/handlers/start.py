"""/start, /help, /cancel, and who leaves."""

from telegram import Update
from telegram.constants import ChatMemberStatus
from telegram.ext import BaseHandler, ChatMemberHandler, CommandHandler

from bot import texts
from bot.context import Context
from bot.handlers.photos import ask
from bot.handlers.reply import say, user_id


async def start(update: Update, context: Context) -> None:
    model = await context.core.models.active(user_id(update))
    if model and (doubt := await context.core.begin_portraits.asks(model)):
        await ask(update, model, doubt)
        return
    await say(update, texts.beginning.where_you_are(model) + _offline(context))


async def help_(update: Update, context: Context) -> None:
    together = texts.together.idea(await context.core.models.of(user_id(update)))
    sold = f"\n\n{texts.shop.help_()}" if context.core.sell.packs else ""
    await say(update, texts.beginning.help_() + together + sold + _offline(context))


async def cancel(update: Update, context: Context) -> None:
    gone = await context.core.cancel(user_id(update))
    await say(update, texts.beginning.cancelled(gone.photos, gone.scenes))


async def membership(update: Update, context: Context) -> None:
    """Where the bot is blocked or removed, nothing more is paid for."""
    change = update.my_chat_member
    if change and change.new_chat_member.status in {ChatMemberStatus.BANNED, ChatMemberStatus.LEFT}:
        await context.core.generations.abandon_chat(change.chat.id)


def _offline(context: Context) -> str:
    return f"\n\n{texts.beginning.offline()}" if context.core.settings.offline_painter else ""


HANDLERS: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("start", start),
    CommandHandler("help", help_),
    CommandHandler("cancel", cancel),
    ChatMemberHandler(membership, ChatMemberHandler.MY_CHAT_MEMBER),
]
