"""/language: the one that was chosen, or as the client speaks."""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

from bot import keyboards, texts
from bot.context import Context
from bot.handlers.reply import edit, say, tapped, user_id
from bot.texts.catalogue import LANGUAGES, speak
from core.errors import Stale


async def ask(update: Update, context: Context) -> None:
    await say(update, texts.settings.language(), keyboards.languages(context.entry.language))


async def choose(update: Update, context: Context) -> None:
    """The answer is in the new language already."""
    told = tapped(update).id
    if told not in {keyboards.CLIENT, *LANGUAGES}:
        raise Stale
    chosen = None if told == keyboards.CLIENT else told
    await context.core.users.speak(user_id(update), chosen)
    speak(chosen, update.effective_user.language_code if update.effective_user else None)
    await edit(update, texts.settings.language(), keyboards.languages(chosen))


HANDLERS: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("language", ask),
    CallbackQueryHandler(choose, pattern="^speak:"),
]
