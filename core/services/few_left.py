"""What a delivery says of the pictures that are left, where they are few."""

from core.models import FEW_LEFT
from core.ports import Ledger


async def few_left(ledger: Ledger, user_id: int) -> list[str]:
    """A note for the texts, or none: free pictures of today, and, where they are sold, how many are paid for."""
    left, credits = await ledger.left(user_id), await ledger.credits(user_id)
    if left > FEW_LEFT:
        return []
    return [f"left_{left}" if credits is None else f"left_{left}_{credits}"]
