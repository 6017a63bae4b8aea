"""As in production: two webhook replicas, a proxy, a database server, a bucket, and a crowd. One replica after the
other is killed and comes back. `REPLICA_CHATS=200` is the whole crowd; the figures are shown by `pytest -rP`.
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from tests.fakes.house import House, Person, furnished
from tests.fakes.pictures import photo
from tests.fakes.postgres_server import PASSWORD, PASSWORD_IN_A_URL, postgres_server
from tests.fakes.proxy import RoundRobin
from tests.fakes.serving import free_port, serve
from tests.fakes.supabase import KEY, FakeSupabase
from tests.faults.conftest import Site
from tests.faults.reckoning import bills, model_made, scenes_answered

CHATS = int(os.environ.get("REPLICA_CHATS", "12"))
PATIENCE = 60 + 2 * CHATS
SECRET = "the-secret-of_both-replicas"
BUCKET = "portraits"
SCENES = ("in an old library", "on a bridge at dawn", "in a greenhouse")


@dataclass
class Town:
    site: Site
    project: FakeSupabase
    proxy: str
    ports: list[int]

    def replica(self, n: int) -> dict[str, object]:
        port = self.ports[n]
        return {"webhook_url": f"{self.proxy}/telegram", "webhook_secret": SECRET, "port": port, "metrics_port": 0}


@pytest.fixture
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    project, ports = FakeSupabase(), [free_port(), free_port()]
    async with postgres_server() as database, serve(project.app) as bucket, serve(RoundRobin(ports).app) as proxy:
        settings = {
            "supabase_url": bucket,
            "supabase_secret_key": KEY,
            "supabase_bucket": BUCKET,
            "takeover_seconds": 4.0,  # a replica that stands still for two seconds is cut off as if it were killed
            "daily_budget_usd": 100_000,
        }
        async with furnished(database.dsn, tmp_path_factory.mktemp("house"), **settings) as house:
            house.logs.secrets += (KEY, PASSWORD, PASSWORD_IN_A_URL)
            house.engines.latency.update(openai=0.5, gemini=1.0)
            house.engines.keep_pictures = False
            yield Town(Site(house), project, proxy, ports)


async def lives(person: Person, n: int) -> None:
    """Both journeys, at a person's own pace."""
    await person.sends_photos(*(photo(person.id * 10 + k) for k in (1, 2, 3)), shuffle=n % 2 == 0)
    await person.sees("Select your reference image", timeout=PATIENCE, buttons=True)
    await person.taps("2", timeout=PATIENCE)
    await person.taps("Confirm selection", timeout=PATIENCE)
    await person.sees_photo("Locked.", timeout=PATIENCE)
    for scene in SCENES:
        await person.says(f"{scene}, number {n}")


async def test_a_crowd_goes_both_journeys_while_each_replica_is_killed_and_comes_back(town: Town) -> None:
    house, site = town.site.house, town.site
    people = [await house.someone(f"Person {n}") for n in range(CHATS)]
    for person in people:
        person.looks_every = max(0.03, CHATS / 300)
    begun = time.monotonic()
    async with site.runs(**town.replica(0)) as one, site.runs(**town.replica(1)) as other, asyncio.TaskGroup() as crowd:
        for n, person in enumerate(people):
            crowd.create_task(lives(person, n))
        await house.engines.arrived("gemini", max(2, CHATS * 3 // 2), within=PATIENCE)
        await one.killed()
        cut_off = await house.rows("SELECT id FROM generations WHERE status = 'running'")
        async with site.runs(**town.replica(0)) as back:
            # What is cut off twice is given up, as promised: so nothing may be under way from the first time.
            await house.until(lambda: _done(house, [row["id"] for row in cut_off]), within=PATIENCE)
            await house.engines.arrived("gemini", CHATS * 3 + max(2, CHATS), within=PATIENCE)
            await other.killed()
            async with site.runs(**town.replica(1)) as other_back:
                await house.until(lambda: _all_asked(people), within=PATIENCE)
                await house.settled(within=PATIENCE)
                for bot in (one, other, back, other_back):
                    site.heard(bot)
    took = time.monotonic() - begun

    twice = sum([await model_made(house, person) for person in people])
    twice += sum([await scenes_answered(house, person, len(SCENES)) for person in people])
    bill = await bills(house)
    assert (bill["openai"].ok, bill["gemini"].ok) == (CHATS, CHATS * (3 + len(SCENES)))
    kept = await house.rows("SELECT key FROM pictures")
    assert {one["key"] for one in kept} == {key for key in town.project.stored(BUCKET) if key.startswith("made/")}
    assert len([key for key in town.project.stored(BUCKET) if key.startswith("photos/")]) == 3 * CHATS
    assert not (house.data_dir / "pictures").exists()
    assert house.called("getUpdates") == []
    updates = await house.value("SELECT count(*) FROM inbox")
    assert await house.value("SELECT count(*) FROM inbox WHERE done_at IS NULL") == 0
    print(f"{CHATS} chats, {updates} updates, {took:.0f} s; {bill}; {twice} parts came twice and said so")


async def _done(house: House, ids: list[str]) -> bool:
    return bool(await house.value("SELECT count(*) = 0 FROM generations WHERE id = ANY (%s) AND status <> 'done'", ids))


async def _all_asked(people: list[Person]) -> bool:
    return all([len([m for m in await p.messages() if m["outgoing"] and "text" in m]) == len(SCENES) for p in people])
