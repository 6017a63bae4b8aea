"""SIGTERM: running work is finished or handed back, and nothing is paid twice."""

import pytest

from tests.fakes.pictures import photo
from tests.faults.conftest import Site
from tests.faults.test_killed import from_bot


async def test_an_idle_bot_stops_at_once_with_code_zero(site: Site) -> None:
    async with site.runs() as bot:
        bot.terminate()
        assert await bot.ends() == 0
        assert "Traceback" not in bot.text
        site.heard(bot)


async def test_a_running_call_is_waited_for_and_delivered_before_the_end(site: Site) -> None:
    house = site.house
    ida, _ = await house.locked()
    async with site.runs(grace_seconds=10) as bot:
        house.engines.script("gemini", "hang:1.5")
        await ida.says("by the window, reading")
        await house.engines.arrived("gemini", 1)
        bot.terminate()
        assert await bot.ends() == 0
        assert "Traceback" not in bot.text
        site.heard(bot)

    await ida.sees_photo("AI-generated")
    assert house.paid() == (0, 1)
    assert await site.ledger(ida.id) == {("scene", "ok"): 1}


async def test_while_it_drains_it_begins_nothing_new_and_the_next_start_does(site: Site) -> None:
    house = site.house
    ida, _ = await house.locked()
    eve, _ = await house.locked("Eve")
    async with site.runs(grace_seconds=20) as bot:
        house.engines.script("gemini", "hang:4")
        await ida.says("by the window, reading")
        await house.engines.arrived("gemini", 1)
        bot.terminate()
        await bot.says("stopping")
        await eve.says("on a bridge at dawn")
        await ida.says("in a greenhouse")
        assert await bot.ends() == 0
        site.heard(bot)
    assert house.paid() == (0, 1), "nothing was begun while it drained"
    assert len(await from_bot(ida)) == 1

    async with site.runs() as bot:
        await eve.sees_photo("AI-generated")
        await house.settled()
        site.heard(bot)
    assert house.paid() == (0, 3)
    assert await site.ledger(ida.id) == {("scene", "ok"): 2}


@pytest.mark.slow
async def test_a_call_of_twenty_seconds_is_waited_for_and_paid_once(site: Site) -> None:
    house = site.house
    ida, _ = await house.locked()
    async with site.runs(grace_seconds=40) as bot:
        house.engines.script("gemini", "hang:20")
        await ida.says("by the window, reading")
        await house.engines.arrived("gemini", 1)
        bot.terminate()
        assert await bot.ends() == 0
        site.heard(bot)
    async with site.runs() as bot:
        await house.settled()
        site.heard(bot)
    assert len(await from_bot(ida)) == 1
    assert house.paid() == (0, 1)
    assert await site.ledger(ida.id) == {("scene", "ok"): 1}


async def test_a_call_that_outlasts_the_grace_period_is_handed_to_the_next_start(site: Site) -> None:
    house = site.house
    ida, _ = await house.locked()
    async with site.runs(grace_seconds=0.3) as bot:
        house.engines.script("gemini", "hang:60")
        await ida.says("by the window, reading")
        await house.engines.arrived("gemini", 1)
        bot.terminate()
        assert await bot.ends() == 0
        site.heard(bot)

    async with site.runs() as bot:
        await ida.sees_photo("AI-generated")
        await house.settled()
        site.heard(bot)
    assert house.paid() == (0, 2)
    assert await site.ledger(ida.id) == {("scene", "unknown"): 1, ("scene", "ok"): 1}


async def test_what_is_sent_while_the_bot_is_down_is_handled_when_it_is_back(site: Site) -> None:
    house = site.house
    ida = await house.someone()
    async with site.runs() as bot:
        await ida.sends_photos(photo(1), photo(2))
        await ida.sees("Photo 2 of 3")
        bot.terminate()
        assert await bot.ends() == 0
    await ida.sends_photos(photo(3))

    async with site.runs() as bot:
        await ida.sees_album(3)
        await house.settled()
        site.heard(bot)
    assert house.paid() == (1, 3)
