"""/usage: pictures of today and of the month."""

from datetime import UTC, datetime

from bot.texts import failures
from bot.texts.catalogue import message
from core.models import Usage


def usage(used: Usage, *, owner: bool) -> str:
    """Whoever pays for it sees what it costs."""
    lines = [
        message("usage-left", left=used.left),
        message("usage-today", pictures=used.today),
        message("usage-renewal", renewal=failures.renewal(datetime.now(UTC))),
        message("usage-month", pictures=used.month),
    ]
    if owner:
        lines.append(message("usage-cost", own=f"${used.month_usd:.2f}", all=f"${used.everybody_usd:.2f}"))
    return "\n".join(lines)
