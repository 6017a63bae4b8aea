"""Whose data it is: consent given and revoked, /privacy, /export and /delete."""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

from bot import keyboards, texts
from bot.context import Context
from bot.handlers.reply import edit, message, say, tapped, user_id
from core.errors import Stale
from core.models import still_agrees, terms

ALL = "all"


async def agree(update: Update, context: Context) -> None:
    offline = context.core.settings.offline
    version = terms(offline=offline)
    if tapped(update).id != str(version):
        raise Stale
    await context.core.users.agree(user_id(update), version)
    studio = f"\n\n{texts.beginning.offline()}" if context.core.settings.offline_painter else ""
    await edit(update, texts.privacy.agreed() + studio)


async def privacy(update: Update, context: Context) -> None:
    settings = context.core.settings
    agreed = still_agrees(await context.core.users.agreed(user_id(update)), offline=settings.offline)
    text = texts.privacy.yours(offline=settings.offline, retention_days=settings.retention_days)
    text += f"\n{texts.shop.privacy()}" if settings.packs else ""
    await say(update, text, keyboards.privacy(agreed=agreed))


async def revoke(update: Update, context: Context) -> None:
    revoked = await context.core.revoke(user_id(update))
    await say(update, texts.privacy.revoked() if revoked else texts.privacy.nothing_agreed())


async def export(update: Update, context: Context) -> None:
    begun = await context.core.ask_export(user_id(update), message(update).chat_id)
    await say(update, texts.privacy.export_begun() if begun else texts.privacy.export_under_way())


async def delete(update: Update, context: Context) -> None:
    user = user_id(update)
    if not await context.core.users.known(user):
        await say(update, texts.privacy.nothing_to_erase())
        return
    await say(update, texts.privacy.what_to_erase(), keyboards.what_to_erase(await context.core.models.of(user)))


async def ask(update: Update, context: Context) -> None:
    """Says exactly what goes; nothing has gone yet."""
    what = tapped(update).id
    if what == "ask":  # from /privacy
        await delete(update, context)
        return
    model_id = None if what == ALL else what
    belongings = await context.core.erase.belongings(user_id(update), model_id)
    text, lost = texts.privacy.sure(belongings, everything=model_id is None), texts.shop.credits_lost(belongings)
    await edit(update, "\n\n".join(filter(None, (text, lost))), keyboards.sure(model_id))


async def erase(update: Update, context: Context) -> None:
    what = tapped(update).id
    erasure = await context.core.erase(user_id(update), message(update).chat_id, None if what == ALL else what)
    await edit(update, texts.privacy.being_erased(erasure))


async def keep(update: Update, context: Context) -> None:
    await edit(update, texts.privacy.kept())


HANDLERS: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("privacy", privacy),
    CommandHandler("export", export),
    CommandHandler("delete", delete),
    CallbackQueryHandler(agree, pattern="^agree:"),
    CallbackQueryHandler(revoke, pattern="^revoke:"),
    CallbackQueryHandler(export, pattern="^export:"),
    CallbackQueryHandler(ask, pattern="^wipe:"),
    CallbackQueryHandler(erase, pattern="^erase:"),
    CallbackQueryHandler(keep, pattern="^keep:"),
]
