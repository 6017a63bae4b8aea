"""Stars that are owed go back to who paid them, one payment at a time, until the messenger has taken each."""

import logging
from dataclasses import dataclass

from core.errors import DeliveryDelayed, RefundRefused
from core.models import Payment, Receipt
from core.ports import Cashier, Sales

log = logging.getLogger(__name__)

LONGEST_WAIT = 300.0


@dataclass(frozen=True)
class GiveBack:
    """`claim` seconds after a kill another process goes on."""

    sales: Sales
    cashier: Cashier
    claim: float

    async def __call__(self) -> bool:
        """False if nothing is owed. Raises DatabaseAway."""
        payment = await self.sales.due(self.claim)
        if payment is None:
            return False
        try:
            await self.cashier.refund(payment)
        except DeliveryDelayed:
            await self.sales.later(payment, min(2.0**payment.tries, LONGEST_WAIT))
        except RefundRefused:
            await self.sales.undo(payment)
            await self.cashier.tell(payment, back=False)
        else:
            await self._done(payment)
        return True

    async def _done(self, payment: Payment) -> None:
        """The messenger may have said so itself already."""
        receipt = Receipt(payment.charge_id, payment.user_id, payment.stars, "")
        if await self.sales.refunded(receipt):
            log.info("payment %s is refunded", payment.id)
            await self.cashier.tell(payment, back=True)
