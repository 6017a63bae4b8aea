"""Telegram Stars go back to who paid them."""

import logging
from collections.abc import Awaitable, Callable

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError

from bot import texts
from bot.sending import MaybeSent, send
from bot.texts.catalogue import speaking
from core.errors import ChatGone, DeliveryDelayed, RefundRefused
from core.models import Payment

log = logging.getLogger(__name__)

ALREADY = "CHARGE_ALREADY_REFUNDED"


class TelegramCashier:
    """Implements core.ports.Cashier."""

    def __init__(
        self, bot: Bot, owner_id: Callable[[], Awaitable[int | None]], language: Callable[[int], Awaitable[str]]
    ) -> None:
        self._bot = bot
        self._owner_id = owner_id
        self._language = language

    async def refund(self, payment: Payment) -> None:
        try:
            await self._bot.refund_star_payment(payment.user_id, payment.charge_id)
        except (BadRequest, Forbidden) as error:
            if ALREADY not in error.message.upper():
                log.warning("payment %s is not refunded: %s", payment.id, error.message)
                raise RefundRefused(error.message) from error
        except (
            TelegramError
        ) as error:  # also when its answer was lost: asked again, it says that it is refunded already
            raise DeliveryDelayed(type(error).__name__) from error

    async def tell(self, payment: Payment, *, back: bool) -> None:
        if back:
            await self._say(payment.user_id, lambda: texts.shop.stars_are_back(payment.stars))
            return
        await self._say(payment.user_id, lambda: texts.shop.stars_stay(payment))
        if (owner := await self._owner_id()) is not None:
            await self._say(owner, lambda: texts.shop.refund_refused(payment))

    async def _say(self, user_id: int, words: Callable[[], str]) -> None:
        """That it cannot be told changes nothing about the money."""
        with speaking(await self._language(user_id)):
            text = words()
        try:
            await send(lambda: self._bot.send_message(user_id, text, parse_mode=ParseMode.HTML))
        except (ChatGone, DeliveryDelayed, MaybeSent, TelegramError) as error:
            log.info("somebody could not be told of a refund: %s", type(error).__name__)
