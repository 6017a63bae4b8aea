"""HTTP carried by Rust (pyqwest, on reqwest and hyper) under the interface of httpx.

For the two servers through which every picture goes. httpx's own transport moves a body through Python piece by piece,
on the event loop, and looks at every connection of its pool for each request.
"""

import asyncio
from functools import cache
from pathlib import Path

import certifi
import httpx
from pyqwest import HTTPTransport, HTTPVersion
from pyqwest.httpx import AsyncPyqwestTransport

CONNECT = 10.0  # seconds
IDLE = 55.0  # servers end an idle connection after a minute or more; this side shall be the first


class AnswerTooLargeError(Exception):
    """More bytes than any answer of that server has."""


class Transport(AsyncPyqwestTransport):
    """One request is one try: nothing is repeated, no redirect is followed. Answers are read whole, up to `most_bytes`.

    Of httpx's time-outs the one for connecting is CONNECT; those for reading and writing together limit an exchange.
    """

    def __init__(self, most_bytes: int, connections: int) -> None:
        self._most_bytes = most_bytes
        self._rust = HTTPTransport(
            # Beside the system's own, of which a small image has none.
            tls_ca_cert=_authorities(),
            tls_include_system_certs=True,
            http_version=HTTPVersion.HTTP1,  # a connection that breaks takes one call along, not all
            connect_timeout=CONNECT,
            pool_idle_timeout=IDLE,
            pool_max_idle_per_host=connections,
            use_system_dns=True,
            follow_redirects=False,
            enable_otel=False,
        )
        super().__init__(self._rust)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Raises AnswerTooLargeError and httpx's TransportErrors.

        Of those ConnectError, ConnectTimeout and LocalProtocolError say that the request has not left.
        """
        # One clock for the whole exchange: the transport's own would start a task for each piece of an answer.
        limits = request.extensions.pop("timeout", {})
        seconds = (limits.get("read") or 0.0) + (limits.get("write") or 0.0)
        try:
            async with asyncio.timeout(CONNECT + seconds if seconds else None):
                response = await super().handle_async_request(request)
                data = await self._whole(response)
        except TimeoutError:
            raise httpx.ReadTimeout("", request=request) from None
        except httpx.TransportError as error:
            # Rust's own words name the whole address, which has the bot's token.
            raise type(error)("", request=request) from None
        return httpx.Response(response.status_code, headers=response.headers, content=data)

    async def _whole(self, response: httpx.Response) -> bytes:
        assert isinstance(response.stream, httpx.AsyncByteStream)  # noqa: S101  # of an asynchronous transport
        pieces, size = [], 0
        try:
            async for piece in response.stream:
                size += len(piece)
                if size > self._most_bytes:
                    raise AnswerTooLargeError
                pieces.append(piece)
        finally:
            await response.stream.aclose()
        return b"".join(pieces)

    async def aclose(self) -> None:
        await self._rust.aclose()


@cache
def _authorities() -> bytes:
    return Path(certifi.where()).read_bytes()
