"""One send to Telegram: what its failures mean, and which of them may be repeated."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from core.errors import ChatGone, ChatMoved, DeliveryDelayed

log = logging.getLogger(__name__)
T = TypeVar("T")

NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
GONE = ("chat not found", "user is deactivated", "bot was blocked", "peer_id_invalid")
# Of groups: what the bot may not send there, nobody sees.
SHUT = ("not enough rights", "have no rights", "chat_write_forbidden", "chat_send_", "chat_restricted", "topic_closed")
TRIES = 3
LONGEST_WAIT = 30.0  # seconds that somebody may wait for a download


class MaybeSent(Exception):
    """The connection ended before the answer came: the message may have arrived."""


def _asked_for(error: RetryAfter) -> float:
    seconds = error.retry_after
    return float(seconds) if isinstance(seconds, int | float) else seconds.total_seconds()


def is_gone(error: TelegramError) -> bool:
    """The user has blocked the bot, the group has removed or silenced it, or the chat is no more."""
    if isinstance(error, BadRequest):
        return any(words in str(error).lower() for words in (*GONE, *SHUT))
    return isinstance(error, Forbidden)


async def send(call: Callable[[], Awaitable[T]]) -> T:
    """The answer of `call`; bot/pace.py has waited out the flood limit.

    Raises ChatGone, ChatMoved, MaybeSent, DeliveryDelayed when Telegram cannot be reached, and BadRequest for our own
    mistakes.
    """
    for attempt in range(TRIES):
        try:
            return await call()
        except RetryAfter as error:
            raise DeliveryDelayed("flood limit") from error
        except ChatMigrated as error:
            raise ChatMoved(error.new_chat_id) from error
        except (Forbidden, BadRequest) as error:
            if is_gone(error):
                raise ChatGone(str(error)) from error
            raise
        except NetworkError as error:
            # PTB's own words for an answer of Telegram's have no cause; anything else broke on the way there or back.
            if error.__cause__ is not None and not isinstance(error.__cause__, NOT_SENT):
                raise MaybeSent from error
            if attempt == TRIES - 1:
                raise DeliveryDelayed(type(error).__name__) from error
            await asyncio.sleep(2.0**attempt)
    raise AssertionError("unreachable")


async def tell(call: Callable[[], Awaitable[object]]) -> None:
    """Send what needs no record: if its answer is lost, it has most likely arrived. Raises what `send` raises."""
    try:
        await send(call)
    except MaybeSent:
        log.info("an answer of Telegram was lost; the message is not sent again")


async def insist(call: Callable[[], Awaitable[T]]) -> T:
    """The answer of what may be asked for repeatedly: a download, or a message that does no harm when it comes twice.

    Raises what the last try raised.
    """
    for attempt in range(TRIES):
        try:
            return await call()
        except RetryAfter as error:
            wait = _asked_for(error)
            if attempt == TRIES - 1 or wait > LONGEST_WAIT:
                raise
        except BadRequest:
            raise
        except NetworkError:
            wait = 2.0**attempt
            if attempt == TRIES - 1:
                raise
        await asyncio.sleep(wait)
    raise AssertionError("unreachable")


async def try_to(call: Awaitable[object]) -> None:
    """For what only decorates: typing actions, late answers, edits that change nothing."""
    try:
        await call
    except TelegramError as error:
        log.debug("not done: %s", type(error).__name__)
