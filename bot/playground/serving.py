"""Serves a playground on loopback for as long as a `with` block lasts."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn

from bot.playground.server import Playground


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.stop = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield  # SIGINT and SIGTERM belong to whoever serves

    async def main_loop(self) -> None:
        await self.stop.wait()  # uvicorn's own loop wakes up ten times a second, for what is not used here


@asynccontextmanager
async def serving(playground: Playground, port: int = 0) -> AsyncIterator[str]:
    """Yields the root URL; port 0 takes a free one."""
    listening = socket.create_server(("127.0.0.1", port), backlog=512)
    # asyncio does this by itself only for sockets it made; without it every answer waits 40 ms for an acknowledgement
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    # The access log is off: the token is part of every URL.
    config = uvicorn.Config(
        playground.app, log_level="error", access_log=False, date_header=False, timeout_graceful_shutdown=2
    )
    server = _Server(config)
    task = asyncio.get_running_loop().create_task(server.serve(sockets=[listening]))
    try:
        while not server.started:
            if task.done():
                raise RuntimeError("the playground did not start")
            await asyncio.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        playground.close()
        server.should_exit = True
        server.stop.set()
        await task
        listening.close()
