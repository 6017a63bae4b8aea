"""/ideas: what suits the model, what was drawn last, and what suits everybody."""

import json

from tests.fakes.engines import ANALYSIS
from tests.fakes.house import House
from tests.fakes.pictures import difference
from tests.fakes.telegram_user import Json


def labels(message: Json) -> list[str]:
    return [button["text"] for row in message["reply_markup"]["inline_keyboard"] for button in row]


async def test_ideas_that_the_analyst_had_for_this_model_are_drawn_by_their_number(house: House) -> None:
    ida, _ = await house.locked()

    await ida.says("/ideas")
    offered = await ida.sees("Made for Anna")
    for n, idea in enumerate(ANALYSIS["ideas"], 1):
        assert f"{n}. {idea}" in offered["text"]
    assert labels(offered)[:3] == ["1", "2", "3"]
    await ida.taps("2", offered["message_id"])
    await ida.sees_photo("Anna")

    assert f"<scene>\n{ANALYSIS['ideas'][1]}\n</scene>" in house.painted()[0].prompt
    assert house.engines.count("openai") == 0, "they were made when the photos were studied"


async def test_a_model_from_before_ideas_were_asked_for_keeps_its_description_and_has_those_for_everybody(
    house: House,
) -> None:
    ida, _ = await house.locked(ai_analysis=json.dumps({k: v for k, v in ANALYSIS.items() if k != "ideas"}))

    await ida.says("/ideas")
    offered = await ida.sees("Scenes to try with Anna")
    assert "Made for" not in offered["text"]
    await ida.taps("Beach", offered["message_id"])
    await ida.sees_photo("Anna")

    assert str(ANALYSIS["eyes"]) in house.painted()[0].prompt


async def test_the_last_scenes_are_offered_once_each_newest_first_and_drawn_with_the_active_model(house: House) -> None:
    ida, _ = await house.locked()
    long = "in a very long corridor of an old hotel with red carpets and golden lamps"
    for scene in ("by a lake", "in a bookshop", "by a lake", long):
        await ida.says(scene)
        await ida.sees_photo("Anna")
    await house.settled()
    berta = await house.seed(ida, lock=2)

    await ida.says("/ideas")
    offered = await ida.sees("Scenes to try")
    mine = [label for label in labels(offered) if label.startswith("↻")]
    assert mine == ["↻ in a very long corridor of an old hotel…", "↻ by a lake", "↻ in a bookshop"]
    await ida.taps("↻ in a bookshop", offered["message_id"])
    await ida.sees_photo("Anna")

    again = house.painted()[-1]
    assert "<scene>\nin a bookshop\n</scene>" in again.prompt
    assert difference(again.images[0], house.stored(berta.keys[1])) < 2


async def test_scenes_of_others_and_ideas_that_are_not_offered_are_not_drawn(house: House) -> None:
    eve, hers = await house.locked("Eve")
    await eve.says("a secret garden")
    await eve.sees_photo("Anna")
    await house.settled()
    secret = await house.value("SELECT id FROM generations WHERE user_id = %s AND kind = 'scene'", eve.id)
    ida, mine = await house.locked()
    said = await ida.says("/ideas")

    for data in (f"redo:{secret}", f"redo:{hers.generation_id}", f"own:{hers.id}:1", f"own:{mine.id}:7"):
        await ida.taps(data, said["message_id"], force=True)
        await ida.sees("This button is no longer valid.")
    assert len(house.painted()) == 1
