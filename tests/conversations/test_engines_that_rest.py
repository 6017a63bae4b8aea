"""An engine that fails for all is left alone for a while, tried by one call; then everything that waits is drawn."""

from tests.fakes.house import House

ONE = "gemini-nano-banana-2.1"
LATENCY = 0.2


async def test_what_waits_for_an_engine_in_trouble_is_drawn_when_a_single_call_has_tried_it(house: House) -> None:
    async with house.told(gemini_engines=ONE, breaker_seconds=2.0):
        people = [(await house.locked(name))[0] for name in ("Ida", "Eve", "Ben", "Mia", "Tom")]
        house.engines.always("gemini", "overloaded")
        for person in people:
            await person.says("standing in a coffee shop")
        await house.engines.arrived("gemini", 10)
        house.engines.always("gemini", "ok")
        house.engines.latency["gemini"] = LATENCY

        for person in people:
            await person.sees_photo("AI-generated")

        await house.settled()
        assert house.logs.with_words(f"engine {ONE} rests for 1 seconds")
        failed = [call for call in house.painted() if call.outcome == "overloaded"]
        probe, *others = [call for call in house.painted() if call.outcome == "ok"]
        assert len(failed) == 10, "nobody asks an engine that rests"
        assert probe.at - failed[-1].at >= 1
        assert min(call.at for call in others) - probe.at >= LATENCY, "the others waited for the probe"
        assert len(others) == 4, "and each picture is paid once"


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
