"""Telegram's webhook: the secret first, then a bounded body, then the inbox. What is refused is stored nowhere."""

import asyncio
import hmac
import json
import logging
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from telegram import Bot, Update

from bot.inbox import DurableQueue, chat_of
from core.errors import DatabaseAway

log = logging.getLogger(__name__)

HEADER = "X-Telegram-Bot-Api-Secret-Token"
MOST_BYTES = 1024 * 1024
READ_SECONDS = 10.0
LARGEST_ID = 2**63 - 1


class Webhook:
    def __init__(self, queue: DurableQueue, bot: Bot, secret: str) -> None:
        self._queue = queue
        self._bot = bot
        self._secret = secret.encode()

    async def receive(self, request: Request) -> Response:
        """200 means that the update is committed; anything else makes Telegram offer it again."""
        if not hmac.compare_digest(request.headers.get(HEADER, "").encode(), self._secret):
            return _refused(403)
        if self._queue.closing:
            return _refused(503)
        try:
            body = await _body(request)
        except (ClientDisconnect, TimeoutError):
            return _refused(408)
        if body is None:
            return _refused(413)
        update = self._read(body)
        if update is None:
            return _refused(400)
        try:
            await self._queue.put(update)
        except DatabaseAway:
            log.warning("the database is away: update %s is left with Telegram", update.update_id)
            return _refused(503)
        return Response()

    def _read(self, body: bytes) -> Update | None:
        try:
            payload: Any = json.loads(body)
            update_id = payload["update_id"]
            if type(update_id) is not int or not 0 < update_id <= LARGEST_ID:
                return None
            update = Update.de_json(payload, self._bot)
            return update if abs(chat_of(update)) <= LARGEST_ID else None
        except Exception as error:  # whatever PTB raises on fields of other types than Telegram's
            log.warning("a body that is no update: %s", type(error).__name__)
            return None


async def _body(request: Request) -> bytes | None:
    """None as soon as it is too large, whatever length was announced."""
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > MOST_BYTES:
        return None
    body = bytearray()
    async with asyncio.timeout(READ_SECONDS):
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                return None
    return bytes(body)


def _refused(status: int) -> Response:
    # Closed, so that what is left of a refused body is not read either.
    return PlainTextResponse("", status, headers={"connection": "close"})
