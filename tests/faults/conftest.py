"""A house without a bot: tests start, kill and restart it as a process. And one with the bot in this process."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager

import pytest

from tests.conftest import Server
from tests.fakes.bot_process import BotProcess, finished, running
from tests.fakes.house import House, furnished, house_with_bot

TAKEOVER = 2.0
# Where nobody dies and nothing shall be taken over: a machine that stands still for a second or two kills nobody.
UNHURRIED = 5.0


@pytest.fixture(scope="module")
async def shared_house(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    dsn = server.create("migrated")
    async with furnished(dsn, tmp_path_factory.mktemp("house"), takeover_seconds=TAKEOVER) as house:
        yield house
    server.drop(dsn)


@pytest.fixture(scope="module")
async def house_that_is_open(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    dsn = server.create("migrated")
    async with house_with_bot(dsn, tmp_path_factory.mktemp("house")) as house:
        yield house
    server.drop(dsn)


@pytest.fixture
def house(house_that_is_open: House) -> House:
    """For faults that kill nobody: the bot runs in this process."""
    house = house_that_is_open
    house.engines.reset()
    house.playground.faults.clear()
    house.playground.calls.clear()
    house.logs.begin()
    return house


class Site:
    """The house and its bot processes; nothing that any of them wrote may tell a secret."""

    def __init__(self, house: House) -> None:
        self.house = house

    def runs(self, **overrides: object) -> AbstractAsyncContextManager[BotProcess]:
        return running(self.house.settings(**overrides), self.house.data_dir)

    async def command(self, *arguments: str, **overrides: object) -> tuple[int, str]:
        return await finished(self.house.settings(**overrides), self.house.data_dir, *arguments)

    def heard(self, bot: BotProcess) -> None:
        self.house.logs.lines += bot.lines
        assert self.house.logs.leaks() == []

    async def ledger(self, user: int) -> Counter[tuple[str, str]]:
        """What `python -m bot ledger` prints for one user: calls by purpose and outcome."""
        code, text = await self.command("ledger")
        assert code == 0
        calls: Counter[tuple[str, str]] = Counter()
        for line in text.splitlines():
            words = line.split()
            if len(words) == 7 and words[1] == str(user):
                calls[words[2], words[4]] += int(words[5])
        return calls


@pytest.fixture
async def site(shared_house: House) -> Site:
    await shared_house.rows("DELETE FROM leases")  # of processes that the test before has killed
    shared_house.engines.reset()
    shared_house.playground.faults.clear()
    shared_house.playground.calls.clear()
    return Site(shared_house)
