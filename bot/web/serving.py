"""Serves an app in the bot's own loop for as long as a `with` block lasts."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp

from core.errors import SettingsRefused
from core.nursery import Nursery

MOST_CONNECTIONS = 512
LAST_ANSWERS = 10  # seconds that requests under way may take when the bot stops


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.stop = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield  # SIGINT and SIGTERM belong to the bot

    async def main_loop(self) -> None:
        await self.stop.wait()  # uvicorn's own loop wakes up ten times a second, for what is not used here


@asynccontextmanager
async def serving(app: ASGIApp, host: str, port: int, name: str) -> AsyncIterator[int]:
    """Yields the port; 0 takes a free one. Raises SettingsRefused when it cannot listen there."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family, backlog=MOST_CONNECTIONS)
    except OSError as error:
        raise SettingsRefused(
            (f"{name}: cannot listen on {host}:{port} ({error.strerror}). Choose another one.",)
        ) from error
    # asyncio does this by itself only for sockets it made; without it answers wait 40 ms for an acknowledgement
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    config = uvicorn.Config(
        app,
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=LAST_ANSWERS,
    )
    server = _Server(config)
    async with Nursery() as nursery:
        task = nursery.start(server.serve(sockets=[listening]), f"the server of {name}")
        try:
            while not server.started:
                if task.done():
                    raise RuntimeError(f"the server of {name} did not start")
                await asyncio.sleep(0.01)
            yield int(listening.getsockname()[1])
        finally:
            server.should_exit = True
            server.stop.set()
            await asyncio.wait([task])
            listening.close()
