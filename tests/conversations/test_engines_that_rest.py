"""An engine that fails for all is left alone for a while, tried by one call; then everything that waits is drawn."""

import asyncio

from tests.fakes.house import House

ONE = "gemini-nano-banana-2.1"
REST = 4.0


async def test_what_waits_for_an_engine_in_trouble_is_drawn_when_a_single_call_has_tried_it(house: House) -> None:
    # Between its tries a scene waits longer than it takes to notice that ten calls have failed.
    async with house.told(gemini_engines=ONE, breaker_seconds=2 * REST, backoff_seconds=1.0):
        people = [(await house.locked(name))[0] for name in ("Ida", "Eve", "Ben", "Mia", "Tom")]
        house.engines.always("gemini", "overloaded")
        with house.engines.holding("gemini"):  # so that they fail side by side
            for person in people:
                await person.says("standing in a coffee shop")
            await house.engines.arrived("gemini", len(people))
        await house.until(lambda: _logged(house, f"engine {ONE} rests for {REST:.0f} seconds"))
        house.engines.always("gemini", "ok")

        with house.engines.holding("gemini"):
            await house.engines.arrived("gemini", 11)
            await asyncio.sleep(0.5)
            assert len(house.painted()) == 11, "the others wait for the probe"
        for person in people:
            await person.sees_photo("AI-generated")

        await house.settled()
        calls = house.painted()
        assert calls[10].at - calls[9].at >= REST, "nobody asks an engine that rests"
        assert [call.outcome for call in calls] == ["overloaded"] * 10 + ["ok"] * 5, "and each picture is paid once"


async def test_an_exhausted_quota_is_met_once_and_the_next_engine_draws(house: House) -> None:
    async with house.told(breaker_seconds=60):
        ida, _ = await house.locked()
        house.engines.always("gemini", "daily_quota", ONE)
        await ida.says("standing in a coffee shop")
        await ida.sees("The picture service is out of order")

        for place in ("harbour", "garden"):
            await ida.says(f"standing in a {place}")
            await ida.sees_photo("AI-generated")

        await house.settled()
        assert [call.engine for call in house.painted()] == [ONE, "gemini-3-pro-image", "gemini-3-pro-image"]


async def test_the_owner_hears_of_an_exhausted_quota_once_over_a_restart_and_when_it_is_over(house: House) -> None:
    await house.rows("DELETE FROM notices")  # of the tests before
    owner = await house.someone("Olga")
    ida, _ = await house.locked()
    house.engines.always("gemini", "daily_quota", ONE)
    begun, over = f"The quota of engine {ONE} is used up", f"Engine {ONE} works again after"
    for restart in range(2):
        async with house.told(owner_id=owner.id, breaker_seconds=1.0):
            await ida.says(f"standing in a coffee shop {restart}")
            await ida.sees("The picture service is out of order")
            await owner.sees(begun)
    async with house.told(owner_id=owner.id, breaker_seconds=1.0):
        house.engines.always("gemini", "ok", ONE)
        await ida.says("standing in a garden")
        await ida.sees_photo("AI-generated")
        await owner.sees(over)
        await house.settled()
    said = [message.get("text", "") for message in await owner.messages()]
    assert len([text for text in said if begun in text]) == 1
    assert len([text for text in said if over in text]) == 1


async def test_without_an_owner_the_log_has_it(house: House) -> None:
    async with house.told(daily_budget_usd=0.0001):
        ida, _ = await house.locked()
        await ida.says("standing in a coffee shop")
        await ida.sees("The budget of today is used up")
        await house.until(lambda: _logged(house, "no owner to tell it to: ⚠️ The budget of today, $0.0001, is used"))


async def _logged(house: House, words: str) -> bool:
    return bool(house.logs.with_words(words))
