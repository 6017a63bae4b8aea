"""What users pay."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

REFUND_DAYS = 14  # a pack that is not drawn from goes back by a tap
ORDER_HOURS = 24  # an invoice is good for so long


@dataclass(frozen=True)
class Pack:
    """So many pictures for so many Telegram Stars."""

    pictures: int
    stars: int


@dataclass(frozen=True)
class Order:
    """A pack that somebody was sent an invoice for."""

    id: str
    user_id: int
    pack: Pack
    fresh: bool = True
    paid: bool = False


@dataclass(frozen=True)
class Receipt:
    """Stars that have left a user's account, by the messenger's word."""

    charge_id: str
    user_id: int
    stars: int
    order_id: str


@dataclass(frozen=True)
class Payment:
    """A line of the books."""

    id: int
    charge_id: str
    user_id: int  # 0: whoever it was has erased everything
    pictures: int
    stars: int
    state: Literal["paid", "refunding", "refunded"]
    paid_at: datetime
    tries: int = 0
    refundable: bool = False  # by its payer: in time, and none of it is drawn


# What became of a payment: pictures were credited, or it goes back by itself.
Booked = Literal["credited", "returned"]
# Why nobody should pay an order now.
Unpayable = Literal["", "unknown", "paid", "over", "paused", "shut_out", "not_agreed", "away"]
