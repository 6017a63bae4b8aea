"""Somebody who may not come in yet: the owner's claim, an invitation, or a question to the owner."""

import logging
from collections.abc import Callable
from dataclasses import replace

from telegram import Chat, InlineKeyboardMarkup, Update, User
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot import keyboards, keyboards_panel, texts
from bot.context import Context
from bot.sending import MaybeSent, send, tell
from bot.texts.catalogue import speaking
from core.errors import ChatGone, DeliveryDelayed
from core.models import Entry

log = logging.getLogger(__name__)

INVITATION = "inv_"
NAME_LENGTH = 100
LANGUAGE_LENGTH = 35
Page = tuple[str, InlineKeyboardMarkup | None]
ASKED_A_DAY = 30  # strangers whom the owner is told of; the others are in the list of users


def name_of(user: User) -> str:
    return (f"{user.full_name} (@{user.username})" if user.username else user.full_name)[:NAME_LENGTH]


def client_language(user: User) -> str:
    return (user.language_code or "")[:LANGUAGE_LENGTH]


async def knock(update: Update, context: Context, user: User, chat: Chat) -> Entry | None:
    """The entry after what was brought with /start; None if whoever brought it is best met with silence."""
    entry, core = context.entry, context.core
    brought = _brought(update)
    if brought.startswith(INVITATION) and entry.standing == "stranger":
        welcome = await core.invite.redeem(user.id, name_of(user), brought.removeprefix(INVITATION))
        await _say(chat, texts.beginning.invited() if welcome else texts.beginning.no_invitation())
        return replace(entry, standing="allowed") if welcome else entry
    if brought and entry.owner is None and entry.standing != "denied" and not brought.startswith(INVITATION):
        outcome = await core.claim(user.id, brought)
        if outcome == "taken":
            await _say(chat, texts.beginning.owner_now())
            return replace(entry, standing="owner", owner=user.id)
        return None if outcome == "silence" and not entry.may_enter else entry
    return entry


async def turn_away(context: Context, user: User, chat: Chat) -> None:
    """Say why, and let the owner decide: once a day for each stranger."""
    entry = context.entry
    if entry.standing == "denied":
        await _say(chat, texts.beginning.shut_out())
        return
    await _say(chat, texts.beginning.stranger(user.id))
    door, name = context.core.door, name_of(user)
    if entry.owner is not None and await door.ask(user.id, name, client_language(user), ASKED_A_DAY):

        def question() -> Page:
            return texts.news.stranger_asks(user.id, name), keyboards_panel.door(user.id, "asked")

        await tell_aside(context, entry.owner, question)


async def tell_aside(context: Context, user_id: int, words: Callable[[], Page]) -> None:
    """Tell somebody else than who is talking, in that one's language. That it does not work is no trouble of the
    talker's.
    """
    with speaking(await context.core.users.language(user_id)):
        text, markup = words()
    try:
        await send(lambda: context.bot.send_message(user_id, text, parse_mode=ParseMode.HTML, reply_markup=markup))
    except (ChatGone, DeliveryDelayed, MaybeSent, TelegramError) as error:
        log.info("somebody could not be told: %s", type(error).__name__)


def _brought(update: Update) -> str:
    """What stands behind /start, typed or from a link; the doors that we built ourselves bring nothing."""
    words = ((update.message.text if update.message else None) or "").split(maxsplit=1)
    brought = words[1].strip() if len(words) == 2 and words[0].split("@")[0] == "/start" else ""
    return "" if brought in {keyboards.FROM_GROUP, keyboards.FROM_INLINE} else brought


async def _say(chat: Chat, text: str) -> None:
    await tell(lambda: chat.send_message(text, parse_mode=ParseMode.HTML))
