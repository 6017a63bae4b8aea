"""The owner's panel: what it shows, the caps, and the stop for paid calls."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest

from tests.fakes.house import House, Person

PAUSED = "has stopped drawing for the moment"


@pytest.fixture
async def owner(house: House) -> AsyncIterator[Person]:
    await house.rows("TRUNCATE decisions, access, invites, calls")
    house.made_up_ledger = "the panel's figures are lines that nobody bought"
    ida = await house.someone("Ida")
    async with house.told(owner_id=ida.id):
        yield ida


async def spent(house: House, person: Person, outcome: str, usd: float, *, reason: str = "", days: int = 0) -> None:
    await house.rows(
        "INSERT INTO calls (user_id, purpose, n, run, engine, outcome, reason, reserved_usd, cost_usd, created_at,"
        " settled_at) SELECT %s, 'scene', 1, 1, 'gemini-3-pro-image', %s, %s, 0.1, %s, at, at + interval '4 seconds'"
        " FROM (SELECT now() - make_interval(days => %s) AS at) AS moment",
        *(person.id, outcome, reason, usd, days),
    )


async def test_the_panel_shows_the_day_its_failures_the_week_and_the_engines(house: House, owner: Person) -> None:
    eve = await house.someone("Eve")
    await spent(house, eve, "ok", 0.25)
    await spent(house, eve, "ok", 0.25)
    await spent(house, eve, "refused", 0.05, reason="refused:safety")
    await spent(house, eve, "failed", 0.0, reason="EngineOverloaded")
    await spent(house, eve, "ok", 2.5, days=3)

    await owner.says("/admin")
    home = (await owner.sees("Owner's panel"))["text"]
    assert "Today (UTC): $0.55 of $1000, 2 pictures, 2 calls without result" in home
    assert "Queue: 0 jobs waiting, 0 running" in home
    await owner.taps("Spend and failures")
    money = (await owner.sees("Today: $0.55 of $1000"))["text"]
    assert "• refused: safety: 1" in money
    assert "• engine overloaded: 1" in money
    assert "$   2.50  1 picture" in money
    assert len([line for line in money.splitlines() if "picture" in line]) == 7
    await owner.taps("◀ Panel")
    await owner.taps("Engines")
    engines = (await owner.sees("Engines, the last hour"))["text"]
    assert "gemini-3-pro-image: 4 calls, 50% without result · median 4.0 s" in engines
    assert "gpt-5: ⚠ ends 2026-12-11 · not called" in engines
    await owner.taps("◀ Panel")
    await owner.taps("Storage")
    storage = (await owner.sees("generated pictures in the rows"))["text"]
    assert re.search(r"Pictures and photos: \d+\.\d MB\nDatabase: [1-9]\d*\.\d MB\nFree in DATA_DIR: [1-9]", storage)


async def test_buttons_from_before_a_restart_work(house: House, owner: Person) -> None:
    await owner.says("/admin")
    old = await owner.sees("Owner's panel")
    await house.closes()
    await house.opens(owner_id=owner.id)
    await owner.taps("⏹ Stop paid calls", old["message_id"])
    await owner.sees("Paid calls are stopped")
    await owner.taps("▶ Allow paid calls", old["message_id"])
    await owner.sees("Paid calls are allowed")


async def test_stopped_no_paid_call_begins_for_anybody_and_each_is_told_and_can_try_again(
    house: House, owner: Person
) -> None:
    people = [(await house.locked(f"Guest {n}"))[0] for n in range(4)]
    await owner.says("/admin")
    await owner.taps("⏹ Stop paid calls")
    await owner.sees("Paid calls are stopped")

    await asyncio.gather(*(person.says(f"by the sea, number {n}") for n, person in enumerate(people)))
    await asyncio.gather(*(person.sees(PAUSED, buttons=True) for person in people))
    await house.settled()
    assert house.paid() == (0, 0)
    assert await house.rows("SELECT FROM calls") == []

    await people[0].taps("Try again")
    await people[0].sees(PAUSED, buttons=True)
    await owner.taps("▶ Allow paid calls")
    await owner.sees("Paid calls are allowed")
    await asyncio.gather(*(person.taps("Try again") for person in people))
    await asyncio.gather(*(person.sees_photo("AI-generated") for person in people))
    await house.settled()
    assert house.paid() == (0, 4)


async def test_a_call_under_way_when_it_is_stopped_is_finished_and_nothing_begins_after_it(
    house: House, owner: Person
) -> None:
    eve, _ = await house.locked("Eve")
    with house.engines.holding("gemini"):
        await eve.says("by the sea")
        await house.engines.arrived("gemini", 1)
        await owner.says("/admin")
        await owner.taps("⏹ Stop paid calls")
        await owner.sees("Paid calls are stopped")
        await eve.says("in the woods")
        await eve.sees(PAUSED)
    await eve.sees_photo("AI-generated")
    await house.settled()
    assert house.paid() == (0, 1)
    assert await house.value("SELECT count(*) FROM calls WHERE outcome = 'intent'") == 0


async def test_portraits_stopped_before_they_are_drawn_can_be_drawn_later(house: House, owner: Person) -> None:
    eve, seeded = await house.choosing("Eve")
    shown = await house.show_selection(eve)
    await owner.says("/admin")
    await owner.taps("⏹ Stop paid calls")
    await owner.sees("Paid calls are stopped")
    await eve.taps("New three", shown["message_id"])
    await eve.sees(PAUSED, buttons=True)
    await owner.taps("▶ Allow paid calls")
    await owner.sees("Paid calls are allowed")
    await eve.taps("Try again")
    await eve.sees_album(3)
    await house.settled()
    assert house.paid() == (0, 3)
    assert seeded.id


async def test_caps_are_changed_by_buttons_hold_at_once_and_say_what_the_settings_say(
    house: House, owner: Person
) -> None:
    eve, _ = await house.locked("Eve")
    for _ in range(5):
        await spent(house, eve, "ok", 0.1)
    await owner.says("/admin")
    await owner.taps("Caps")
    assert "Pictures a user and day: 500 (as in .env)" in (await owner.sees("Caps"))["text"]
    await owner.taps("cap:pictures:5")
    await owner.sees("Pictures a user and day: 5 (.env says 500)")
    await eve.says("by the sea")
    await eve.sees("used up (5 a day)")

    await owner.taps("cap:pictures:100")
    await owner.sees("100 (.env says 500)")
    await owner.taps("cap:budget:1")
    await owner.sees("Budget a day: $1 (.env says $1000)")
    await spent(house, eve, "ok", 0.99)
    await eve.says("in the woods")
    await eve.sees("The budget of today is used up")
    assert house.paid() == (0, 0)

    await owner.taps("As in .env")
    await owner.sees("Budget a day: $1000 (as in .env)")
    await eve.says("on the moon")
    await eve.sees_photo("AI-generated")


async def test_caps_outlast_a_restart(house: House, owner: Person) -> None:
    await owner.says("/admin")
    await owner.taps("Caps")
    await owner.taps("cap:budget:20")
    await owner.sees("$20 (.env says $1000)")
    await house.closes()
    await house.opens(owner_id=owner.id)
    await owner.says("/admin")
    await owner.sees("of $20,")
