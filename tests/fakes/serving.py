"""Runs an ASGI app on a free loopback port, in a thread of its own, so that a busy test cannot stall the server."""

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import uvicorn

STARTS_WITHIN = 30.0


def free_port() -> int:
    """A port of this computer that nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def serving(app: Callable[..., Any], port: int = 0) -> Iterator[str]:
    """Yield the app's URL (no slash at the end); the server and its thread are gone when the block ends."""
    listener = socket.create_server(("127.0.0.1", port))
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else each answer waits 40 ms for its own body
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            interface="asgi3",
            log_config=None,
            access_log=False,
            ws="none",
            timeout_graceful_shutdown=2,
            timeout_keep_alive=60,
        )
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="fake-server", daemon=True)
    thread.start()
    try:
        give_up = time.monotonic() + STARTS_WITHIN
        while not server.started:
            if not thread.is_alive() or time.monotonic() > give_up:
                raise RuntimeError("the fake server did not start")
            time.sleep(0.005)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(STARTS_WITHIN)
        listener.close()


@asynccontextmanager
async def serve(app: Callable[..., Any], port: int = 0) -> AsyncIterator[str]:
    """Like `serving`, without holding up the event loop while the server starts and stops."""
    server = serving(app, port)
    url = await asyncio.to_thread(server.__enter__)
    try:
        yield url
    finally:
        await asyncio.to_thread(server.__exit__, None, None, None)
