"""Runs an ASGI app on a free loopback port, in a thread of its own, so that a busy test cannot stall the server."""

import asyncio
import os
import random
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any

import uvicorn

STARTS_WITHIN = 30.0

LOWEST_PORT = 10_000
WORKERS = 16  # at most; each has ports of its own
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % WORKERS
_given: set[int] = set()


def free_port() -> int:
    """A port of this computer that nobody listens on just now, for a server that starts some time later.

    Below the ports that the system gives by itself: one of those may be the near end of any connection by then.
    """
    while len(_given) < 1000:
        port = random.randrange(LOWEST_PORT, _lowest_of_the_system(), WORKERS) + WORKER  # noqa: S311  # no secret
        if port in _given:
            continue
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            _given.add(port)
            return port
    raise RuntimeError("too many ports were asked for")


def _lowest_of_the_system() -> int:
    try:
        lowest = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    except (OSError, ValueError):  # another system than Linux
        lowest = 0
    return lowest if lowest > LOWEST_PORT + 2000 else 32_768


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
