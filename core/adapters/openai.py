"""The analyst on OpenAI's Responses API: one paid call, no retries, every outcome as one of our errors."""

import asyncio
import base64
import email.utils
import json
import re
import time
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import httpx2
from pydantic import ConfigDict, ValidationError

from core.adapters.prices import analysis_estimate, tokens_price
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
from core.models import Analysis, Study

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI
    from openai.types.responses import ResponseInputContentParam, ResponseUsage
    from openai.types.responses.parsed_response import ParsedResponse

MOST_OUTPUT_TOKENS = 6000  # reasoning and answer
WORDS = 500  # of a refusal, kept for the user
RETIRED = re.compile(r"model_not_found|deprecated|has been (shut down|retired)", re.IGNORECASE)
ABOUT_INPUT = re.compile(r"image|invalid_prompt|content_policy|content_filter|safety|moderation|usage polic", re.I)
NOT_OURS = re.compile(r"not support|only supported|unsupported (value|parameter)", re.IGNORECASE)
NO_MONEY = re.compile(r"billing|credit|spend|payment", re.IGNORECASE)


def _without_lengths(schema: dict[str, Any]) -> None:
    """Strict schemas may not say maxLength: it becomes words here, and is enforced when the answer is read."""
    for shape in schema["properties"].values():
        for part in (shape, shape.get("items", {})):
            if most := part.pop("maxLength", None):
                part["description"] = f"{part.get('description', '')} (at most {most} characters)".strip()


class Description(Analysis):
    """Visible features of one person as art direction."""

    model_config = ConfigDict(json_schema_extra=_without_lengths)


class OpenAIAnalyst:
    """`Analyst` on OpenAI. Enter it before use; it holds one client."""

    def __init__(self, api_key: str, base_url: str | None, deadline: float = 90.0) -> None:
        self._key, self._base_url, self._deadline = api_key.strip(), base_url or None, deadline
        self._client: AsyncOpenAI | None = None

    async def __aenter__(self) -> Self:
        from openai import AsyncOpenAI

        timeout = httpx2.Timeout(self._deadline, connect=10.0)
        self._client = AsyncOpenAI(api_key=self._key, base_url=self._base_url, max_retries=0, timeout=timeout)
        _ = self._client.responses.parse  # loads some hundred modules: now, not under the first user's call
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            await self._client.close()

    async def study(self, engine: str, photos: Sequence[bytes], user: str) -> Study:
        client = self._open()
        content: list[ResponseInputContentParam] = [
            {"type": "input_text", "text": f"Study these {len(photos)} photos of one person, in order."}
        ]
        for photo in photos:
            url = "data:image/jpeg;base64," + base64.b64encode(photo).decode("ascii")
            content.append({"type": "input_image", "image_url": url, "detail": "high"})
        with explaining(lambda error: _explained(engine, error, self._key), self._key):
            async with asyncio.timeout(self._deadline):
                response = await client.responses.parse(
                    model=engine,
                    instructions=instructions(),
                    input=[{"role": "user", "content": content}],
                    text_format=Description,
                    # The SDK would parse inside the call and lose the usage of an answer that does not fit.
                    parse_as=None,
                    reasoning={"effort": "low"},  # the lowest that every engine of the chain takes
                    max_output_tokens=MOST_OUTPUT_TOKENS,
                    safety_identifier=user,
                    store=False,
                )
            return _read(engine, response)

    async def engines(self) -> dict[str, date | None]:
        """Every engine that this account may call, with its announced last day. Raises an EngineError leaf."""
        client = self._open()
        with explaining(lambda error: _explained("openai", error, self._key), self._key, paid=False):
            async with asyncio.timeout(min(self._deadline, LISTING_DEADLINE)):
                return {model.id: _day(model.shutdown_date) async for model in client.models.list()}

    def _open(self) -> "AsyncOpenAI":
        if self._client is None:
            raise RuntimeError("enter the analyst before using it")
        return self._client


@lru_cache(maxsize=1)
def instructions() -> str:
    return files("core").joinpath("prompts/analyst.txt").read_text(encoding="utf-8")


def _read(engine: str, response: "ParsedResponse[None]") -> Study:
    cost = _cost(engine, response.usage)
    text, refusal = "", ""
    for item in response.output or []:
        if item.type == "message" and getattr(item, "phase", None) in {None, "final_answer"}:
            for part in item.content or []:
                if part.type == "refusal":
                    refusal += part.refusal
                else:
                    text += part.text
    if response.status == "failed":
        raise _failed(engine, response.error.code if response.error else "unknown", cost)
    reason = response.incomplete_details.reason if response.incomplete_details else None
    if refusal or reason == "content_filter":
        detail = "refusal" if refusal else "content_filter"
        raise EngineRefused(engine, detail, "input", refusal[:WORDS], charged=cost > 0, cost_usd=cost)
    if response.status == "incomplete" or not text:
        detail = f"{response.status}, {reason or 'no text'}"
        raise EngineRefused(engine, detail, "rubbish", charged=True, cost_usd=cost or analysis_estimate(engine))
    return Study(_parsed(engine, text, cost or analysis_estimate(engine)), engine, cost or analysis_estimate(engine))


def _parsed(engine: str, text: str, cost: float) -> Analysis:
    try:
        analysis = Analysis.model_validate(_clipped(json.loads(text)))
    except ValidationError as error:
        places = ", ".join(f"{'.'.join(map(str, e['loc']))}: {e['type']}" for e in error.errors(include_input=False))
        # Not `from error`: pydantic's text quotes the description of a person.
        raise EngineRefused(engine, places, "rubbish", charged=True, cost_usd=cost) from None
    except ValueError:
        raise EngineRefused(engine, "not JSON", "rubbish", charged=True, cost_usd=cost) from None
    if not analysis.portrait_prompt.strip():
        raise EngineRefused(engine, "no portrait prompt", "rubbish", charged=True, cost_usd=cost)
    return analysis


def _clipped(answer: Any) -> Any:
    """Cut what is too long, rather than throw away a paid answer."""
    if not isinstance(answer, dict):
        return answer
    for name, shape in Analysis.model_json_schema()["properties"].items():
        value = answer.get(name)
        if isinstance(value, str):
            answer[name] = value[: shape["maxLength"]]
        elif isinstance(value, list):
            most = shape["items"]["maxLength"]
            answer[name] = [item[:most] if isinstance(item, str) else item for item in value[: shape["maxItems"]]]
    return answer


def _cost(engine: str, usage: "ResponseUsage | None") -> float:
    return tokens_price(engine, usage.input_tokens, usage.output_tokens) if usage else 0.0


def _failed(engine: str, code: str, cost: float) -> EngineError:
    if code == "rate_limit_exceeded":
        return EngineRateLimited(engine, code)
    if code == "data_residency_mismatch":
        return OperatorProblem(engine, code, "region")
    if ABOUT_INPUT.search(code) or "policy" in code:
        return EngineRefused(engine, code, "input", charged=cost > 0, cost_usd=cost)
    return EngineOverloaded(engine, code)


def _explained(engine: str, error: Exception, key: str) -> EngineError:
    import openai

    if isinstance(error, TimeoutError):
        return OutcomeUnknown(engine, "no answer within the deadline")
    if isinstance(error, openai.APIStatusError):
        return _refused_status(engine, error, key)
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
        cost = analysis_estimate(engine)
        return EngineRefused(engine, type(error).__name__, "rubbish", charged=True, cost_usd=cost)
    return OutcomeUnknown(engine, type(error).__name__)


def _refused_status(engine: str, error: "APIStatusError", key: str) -> EngineError:
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
    if status in {400, 413, 422} and ABOUT_INPUT.search(about) and not NOT_OURS.search(words):
        return EngineRefused(engine, detail, "input")
    return OperatorProblem(engine, f"{detail}: {without_quotes(words, key)}", "request")


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
