"""Server-sent events for the page: what happened in which chat."""

import asyncio
import json
from collections.abc import AsyncIterator

from bot.playground.rules import Json

_BACKLOG = 1000
_KEEP_ALIVE_SECONDS = 15.0


class Events:
    def __init__(self) -> None:
        self._listeners: dict[asyncio.Queue[Json | None], int | None] = {}
        self._closed = False

    def publish(self, chat_id: int, kind: str, **facts: object) -> None:
        event: Json = {"type": kind, "chat_id": chat_id, **facts}
        for queue, chat in list(self._listeners.items()):
            if chat not in {None, chat_id}:
                continue
            if queue.qsize() >= _BACKLOG:  # a page that fell asleep: it reconnects and fetches the transcript
                del self._listeners[queue]
                queue.put_nowait(None)
            else:
                queue.put_nowait(event)

    async def listen(self, chat_id: int | None) -> AsyncIterator[str]:
        """Events of one chat, or of all; ends when the playground closes."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        if self._closed:
            return
        self._listeners[queue] = chat_id
        try:
            yield "retry: 700\n\n"
            while True:
                try:
                    event = await asyncio.wait_for(queue.get(), _KEEP_ALIVE_SECONDS)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if event is None:
                    return
                yield f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
        finally:
            self._listeners.pop(queue, None)

    def close(self) -> None:
        self._closed = True
        for queue in self._listeners:
            queue.put_nowait(None)
