"""Whatever no journey wants: each kind gets its own clear answer. Must be registered last."""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, MessageHandler, filters

from bot import texts
from bot.context import Context
from bot.handlers.reply import message, say
from core.errors import Stale


async def stray(update: Update, context: Context) -> None:
    sent = message(update)
    kind = "other"
    if sent.sticker:
        kind = "sticker"
    elif sent.video or sent.video_note:
        kind = "video"
    elif sent.animation:
        kind = "animation"
    await say(update, texts.beginning.stray(kind), quote=True)


async def unknown_command(update: Update, context: Context) -> None:
    await say(update, texts.beginning.unknown_command(), quote=True)


async def unknown_button(update: Update, context: Context) -> None:
    raise Stale


HANDLERS: list[BaseHandler[Update, Context, None]] = [
    MessageHandler(filters.COMMAND, unknown_command),
    MessageHandler(filters.ALL & ~filters.StatusUpdate.ALL, stray),
    CallbackQueryHandler(unknown_button),
]
