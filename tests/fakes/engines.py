"""Both vendors as one strict, scriptable HTTP server that counts: OpenAI under /openai/v1, Gemini under /gemini.

`python -m tests.fakes.engines --port 9000` runs it by itself; point OPENAI_BASE_URL and GEMINI_BASE_URL at it.
"""

import argparse
import asyncio
import base64
import binascii
import io
import json
import math
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from PIL import Image, ImageDraw, ImageFont
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

Vendor = Literal["openai", "gemini", "openai/voice", "openai/models", "gemini/models"]

NOTHING_YET = {"openai": 0.0, "gemini": 0.0, "openai/voice": 0.0}
RATIOS = {"1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9", "1:8", "8:1", "1:4", "4:1"}
SIDES = {"512": 512, "1K": 1024, "2K": 2048, "4K": 4096}
MOST_IMAGES = 14
BILLED = {"ok", "png", "webp", "gif", "wrong_mime", "not_a_picture", "corrupt_image", "huge", "bad_base64"} | {
    *("thought_then_image", "only_thought", "text_only", "truncated_json", "refusal", "incomplete", "missing_field"),
    *("too_long", "no_prompt", "no_output", "drop", "cut", "hang", "held", "silence", "noise"),
}
SPOKEN = "I am sorry, I can only answer in words today."
FINISHES = {  # outcome → finishReason of an answer without a picture
    "safety": "IMAGE_SAFETY",
    "prohibited": "IMAGE_PROHIBITED_CONTENT",
    "recitation": "IMAGE_RECITATION",
    "image_other": "IMAGE_OTHER",
    "no_image": "NO_IMAGE",
    "limited_account": "PUP_LIMITED_DISABLED",
    "unknown_finish": "IMAGE_BRAND_NEW_REASON",
}
BLOCKS = {"blocked_input": "OTHER", "blocked_prohibited": "PROHIBITED_CONTENT", "blocked_unknown": "BRAND_NEW_BLOCK"}
ANALYSIS: dict[str, Any] = {
    "face_shape": "oval, jaw slightly wider on the left, soft chin, high cheekbones",
    "eyes": "grey-green, almond-shaped, spaced one eye's width apart; left lid a little lower",
    "brows": "dark brown, straight, 8 mm thick",
    "nose": "straight, rounded tip, a slight bump at one third",
    "lips": "lower lip fuller, 1:1.5, natural rose",
    "hair": "dark brown, shoulder length, wavy, parted on the left",
    "skin": "light olive, visible pores on the nose",
    "marks": "mole 1 cm under the right eye",
    "apparent_age": "30 to 35",
    "build": "slim, narrow shoulders",
    "portrait_prompt": "Create a photo of the person in image 1: an oval face with grey-green almond-shaped eyes.",
    "warnings": [],
    "ideas": [
        "at a Christmas market in the evening, wool coat, warm lights",
        "on a ferry in spring wind, light raincoat",
        "in a sunny vineyard in autumn, corduroy jacket",
    ],
}


class RejectedError(Exception):
    """A request that the service would not take."""

    def __init__(self, status: int, message: str, code: str = "") -> None:
        super().__init__(message)
        self.status, self.message, self.code = status, message, code


@dataclass
class EngineCall:
    """One POST that arrived, also when it was refused or dropped. `outcome` is what the server did with it."""

    number: int
    vendor: Vendor
    engine: str
    at: float
    key: str
    headers: dict[str, str]
    body: dict[str, Any]  # as sent, without the contents, which are in `parts`
    outcome: str = ""
    parts: list[bytes | str] = field(default_factory=list)  # in the order sent; pictures decoded
    config: dict[str, Any] = field(default_factory=dict)  # Gemini's generationConfig, keys in camelCase
    instructions: str = ""
    schema_name: str = ""
    sound: bytes = b""  # of a transcription
    file_name: str = ""

    @property
    def billed(self) -> bool:
        """Whether the vendor would put it on the bill, also when nobody was there any more to hear the answer."""
        return self.outcome.partition(":")[0] in BILLED

    @property
    def images(self) -> list[bytes]:
        return [part for part in self.parts if isinstance(part, bytes)]

    @property
    def text(self) -> str:
        return "\n".join(part for part in self.parts if isinstance(part, str))

    @property
    def prompt(self) -> str:
        """The last text, which is the prompt."""
        return [part for part in self.parts if isinstance(part, str)][-1]


class Gate:
    """Where calls wait whose outcome is "held", until the test lets them go on: the oldest first."""

    def __init__(self) -> None:
        self.may_pass = 0.0
        self.waiting: deque[int] = deque()

    def passes(self, call: EngineCall) -> bool:
        if self.may_pass < 1 or self.waiting[0] != id(call):
            return False
        self.may_pass -= 1
        return True


class FakeEngines:
    """The state of both services. Safe to script and to read from another thread than the server's."""

    def __init__(self) -> None:
        self.calls: list[EngineCall] = []
        self.latency: dict[str, float] = dict(NOTHING_YET)
        self.most_at_once: dict[str, int] = {"openai": 0, "gemini": 0, "openai/voice": 0}
        self.spoken = "on a beach at sunset"  # what every voice message says
        self.picture_bytes = 0  # pictures are padded to this size
        self.keep_pictures = True  # off: calls remember no bytes, for long runs
        self.paint: Callable[[EngineCall], bytes] = lambda call: portrait(call, self.picture_bytes)
        self.analysis: dict[str, Any] = dict(ANALYSIS)
        self.keys: set[str] | None = None  # None: every key is good
        self.engines: dict[str, dict[str, str | None]] = {
            "openai": {
                "gpt-5": "2026-12-11",
                "gpt-6.1-terra": None,
                "gpt-6.1-sol": None,
                "gpt-6-luna": None,
                "gpt-transcribe": None,
                "gpt-4o-mini-transcribe": "2027-02-26",
            },
            "gemini": {
                "gemini-nano-banana-2.1": None,
                "gemini-3-pro-image": None,
                "gemini-3.1-flash-lite-image": None,
            },
        }
        self.ever: Counter[tuple[str, str]] = Counter()  # by vendor: "arrived" and "billed", over all resets
        self._lock = threading.Lock()
        self._queues: dict[str, deque[str]] = {}
        self._rules: dict[tuple[str, str | None], str] = {}
        self._gates: defaultdict[str, Gate] = defaultdict(Gate)
        self._under_way: dict[str, set[int]] = {"openai": set(), "gemini": set(), "openai/voice": set()}
        self._held: set[str] = set()
        self._web = Starlette(
            routes=[
                Route("/openai/v1/responses", self._responses, methods=["POST"]),
                Route("/openai/v1/audio/transcriptions", self._transcriptions, methods=["POST"]),
                Route("/openai/v1/models", self._openai_models),
                Route("/gemini/{version}/models/{call}", self._generate, methods=["POST"]),
                Route("/gemini/{version}/models", self._gemini_models),
            ]
        )

    async def arrived(self, vendor: Vendor, number: int, within: float = 30.0) -> None:
        """Wait until so many calls have arrived."""
        async with asyncio.timeout(within):
            while self.count(vendor) < number:
                await asyncio.sleep(0.005)

    @contextmanager
    def holding(self, vendor: Vendor) -> Iterator[None]:
        """Inside the block no call is answered, however long what a test looks at takes; after it, all are."""
        self._held.add(vendor)
        try:
            yield
        finally:
            self._held.discard(vendor)

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve as ASGI; uvicorn's transport is kept at hand for the outcomes that cut the connection."""
        scope["transport"] = getattr(getattr(send, "__self__", None), "transport", None)
        await self._web(scope, receive, send)

    # --- what tests say ---

    def script(self, vendor: Vendor, *outcomes: str) -> None:
        """Queue the outcomes of the next calls; after them, `always` and "ok" hold again.

        "held" waits for `release` and is "ok" then, "held:<outcome>" is that one: for some calls, where `holding` is
        for all of a vendor.
        """
        _known(vendor, *outcomes)
        with self._lock:
            self._queues.setdefault(vendor, deque()).extend(outcomes)

    def always(self, vendor: Vendor, outcome: str, engine: str | None = None) -> None:
        """Answer so from now on, on every engine or on one."""
        _known(vendor, outcome)
        with self._lock:
            self._rules[vendor, engine] = outcome

    def release(self, vendor: Vendor, number: float = math.inf) -> None:
        """Let so many held calls go on, the oldest first; by default all, also those that are still to come."""
        with self._lock:
            self._gates[vendor].may_pass += number

    def retire(self, engine: str) -> None:
        """Shut an engine down: 404, and gone from the list."""
        for known in self.engines.values():
            known.pop(engine, None)

    def reset(self) -> None:
        """Forget calls, scripts and rules; engines, keys and what there ever was stay as they are."""
        with self._lock:
            self.calls.clear()
            self._queues.clear()
            self._rules.clear()
            for gate in self._gates.values():
                gate.may_pass = math.inf  # nobody is left to open it
            self._gates.clear()
            self.latency.update(NOTHING_YET)
            self.most_at_once.update({"openai": 0, "gemini": 0, "openai/voice": 0})
            self._under_way = {"openai": set(), "gemini": set(), "openai/voice": set()}
            self.spoken = "on a beach at sunset"

    def calm(self) -> None:
        """Forget scripts and rules; what was called stays known."""
        with self._lock:
            self._queues.clear()
            self._rules.clear()

    def count(self, vendor: Vendor, engine: str | None = None) -> int:
        """How many calls arrived, whatever became of them."""
        with self._lock:
            return sum(call.vendor == vendor and engine in {None, call.engine} for call in self.calls)

    def disregard(self) -> None:
        """The calls since the last reset were for somebody else's ledger."""
        with self._lock:
            self.ever.subtract((call.vendor, "arrived") for call in self.calls)
            self.ever.subtract((call.vendor, "billed") for call in self.calls if call.billed)

    def under_way(self, vendor: Vendor) -> int:
        """How many calls wait for their answer."""
        with self._lock:
            return len(self._under_way[vendor])

    def billed(self, vendor: Vendor) -> int:
        with self._lock:
            return sum(call.vendor == vendor and call.billed for call in self.calls)

    # --- the wire ---

    def _arrive(
        self, vendor: Literal["openai", "gemini", "openai/voice"], engine: str, request: Request, body: dict[str, Any]
    ) -> EngineCall:
        key = request.headers.get("x-goog-api-key") or request.headers.get("authorization", "").removeprefix("Bearer ")
        with self._lock:
            call = EngineCall(
                len(self.calls) + 1, vendor, engine, time.monotonic(), key, dict(request.headers), body, "rejected"
            )
            self.calls.append(call)
            self.ever[vendor, "arrived"] += 1
            self._under_way[vendor].add(id(call))
            self.most_at_once[vendor] = max(self.most_at_once[vendor], len(self._under_way[vendor]))
        return call

    def _next(self, vendor: Vendor, engine: str | None = None) -> str:
        with self._lock:
            if queue := self._queues.get(vendor):
                return queue.popleft()
            return self._rules.get((vendor, engine)) or self._rules.get((vendor, None)) or "ok"

    def _admit(self, vendor: Literal["openai", "gemini"], key: str, engine: str | None) -> None:
        if not key:
            raise RejectedError(403 if vendor == "gemini" else 401, "Method doesn't allow unregistered callers.")
        if self.keys is not None and key not in self.keys:
            raise _bad_key(vendor, key)
        if engine is not None and engine not in self.engines[vendor]:
            raise RejectedError(
                404, f"The model `{engine}` does not exist or you do not have access.", "model_not_found"
            )

    async def _responses(self, request: Request) -> Response:
        body = json.loads(await request.body())
        call = self._arrive("openai", str(body.get("model")), request, body)
        try:
            self._admit("openai", call.key, call.engine)
            _read_openai(call, call.body.pop("input", []))
            return await self._answer(call, request, self._openai_ok)
        except RejectedError as no:
            return _refusal("openai", no)
        finally:
            self._leave(call)

    async def _transcriptions(self, request: Request) -> Response:
        async with request.form() as form:
            fields = {name: value for name, value in form.multi_items() if isinstance(value, str)}
            files = {name: value for name, value in form.multi_items() if not isinstance(value, str)}
            call = self._arrive("openai/voice", fields.get("model", ""), request, dict(fields))
            try:
                self._admit("openai", call.key, call.engine)
                await _read_sound(call, request, fields, files)
                return await self._answer(call, request, self._voice_ok)
            except RejectedError as no:
                return _refusal("openai", no)
            finally:
                self._leave(call)

    async def _generate(self, request: Request) -> Response:
        engine, _, verb = request.path_params["call"].partition(":")
        body = json.loads(await request.body())
        call = self._arrive("gemini", engine, request, body)
        try:
            self._admit("gemini", call.key, engine if verb == "generateContent" else request.path_params["call"])
            _read_gemini(call, _camel(call.body.pop("contents", [])))
            return await self._answer(call, request, self._gemini_ok)
        except RejectedError as no:
            return _refusal("gemini", no)
        finally:
            self._leave(call)

    def _leave(self, call: EngineCall) -> None:
        with self._lock:
            self.ever[call.vendor, "billed"] += call.billed
            self._under_way[call.vendor].discard(id(call))
        if not self.keep_pictures:
            call.parts = [part if isinstance(part, str) else b"" for part in call.parts]

    async def _answer(
        self, call: EngineCall, request: Request, succeed: Callable[[EngineCall, str], Response]
    ) -> Response:
        call.outcome = self._next(call.vendor, call.engine)
        if call.outcome.startswith("held") and await self._released(call, request):
            call.outcome = call.outcome.partition(":")[2] or "ok"
        outcome, _, argument = call.outcome.partition(":")
        await _wait(self.latency[call.vendor], request)
        while call.vendor in self._held and not await request.is_disconnected():
            await asyncio.sleep(0.005)
        if outcome == "hang":
            await _wait(float(argument), request)
            outcome = "ok"
        if outcome == "drop":
            return await _hang_up(request)
        if (failure := _failure(call, outcome, argument)) is not None:
            return failure
        return _cut(succeed(call, "ok"), request) if outcome == "cut" else succeed(call, outcome)

    async def _released(self, call: EngineCall, request: Request) -> bool:
        """False if the client has left before."""
        with self._lock:
            gate = self._gates[call.vendor]
            gate.waiting.append(id(call))
        try:
            while not await request.is_disconnected():
                with self._lock:
                    if gate.passes(call):
                        return True
                await asyncio.sleep(0.01)
            return False
        finally:
            with self._lock:
                gate.waiting.remove(id(call))

    async def _openai_models(self, request: Request) -> Response:
        return await self._list("openai", request)

    async def _gemini_models(self, request: Request) -> Response:
        return await self._list("gemini", request)

    async def _list(self, vendor: Literal["openai", "gemini"], request: Request) -> Response:
        key = request.headers.get("x-goog-api-key") or request.headers.get("authorization", "").removeprefix("Bearer ")
        listing: Vendor = "openai/models" if vendor == "openai" else "gemini/models"
        call = EngineCall(0, listing, "", time.monotonic(), key, {}, {}, self._next(listing))
        outcome, _, argument = call.outcome.partition(":")
        try:
            self._admit(vendor, key, None)
            if outcome == "drop":
                return await _hang_up(request)
            if (failure := _failure(call, outcome, argument)) is not None:
                return failure
        except RejectedError as no:
            return _refusal(vendor, no)
        known = self.engines[vendor]
        if vendor == "openai":
            items = [
                {"id": name, "object": "model", "created": 1, "owned_by": "openai", "shutdown_date": end}
                for name, end in known.items()
            ]
            return JSONResponse({"object": "list", "data": items})
        methods = ["generateContent", "countTokens"]
        return JSONResponse(
            {"models": [{"name": f"models/{name}", "supportedGenerationMethods": methods} for name in known]}
        )

    # --- answers of status 200 ---

    def _voice_ok(self, call: EngineCall, outcome: str) -> Response:
        if outcome == "empty":
            return JSONResponse({})
        usage: dict[str, Any] = {"type": "duration", "seconds": 3.0}
        if call.engine != "gpt-transcribe":
            usage = {"type": "tokens", "input_tokens": 50, "output_tokens": 9, "total_tokens": 59}
        body = {"text": {"silence": "", "noise": " … ♪ "}.get(outcome, self.spoken), "usage": usage}
        if outcome == "truncated_json":
            return Response(json.dumps(body)[:-20], media_type="application/json")
        return JSONResponse(body)

    def _openai_ok(self, call: EngineCall, outcome: str) -> Response:
        if outcome == "empty":
            return JSONResponse({})
        text = json.dumps(self.analysis)
        content: list[dict[str, Any]] = [{"type": "output_text", "text": text, "annotations": [], "logprobs": []}]
        status, error, incomplete = "completed", None, None
        if outcome == "refusal":
            content = [{"type": "refusal", "refusal": "I can't help with identifying people in images."}]
        elif outcome == "failed_image":
            status, content = "failed", []
            error = {"code": "image_content_policy_violation", "message": "The image was rejected."}
        elif outcome == "failed_server":
            status, content, error = "failed", [], {"code": "server_error", "message": "Something broke."}
        elif outcome in {"incomplete", "content_filter"}:
            status = "incomplete"
            incomplete = {"reason": "max_output_tokens" if outcome == "incomplete" else outcome}
            content = [content[0] | {"text": text[: len(text) // 2]}] if outcome == "incomplete" else []
        elif outcome == "truncated_json":
            content = [content[0] | {"text": text[: len(text) // 2]}]
        elif outcome == "missing_field":
            content = [content[0] | {"text": json.dumps({"face_shape": self.analysis["face_shape"]})}]
        elif outcome == "no_prompt":
            content = [content[0] | {"text": json.dumps(self.analysis | {"portrait_prompt": " "})}]
        elif outcome == "too_long":
            content = [content[0] | {"text": json.dumps(self.analysis | {"eyes": "grey " * 200})}]
        elif outcome == "no_output":
            content = []
        message = {"type": "message", "id": "msg_1", "role": "assistant", "status": status, "content": content}
        usage = {
            "input_tokens": 4000,
            "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
            "output_tokens": 1000,
            "output_tokens_details": {"reasoning_tokens": 200},
            "total_tokens": 5000,
        }
        return JSONResponse(
            {
                "id": f"resp_{call.number}",
                "object": "response",
                "created_at": time.time(),
                "status": status,
                "error": error,
                "incomplete_details": incomplete,
                "model": call.engine,
                "output": [message] if content else [],
                "parallel_tool_calls": True,
                "tool_choice": "auto",
                "tools": [],
                "usage": None if status == "failed" else usage,
            }
        )

    def _gemini_ok(self, call: EngineCall, outcome: str) -> Response:
        usage: dict[str, Any] = {"promptTokenCount": 260 * len(call.images) + len(call.text) // 4}
        if outcome == "empty":
            return JSONResponse({})
        if outcome in BLOCKS:
            return JSONResponse({"promptFeedback": {"blockReason": BLOCKS[outcome]}, "usageMetadata": usage})
        if outcome in FINISHES:
            candidate = {"finishReason": FINISHES[outcome], "finishMessage": "Unable to show the generated image."}
            return JSONResponse({"candidates": [candidate], "usageMetadata": usage})
        if outcome == "no_content":
            return JSONResponse({"candidates": [{"finishReason": "STOP", "index": 0}], "usageMetadata": usage})
        parts = [{"text": SPOKEN}] if outcome == "text_only" else self._picture_parts(call, outcome)
        usage["candidatesTokenCount"] = 1120 if outcome != "text_only" else 12
        body = {
            "candidates": [{"content": {"role": "model", "parts": parts}, "finishReason": "STOP", "index": 0}],
            "usageMetadata": usage,
            "modelVersion": call.engine,
            "responseId": f"resp-{call.number}",
        }
        if outcome == "truncated_json":
            return Response(json.dumps(body)[:-200], media_type="application/json")
        return JSONResponse(body)

    def _picture_parts(self, call: EngineCall, outcome: str) -> list[dict[str, Any]]:
        data, mime = self.paint(call), "image/jpeg"
        if outcome in {"png", "webp", "gif"}:
            mime, data = f"image/{outcome}", _recode(data, outcome)
        elif outcome == "wrong_mime":
            mime = "image/png"
        elif outcome == "not_a_picture":
            data = b"<html>not a picture</html>"
        elif outcome == "corrupt_image":
            data = data[: len(data) // 2]
        elif outcome == "huge":
            data = padded(data, 31_000_000)
        encoded = "%%%not-base64" if outcome == "bad_base64" else base64.b64encode(data).decode()
        part: dict[str, Any] = {"inlineData": {"mimeType": mime, "data": encoded}}
        sketch = {"inlineData": {"mimeType": "image/png", "data": base64.b64encode(_sketch()).decode()}}
        if outcome == "thought_then_image":
            return [{"text": "Thinking", "thought": True}, sketch | {"thought": True}, part, sketch | {"thought": True}]
        if outcome == "only_thought":
            return [sketch | {"thought": True}, part | {"thought": True}]
        return [{"text": "Here it is."}, part | {"thoughtSignature": "c2lnbmF0dXJl"}]


# --- strictness: what the services refuse, this refuses ---


def _read_openai(call: EngineCall, messages: list[dict[str, Any]]) -> None:
    body = call.body
    if "temperature" in body or "top_p" in body:
        raise RejectedError(400, "Unsupported parameter: 'temperature' is not supported with this model.")
    effort = body.get("reasoning", {}).get("effort")
    if call.engine == "gpt-6.1-sol" and effort in {"none", "minimal"}:
        raise RejectedError(400, f"Unsupported value: 'reasoning.effort' does not support '{effort}' with this model.")
    shape = body.get("text", {}).get("format", {})
    call.instructions, call.schema_name = str(body.get("instructions") or ""), str(shape.get("name") or "")
    if shape.get("type") == "json_schema":
        if shape.get("strict") is not True:
            raise RejectedError(400, "Only strict schemas are spoken here.")
        _check_schema(shape["schema"])
    for message in messages:
        for part in message["content"]:
            if part["type"] == "input_text":
                call.parts.append(part["text"])
            elif part["type"] == "input_image":
                head, _, data = part["image_url"].partition(",")
                if head not in {"data:image/jpeg;base64", "data:image/png;base64", "data:image/webp;base64"}:
                    raise RejectedError(400, "Invalid image data URL.", "invalid_base64_image")
                call.parts.append(_decoded_image(data, "The image data you provided does not represent a valid image."))
            else:
                raise RejectedError(400, f"Invalid value: '{part['type']}'.")
    if not call.images or not call.text:
        raise RejectedError(400, "Missing required parameter: 'input'.")


SOUNDS = {"ogg", "mp3", "m4a", "wav", "webm", "flac"}
FIELDS = {"model", "response_format", "language", "prompt", "temperature"}


async def _read_sound(call: EngineCall, request: Request, fields: dict[str, str], files: dict[str, UploadFile]) -> None:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise RejectedError(400, "Invalid content type: multipart/form-data is expected.")
    if unknown := (set(fields) - FIELDS) | (set(files) - {"file"}):
        raise RejectedError(400, f"Unrecognized request argument supplied: {unknown.pop()}", "unknown_parameter")
    if "transcribe" not in call.engine and call.engine != "whisper-1":
        raise RejectedError(400, f"The model `{call.engine}` does not support transcriptions.")
    if fields.get("response_format", "json") != "json" and call.engine != "whisper-1":
        raise RejectedError(400, "response_format 'text' is not compatible with this model.", "unsupported_value")
    if "file" not in files:
        raise RejectedError(400, "Missing required parameter: 'file'.")
    call.file_name, call.sound = files["file"].filename or "", await files["file"].read()
    if call.file_name.rpartition(".")[2] not in SOUNDS:
        raise RejectedError(400, "Invalid file format.", "invalid_file_format")
    if not call.sound or len(call.sound) > 25 * 1024 * 1024:
        raise RejectedError(400, "Audio file might be corrupted or unsupported.", "invalid_file")


def _check_schema(schema: dict[str, Any]) -> None:
    if schema.get("type") == "object":
        if schema.get("additionalProperties") is not False:
            raise RejectedError(
                400, "Invalid schema: 'additionalProperties' is required to be supplied and to be false."
            )
        if set(schema.get("required", ())) != set(schema.get("properties", ())):
            raise RejectedError(400, "Invalid schema: 'required' must include every key in properties.")
    for word in ("minLength", "maxLength", "default"):
        if word in schema:
            raise RejectedError(400, f"Invalid schema for response_format: '{word}' is not permitted.")
    for inner in (*schema.get("properties", {}).values(), schema.get("items")):
        if inner:
            _check_schema(inner)


def _read_gemini(call: EngineCall, contents: list[dict[str, Any]]) -> None:
    body = _camel(call.body)
    call.config = body.get("generationConfig", {})
    unknown = set(body) - {"generationConfig", "safetySettings", "store", "systemInstruction"}
    if unknown:
        raise RejectedError(400, f'Invalid JSON payload received. Unknown name "{unknown.pop()}": Cannot find field.')
    if call.config.get("candidateCount", 1) > 1:
        raise RejectedError(400, "Multiple candidates is not enabled for this model")
    for part in [part for content in contents for part in content.get("parts", [])]:
        if "text" in part:
            call.parts.append(part["text"])
        elif "inlineData" in part:
            call.parts.append(_decoded_image(part["inlineData"]["data"], "Provided image is not valid."))
    if not call.text.strip():
        raise RejectedError(400, "Contents must have a text part: the prompt is empty")
    if len(call.images) > MOST_IMAGES:
        raise RejectedError(400, f"Too many images: at most {MOST_IMAGES} are taken.")
    picture = call.config.get("imageConfig", {})
    if picture.get("aspectRatio", "1:1") not in RATIOS or picture.get("imageSize", "1K") not in SIDES:
        raise RejectedError(400, "aspect_ratio or image_size is not one of the supported values")
    if "IMAGE" not in call.config.get("responseModalities", []):
        raise RejectedError(400, "This model only answers with the modality IMAGE among the requested ones.")


def _camel(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            "".join(word.title() if n else word for n, word in enumerate(key.split("_")))
            if "_" in key
            else key: _camel(inner)
            for key, inner in value.items()
        }
    return [_camel(inner) for inner in value] if isinstance(value, list) else value


def _decoded_image(data: str, complaint: str) -> bytes:
    try:
        decoded = base64.b64decode(data.replace("-", "+").replace("_", "/"), validate=True)
        with Image.open(io.BytesIO(decoded)) as picture:
            picture.load()
    except (binascii.Error, OSError, SyntaxError) as error:
        raise RejectedError(400, complaint, "invalid_image") from error
    return decoded


# --- failures ---


def _bad_key(vendor: str, key: str) -> RejectedError:
    # Some gateways echo the whole key: whatever is logged must not.
    if vendor == "openai":
        return RejectedError(401, f"Incorrect API key provided: {key}.", "invalid_api_key")
    return RejectedError(400, f"API key not valid. Please pass a valid API key. ({key})", "API_KEY_INVALID")


def _failure(call: EngineCall, outcome: str, argument: str) -> Response | None:
    """The answers that are no 200, or no JSON at all."""
    vendor = "openai" if call.vendor.startswith("openai") else "gemini"
    if outcome == "unreadable":
        return _refusal(vendor, RejectedError(400, "Audio file might be corrupted or unsupported.", "invalid_file"))
    if outcome == "html":
        return HTMLResponse("<html><body>Welcome to the hotel's wireless network</body></html>")
    if outcome == "bad_json":
        return Response("{'not': json", media_type="application/json")
    if outcome == "rate_limited":
        return _rate_limited(vendor, argument or "30")
    if outcome == "bad_key":
        return _refusal(vendor, _bad_key(vendor, call.key))
    if outcome == "echo":
        shown = call.images[0] if call.images else call.sound
        quoted = f"{call.text} {base64.b64encode(shown).decode()} {call.key}"
        return _refusal(vendor, RejectedError(400, f"Could not understand: {quoted}"))
    if outcome == "redirect":
        return Response(status_code=302, headers={"location": "/elsewhere"})
    if outcome == "gateway_html":
        return HTMLResponse("<html>504 Gateway Time-out</html>", status_code=504)
    table = OPENAI_FAILURES if vendor == "openai" else GEMINI_FAILURES
    return _refusal(vendor, RejectedError(*table[outcome])) if outcome in table else None


OPENAI_FAILURES: dict[str, tuple[int, str, str]] = {
    "insufficient_quota": (429, "You exceeded your current quota, please check your plan.", "insufficient_quota"),
    "credit_exhausted": (429, "Your credit balance is exhausted.", "credit_balance_exhausted"),
    "overloaded": (503, "The server is overloaded.", "server_overloaded"),
    "internal": (500, "The server had an error.", "server_error"),
    "retired": (404, "The model has been shut down.", "model_not_found"),
    "wrong_url": (404, "Invalid URL (POST /v1/responses)", ""),
    "region": (403, "Country, region, or territory not supported", "unsupported_country_region_territory"),
    "limited_account": (403, "Your account was limited for violating our usage policies.", "account_deactivated"),
    "blocked_input": (400, "Your image was rejected by the safety system.", "image_content_policy_violation"),
    "prohibited": (400, "Invalid prompt: it was flagged as violating our usage policy.", "invalid_prompt"),
    "bad_request": (400, "Unknown parameter: 'colour'.", "unknown_parameter"),
    "payment": (402, "Payment required.", "billing_hard_limit_reached"),
}
GEMINI_FAILURES: dict[str, tuple[int, str, str]] = {
    "daily_quota": (429, "You exceeded your current quota, please check your plan and billing details.", "PerDay"),
    "spend_limit": (429, "Your project has exceeded its monthly spending cap.", ""),
    "insufficient_quota": (429, "Your prepayment credits are depleted.", ""),
    "payment": (402, "Payment required.", ""),
    "overloaded": (503, "The model is overloaded. Please try again later.", ""),
    "internal": (500, "An internal error has occurred.", ""),
    "deadline": (504, "Deadline expired before operation could complete.", ""),
    "retired": (404, "models/x is not found for API version v1, or is not supported for generateContent.", ""),
    "region": (400, "User location is not supported for the API use.", ""),
    "leaked_key": (403, "Your API key was reported as leaked. Please use another API key.", ""),
    "forbidden": (403, "Your project has been denied access. Please contact support.", ""),
    "bad_image": (400, "Unable to process input image. Please retry or report.", ""),
    "bad_request": (400, 'Invalid JSON payload received. Unknown name "colour": Cannot find field.', ""),
}
ANYWHERE = {"ok", "html", "bad_json", "rate_limited", "bad_key", "gateway_html", "redirect", "drop"}
ANSWERED = ANYWHERE | {"hang", "cut", "echo", "truncated_json"}
OUTCOMES: dict[str, set[str]] = {
    "openai": {*ANSWERED, *OPENAI_FAILURES, "refusal", "failed_image", "failed_server", "incomplete", "content_filter"}
    | {"missing_field", "no_prompt", "too_long", "no_output", "empty"},
    "gemini": {*ANSWERED, *GEMINI_FAILURES, *FINISHES, *BLOCKS, "empty", "no_content", "text_only", "png", "webp"}
    | {"gif", "wrong_mime", "not_a_picture", "corrupt_image", "huge", "bad_base64", "thought_then_image"}
    | {"only_thought"},
    "openai/voice": {*ANSWERED, *OPENAI_FAILURES, "silence", "noise", "unreadable", "empty"},
    "openai/models": {*ANYWHERE, *OPENAI_FAILURES},
    "gemini/models": {*ANYWHERE, *GEMINI_FAILURES},
}
STATUSES = {400: "INVALID_ARGUMENT", 402: "FAILED_PRECONDITION", 403: "PERMISSION_DENIED", 404: "NOT_FOUND"} | {
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}


def _known(vendor: Vendor, *outcomes: str) -> None:
    for outcome in outcomes:
        # Held is no outcome but when it comes.
        if outcome != "held" and outcome.removeprefix("held:").partition(":")[0] not in OUTCOMES[vendor]:
            raise ValueError(f"{vendor} has no outcome {outcome!r}: {', '.join(sorted(OUTCOMES[vendor]))}")


def _refusal(vendor: str, no: RejectedError) -> Response:
    if vendor == "openai":
        error: dict[str, Any] = {"message": no.message, "type": "invalid_request_error", "param": None}
        return JSONResponse({"error": error | {"code": no.code or None}}, status_code=no.status)
    details: list[dict[str, Any]] = []
    if no.code == "PerDay":
        # The real answer names a delay even here; waiting that long does not help.
        details = [_quota("GenerateRequestsPerDayPerProjectPerModel"), _retry_info("40s")]
    elif no.code:
        details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": no.code}]
    error = {"code": no.status, "message": no.message, "status": STATUSES[no.status], "details": details}
    return JSONResponse({"error": error}, status_code=no.status)


def _rate_limited(vendor: str, seconds: str) -> Response:
    if vendor == "openai":
        error: dict[str, Any] = {"message": "Rate limit reached.", "type": "requests", "code": "rate_limit_exceeded"}
        return JSONResponse({"error": error}, status_code=429, headers={"retry-after": seconds})
    details = [_quota("GenerateRequestsPerMinutePerProjectPerModel"), _retry_info(f"{seconds}s")]
    message = "You exceeded your current quota, please check your plan and billing details."
    error = {"code": 429, "message": message, "status": "RESOURCE_EXHAUSTED", "details": details}
    return JSONResponse({"error": error}, status_code=429)


def _quota(quota_id: str) -> dict[str, Any]:
    return {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [{"quotaId": quota_id}]}


def _retry_info(delay: str) -> dict[str, Any]:
    return {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": delay}


async def _hang_up(request: Request) -> Response:
    transport = request.scope.get("transport")
    if transport is None:
        raise RuntimeError("only a real uvicorn server can drop a connection")
    transport.abort()
    await asyncio.sleep(0.01)  # lets uvicorn notice, so that the answer below goes nowhere
    return Response()


def _cut(whole: Response, request: Request) -> Response:
    """Send half of an answer, then close the connection."""

    async def half() -> AsyncIterator[bytes]:
        yield bytes(whole.body[: len(whole.body) // 2])
        await asyncio.sleep(0.02)
        await _hang_up(request)

    return StreamingResponse(half(), headers={"content-length": whole.headers["content-length"]})


async def _wait(seconds: float, request: Request) -> None:
    """Sleep, but not longer than the client stays."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0 and not await request.is_disconnected():
        await asyncio.sleep(min(left, 0.05))


# --- pictures ---


def portrait(call: EngineCall, size: int = 0) -> bytes:
    """A JPEG of the asked shape with a drawn head, told apart by colour and by the number of the call."""
    asked = call.config.get("imageConfig", {})
    wide, high = (int(side) for side in asked.get("aspectRatio", "1:1").split(":"))
    scale = SIDES[asked.get("imageSize", "1K")] / math.sqrt(wide * high)
    picture = _head(round(wide * scale / 16) * 16, round(high * scale / 16) * 16, call.number % 12).copy()
    font = ImageFont.load_default(picture.height // 16)
    ImageDraw.Draw(picture).text((20, 20), f"call {call.number}", fill="black", font=font)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return padded(out.getvalue(), size)


@lru_cache(maxsize=48)
def _head(width: int, height: int, colour: int) -> Image.Image:
    picture = Image.new("RGB", (width, height), f"hsl({colour * 30}, 45%, 70%)")
    draw = ImageDraw.Draw(picture)
    x, y, unit = width / 2, height / 2, min(width, height) / 10

    def oval(cx: float, cy: float, rx: float, ry: float, fill: str) -> None:
        draw.ellipse((x + (cx - rx) * unit, y + (cy - ry) * unit, x + (cx + rx) * unit, y + (cy + ry) * unit), fill)

    oval(0, 5.2, 4.2, 2.2, f"hsl({colour * 30 + 180}, 40%, 40%)")
    oval(0, -0.6, 2.9, 3.5, "#4a3426")
    oval(0, 0, 2.4, 3.1, "#e3b594")
    for side in (-1, 1):
        oval(side, -0.5, 0.42, 0.24, "white")
        oval(side, -0.5, 0.2, 0.2, "#3c5a4c")
    oval(0, 0.5, 0.28, 0.5, "#cf9c7c")
    oval(0, 1.6, 0.8, 0.22, "#a5494b")
    return picture


def padded(jpeg: bytes, size: int) -> bytes:
    """Fill a JPEG up to about `size` bytes with application segments, which every reader skips."""
    missing, filling = size - len(jpeg), []
    while missing > 4:
        length = min(missing - 4, 65_000)
        filling.append(b"\xff\xef" + (length + 2).to_bytes(2, "big") + bytes(length))
        missing -= length + 4
    return jpeg[:2] + b"".join(filling) + jpeg[2:]


def _recode(jpeg: bytes, kind: str) -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(jpeg)) as picture:
        picture.save(out, kind)
    return out.getvalue()


@lru_cache(maxsize=1)
def _sketch() -> bytes:
    out = io.BytesIO()
    Image.new("L", (64, 64), 128).save(out, "PNG")
    return out.getvalue()


def main() -> None:
    """Run the fakes by themselves, for benchmarks and for trying the bot."""
    from tests.fakes.serving import serving

    options = argparse.ArgumentParser(description=main.__doc__)
    options.add_argument("--port", type=int, default=9000)
    options.add_argument("--analysis-seconds", type=float, default=1.0)
    options.add_argument("--picture-seconds", type=float, default=1.0)
    options.add_argument("--picture-bytes", type=int, default=0)
    chosen = options.parse_args()
    engines = FakeEngines()
    engines.latency.update(openai=chosen.analysis_seconds, gemini=chosen.picture_seconds)
    engines.picture_bytes, engines.keep_pictures = chosen.picture_bytes, False
    with serving(engines.app, chosen.port) as url:
        print(f"OPENAI_BASE_URL={url}/openai/v1\nGEMINI_BASE_URL={url}/gemini", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
