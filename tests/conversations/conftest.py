"""One house for each file; before each conversation the engines and the faults are as new."""

from collections.abc import AsyncIterator

import pytest

from tests.conftest import Server
from tests.fakes.house import House, house_with_bot


@pytest.fixture(scope="module")
async def shared_house(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    dsn = server.create("migrated")
    async with house_with_bot(dsn, tmp_path_factory.mktemp("house")) as house:
        yield house
    server.drop(dsn)


@pytest.fixture
def house(shared_house: House) -> House:
    shared_house.engines.reset()
    shared_house.playground.faults.clear()
    shared_house.playground.calls.clear()
    shared_house.logs.begin()
    return shared_house
