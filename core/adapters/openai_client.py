"""OpenAI's client as its adapters share it: one client, no retries, the list of engines, every error as one of ours."""

import asyncio
import email.utils
import re
import time
from contextlib import AbstractContextManager
from datetime import date
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Self

import httpx2

from core.adapters.vendor_errors import LISTING_DEADLINE, LONGEST_WAIT, NOT_SENT, explaining, without_quotes
from core.errors import (
    EngineError,
    EngineOverloaded,
    EngineRateLimited,
    EngineRefused,
    EngineRetired,
    EngineUnreachable,
    OperatorProblem,
    OutcomeUnknown,
)

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI

RETIRED = re.compile(r"model_not_found|deprecated|has been (shut down|retired)", re.IGNORECASE)
ABOUT_INPUT = re.compile(r"image|invalid_prompt|content_policy|content_filter|safety|moderation|usage polic", re.I)
NOT_OURS = re.compile(r"not support|only supported|unsupported (value|parameter)", re.IGNORECASE)
NO_MONEY = re.compile(r"billing|credit|spend|payment", re.IGNORECASE)


class OpenAIClient:
    """Enter it before use; it holds one client."""

    about_input = ABOUT_INPUT  # what a refusal of the user's own material is about

    def __init__(self, api_key: str, base_url: str | None, deadline: float = 90.0) -> None:
        self._key, self._base_url, self._deadline = api_key.strip(), base_url or None, deadline
        self._client: AsyncOpenAI | None = None

    async def __aenter__(self) -> Self:
        from openai import AsyncOpenAI

        timeout = httpx2.Timeout(self._deadline, connect=10.0)
        self._client = AsyncOpenAI(api_key=self._key, base_url=self._base_url, max_retries=0, timeout=timeout)
        self._load(self._client)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            await self._client.close()

    async def engines(self) -> dict[str, date | None]:
        """Every engine that this account may call, with its announced last day. Raises an EngineError leaf."""
        client = self._open()
        with explaining(partial(_explained, "openai", 0.0, self), self._key, paid=False):
            async with asyncio.timeout(min(self._deadline, LISTING_DEADLINE)):
                return {model.id: _day(model.shutdown_date) async for model in client.models.list()}

    def _load(self, client: "AsyncOpenAI") -> None:
        """Touch what the first call would load under a user's eyes."""

    def _open(self) -> "AsyncOpenAI":
        if self._client is None:
            raise RuntimeError("enter the client before using it")
        return self._client

    def _paying(self, engine: str, blind_usd: float) -> AbstractContextManager[None]:
        """Around one paid call. `blind_usd` is what an answer costs that is none of this API."""
        return explaining(partial(_explained, engine, blind_usd, self), self._key)


def _explained(engine: str, blind_usd: float, asked: OpenAIClient, error: Exception) -> EngineError:
    import openai

    if isinstance(error, TimeoutError):
        return OutcomeUnknown(engine, "no answer within the deadline")
    if isinstance(error, openai.APIStatusError):
        return _refused_status(engine, error, asked)
    if isinstance(error, openai.APIConnectionError):
        cause = error.__cause__
        if isinstance(cause, httpx2.LocalProtocolError) and "header" in str(cause).lower():
            return OperatorProblem(engine, "the key has characters that no key has", "key")
        if isinstance(cause, httpx2.UnsupportedProtocol):
            return OperatorProblem(engine, type(cause).__name__, "request")
        kind = EngineUnreachable if isinstance(cause, NOT_SENT) else OutcomeUnknown
        return kind(engine, type(cause or error).__name__)
    if isinstance(error, UnicodeEncodeError):
        return OperatorProblem(engine, "the key has characters that no key has", "key")
    if isinstance(error, ValueError | AttributeError | TypeError | openai.APIResponseValidationError):
        # A 200 that is no response of this API: HTML of a proxy, JSON of another service, half a body.
        return EngineRefused(engine, type(error).__name__, "rubbish", charged=True, cost_usd=blind_usd)
    return OutcomeUnknown(engine, type(error).__name__)


def _refused_status(engine: str, error: "APIStatusError", asked: OpenAIClient) -> EngineError:
    status, code, words = error.status_code, error.code or "", str(error.message)
    kind = f"{code} {error.type or ''}"
    detail = f"HTTP {status} {code}".strip()
    if RETIRED.search(code) or (status in {404, 410} and RETIRED.search(words)):
        return EngineRetired(engine, detail)
    if status in {402, 429} or "billing" in kind:
        if NO_MONEY.search(kind) or status == 402:
            return OperatorProblem(engine, detail, "billing")
        if "quota" in kind:
            return OperatorProblem(engine, detail, "quota")
        return EngineRateLimited(engine, detail, _retry_after(error.response.headers))
    if status == 401:
        return OperatorProblem(engine, detail, "key")
    if status == 403:
        return OperatorProblem(engine, detail, "region" if "country" in f"{code} {words}" else "account")
    if status in {504, 524}:
        return OutcomeUnknown(engine, detail)  # a gateway gave up waiting; the engine behind it may have finished
    if status in {408, 409, 425} or status >= 500:
        return EngineOverloaded(engine, detail)
    about = f"{code} {error.param or ''}" + ("" if code else words)
    if status in {400, 413, 422} and asked.about_input.search(about) and not NOT_OURS.search(words):
        return EngineRefused(engine, detail, "input")
    return OperatorProblem(engine, f"{detail}: {without_quotes(words, asked._key)}", "request")


def _retry_after(headers: httpx2.Headers) -> float:
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        value = headers.get(name, "")
        try:
            return min(max(0.0, float(value) * unit), LONGEST_WAIT)
        except ValueError:
            if moment := email.utils.parsedate_tz(value):
                return min(max(0.0, email.utils.mktime_tz(moment) - time.time()), LONGEST_WAIT)
    return EngineRateLimited.retry_after


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
