"""/gallery pages through the active model's pictures, by months too, and packs them."""

from telegram import ReplyParameters, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

from bot import keyboards_models, texts
from bot.context import Context
from bot.handlers.reply import message, own_model, say, tapped, user_id
from bot.hearing import in_group
from core.errors import NoModel, Stale
from core.models import Model

PAGE = keyboards_models.PAGE


async def gallery(update: Update, context: Context) -> None:
    model = await context.core.models.active(user_id(update))
    if model is None:
        raise NoModel
    await _show(update, context, model, 0, starred=False)


async def pages(update: Update, context: Context) -> None:
    """From a card, and from messages of before, whose buttons count pages."""
    await _show(update, context, await own_model(update, context), tapped(update).n * PAGE, starred=False)


async def kept(update: Update, context: Context) -> None:
    await _show(update, context, await own_model(update, context), tapped(update).n * PAGE, starred=True)


async def turn(update: Update, context: Context) -> None:
    tap = tapped(update)
    await _show(update, context, await own_model(update, context), tap.n, starred=tap.verb == "keptfrom")


async def months(update: Update, context: Context) -> None:
    model, starred = await own_model(update, context), tapped(update).n == 1
    there = await context.core.showcase.months(model.id, starred=starred)
    if not there:
        await say(update, texts.gallery.none(model, starred=starred))
        return
    markup = keyboards_models.months(model, there, starred=starred)
    await say(update, texts.models.which_month(model, starred=starred), markup)


async def month(update: Update, context: Context) -> None:
    """To the first page of a month; where it has no pictures any more, to the newer ones that follow it."""
    tap, model = tapped(update), await own_model(update, context)
    starred = tap.verb == "keptmonth"
    wanted = (keyboards_models.EPOCH + tap.n // 12, tap.n % 12 + 1)
    there = await context.core.showcase.months(model.id, starred=starred)
    first = next((one.first for one in there if (one.year, one.month) <= wanted), 0)
    await _show(update, context, model, first, starred=starred)


async def download(update: Update, context: Context) -> None:
    tap = tapped(update)
    starred = tap.n == 1
    if in_group(message(update).chat_id):
        raise Stale
    model, pictures, begun = await context.core.ask_export.of_model(
        user_id(update), message(update).chat_id, tap.id, starred=starred
    )
    if not pictures:
        await say(update, texts.gallery.none(model, starred=starred))
    elif begun:
        await say(update, texts.models.packing(model, pictures, starred=starred))
    else:
        await say(update, texts.models.packing_already(model))


async def _show(update: Update, context: Context, model: Model, offset: int, *, starred: bool) -> None:
    page = await context.core.generations.page(model.id, offset, PAGE, starred=starred)
    sent = message(update)
    reply = ReplyParameters(sent.message_id) if in_group(sent.chat_id) else None
    unreadable = await context.albums.show(sent.chat_id, model, page, reply)
    lines = [texts.gallery.page(model, page), *([texts.models.unreadable(unreadable)] if unreadable else [])]
    await say(update, "\n".join(lines), keyboards_models.gallery(model, page, private=reply is None))


HANDLERS: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("gallery", gallery),
    CallbackQueryHandler(pages, pattern="^gallery:"),
    CallbackQueryHandler(kept, pattern="^stars:"),
    CallbackQueryHandler(turn, pattern="^(from|keptfrom):"),
    CallbackQueryHandler(months, pattern="^months:"),
    CallbackQueryHandler(month, pattern="^(month|keptmonth):"),
    CallbackQueryHandler(download, pattern="^download:"),
]
