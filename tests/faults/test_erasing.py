"""Fault 38 and kill -9 in the middle of an erasure: it goes on until the store is empty, and says so once."""

import shutil
from collections.abc import AsyncIterator

import pytest

from tests.fakes.house import House, Person, Seeded
from tests.fakes.serving import serve
from tests.fakes.supabase import KEY, FakeSupabase
from tests.fakes.traces import traces
from tests.faults.conftest import Site
from tests.faults.test_storage_away import moved

RECEIPT = "✅ Erased."


@pytest.fixture
async def project() -> AsyncIterator[tuple[FakeSupabase, dict[str, object]]]:
    fake = FakeSupabase()
    fake.buckets["portraits"] = False
    async with serve(fake.app) as url:
        yield fake, {"supabase_url": url, "supabase_secret_key": KEY, "supabase_bucket": "portraits"}


async def someone(house: House, project: FakeSupabase) -> tuple[Person, Seeded]:
    """Somebody whose pictures lie in the bucket."""
    ida, seeded = await house.locked()
    moved(house, project)
    shutil.rmtree(house.data_dir / "pictures")
    return ida, seeded


def stored(project: FakeSupabase, seeded: Seeded) -> list[str]:
    return [path for path in project.stored("portraits") if seeded.id in path]


async def asks_to_erase(person: Person) -> None:
    await person.says("/delete")
    await person.taps("Everything")
    await person.taps("Yes, erase it for good")
    await person.sees("The receipt follows.")


async def receipts(person: Person) -> int:
    return len([one for one in await person.messages() if RECEIPT in one.get("text", "")])


async def done(house: House) -> bool:
    return not await house.rows("SELECT FROM erasures WHERE done_at IS NULL")


async def asked_twice(project: FakeSupabase) -> bool:
    return project.counts()["remove"] == 2


async def test_fault_38_a_store_that_fails_on_half_is_asked_until_it_is_empty(
    site: Site, project: tuple[FakeSupabase, dict[str, object]]
) -> None:
    house, (fake, settings) = site.house, project
    ida, seeded = await someone(house, fake)
    there = stored(fake, seeded)
    assert len(there) == 6
    fake.stuck.update(there[::2])  # half of them stay, in silence
    async with site.runs(**settings) as bot:
        await asks_to_erase(ida)
        await ida.sees("takes longer")
        assert await house.value("SELECT count(*) FROM models WHERE telegram_id = %s", ida.id) == 0
        assert await receipts(ida) == 0
        assert 0 < len(stored(fake, seeded)) <= 3
        fake.stuck.clear()
        fake.fail("remove", *["500"] * 5)
        await ida.sees(RECEIPT, timeout=60)
        await house.until(lambda: done(house))
        site.heard(bot)
    assert stored(fake, seeded) == []
    assert await traces(house, ida.id, seeded.id) == []
    delayed = [one for one in await ida.messages() if "takes longer" in one.get("text", "")]
    assert (len(delayed), await receipts(ida)) == (1, 1)


async def test_killed_in_the_middle_of_an_erasure_the_next_start_completes_it(
    site: Site, project: tuple[FakeSupabase, dict[str, object]]
) -> None:
    house, (fake, settings) = site.house, project
    ida, seeded = await someone(house, fake)
    async with site.runs(**settings) as bot:
        fake.fail("remove", "ok", "slow:60")  # the first folder is empty, the second one is never reached
        await asks_to_erase(ida)
        await house.until(lambda: asked_twice(fake))
        await bot.killed()
        site.heard(bot)
    assert len(stored(fake, seeded)) == 3
    assert await receipts(ida) == 0

    async with site.runs(**settings) as bot:
        await ida.sees(RECEIPT)
        await house.until(lambda: done(house))
        site.heard(bot)
    assert stored(fake, seeded) == []
    assert await receipts(ida) == 1
    assert await traces(house, ida.id, seeded.id) == []


async def test_killed_with_a_paid_call_under_way_the_erasure_settles_it_and_nothing_is_drawn_again(site: Site) -> None:
    """Fault 37, with nobody left whose result could be late."""
    house = site.house
    ida, seeded = await house.locked()
    async with site.runs() as bot:
        house.engines.script("gemini", "hang:60")
        await ida.says("by the window, reading")
        await house.engines.arrived("gemini", 1)
        await asks_to_erase(ida)
        await bot.killed()
        site.heard(bot)
    assert await receipts(ida) == 0

    async with site.runs() as bot:
        await ida.sees(RECEIPT, timeout=40)
        await house.until(lambda: done(house))
        await house.settled()
        site.heard(bot)
    assert house.paid() == (0, 1)
    assert await house.rows("SELECT user_id, outcome, generation_id FROM calls ORDER BY id DESC LIMIT 1") == [
        {"user_id": 0, "outcome": "unknown", "generation_id": None}
    ]
    assert await traces(house, ida.id, seeded.id, "by the window, reading") == []
