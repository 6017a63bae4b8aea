"""/broadcast: words of the owner to everybody who agreed to the terms, shown first and confirmed."""

from html import escape

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

from bot import keyboards_panel, texts
from bot.context import Context
from bot.handlers.only_owner import only_owner
from bot.handlers.reply import edit, message, say, tapped
from core.errors import Stale
from core.models import Broadcast


async def broadcast(update: Update, context: Context) -> None:
    words = _words(update)
    if not words:
        await say(update, texts.panel.how_to_broadcast())
        return
    draft = await context.core.broadcasts.draft(f"{message(update).chat_id}:{update.update_id}", words)
    await say(update, words)
    await say(update, texts.panel.broadcast(draft), keyboards_panel.broadcast(draft))


async def announce(update: Update, context: Context) -> None:
    one = await _tapped(update, context)
    await context.core.broadcasts.begin(one.id)
    await _show(update, context)


async def silence(update: Update, context: Context) -> None:
    one = await _tapped(update, context)
    await context.core.broadcasts.cancel(one.id)
    await _show(update, context)


async def _show(update: Update, context: Context) -> None:
    """However often it was tapped, what is shown is how it stands."""
    one = await _tapped(update, context)
    await edit(update, texts.panel.broadcast(one), keyboards_panel.broadcast(one))


async def _tapped(update: Update, context: Context) -> Broadcast:
    told = tapped(update).id
    one = await context.core.broadcasts.get(int(told)) if told.isdecimal() and len(told) < 19 else None
    if one is None:
        raise Stale
    return one


def _words(update: Update) -> str:
    """What stands behind the command, as HTML with the owner's own formatting."""
    sent = message(update)
    formatted, plain = sent.text_html.split(maxsplit=1), (sent.text or "").split(maxsplit=1)
    if len(plain) < 2:
        return ""
    return formatted[1] if formatted[0].startswith("/") else escape(plain[1])


HANDLERS: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("broadcast", only_owner(broadcast)),
    CallbackQueryHandler(only_owner(announce), pattern="^announce:"),
    CallbackQueryHandler(only_owner(silence), pattern="^silence:"),
]
