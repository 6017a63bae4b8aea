"""/usage: what was drawn today, what is left, and when the count begins anew."""

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler

from bot import texts
from bot.context import Context
from bot.handlers.reply import say, user_id


async def usage(update: Update, context: Context) -> None:
    user, ledger, owner = user_id(update), context.core.ledger, context.entry.standing == "owner"
    used = await ledger.usage(user)
    balance = None if owner else await ledger.credits(user)  # the owner needs none
    await say(update, texts.usage.usage(used, balance, owner=owner))


HANDLERS: list[BaseHandler[Update, Context, None]] = [CommandHandler("usage", usage)]
