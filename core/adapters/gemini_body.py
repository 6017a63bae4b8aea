"""Gemini's bodies without needless copies of their pictures: both go past the SDK.

The SDK writes pictures as base64 into JSON and reads them back the same way, each step with a copy of megabytes and on
the event loop. So it is given a token for each picture, and the picture takes the token's place as the request leaves;
of an answer it sees the head alone.
"""

import base64
import secrets
from collections.abc import AsyncIterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import httpx
import pybase64
from pydantic import BaseModel, ConfigDict

from core.rust_http import Transport

TOKEN = 24  # bytes; a multiple of three, so that its base64 is found as it was written


@dataclass
class Carried:
    """What one call carries past the SDK: pictures by their stand-ins in base64, and the answer as it came."""

    pictures: dict[bytes, bytes]
    answer: bytes = b""
    gone: bool = False  # it is for one request: a second one would be paid again


_carried: ContextVar[Carried | None] = ContextVar("what the call of this task carries", default=None)


def carry(pictures: Sequence[bytes]) -> tuple[list[bytes], Carried]:
    """Stand-ins for these pictures in the next request of this task."""
    stand_ins = [secrets.token_bytes(TOKEN) for _ in pictures]
    carried = Carried(dict(zip(map(base64.urlsafe_b64encode, stand_ins), pictures, strict=True)))
    _carried.set(carried)
    return stand_ins, carried


class LostReferenceError(Exception):
    """The SDK's request is not one that holds the references in order, once: nothing is sent."""


class PastTheSdk(Transport):
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Raises LostReferenceError rather than send a request without its pictures."""
        if request.method != "POST":  # a list of engines
            return await super().handle_async_request(request)
        carried = _carried.get()
        if carried is None or carried.gone:
            raise LostReferenceError
        carried.gone = True
        body = Spliced(await request.aread(), carried.pictures)
        headers = request.headers.copy()
        headers["content-length"] = str(body.size)
        response = await super().handle_async_request(
            httpx.Request(request.method, request.url, headers=headers, stream=body, extensions=request.extensions)
        )
        if not response.is_success:
            return response
        carried.answer = response.content
        return httpx.Response(response.status_code, headers={"content-type": "application/json"}, content=b"{}")


class Spliced(httpx.AsyncByteStream):
    """`body` with each picture in its stand-in's place, encoded as it leaves: engines draw for a minute, and what they
    have got already is not kept meanwhile. Raises LostReferenceError.
    """

    def __init__(self, body: bytes, pictures: dict[bytes, bytes]) -> None:
        self._pieces: list[tuple[bytes, bytes]] = []
        for stand_in, picture in pictures.items():
            before, found, body = body.partition(stand_in)
            if not found or not picture:
                raise LostReferenceError
            self._pieces.append((before, picture))
        self._rest = body
        self.size = sum(len(before) + 4 * -(-len(picture) // 3) for before, picture in self._pieces) + len(body)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for before, picture in self._pieces:
            yield before
            yield pybase64.b64encode(picture)
        yield self._rest


class _Lenient(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)  # no error may quote what an engine said


class Inline(_Lenient):
    data: str

    def decoded(self) -> bytes:
        """Either alphabet of base64. Raises ValueError."""
        if "-" in self.data or "_" in self.data:
            return base64.urlsafe_b64decode(self.data)
        return pybase64.b64decode(self.data, validate=True)


class Part(_Lenient):
    text: str | None = None
    thought: bool | None = None
    inlineData: Inline | None = None  # noqa: N815  # the names are Google's


class Content(_Lenient):
    parts: list[Part] | None = None


class Candidate(_Lenient):
    content: Content | None = None
    finishReason: Any = None  # noqa: N815
    finishMessage: Any = None  # noqa: N815


class Usage(_Lenient):
    promptTokenCount: int | None = None  # noqa: N815
    candidatesTokenCount: int | None = None  # noqa: N815
    thoughtsTokenCount: int | None = None  # noqa: N815


class Feedback(_Lenient):
    blockReason: Any = None  # noqa: N815


class Answer(_Lenient):
    """What is read of an answer; `parts` are those of its first candidate."""

    candidates: list[Candidate] | None = None
    usageMetadata: Usage | None = None  # noqa: N815
    promptFeedback: Feedback | None = None  # noqa: N815

    @property
    def parts(self) -> list[Part]:
        first = self.candidates[0].content if self.candidates else None
        return (first.parts or []) if first else []
