"""A load balancer in front of replicas: requests go to the next one that answers."""

import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


class RoundRobin:
    """`app` forwards every POST, in turn; one that does not answer is passed over, as a proxy does."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = itertools.cycle(ports)
        self._count = len(ports)
        self.app = Starlette(routes=[Route("/{path:path}", self._forward, methods=["POST"])], lifespan=self._connected)

    @asynccontextmanager
    async def _connected(self, app: Starlette) -> AsyncIterator[None]:
        async with httpx.AsyncClient(timeout=30) as self._http:
            yield

    async def _forward(self, request: Request) -> Response:
        body = await request.body()
        secret = {name: value for name, value in request.headers.items() if name.startswith("x-telegram")}
        for port in itertools.islice(self._ports, self._count):
            try:
                answer = await self._http.post(
                    f"http://127.0.0.1:{port}{request.url.path}", content=body, headers=secret
                )
            except httpx.TransportError:
                continue
            return Response(status_code=answer.status_code)
        return Response(status_code=502)
