"""What a delivery says of the pictures that are left, where they are few."""

from core.models import FEW_LEFT, Generation
from core.ports import Ledger


async def few_left(ledger: Ledger, generation: Generation) -> list[str]:
    """A note for the texts, or none: free pictures of today, and, where they are sold, how many are paid for.

    What somebody has paid is said in the private chat alone.
    """
    left, credits = await ledger.left(generation.user_id), await ledger.credits(generation.user_id)
    if left > FEW_LEFT or (credits is not None and generation.chat_id != generation.user_id):
        return []
    return [f"left_{left}" if credits is None else f"left_{left}_{credits}"]
