"""A database, and a loop of its own for tests that are not coroutines."""

import asyncio
from collections.abc import Iterator

import pytest

from core.adapters.postgres.database import Database, open_database

Here = tuple[asyncio.Runner, Database]


@pytest.fixture
def here(dsn: str) -> Iterator[Here]:
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        opening = open_database(dsn)
        yield runner, runner.run(opening.__aenter__())
        runner.run(opening.__aexit__(None, None, None))
