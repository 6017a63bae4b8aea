"""With the settings that nobody has changed: a replica dies, and within a minute its work goes on."""

import time

import pytest

from core.settings import Settings
from tests.faults.conftest import Site
from tests.faults.test_killed import from_bot

USUAL = {"takeover_seconds": Settings.model_fields["takeover_seconds"].default}


@pytest.mark.slow
async def test_with_the_usual_settings_the_work_of_a_dead_replica_goes_on_within_a_minute(site: Site) -> None:
    house = site.house
    ida, _ = await house.locked()
    async with site.runs(**USUAL) as one:
        house.engines.script("gemini", "hang:600")
        await ida.says("first, in an old library")
        await house.engines.arrived("gemini", 1)
        async with site.runs(**USUAL) as other:
            await one.killed()
            killed = time.monotonic()
            await ida.says("second, on a bridge at dawn")
            await house.settled(within=120)
            site.heard(other)
        site.heard(one)
    again = [call.at - killed for call in house.painted()[1:]]
    assert len(again) == 2
    assert max(again) <= 60
    assert len(await from_bot(ida)) == 2
    assert await site.ledger(ida.id) == {("scene", "unknown"): 1, ("scene", "ok"): 2}
