"""Reads a Bot API request, however it was encoded, into named values and uploads."""

import json
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.playground.rules import Json, RefusedError

# These stay text even when they look like a number or like JSON; every other text value is JSON if it parses.
_PLAIN = {
    "action",
    "callback_query_id",
    "caption",
    "description",
    "document",
    "error_message",
    "file_id",
    "inline_query_id",
    "language_code",
    "message_effect_id",
    "next_offset",
    "parse_mode",
    "payload",
    "photo",
    "pre_checkout_query_id",
    "provider_token",
    "secret_token",
    "short_description",
    "start_parameter",
    "telegram_payment_charge_id",
    "text",
    "title",
    "url",
}


@dataclass(frozen=True)
class Upload:
    name: str
    mime_type: str
    data: bytes


@dataclass(frozen=True)
class Params:
    values: Json = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return "" if value is None else str(value)

    def number(self, name: str, default: int | None = None) -> int | None:
        value = self.values.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return default
        return int(value)

    def flag(self, name: str) -> bool:
        return self.values.get(name) in {True, "True", "true"}

    def value(self, name: str) -> Any:
        return self.values.get(name)

    def items(self, name: str) -> list[Any]:
        value = self.values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise RefusedError(f"Bad Request: can't parse {name} JSON array")
        return value


async def read_params(request: Request) -> Params:
    values: Json = {name: _parsed(name, value) for name, value in request.query_params.items()}
    uploads: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == "application/json":
            body = json.loads(await request.body() or b"{}")
            if not isinstance(body, dict):
                raise RefusedError("Bad Request: can't parse request: object expected")
            values |= {name: _parsed(name, value) if isinstance(value, str) else value for name, value in body.items()}
        elif kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
            async with request.form(max_files=40) as form:
                for name, field_ in form.multi_items():
                    if isinstance(field_, UploadFile):
                        mime_type = field_.content_type or "application/octet-stream"
                        uploads[name] = Upload(field_.filename or "file", mime_type, await field_.read())
                    else:
                        values[name] = _parsed(name, field_)
    except (HTTPException, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        if isinstance(error, HTTPException) and error.status_code != 400:
            raise
        raise RefusedError("Bad Request: can't parse request body") from error
    return Params(values, uploads)


def _parsed(name: str, value: str) -> Any:
    if name in _PLAIN:
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value
