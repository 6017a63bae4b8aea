"""Packs of pictures are ordered, judged before they are paid, and booked when they are."""

import asyncio
import logging
from dataclasses import dataclass, field

from core.errors import Stale
from core.models import PAUSED, Booked, Entry, Order, Pack, Payment, Receipt, Unpayable, still_agrees
from core.ports import Decisions, Sales

log = logging.getLogger(__name__)

LATEST = 5  # payments that a user is shown


@dataclass(frozen=True)
class Sell:
    """`packs` are what is sold now: none means that nothing is. `owing` wakes whoever gives stars back."""

    sales: Sales
    decisions: Decisions
    packs: tuple[Pack, ...]
    offline: bool
    owing: asyncio.Event = field(default_factory=asyncio.Event)

    async def order(self, chat_id: int, update_id: int, user_id: int, pack: Pack) -> Order:
        """At most one for each tap. Raises Stale for a pack that is not sold (any more)."""
        if pack not in self.packs:
            raise Stale
        return await self.sales.order(f"{chat_id}:{update_id}:order", user_id, pack)

    async def judge(self, entry: Entry, user_id: int, order_id: str, stars: int) -> Unpayable:
        """Whether these stars may be taken now: empty, or why not."""
        if not entry.may_enter:
            return "shut_out"
        if not still_agrees(entry.agreed, offline=self.offline):
            return "not_agreed"
        order = await self.sales.find(order_id)
        if order is None or order.user_id != user_id or order.pack.stars != stars:
            return "unknown"
        if order.paid:
            return "paid"
        if not order.fresh or not self.packs:
            return "over"
        return "paused" if PAUSED in await self.decisions.read() else ""

    async def paid(self, entry: Entry, receipt: Receipt) -> Booked:
        """Money has moved: it becomes pictures, or it goes back by itself. Repeatable.

        Whoever may not come in could never draw them, and an order that is gone cannot say how many they are: both get
        the stars back. Consent is no question: it can be given again.
        """
        booked = await self.sales.book(receipt, welcome=entry.may_enter)
        log.info("a payment of %s stars is %s", receipt.stars, booked)
        if booked == "returned":
            self.owing.set()
        return booked

    async def take_back(self, payment_id: int, *, payer: int | None) -> Payment:
        """Asked by its payer, or by the owner (None). Raises NoRefund, and Stale for what is not the payer's."""
        payment = await self.sales.take_back(payment_id, payer=payer)
        if payment is None:
            raise Stale
        self.owing.set()
        return payment

    async def owe(self, charge_id: str, user_id: int) -> Payment:
        payment = await self.sales.owe(charge_id, user_id)
        self.owing.set()
        return payment

    async def refunded(self, receipt: Receipt) -> bool:
        """The messenger says that the stars are back. False if that was known."""
        return await self.sales.refunded(receipt)
