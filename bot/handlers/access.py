"""Who may come in, by the owner's hand: users, forwarded messages, contacts, ids, and invite links."""

import time
from dataclasses import replace

from telegram import InlineKeyboardMarkup, MessageOriginHiddenUser, MessageOriginUser, Update
from telegram.ext import (
    ApplicationHandlerStop,
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot import keyboards_panel, texts
from bot.context import Context
from bot.handlers.door import INVITATION, name_of, tell_aside
from bot.handlers.only_owner import only_owner
from bot.handlers.reply import edit, message, say, tapped
from core.errors import Stale
from core.models import EXPECTING, Person

A_PAGE = 8
PATIENCE = 600  # seconds in which a forwarded message shows somebody
LARGEST_ID = 2**52  # Telegram's own promise
Page = tuple[str, InlineKeyboardMarkup]


async def users(context: Context, n: int) -> Page:
    shown, of = await context.core.door.people(n, A_PAGE)
    pages = min(-(-of // A_PAGE), 1000)  # as many as a button can count
    return texts.panel.people(shown, n, pages), keyboards_panel.people(shown, n, pages)


async def whom(context: Context, n: int) -> Page:
    await context.core.decisions.decide(EXPECTING, str(int(time.time()) + PATIENCE))
    return texts.panel.whom(), keyboards_panel.to_panel()


async def invites(context: Context, n: int) -> Page:
    open_ones = await context.core.invites.open()
    return texts.panel.invites(open_ones), keyboards_panel.invites(open_ones)


async def person(update: Update, context: Context) -> None:
    await edit(update, *await _card(context, _id(tapped(update).id), panel=True))


async def allow(update: Update, context: Context) -> None:
    await _decide(update, context, _id(tapped(update).id), "allow")


async def deny(update: Update, context: Context) -> None:
    await _decide(update, context, _id(tapped(update).id), "deny")


async def by_id(update: Update, context: Context) -> None:
    """/allow 12345 and /deny 12345."""
    verb = (message(update).text or "")[1:].split("@")[0].split()[0]
    told = (context.args or [""])[0]
    if not (told.isascii() and told.isdecimal() and 0 < int(told) < LARGEST_ID):
        await say(update, texts.panel.no_id())
        return
    await _decide(update, context, int(told), verb)


async def introduced(update: Update, context: Context) -> None:
    """The owner shows somebody; nobody else's messages are concerned."""
    if context.entry.standing != "owner" or not (shown := await _shown(update, context)):
        return
    if isinstance(shown, str):
        await say(update, shown, quote=True)
    elif shown.id == context.entry.owner:
        await say(update, texts.panel.that_is_you(), quote=True)
    else:
        await say(update, *await _card(context, shown.id, shown.name), quote=True)
    raise ApplicationHandlerStop


async def mint(update: Update, context: Context) -> None:
    tap = tapped(update)
    if tap.id not in map(str, keyboards_panel.INVITE_USES) or tap.n not in keyboards_panel.INVITE_DAYS:
        raise Stale
    token = await context.core.invite.mint(int(tap.id), tap.n)
    link = f"https://t.me/{context.bot.username}?start={INVITATION}{token}"
    await say(update, texts.panel.invite_link(link, int(tap.id), tap.n))
    await edit(update, *await invites(context, 0))


async def unlink(update: Update, context: Context) -> None:
    if not await context.core.invites.revoke(_id(tapped(update).id)):
        raise Stale
    await edit(update, *await invites(context, 0))


async def _decide(update: Update, context: Context, user_id: int, verb: str) -> None:
    if user_id == context.entry.owner:
        await say(update, texts.panel.that_is_you())
        return
    before = await context.core.door.person(user_id)
    if verb == "deny":
        await context.core.decide.deny(user_id)
    else:
        await context.core.decide.allow(user_id)
        if before and before.access != "allowed":
            await tell_aside(context, user_id, lambda: (texts.beginning.let_in(), None))
    text, markup = await _card(context, user_id)
    await (edit if update.callback_query else say)(update, text, markup)


async def _card(context: Context, user_id: int, name: str = "", *, panel: bool = False) -> Page:
    one = await context.core.door.person(user_id) or Person(user_id)
    one = replace(one, name=one.name or name)
    listed = context.core.settings.allows(user_id)
    return texts.panel.person(one, listed=listed), keyboards_panel.door(user_id, one.access, panel=panel)


async def _shown(update: Update, context: Context) -> Person | str | None:
    """Who is meant, or why that cannot be told. None for a forwarded message that was not asked for."""
    sent = message(update)
    if contact := sent.contact:
        name = " ".join(filter(None, (contact.first_name, contact.last_name)))
        return Person(contact.user_id, name) if contact.user_id else texts.panel.no_account()
    if float((await context.core.decisions.read()).get(EXPECTING, 0)) < time.time():
        return None
    match sent.forward_origin:
        case MessageOriginUser(sender_user=user) if not user.is_bot:
            return Person(user.id, name_of(user))
        case MessageOriginHiddenUser(sender_user_name=name):
            return texts.panel.hidden_sender(name)
    return texts.panel.no_person()


def _id(told: str) -> int:
    if not told.isdecimal() or int(told) >= LARGEST_ID:
        raise Stale
    return int(told)


INTRODUCTIONS: list[BaseHandler[Update, Context, None]] = [
    MessageHandler(filters.FORWARDED | filters.CONTACT, introduced)
]
HANDLERS: list[BaseHandler[Update, Context, None]] = [
    CommandHandler(["allow", "deny"], only_owner(by_id)),
    CallbackQueryHandler(only_owner(person), pattern="^person:"),
    CallbackQueryHandler(only_owner(allow), pattern="^allow:"),
    CallbackQueryHandler(only_owner(deny), pattern="^deny:"),
    CallbackQueryHandler(only_owner(mint), pattern="^mint:"),
    CallbackQueryHandler(only_owner(unlink), pattern="^unlink:"),
]
