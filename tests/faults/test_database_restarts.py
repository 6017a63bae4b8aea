"""The whole database server is restarted under load, gently and as if its machine had failed. The bot is not."""

import asyncio
import os
from collections.abc import AsyncIterator
from typing import Literal

import httpx
import pytest

from tests.fakes.bot_process import BotProcess
from tests.fakes.house import Person, furnished
from tests.fakes.pictures import photo
from tests.fakes.postgres_server import PASSWORD, PASSWORD_IN_A_URL, PostgresServer, look_again, postgres_server
from tests.fakes.serving import free_port
from tests.faults.conftest import Site
from tests.faults.reckoning import bills, model_made, scenes_answered

AWAY = float(os.environ.get("DATABASE_AWAY_SECONDS", "4"))  # seconds
SECRET = "the-secret-of_the-restarts"
TAKEOVER = 3.0  # shorter than the server is away: nobody's heart can beat, and all look dead when it is back


@pytest.fixture
async def server() -> AsyncIterator[PostgresServer]:
    async with postgres_server() as started:
        yield started


@pytest.fixture
async def site(server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    async with furnished(server.dsn, tmp_path_factory.mktemp("house"), takeover_seconds=TAKEOVER) as house:
        house.logs.secrets += (PASSWORD, PASSWORD_IN_A_URL)
        yield Site(house)
        await house.database.close()


async def answers(port: int, page: str) -> int:
    async with httpx.AsyncClient(verify=False, timeout=30) as http:  # noqa: S501 plain HTTP, quick to make
        return (await http.get(f"http://127.0.0.1:{port}/{page}")).status_code


async def until_it_answers(port: int, page: str, status: int, within: float = 30) -> None:
    async with asyncio.timeout(within):
        while await answers(port, page) != status:
            await asyncio.sleep(0.05)


async def makes_a_model(person: Person) -> None:
    await person.sends_photos(*(photo(person.id * 10 + n) for n in (1, 2, 3)))
    await person.sees("Select your reference image", timeout=60 + AWAY, buttons=True)
    await person.taps("2")
    await person.taps("Confirm selection")
    await person.sees_photo("Locked.", timeout=60)
    await person.says("in a greenhouse")


@pytest.mark.parametrize(
    ("mode", "way"), [("fast", "webhook"), pytest.param("immediate", "polling", marks=pytest.mark.slow)]
)
async def test_a_restart_of_the_server_loses_nothing_and_pays_nothing_twice(
    site: Site, server: PostgresServer, mode: Literal["fast", "immediate"], way: str
) -> None:
    house, metrics, port = site.house, free_port(), free_port()
    new = [await house.someone(f"New {n}") for n in range(3)]
    settled = [(await house.locked(f"Settled {n}"))[0] for n in range(4)]
    house.engines.latency.update(openai=0.2)
    listens = {"webhook_url": f"http://127.0.0.1:{port}/telegram", "webhook_secret": SECRET, "port": port}
    # Calls last longer than the grace of a stop: a worker that gave up with its database would cut them off.
    settings = {"metrics_port": metrics, "grace_seconds": 1, **(listens if way == "webhook" else {})}
    async with site.runs(**settings) as bot, asyncio.TaskGroup() as crowd:
        await until_it_answers(metrics, "ready", 200)
        with house.engines.holding("gemini"):  # under way when the server stops, and long after it is back
            for person in new:
                crowd.create_task(makes_a_model(person))
            for person in settled:
                await person.says("first, in an old library")
            await house.engines.arrived("gemini", 3 * len(new) + len(settled), within=60)

            await server.stop(mode)
            down = asyncio.get_running_loop().time()
            for person in settled:  # what is said meanwhile waits at Telegram
                await person.says("second, on a bridge at dawn")
            await until_it_answers(metrics, "ready", 503)
            assert await answers(metrics, "health") == 200
            await asyncio.sleep(max(0.0, down + AWAY - asyncio.get_running_loop().time()))
            await server.start()

            await until_it_answers(metrics, "ready", 200)
            await look_again(house)
            await asyncio.sleep(2 * TAKEOVER)
        await everybody_is_answered(site, bot, new, settled)
    for person in new:
        assert await model_made(house, person) == 0, "nothing came twice"
        assert await scenes_answered(house, person, 1) == 0
    for person in settled:
        assert await scenes_answered(house, person, 2) == 0
    bill = await bills(house)
    print(f"{mode}, {way}: {bill}")
    assert all(one.arrived == one.ok for one in bill.values()), f"no call was made again: {bill}"


async def everybody_is_answered(site: Site, bot: BotProcess, new: list[Person], settled: list[Person]) -> None:
    house = site.house
    await asyncio.gather(*(person.sees_photo("AI-generated", timeout=90, anywhere=True) for person in [*new, *settled]))
    await house.settled()
    assert bot.process.returncode is None
    bot.terminate()
    assert await bot.ends() == 0
    site.heard(bot)


@pytest.mark.slow
async def test_asked_to_stop_while_the_server_is_away_the_bot_stops(site: Site, server: PostgresServer) -> None:
    house = site.house
    ida, _ = await house.locked()
    async with site.runs(grace_seconds=1) as bot:
        house.engines.script("gemini", "hang:30")
        await ida.says("by the window, reading")
        await house.engines.arrived("gemini", 1)
        await server.stop()
        bot.terminate()
        assert await bot.ends() == 0
        site.heard(bot)
        await server.start()
    await look_again(house)
    async with site.runs(grace_seconds=1) as bot:
        await ida.sees_photo("AI-generated")
        await house.settled()
        site.heard(bot)
    bill = (await bills(house))["gemini"]
    assert (bill.arrived, bill.ok, bill.unknown) == (2, 1, 1)
