"""/usage: pictures of today and of the month."""

from datetime import UTC, datetime

from bot.texts import failures, shop
from bot.texts.catalogue import message
from core.models import Usage


def usage(used: Usage, balance: int | None, *, owner: bool) -> str:
    """Whoever pays for it sees what it costs. `balance`: paid pictures, None where none are sold."""
    lines = [
        message("usage-left", left=used.left) if balance is None else shop.left(used.left, balance),
        message("usage-today", pictures=used.today),
        message("usage-renewal", renewal=failures.renewal(datetime.now(UTC))),
        message("usage-month", pictures=used.month),
    ]
    if owner:
        lines.append(message("usage-cost", own=f"${used.month_usd:.2f}", all=f"${used.everybody_usd:.2f}"))
    return "\n".join(lines)
