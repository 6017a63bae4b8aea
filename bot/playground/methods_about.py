"""Bot API methods about the bot itself, its updates, files and chats."""

import re
from urllib.parse import urlsplit

from bot.playground import rules
from bot.playground.chats import Chats
from bot.playground.params import Params
from bot.playground.rules import Json, RefusedError

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class AboutMethods:
    def __init__(self, chats: Chats) -> None:
        self._chats = chats
        self._settings: dict[str, Json] = {row_id: row for _, row_id, row in chats.store.rows("setting")}
        chats.updates.allowed = self._setting("webhook").get("allowed_updates", [])

    async def get_me(self, params: Params) -> Json:
        return self._chats.bot

    async def get_updates(self, params: Params) -> list[Json]:
        if self.webhook.get("url"):
            raise RefusedError(rules.WEBHOOK_ACTIVE, 409)
        self._allow(params)
        limit = min(max(params.number("limit") or rules.UPDATES_AT_ONCE, 1), rules.UPDATES_AT_ONCE)
        timeout = min(max(params.number("timeout") or 0, 0), 50)
        return await self._chats.updates.poll(params.number("offset") or 0, limit, timeout)

    async def set_webhook(self, params: Params) -> bool:
        url = params.text("url")
        parts = urlsplit(url)
        # Telegram asks for https everywhere; plain http is let through to this computer only, for trying it out.
        if url and parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            raise RefusedError(rules.WEBHOOK_HTTPS)
        secret = params.text("secret_token")
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise RefusedError("Bad Request: secret token contains unallowed characters")
        self._allow(params)
        self._keep("webhook", {**self._setting("webhook"), "url": url, "secret_token": secret})
        self._chats.updates.wake()
        return self._dropped(params)

    async def delete_webhook(self, params: Params) -> bool:
        self._keep("webhook", {**self._setting("webhook"), "url": "", "secret_token": ""})
        return self._dropped(params)

    async def get_webhook_info(self, params: Params) -> Json:
        return {
            "url": self.webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self._chats.updates),
            **({"allowed_updates": allowed} if (allowed := self._chats.updates.allowed) else {}),
        }

    async def set_my_commands(self, params: Params) -> bool:
        commands = params.items("commands")
        if len(commands) > rules.COMMANDS:
            raise RefusedError("Bad Request: BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            if not isinstance(command, dict) or not _COMMAND.fullmatch(str(command.get("command", "")).lstrip("/")):
                raise RefusedError("Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(str(command.get("description", ""))) <= 256:
                raise RefusedError("Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        self._keep(_scope(params), {"commands": commands})
        self._chats.events.publish(0, "commands")
        return True

    async def get_my_commands(self, params: Params) -> list[Json]:
        return self.commands(_scope(params))

    async def delete_my_commands(self, params: Params) -> bool:
        self._keep(_scope(params), {"commands": []})
        return True

    async def set_my_description(self, params: Params) -> bool:
        return self._describe(params, "description", 512)

    async def set_my_short_description(self, params: Params) -> bool:
        return self._describe(params, "short_description", 120)

    async def get_file(self, params: Params) -> Json:
        stored = self._chats.files.downloadable(params.text("file_id"))
        return {
            "file_id": stored.file_id,
            "file_unique_id": stored.file_unique_id,
            "file_size": stored.size,
            "file_path": stored.path,
        }

    async def get_chat(self, params: Params) -> Json:
        who = self._chats.chat(params.number("chat_id") or 0).who
        gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
        return {
            **who.as_chat(),
            "accent_color_id": who.id % 7,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(gifts, False),
        }

    async def answer_callback_query(self, params: Params) -> bool:
        text = params.text("text")
        if len(text) > rules.CALLBACK_ANSWER_LENGTH:
            raise RefusedError("Bad Request: MESSAGE_TOO_LONG")
        self._chats.answer(params.text("callback_query_id"), text, params.flag("show_alert"))
        return True

    @property
    def webhook(self) -> Json:
        return self._setting("webhook")

    def commands(self, scope: str = "commands:default:") -> list[Json]:
        found: list[Json] = self._setting(scope).get("commands", [])
        return found

    def menu(self, language: str) -> list[Json]:
        """What a client in this language shows."""
        return self.commands(f"commands:default:{language.partition('-')[0]}") or self.commands()

    def described(self, what: str) -> str:
        return str(self._setting(what).get("text", ""))

    def _describe(self, params: Params, what: str, limit: int) -> bool:
        text = params.text(what)
        if len(text) > limit:
            raise RefusedError(f"Bad Request: bot {what.replace('_', ' ')} is too long")
        if not params.text("language_code"):
            self._keep(what, {"text": text})
        return True

    def _allow(self, params: Params) -> None:
        if isinstance(params.value("allowed_updates"), list):
            self._chats.updates.allowed = list(map(str, params.items("allowed_updates")))
            if self.webhook.get("allowed_updates", []) != self._chats.updates.allowed:
                self._keep("webhook", {**self.webhook, "allowed_updates": self._chats.updates.allowed})

    def _dropped(self, params: Params) -> bool:
        if params.flag("drop_pending_updates"):
            self._chats.updates.forget_all()
        return True

    def _setting(self, name: str) -> Json:
        return self._settings.get(name, {})

    def _keep(self, name: str, value: Json) -> None:
        self._settings[name] = value
        self._chats.store.put("setting", name, value)


def _scope(params: Params) -> str:
    scope = params.value("scope")
    kind = scope.get("type", "default") if isinstance(scope, dict) else "default"
    chat = scope.get("chat_id", "") if isinstance(scope, dict) else ""
    return f"commands:{kind}{chat}:{params.text('language_code')}"
