"""Delivers updates to the bot's webhook, one after the other, when the bot has set one on this computer."""

import asyncio
from urllib.parse import urlsplit

import httpx

from bot.playground.methods_about import LOOPBACK, AboutMethods
from bot.playground.rules import Json
from bot.playground.updates import Updates

_SECONDS = 60.0
_PAUSE_AFTER_FAILURE = 0.5


class WebhookDelivery:
    def __init__(self, updates: Updates, about: AboutMethods) -> None:
        self._updates = updates
        self._about = about
        self._http: httpx.AsyncClient | None = None

    async def run(self) -> None:
        """Until cancelled. What the bot does not take with a 2xx is offered again, as Telegram does."""
        try:
            while True:
                url = self._about.webhook.get("url", "")
                waiting = self._updates.peek(1)
                # To other computers nothing is sent: what is tried here stays here.
                if not waiting or urlsplit(url).hostname not in LOOPBACK:
                    await self._updates.change()
                elif await self._taken(url, waiting[0]):
                    self._updates.confirm(waiting[0]["update_id"])
                else:
                    await asyncio.sleep(_PAUSE_AFTER_FAILURE)
        finally:
            if self._http is not None:
                await self._http.aclose()

    async def _taken(self, url: str, update: Json) -> bool:
        self._http = self._http or httpx.AsyncClient(timeout=_SECONDS)
        secret = self._about.webhook.get("secret_token")
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        try:
            return (await self._http.post(url, json=update, headers=headers)).is_success
        except httpx.HTTPError:
            return False
