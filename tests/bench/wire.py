"""A bare HTTP/1.1 server for measuring: bodies are counted and only their beginning is kept, so it costs next to
nothing beside what it measures. It is not strict; the playground and tests/fakes/engines.py are."""

import asyncio
import re
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

KEPT = 64 * 1024  # of a body; the fields of a form stand before its files
BUFFER = 4 * 2**20  # of a socket: a picture is handed to the kernel in one go
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass
class Request:
    """`at` is when its last byte arrived; `body` its beginning, `size` how long it is."""

    verb: str
    path: str
    body: bytes
    size: int
    at: float


Reply = Callable[[bytes], None]
Handler = Callable[[Request, Reply], None]


def answer(body: bytes, kind: str = "application/json", status: str = "200 OK") -> bytes:
    """A whole answer, head and body; made once where it is sent often."""
    return f"HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body


class _Connection(asyncio.Protocol):
    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._transport: asyncio.Transport | None = None
        self._head = b""
        self._body: list[bytes] = []
        self._kept = self._got = 0
        self._size = -1  # of the body that is being read; -1: the head is

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.set_write_buffer_limits(high=64 * 2**20)

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None

    def data_received(self, data: bytes) -> None:
        if self._size < 0:
            self._head += data
            end = self._head.find(b"\r\n\r\n")
            if end < 0:
                return
            found = LENGTH.search(self._head, 0, end)
            self._head, data = self._head[:end], self._head[end + 4 :]
            self._size = int(found[1]) if found else 0
        self._got += len(data)
        if self._kept < KEPT:
            self._body.append(data)
            self._kept += len(data)
        if self._got >= self._size:
            self._arrived(time.monotonic())

    def _arrived(self, at: float) -> None:
        verb, path, _ = self._head.split(b"\r\n", 1)[0].decode().split(" ")
        request = Request(verb, path, b"".join(self._body), self._size, at)
        self._head, self._body, self._kept, self._got, self._size = b"", [], 0, 0, -1
        self._handler(request, self._reply)

    def _reply(self, whole: bytes) -> None:
        if self._transport is not None:
            self._transport.write(whole)


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[str]:
    """Yield the URL."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=2048)
    # Accepted sockets inherit these.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for option in (socket.SO_SNDBUF, socket.SO_RCVBUF):
        listening.setsockopt(socket.SOL_SOCKET, option, BUFFER)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Connection(handler), sock=listening, backlog=2048)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.close()
