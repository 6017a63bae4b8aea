"""Work that ends early, waits, or belongs to somebody else now."""

from dataclasses import dataclass

from core.errors.base import CoreError


class RefundRefused(CoreError):
    """The messenger will not refund this payment, now or later."""


class Superseded(CoreError):
    """A newer run took this work over: write nothing more, send nothing more."""


class Erased(Superseded):
    """What it was for was erased meanwhile. The paid call is settled; its result must not be kept."""


class ChatGone(CoreError):
    """The user blocked the bot or the chat no longer exists: pay nothing more for it."""


class DatabaseAway(CoreError):
    """The database cannot be reached right now: nothing was changed, try again."""


class DeliveryDelayed(CoreError):
    """The messenger cannot be reached: the work is kept and delivered later."""


@dataclass(eq=False)
class ChatMoved(DeliveryDelayed):
    """The group became a supergroup, which is another chat: `chat_id` is where its messages go from now on."""

    chat_id: int
