"""@bot in any chat offers the sender's own pictures, by Telegram's file ids: nothing is drawn, uploaded or paid."""

from telegram import InlineQueryResultCachedPhoto, InlineQueryResultsButton, Update
from telegram.ext import BaseHandler, InlineQueryHandler

from bot import keyboards, texts
from bot.context import Context
from bot.handlers.door import client_language, name_of
from bot.sending import try_to
from bot.texts.catalogue import speak
from core.models import Page, still_agrees

PAGE = 30  # Telegram takes 50
CACHE_SECONDS = 5  # a new picture is offered soon
MOST_WORDS = 12
LAST_PAGE = 100


async def offer(update: Update, context: Context) -> None:
    query, core = update.inline_query, context.core
    if query is None:
        return
    entry = await core.admit(query.from_user.id, name_of(query.from_user), client_language(query.from_user))
    speak(entry.language, query.from_user.language_code)
    if not entry.may_enter or not still_agrees(entry.agreed, offline=core.settings.offline):
        await _answer(update, context, None, texts.groups.meet_first())
        return
    number = min(int(query.offset), LAST_PAGE) if query.offset.isdecimal() and len(query.offset) < 4 else 0
    words = " ".join(query.query.split()[:MOST_WORDS])
    page = await core.shown.page(query.from_user.id, words, number, PAGE)
    nothing = not page.pictures and not words and not number
    await _answer(update, context, page, texts.groups.no_pictures() if nothing else "")


async def _answer(update: Update, context: Context, page: Page | None, door: str) -> None:
    query, label = update.inline_query, context.core.settings.ai_label == "on"
    if query is None:
        return
    pictures = list(zip(page.pictures, page.file_ids, strict=True)) if page else []
    results = [
        InlineQueryResultCachedPhoto(
            f"{one.generation_id}:{one.n}",
            file_id or "",
            caption=texts.groups.inline_caption() if label and not one.is_preview else None,
        )
        for one, file_id in pictures
    ]
    more = str(page.last // PAGE) if page and page.last < page.total else ""
    button = InlineQueryResultsButton(door, start_parameter=keyboards.FROM_INLINE) if door else None
    await try_to(query.answer(results, cache_time=CACHE_SECONDS, is_personal=True, next_offset=more, button=button))


HANDLERS: list[BaseHandler[Update, Context, None]] = [InlineQueryHandler(offer)]
