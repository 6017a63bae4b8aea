"""/usage: what was drawn today, what is left, and when the count begins anew."""

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler

from bot import texts
from bot.context import Context
from bot.handlers.reply import say, user_id


async def usage(update: Update, context: Context) -> None:
    used = await context.core.ledger.usage(user_id(update))
    await say(update, texts.usage.usage(used, owner=context.entry.standing == "owner"))


HANDLERS: list[BaseHandler[Update, Context, None]] = [CommandHandler("usage", usage)]
