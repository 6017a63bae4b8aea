"""The durable update queue: committed before Telegram is told, in order for each chat, chats side by side."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Any

from telegram import Bot, Update
from telegram.ext import BaseUpdateProcessor

from core.about import about
from core.errors import DatabaseAway
from core.nursery import Nursery
from core.ports import Arrival, Inbox, Meter, Payload
from core.services.hold_lease import HoldLease

log = logging.getLogger(__name__)

AT_ONCE = 16  # more is slower: PTB's connection pool is scanned for each request
AGAIN_AFTER = 2.0
LOOK_FOR_STRAYS_EVERY = 1.0
PURGE_EVERY = 3600.0


class DurableQueue(asyncio.Queue[object]):
    """PTB's update queue, with the inbox's rows behind it: it only ever has what this process has in hand.

    Telegram is told that an update arrived after `put` has returned, so `put` commits it first.
    """

    def __init__(self, inbox: Inbox, meter: Meter, concerns: Callable[[Update], bool] = lambda update: True) -> None:
        super().__init__()
        self._inbox = inbox
        self._meter = meter
        self._concerns = concerns
        self.bot: Bot | None = None  # whom the updates of the inbox speak through
        self.closing = False
        self.at_once: Callable[[Update], Coroutine[Any, Any, None]] | None = None
        self._nursery = Nursery()

    async def put(self, item: object) -> None:
        """Raises DatabaseAway: then nothing is certain, and the update must be offered again."""
        if isinstance(item, Update):
            await self.put_all((item,))
        else:  # PTB's signal to stop: what waits stays in the inbox
            self.closing = True
            self.put_nowait(item)

    async def put_all(self, updates: Sequence[Update]) -> None:
        """As `put`, in one commit. Raises DatabaseAway: then all of them must be offered again."""
        stored = [update for update in updates if not self._goes_past(update)]
        if not stored:
            return
        added = await self._inbox.add([Arrival(one.update_id, chat_of(one), one.to_dict()) for one in stored])
        for one in stored:
            if one.update_id in added.new:
                self._meter.received(new=True)
            elif one.update_id in added.known:
                self._meter.received(new=False)
                log.info("update %s is known already", one.update_id)
        for payload in added.ours:
            self.take(payload)

    def _goes_past(self, update: Update) -> bool:
        """Whether it is not for the inbox. It has gone its way then, before any other is committed."""
        if update.pre_checkout_query and self.at_once:
            # Worth nothing in ten seconds: it waits for no other update, no place among those in hand, no database.
            self._nursery.start(self.at_once(update), f"update {update.update_id}")
            return True
        if not self._concerns(update):  # other people's talk: it is stored nowhere
            return True
        if update.inline_query:  # typed in whatever chat, and worth nothing in a moment: not stored either
            if not self.closing:
                self.put_nowait(update)
            return True
        return False

    async def end(self) -> None:
        await self._nursery.__aexit__(None, None, None)

    def take(self, payload: Payload | None) -> None:
        """Handle what the inbox has given into our hands; it never gives the same one twice."""
        if payload is not None and not self.closing:
            self.put_nowait(Update.de_json(payload, self.bot))

    async def keep_taking_over(self, presence: HoldLease) -> None:
        """For ever: updates of processes that ended, and those whose claim was cut off by an outage."""
        purged = 0.0
        while True:
            await asyncio.sleep(LOOK_FOR_STRAYS_EVERY)
            if self.closing or not presence.steady():
                continue
            try:
                strays = await self._inbox.strays()
                for payload in strays:
                    self.take(payload)
                if strays:
                    log.info("%s updates that nobody handled are handled now", len(strays))
                if time.monotonic() - purged > PURGE_EVERY:
                    await self._inbox.purge()
                    purged = time.monotonic()
            except DatabaseAway:
                log.debug("no look for strays: the database is away")


class InOrder(BaseUpdateProcessor):
    """Marks an update as done in the inbox when its handlers are through, and takes the next one of its chat."""

    def __init__(self, queue: DurableQueue, inbox: Inbox, meter: Meter, again_after: float = AGAIN_AFTER) -> None:
        super().__init__(AT_ONCE)
        self._again_after = again_after
        self._queue = queue
        self._inbox = inbox
        self._meter = meter
        self._postponed: set[int] = set()
        self._nursery = Nursery()

    def postpone(self, update: Update) -> None:
        """Handle it once more in a moment: the database or the pictures went away under it."""
        self._postponed.add(update.update_id)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        if not isinstance(update, Update) or update.inline_query:
            await coroutine
            return
        with about(update=update.update_id):
            await self._process(update, coroutine)

    async def _process(self, update: Update, coroutine: Awaitable[Any]) -> None:
        if not await self._begin(update):
            if isinstance(coroutine, Coroutine):
                coroutine.close()
        else:
            begun = time.monotonic()
            await coroutine
            if update.update_id in self._postponed:
                self._postponed.discard(update.update_id)
                self._nursery.start(self._again(update), f"update {update.update_id} again")
            else:
                seconds = time.monotonic() - begun
                self._meter.handled(seconds)
                log.info("handled in %.2f s", seconds)
                await self._finish(update)

    async def _begin(self, update: Update) -> bool:
        """After a pause or an outage somebody else may have taken it over; when stopping, somebody else will."""
        while not self._queue.closing:
            try:
                if await self._inbox.begin(update.update_id):
                    return True
            except DatabaseAway:
                await asyncio.sleep(self._again_after)
            else:
                log.warning("update %s was taken over by another process", update.update_id)
                break
        return False

    async def _finish(self, update: Update) -> None:
        try:
            await self._mark(update)
        except DatabaseAway:
            log.warning("update %s is handled; it is marked when the database is back", update.update_id)
            self._nursery.start(self._mark_later(update), f"marking update {update.update_id}")

    async def _mark(self, update: Update) -> None:
        take_next = not self._queue.closing
        self._queue.take(await self._inbox.done(update.update_id, chat_of(update), take_next=take_next))

    async def _mark_later(self, update: Update) -> None:
        while True:
            await asyncio.sleep(self._again_after)
            try:
                await self._mark(update)
            except DatabaseAway:
                continue
            return

    async def _again(self, update: Update) -> None:
        """However long something is away: only what kills its process is given up."""
        with suppress(DatabaseAway):
            await self._inbox.postponed(update.update_id)
        await asyncio.sleep(self._again_after)
        if not self._queue.closing:
            self._queue.put_nowait(update)

    async def initialize(self) -> None:
        return None

    async def shutdown(self) -> None:
        await self._queue.end()
        await self._nursery.__aexit__(None, None, None)


def chat_of(update: Update) -> int:
    """The chat that must see its updates in order; 0 for what has none.

    In a group each person's are in the line of their private chat: nobody waits for somebody else's.
    """
    if update.effective_user and (update.message or update.callback_query):
        return update.effective_user.id
    if update.effective_chat:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user else 0
