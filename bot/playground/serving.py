"""Serves a playground on loopback for as long as a `with` block lasts."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn

from bot.playground.server import Playground


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield  # SIGINT and SIGTERM belong to whoever serves


@asynccontextmanager
async def serving(playground: Playground, port: int = 0) -> AsyncIterator[str]:
    """Yields the root URL; port 0 takes a free one."""
    listening = socket.create_server(("127.0.0.1", port), backlog=512)
    # The access log is off: the token is part of every URL.
    config = uvicorn.Config(playground.app, log_level="error", access_log=False, timeout_graceful_shutdown=2)
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
        await task
        listening.close()
