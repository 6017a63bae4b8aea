"""The painter on Google's Gemini API: one paid call, no retries, every outcome as one of our errors."""

import asyncio
import io
import re
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

import httpx
from PIL import Image

from core.adapters.gemini_body import Answer, Candidate, LostReferenceError, PastTheSdk, Usage, carry
from core.adapters.prices import picture_price, tokens_price
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
    ReferenceMissing,
)
from core.imaging import ends_as_jpeg
from core.models import Drawing, DrawRequest
from core.rust_http import AnswerTooLargeError
from core.threads import in_thread

if TYPE_CHECKING:
    from google.genai import Client
    from google.genai.errors import APIError

Why = Literal["input", "safety", "policy", "words", "other", "recitation", "rubbish"]

MOST_PICTURE_BYTES = 30_000_000
MOST_ANSWER_BYTES = 64_000_000  # a picture and two sketches in base64
CONNECTIONS = 128  # that are kept for the next call
MOST_PIXELS = 40_000_000
WORDS = 800  # of an answer in text only, kept for the user
FINISHES: dict[str, Why] = {
    "SAFETY": "safety",
    "IMAGE_SAFETY": "safety",
    "PROHIBITED_CONTENT": "policy",
    "IMAGE_PROHIBITED_CONTENT": "policy",
    "BLOCKLIST": "policy",
    "RECITATION": "recitation",
    "IMAGE_RECITATION": "recitation",
    "NO_IMAGE": "words",
}
NO_MONEY = re.compile(
    r"spend(ing)? (limit|cap)|prepa|credits? (is|are|balance|deplet|exhaust)|billing.{0,20}disabled|enable billing",
    re.I,
)
REGION = re.compile(r"location is not supported|not available in your (country|region)", re.IGNORECASE)
BAD_KEY = re.compile(r"api key|api_key|unregistered callers", re.IGNORECASE)
ABOUT_INPUT = re.compile(
    r"(input|inline|provided|process|decode|invalid|unsupported)\s(\w+\s){0,2}image"
    r"|image\s(\w+\s){0,3}(not valid|invalid)|safety|blocked|polic(y|ies)",
    re.IGNORECASE,
)
ABOUT_SETTINGS = re.compile(r"image[ _]?(size|config|output)|aspect", re.IGNORECASE)


LARGE = 6_000_000  # bytes: reading more than this would hold up the event loop
JPEG_IN_BASE64, SEARCHED = b'"/9j/', 2000  # other formats are decoded to see whether they are whole


class GeminiPainter:
    """`Painter` on Gemini. Enter it before use; it holds one client."""

    def __init__(self, api_key: str, base_url: str | None, deadline: float = 150.0) -> None:
        self._key, self._base_url, self._deadline = api_key.strip(), base_url or None, deadline
        self._client: Client | None = None
        self._http: httpx.AsyncClient | None = None

    async def __aenter__(self) -> Self:
        from google import genai
        from google.genai import types

        # A client of our own keeps the SDK from taking aiohttp wherever that is installed: with aiohttp it silently
        # sends a paid call twice when the connection breaks.
        self._http = httpx.AsyncClient(transport=PastTheSdk(MOST_ANSWER_BYTES, CONNECTIONS))
        self._client = genai.Client(
            enterprise=False,
            api_key=self._key,
            http_options=types.HttpOptions(
                base_url=self._base_url,
                api_version="v1",
                timeout=int(self._deadline * 1000),
                retry_options=types.HttpRetryOptions(attempts=1),
                httpx_async_client=self._http,
            ),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            await self._client.aio.aclose()
            self._client.close()
        if self._http is not None:
            await self._http.aclose()

    async def draw(self, engine: str, request: DrawRequest) -> Drawing:
        from google.genai import types

        client = self._open()
        if not request.references or not all(reference.data for reference in request.references):
            raise ReferenceMissing(key="")
        stand_ins, carried = carry([each.data for each in request.references])
        parts = [types.Part.from_bytes(data=one, mime_type="image/jpeg") for one in stand_ins]
        parts.append(types.Part.from_text(text=request.prompt))
        config = types.GenerateContentConfig(
            response_modalities=["TEXT", "IMAGE"],
            image_config=types.ImageConfig(aspect_ratio=request.aspect_ratio, image_size=request.size),
            seed=request.seed,
            store=False,
            automatic_continuation=False,
            automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True),
        )
        with explaining(lambda error: _explained(engine, error, self._key, request.prompt), self._key):
            async with asyncio.timeout(self._deadline):
                await client.aio.models.generate_content(
                    model=engine, contents=types.Content(role="user", parts=parts), config=config
                )
            body = carried.answer
            # A JPEG of the usual size is read in a millisecond; the hop to a thread and back would take longer.
            quick = len(body) < LARGE and JPEG_IN_BASE64 in body[:SEARCHED]
            return _read(engine, request.size, body) if quick else await in_thread(_read, engine, request.size, body)

    async def engines(self) -> dict[str, date | None]:
        """Every engine that this key may call. Gemini names no last day. Raises an EngineError leaf."""
        client = self._open()
        with explaining(lambda error: _explained("gemini", error, self._key, ""), self._key, paid=False):
            async with asyncio.timeout(min(self._deadline, LISTING_DEADLINE)):
                pages = await client.aio.models.list(config={"page_size": 1000})
                return {(model.name or "").removeprefix("models/"): None async for model in pages}

    def _open(self) -> "Client":
        if self._client is None:
            raise RuntimeError("enter the painter before using it")
        return self._client


def _read(engine: str, size: str, body: bytes) -> Drawing:
    rubbish_cost = picture_price(engine, size)
    try:
        answer = Answer.model_validate_json(body)
        usage = answer.usageMetadata or Usage()
        candidate = answer.candidates[0] if answer.candidates else Candidate()
        finish = str(candidate.finishReason or "")
        pictures = [part for part in answer.parts if part.inlineData]
        final = [part for part in pictures if not part.thought] or pictures
        if final and final[-1].inlineData:
            data = final[-1].inlineData.decoded()
            cost = picture_price(engine, size, usage.promptTokenCount)
            return Drawing(data, _mime(data), engine, finish or "STOP", cost)
    except (ValueError, OSError, SyntaxError) as error:
        detail = f"unreadable answer: {type(error).__name__}"
        raise EngineRefused(engine, detail, "rubbish", charged=True, cost_usd=rubbish_cost) from None
    if finish == "PUP_LIMITED_DISABLED":
        raise OperatorProblem(engine, finish, "account")
    # Only what was drawn or written is billed: a prompt that was blocked before has no candidate tokens.
    made = (usage.candidatesTokenCount or 0) + (usage.thoughtsTokenCount or 0)
    cost = tokens_price(engine, usage.promptTokenCount or 0, made) if made else 0.0
    words = " ".join(part.text for part in answer.parts if part.text and not part.thought)
    words = words or str(candidate.finishMessage or "")
    block = str((answer.promptFeedback and answer.promptFeedback.blockReason) or "")
    raise EngineRefused(
        engine, block or finish or "no candidates", _why(block, finish, words), words[:WORDS], made > 0, cost
    )


def _why(block: str | None, finish: str, words: str) -> Why:
    if block:
        return "policy" if block == "PROHIBITED_CONTENT" else "input"
    if finish == "STOP" and words:
        return "words"
    return FINISHES.get(finish, "other")


def _mime(data: bytes) -> str:
    """The type that the bytes really are; raises ValueError or OSError unless they are a whole picture."""
    if len(data) > MOST_PICTURE_BYTES:
        raise ValueError("too large")
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValueError("too many pixels")
            if not (picture.format == "JPEG" and ends_as_jpeg(data)):
                picture.load()  # only this finds the cut end of a PNG
            return Image.MIME[picture.format or ""]
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValueError("too many pixels") from error


def _explained(engine: str, error: Exception, key: str, prompt: str) -> EngineError:
    from google.genai.errors import APIError

    if isinstance(error, TimeoutError):
        return OutcomeUnknown(engine, "no answer within the deadline")
    if isinstance(error, APIError):
        return _refused_status(engine, error, key, prompt)
    if isinstance(error, AnswerTooLargeError):
        return EngineRefused(engine, "answer too large", "rubbish", charged=True, cost_usd=picture_price(engine, "4K"))
    if isinstance(error, LostReferenceError):
        return OperatorProblem(engine, "the references did not get into the request", "request")
    if isinstance(error, httpx.LocalProtocolError | UnicodeEncodeError):
        return OperatorProblem(engine, "the key has characters that no key has", "key")
    if isinstance(error, httpx.UnsupportedProtocol | httpx.InvalidURL):
        return OperatorProblem(engine, type(error).__name__, "request")
    if isinstance(error, NOT_SENT):
        return EngineUnreachable(engine, type(error).__name__)
    return OutcomeUnknown(engine, type(error).__name__)


def _refused_status(engine: str, error: "APIError", key: str, prompt: str) -> EngineError:
    body = error.details if isinstance(error.details, dict) else {}
    error_part = body.get("error")
    said: dict[str, Any] = error_part if isinstance(error_part, dict) else {}
    details = [each for each in said.get("details") or [] if isinstance(each, dict)]
    # Read without what it quotes: a scene that speaks of API keys must not pass for a wrong key.
    words = without_quotes(str(said.get("message") or ""), key, prompt)
    reasons = " ".join(str(each.get("reason") or "") for each in details)
    status, detail = error.code, f"HTTP {error.code} {said.get('status') or ''} {reasons}".strip()
    if status == 429:
        return _too_many(engine, detail, words, details, error.response)
    if status == 402 or (status in {400, 403} and NO_MONEY.search(f"{words} {reasons}")):
        return OperatorProblem(engine, detail, "billing")
    if status in {400, 403} and REGION.search(words):
        return OperatorProblem(engine, detail, "region")
    if status == 401 or (status in {400, 403} and BAD_KEY.search(f"{words} {reasons}")):
        return OperatorProblem(engine, detail, "key")
    if status == 403:
        return OperatorProblem(engine, detail, "account")
    if status == 404 and said:
        return EngineRetired(engine, detail)
    if status == 504:
        # The deadline is one that we sent. Google's "errors are not charged" speaks of 400 and 500, not of work that
        # was cut off, and another long wait is not worth three tries: counted as spent, repeated at most once.
        return OutcomeUnknown(engine, detail)
    if status in {408, 409, 499} or status >= 500:
        return EngineOverloaded(engine, detail)
    if status == 400 and ABOUT_INPUT.search(words) and not ABOUT_SETTINGS.search(words):
        return EngineRefused(engine, detail, "input")
    return OperatorProblem(engine, f"{detail}: {words}", "request")


def _too_many(engine: str, detail: str, words: str, details: list[dict[str, Any]], response: Any) -> EngineError:
    quotas = [str(one) for each in details for one in each.get("violations") or []]
    if any("perday" in quota.lower().replace("_", "") for quota in quotas):
        return OperatorProblem(engine, f"{detail} per day", "quota")
    if NO_MONEY.search(words):
        return OperatorProblem(engine, detail, "billing")
    delays = [str(each["retryDelay"]) for each in details if "retryDelay" in each]
    delays += [response.headers.get("retry-after", "")] if response is not None else []
    for delay in delays:
        try:
            return EngineRateLimited(engine, detail, min(max(0.0, float(delay.removesuffix("s"))), LONGEST_WAIT))
        except ValueError:
            continue
    return EngineRateLimited(engine, detail)
