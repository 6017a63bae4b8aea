"""Words to all users: one process sends, at a pace that Telegram allows, and nobody gets them twice."""

import asyncio
import logging
import time
from dataclasses import dataclass, field

from core.errors import ChatGone, DatabaseAway, DeliveryDelayed
from core.ports import Broadcasts, Herald
from core.services.hold_lease import HoldLease

log = logging.getLogger(__name__)

A_SECOND = 25  # Telegram allows about 30 messages, to all chats together


@dataclass
class SendBroadcasts:
    broadcasts: Broadcasts
    herald: Herald
    lease: HoldLease
    every: float = 1.0
    pace: float = 1 / A_SECOND
    _took_over: bool = field(default=False, init=False)

    async def for_ever(self) -> None:
        while True:
            try:
                await self.look()
            except DatabaseAway:
                self._took_over = False
            except DeliveryDelayed:
                log.warning("the broadcast waits: Telegram cannot be reached")
            except Exception:  # the copy at hand counts as unsure, the others go on
                log.exception("the broadcast met a surprise")
                self._took_over = False
            await asyncio.sleep(self.every)

    async def look(self) -> None:
        """Send what is to be sent, as long as no other process may. Raises DatabaseAway, DeliveryDelayed."""
        if not self.lease.held():
            self._took_over = False
            return
        if not self._took_over:
            await self.broadcasts.cut_off()
            self._took_over = True
        while self.lease.held() and await self._send_one():
            pass
        for ended in await self.broadcasts.ending():
            try:
                await self.herald.report(ended)
            except ChatGone:
                log.warning("the owner cannot be told how the broadcast went: the chat is gone")
            await self.broadcasts.end(ended.id)

    async def _send_one(self) -> bool:
        copy = await self.broadcasts.next_copy()
        if copy is None:
            return False
        begun = time.monotonic()
        try:
            await self.broadcasts.mark(copy, await self.herald.tell(copy))
        except DeliveryDelayed:
            await self.broadcasts.mark(copy, "waiting")
            raise
        await asyncio.sleep(max(0.0, begun + self.pace - time.monotonic()))
        return True
