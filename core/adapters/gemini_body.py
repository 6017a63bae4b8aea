"""Gemini's bodies without copies of their pictures: spliced into the request on the wire, decoded while it is read.

The SDK writes pictures as base64 into JSON and reads them back the same way, each step with a copy of megabytes and on
the event loop. So it is given a token for each picture, and the picture takes the token's place as it is sent.
"""

import base64
import binascii
import secrets
from collections.abc import AsyncIterator, Sequence
from contextvars import ContextVar
from typing import Any

import httpx2
from pydantic import BaseModel, ConfigDict

STEP = 3 * 64 * 1024  # of a picture; a multiple of three, so that the pieces' base64 joins up
TOKEN = 24  # bytes, also a multiple of three

_on_their_way: ContextVar[dict[bytes, bytes] | None] = ContextVar("pictures on their way", default=None)


def tokens(pictures: Sequence[bytes]) -> list[bytes]:
    """Stand-ins for these pictures in the next request of this task."""
    made = [secrets.token_bytes(TOKEN) for _ in pictures]
    _on_their_way.set({base64.urlsafe_b64encode(token): data for token, data in zip(made, pictures, strict=True)})
    return made


async def splice(request: httpx2.Request) -> None:
    """A request hook. Raises LostReferenceError rather than send a request without its pictures."""
    if isinstance(request.stream, _Spliced) or not (pictures := _on_their_way.get()):
        return
    pieces, rest = list[bytes | memoryview](), await request.aread()
    for token, picture in pictures.items():
        before, found, rest = rest.partition(token)
        if not found or not picture:
            raise LostReferenceError
        pieces += [before, memoryview(picture)]
    request.stream = _Spliced([*pieces, rest])
    request.headers["content-length"] = str(sum(map(_length, request.stream.pieces)))
    _on_their_way.set(None)


class LostReferenceError(Exception):
    """The SDK's request does not hold the references in order: nothing is sent."""


class _Spliced(httpx2.AsyncByteStream):
    def __init__(self, pieces: list[bytes | memoryview]) -> None:
        self.pieces = pieces

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            if isinstance(piece, bytes):
                yield piece
            else:
                for at in range(0, len(piece), STEP):
                    yield binascii.b2a_base64(piece[at : at + STEP], newline=False)


def _length(piece: bytes | memoryview) -> int:
    return len(piece) if isinstance(piece, bytes) else 4 * -(-len(piece) // 3)


class _Lenient(BaseModel):
    # Both alphabets of base64 are read. No error may quote what an engine said.
    model_config = ConfigDict(val_json_bytes="base64", hide_input_in_errors=True)


class Inline(_Lenient):
    data: bytes


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
