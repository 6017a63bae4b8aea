"""Polling, by one process at a time: whoever holds the lease asks Telegram, the others stand by."""

import asyncio
import logging
import time

from telegram import Bot
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.errors import on_polling_error
from bot.inbox import DurableQueue
from core.errors import DatabaseAway
from core.services.hold_lease import HoldLease

log = logging.getLogger(__name__)

POLL_SECONDS = 30
LONGEST_WAIT = 30.0
LOOK_EVERY = 0.2  # seconds; a look at our own lease costs nothing
MOST_CONFLICTS = 3  # of a process that came second; a restart may meet one poll of the process before it
FIRST_AFTER = 5.0  # seconds of polling before a conflict: then the other one came second


class Polling:
    def __init__(self, bot: Bot, queue: DurableQueue, lease: HoldLease, kinds: tuple[str, ...]) -> None:
        self._bot = bot
        self._queue = queue
        self._lease = lease
        self._kinds = kinds
        self._offset: int | None = None
        self._leads = False
        self._wait = 0.0
        self._began = 0.0
        self._conflicts = 0
        self._came_second = False

    async def run(self) -> None:
        """Until another process, which knows nothing of our lease, was found to poll already."""
        while not (self._came_second and self._conflicts >= MOST_CONFLICTS):
            if not self._lease.held():
                self._leads = False
                await asyncio.sleep(LOOK_EVERY)
                continue
            try:
                await self._once()
                self._wait = 0.0
            except RetryAfter as error:
                seconds = error.retry_after
                self._wait = seconds if isinstance(seconds, int | float) else seconds.total_seconds()
                log.warning("Telegram asks to wait %.0f s before the next poll", self._wait)
            except (TelegramError, DatabaseAway) as error:
                self._wait = min(max(self._wait * 1.5, 1.0), LONGEST_WAIT)
                if isinstance(error, DatabaseAway):
                    log.warning("the database is away: Telegram keeps its updates")
                elif self._lease.held():
                    on_polling_error(error)
                    self._count(error)
            await asyncio.sleep(self._wait)

    def _count(self, error: TelegramError) -> None:
        if isinstance(error, Conflict):
            if not self._conflicts:
                self._came_second = time.monotonic() - self._began < FIRST_AFTER
            self._conflicts += 1

    async def _once(self) -> None:
        if not self._leads:
            # Whatever others have fetched and committed meanwhile, the inbox knows by its id.
            self._offset = None
            await self._bot.delete_webhook()
            self._leads = True
            self._began = time.monotonic()
            log.info("this process polls")
        updates = await self._bot.get_updates(self._offset, timeout=POLL_SECONDS, allowed_updates=self._kinds)
        if not self._lease.held():  # paused for so long that another one polls: confirm nothing
            return
        if updates:
            await self._queue.put_all(updates)
            self._offset = updates[-1].update_id + 1
        else:
            self._conflicts = 0  # a whole poll that nobody cut off

    async def confirm(self) -> None:
        """At the end: what is committed is not fetched again by the next process."""
        if self._offset is not None and self._lease.held():
            try:
                await self._bot.get_updates(self._offset, limit=1, timeout=0, allowed_updates=self._kinds)
            except TelegramError as error:
                log.info("not confirmed (%s): the inbox knows these updates", type(error).__name__)
