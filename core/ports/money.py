"""What is paid for pictures, by us and by users."""

from typing import Protocol

from core.models import Booked, Generation, Order, Pack, Payment, Picture, Receipt, Transcript, Usage


class Ledger(Protocol):
    """Every paid call: an intent before it, the outcome after it.

    Beyond the free pictures of the day each one reserves a credit, in the transaction of its first call. In the
    transaction that ends its generation the credit is spent if the picture has arrived, and given back if not.
    """

    async def open(self, generation: Generation, purpose: str, n: int, engine: str, reserve_usd: float) -> int:
        """Reserve the money and return the call's id. One transaction, exact under concurrency.

        Raises CapReached, Superseded, ChatGone for a user whom the owner has shut out, or OutcomeUnknown when this
        picture's outcome was unknown twice already.
        """
        ...

    async def close(self, call: int, outcome: str, cost_usd: float, reason: str = "") -> None:
        """Settle a call that brought no picture: ok (analysis), refused, failed (free) or unknown (spent)."""
        ...

    async def keep(self, generation: Generation, call: int, picture: Picture, cost_usd: float) -> None:
        """Record a stored picture and settle its call in one transaction; repeatable. Raises Superseded.

        Raises Erased, with the call settled, when its generation is gone: then the picture must go too.
        """
        ...

    async def heard(self, generation: Generation, call: int, transcript: Transcript) -> None:
        """Keep what a voice message says, end it and settle its call in one transaction; repeatable.

        Raises Superseded; the call is settled all the same.
        """
        ...

    async def left(self, user_id: int) -> int:
        """How many pictures the user may still have drawn today; where they are sold, how many without a credit."""
        ...

    async def credits(self, user_id: int) -> int | None:
        """How many pictures are paid for and neither drawn nor reserved; None where nothing is sold."""
        ...

    async def usage(self, user_id: int) -> Usage: ...

    async def entries(self) -> list[dict[str, object]]:
        """Calls, cost and outcomes a day, user, purpose and engine."""
        ...


class Sales(Protocol):
    """Orders, payments, and the entries whose sum is a user's balance: exact under concurrency, never below zero."""

    async def order(self, key: str, user_id: int, pack: Pack) -> Order:
        """The order with this idempotency key, new or known."""
        ...

    async def find(self, order_id: str) -> Order | None: ...

    async def book(self, receipt: Receipt, *, welcome: bool) -> Booked:
        """Note a payment and credit its order, once for each charge, in one transaction.

        What cannot be credited, for its order is unknown or another user's, or its payer is not `welcome` here, is
        noted as a refund that is due.
        """
        ...

    async def balance(self, user_id: int) -> int: ...

    async def payments(self, user_id: int | None, most: int) -> list[Payment]:
        """The newest of a user, or of all."""
        ...

    async def payment(self, payment_id: int) -> Payment | None: ...

    async def charged(self, charge_id: str) -> Payment | None: ...

    async def totals(self) -> tuple[int, int]:
        """Stars that were paid and kept, and stars that went back."""
        ...

    async def take_back(self, payment_id: int, *, payer: int | None) -> Payment | None:
        """Take the pictures of a payment out of the balance and have it refunded. Repeatable.

        Asked by its `payer` it must be in time and wholly unspent: raises NoRefund, and gives None for another's.
        For the owner (None) as many pictures go as there are.
        """
        ...

    async def owe(self, charge_id: str, user_id: int) -> Payment:
        """A charge that no row knows is to be refunded, such as one of a user who erased everything."""
        ...

    async def due(self, seconds: float) -> Payment | None:
        """Claim the next refund for so long."""
        ...

    async def later(self, payment: Payment, seconds: float) -> None: ...

    async def refunded(self, receipt: Receipt) -> bool:
        """Its stars are back, by whomever: what was credited goes out of the balance, once. False if that was known."""
        ...

    async def undo(self, payment: Payment) -> None:
        """It is not refunded after all: what was taken out comes back."""
        ...


class Cashier(Protocol):
    async def refund(self, payment: Payment) -> None:
        """Give the stars back; what is back already is no error. Raises DeliveryDelayed or RefundRefused."""
        ...

    async def tell(self, payment: Payment, *, back: bool) -> None:
        """Tell the payer that the stars are back, or else payer and owner that they cannot be given back."""
        ...
