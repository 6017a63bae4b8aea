"""Blocking picture work, off the event loop, in a small bounded pool."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# Two at a time: Pillow lets go of the interpreter lock while it decodes, and memory stays bounded.
_pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="pictures")


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    return await asyncio.get_running_loop().run_in_executor(_pool, lambda: function(*args, **kwargs))
