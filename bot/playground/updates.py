"""Updates that wait for the bot: kept until a higher offset confirms them, handed to one poller at a time."""

import asyncio
import time
from collections.abc import Callable
from itertools import islice, takewhile

from bot.playground.rules import TWO_POLLERS, UPDATES_AT_ONCE, Json, RefusedError
from bot.playground.store import Store

_EPOCH_2026 = 1_767_225_600
_NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


def _first_update_id() -> int:
    # A fresh folder must not repeat ids that a bot's database already knows: eight a second cannot be overtaken
    # by hand, and stays below 2**31 until 2034.
    return int((time.time() - _EPOCH_2026) * 8)


class Updates:
    def __init__(self, store: Store, confirmed: Callable[[Json], None]) -> None:
        self._store = store
        self._confirmed = confirmed
        self._changed = asyncio.Event()
        self._turn = 0
        self._closed = False
        self.allowed: list[str] = []
        rows = sorted((int(row_id), row) for _, row_id, row in store.rows("update"))
        self._waiting: dict[int, Json] = dict(rows)
        self._unread = {key for update in self._waiting.values() if (key := _message_key(update))}

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, kind: str, payload: Json) -> int:
        """Queues one update and returns its id, or 0 when the bot does not want its kind."""
        if kind not in self.allowed if self.allowed else kind in _NOT_BY_DEFAULT:
            return 0
        update_id = self._store.next("update", first=_first_update_id())
        update = {"update_id": update_id, kind: payload}
        self._waiting[update_id] = update
        self._store.put("update", update_id, update)
        if key := _message_key(update):
            self._unread.add(key)
        self.wake()
        return update_id

    def unread(self, chat_id: int, message_id: int) -> bool:
        return (chat_id, message_id) in self._unread

    def peek(self, limit: int = UPDATES_AT_ONCE) -> list[Json]:
        return list(islice(self._waiting.values(), limit))

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:
        self._turn += 1
        mine = self._turn
        self.wake()  # an older poller ends with a conflict
        self._forget(offset)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while True:
            if mine != self._turn:
                raise RefusedError(TWO_POLLERS, 409)
            remaining = deadline - loop.time()
            if self._waiting or remaining <= 0 or self._closed:
                return self.peek(limit)
            changed = self._changed
            try:
                await asyncio.wait_for(changed.wait(), remaining)
            except TimeoutError:
                continue

    async def change(self) -> None:
        """Returns when an update came, or when the way they are fetched changed."""
        await self._changed.wait()

    def wake(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    def confirm(self, update_id: int) -> None:
        update = self._waiting.pop(update_id, None)
        if update is not None:
            self._store.drop("update", update_id)
            if key := _message_key(update):
                self._unread.discard(key)
                self._confirmed(update["message"])

    def forget_all(self) -> None:
        for update_id in list(self._waiting):
            self.confirm(update_id)

    def close(self) -> None:
        self._closed = True
        self.wake()

    def _forget(self, offset: int) -> None:
        if offset < 0:  # "the last n": all before them are forgotten
            gone = list(self._waiting)[:offset]
        else:
            gone = list(takewhile(lambda update_id: update_id < offset, self._waiting))
        for update_id in gone:
            self.confirm(update_id)


def _message_key(update: Json) -> tuple[int, int] | None:
    message = update.get("message")
    return (message["chat"]["id"], message["message_id"]) if message else None
