"""The durable update queue: committed before Telegram is told, in order for each chat, chats side by side."""

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Awaitable
from typing import Any

from telegram import Bot, Update
from telegram.error import NetworkError
from telegram.ext import BaseUpdateProcessor

from core.errors import DatabaseAway
from core.nursery import Nursery
from core.ports import Inbox

log = logging.getLogger(__name__)

AT_ONCE = 16  # more is slower: PTB's connection pool is scanned for each request
MOST_TRIES = 3
AGAIN_AFTER = 2.0


class DurableQueue(asyncio.Queue[object]):
    """PTB's update queue. `get` gives out an update only when no earlier one of its chat is in hand.

    PTB confirms an update to Telegram after `put` has returned, so `put` commits it first.
    """

    def __init__(self, inbox: Inbox) -> None:
        super().__init__()
        self._inbox = inbox
        self._waiting: dict[int, deque[object]] = defaultdict(deque)
        self._busy: set[int] = set()
        self._closing = False

    async def put(self, item: object) -> None:
        if isinstance(item, Update):
            try:
                if not await self._inbox.add(item.update_id, item.to_dict()):
                    log.info("update %s is known already", item.update_id)
                    return
            except DatabaseAway as error:
                # The one kind of error that makes PTB keep its offset and ask again.
                raise NetworkError("the inbox is away") from error
        self.put_nowait(item)

    async def restore(self, bot: Bot) -> None:
        """Queue again what a process before us had not finished."""
        undone = await self._inbox.undone(MOST_TRIES)
        for payload in undone:
            self.put_nowait(Update.de_json(payload, bot))
        if undone:
            log.info("%s updates of an earlier run are handled now", len(undone))

    def release(self, update: object) -> None:
        """The update is handled: the next one of its chat may go."""
        chat = _chat(update)
        self._busy.discard(chat)
        if self._waiting.get(chat):
            self._offer(chat, self._waiting[chat].popleft())
            self._wakeup_next(self._getters)  # type: ignore[attr-defined]  # what asyncio.Queue.put_nowait does itself
        else:
            self._waiting.pop(chat, None)

    def repeat(self, update: Update) -> None:
        """Before everything else of its chat, which is still held."""
        if self._closing:
            return
        chat = _chat(update)
        self._waiting[chat].appendleft(update)
        self._unfinished_tasks += 1  # type: ignore[attr-defined]  # as put_nowait counts
        self._finished.clear()  # type: ignore[attr-defined]
        self.release(update)

    def _put(self, item: object) -> None:
        if not isinstance(item, Update):  # PTB's signal to stop: what waits stays in the inbox for the next start
            self._closing = True
            for waiting in self._waiting.values():
                for _ in waiting:
                    self.task_done()
            self._waiting.clear()
        chat = _chat(item)
        if chat in self._busy:
            self._waiting[chat].append(item)
        else:
            self._offer(chat, item)

    def _offer(self, chat: int, item: object) -> None:
        if chat:
            self._busy.add(chat)
        super()._put(item)


class InOrder(BaseUpdateProcessor):
    """Marks an update as done in the inbox when its handlers are through, and lets its chat go on."""

    def __init__(self, queue: DurableQueue, inbox: Inbox, again_after: float = AGAIN_AFTER) -> None:
        super().__init__(AT_ONCE)
        self._again_after = again_after
        self._queue = queue
        self._inbox = inbox
        self._postponed: set[int] = set()
        self._nursery = Nursery()

    def postpone(self, update: Update) -> None:
        """Handle it once more in a moment: the database went away under it."""
        self._postponed.add(update.update_id)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        again = False
        try:
            await coroutine
            again = isinstance(update, Update) and update.update_id in self._postponed
            if isinstance(update, Update) and not again:
                try:
                    await self._inbox.done(update.update_id)
                except DatabaseAway:
                    self._nursery.start(self._mark(update.update_id), f"marking update {update.update_id}")
        finally:
            if again and isinstance(update, Update):
                self._postponed.discard(update.update_id)
                self._nursery.start(self._again(update), f"update {update.update_id} again")
            else:
                self._queue.release(update)

    async def _again(self, update: Update) -> None:
        await asyncio.sleep(self._again_after)
        self._queue.repeat(update)

    async def _mark(self, update_id: int) -> None:
        """Until it is marked as done the next start would handle it once more."""
        log.warning("the database went away after update %s was handled; it is marked later", update_id)
        while True:
            await asyncio.sleep(self._again_after)
            try:
                await self._inbox.done(update_id)
            except DatabaseAway:
                continue
            return

    async def initialize(self) -> None:
        return None

    async def shutdown(self) -> None:
        await self._nursery.__aexit__(None, None, None)


def _chat(update: object) -> int:
    """The chat that must see its updates in order; 0 for what has none."""
    if isinstance(update, Update):
        if update.effective_chat:
            return update.effective_chat.id
        if update.effective_user:
            return update.effective_user.id
    return 0
