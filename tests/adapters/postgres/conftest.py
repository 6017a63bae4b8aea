"""An open database for each test."""

from collections.abc import AsyncIterator

import pytest

from core.adapters.postgres.database import Database, open_database
from tests.conftest import FreshDsn


@pytest.fixture
async def database(dsn: str) -> AsyncIterator[Database]:
    """Open and migrated."""
    async with open_database(dsn) as opened:
        yield opened


@pytest.fixture
async def empty(fresh_dsn: FreshDsn) -> AsyncIterator[Database]:
    """Open, with nothing in it."""
    async with open_database(fresh_dsn(migrated=False)) as opened:
        yield opened
