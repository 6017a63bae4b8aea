"""The database cannot be reached for a while: Telegram keeps the updates, /ready says so, nothing is lost or twice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import httpx
import pytest

from tests.conftest import Server
from tests.fakes.house import House
from tests.fakes.pictures import photo
from tests.fakes.serving import free_port
from tests.faults.conftest import Site
from tests.faults.test_killed import from_bot


@asynccontextmanager
async def away(server: Server, house: House) -> AsyncIterator[None]:
    """The bot's database lets nobody in, and whoever was in is out; only the house itself goes on watching."""
    name, watching = urlsplit(house.dsn).path[1:], house.database.info.backend_pid
    server.run(
        f"ALTER DATABASE {name} ALLOW_CONNECTIONS false",
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> {watching}",  # noqa: S608
    )
    try:
        yield
    finally:
        server.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


async def ready(client: httpx.AsyncClient) -> tuple[int, dict[str, bool]]:
    answer = await client.get("/ready")
    checks: dict[str, bool] = answer.json()["checks"]
    return answer.status_code, checks


@pytest.mark.parametrize("seconds", [6, pytest.param(30, marks=pytest.mark.slow)])
async def test_while_the_database_is_away_telegram_keeps_the_updates_and_then_each_is_handled_once(
    site: Site, server: Server, seconds: float
) -> None:
    house, port = site.house, free_port()
    ida, _ = await house.locked()
    eve = await house.someone("Eve")
    async with (
        # Away for longer than it takes to look dead; and whoever is alive has more than a moment to show it afterwards.
        site.runs(metrics_port=port, takeover_seconds=seconds * 2 / 3) as bot,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as web,
    ):
        await house.until(lambda: is_ready(web))
        house.engines.script("gemini", "hang:2")
        await ida.says("before, in an old library")
        await house.engines.arrived("gemini", 1)
        await house.until(lambda: _confirmed(house))
        async with away(server, house):
            await ida.says("meanwhile, on a bridge")
            await eve.sends_photos(photo(1), photo(2), photo(3))
            await asyncio.sleep(seconds)
            status, checks = await ready(web)
            assert (status, checks["database"]) == (503, False)
            assert len(house.playground.chats.updates) == 4, "none is confirmed"
        await ida.says("afterwards, in a greenhouse")
        await eve.sees_album(3, timeout=60)
        await house.settled()
        await house.until(lambda: is_ready(web))
        site.heard(bot)
    answered = [message["reply_to_message"]["text"].split(",")[0] for message in await from_bot(ida)]
    assert sorted(answered) == ["afterwards", "before", "meanwhile"]
    assert house.paid() == (1, 6)
    assert await site.ledger(ida.id) == {("scene", "ok"): 3}
    assert await site.ledger(eve.id) == {("analysis", "ok"): 1, ("candidate", "ok"): 3}


async def _confirmed(house: House) -> bool:
    return not len(house.playground.chats.updates)


async def is_ready(client: httpx.AsyncClient) -> bool:
    return (await ready(client))[0] == 200
