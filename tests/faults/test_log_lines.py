"""What a bot process logs for machines: one JSON object a line, and a trail of ids from the update to the delivery."""

import json
from typing import Any

from tests.faults.conftest import Site

SCENE = "a very particular sunflower field at dusk"
Line = dict[str, Any]


async def test_a_scene_can_be_followed_from_its_update_to_its_delivery_by_ids_alone(site: Site) -> None:
    house = site.house
    ida, _ = await house.locked()
    async with site.runs(log_format="json", owner_id=1) as bot:
        house.engines.script("gemini", "safety", "ok")
        await ida.says(SCENE)
        await ida.sees_photo("AI-generated")
        await house.settled()
        bot.terminate()
        assert await bot.ends() == 0
        site.heard(bot)
    lines: list[Line] = [json.loads(line) for line in bot.lines]
    assert all(isinstance(line, dict) and line["message"] for line in lines)
    assert SCENE not in bot.text

    (accepted,) = [line for line in lines if "accepted" in line["message"]]
    generation, update = accepted["generation"], accepted["update"]
    (handled,) = [line for line in lines if line.get("update") == update and "handled" in line["message"]]
    assert lines.index(accepted) < lines.index(handled)
    worked = [line for line in lines if line.get("generation") == generation and "job" in line]
    assert {line["run"] for line in worked} == {1}
    assert len({line["job"] for line in worked}) == 1
    settled = [line for line in worked if line["message"] == "paid call settled"]
    assert [line["outcome"] for line in settled] == ["refused", "ok"]
    assert len({line["call"] for line in settled}) == house.paid()[1] == 2
    assert [line["outcome"] for line in worked if line["message"] == "delivery of scene"] == ["done"]
