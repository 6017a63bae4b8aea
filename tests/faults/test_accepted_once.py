"""kill -9 between the acceptance of a wish and the end of its update: the update is handled again, the wish is one."""

from bot.playground.faults import Fault
from tests.fakes.house import House, Person
from tests.faults.conftest import Site
from tests.faults.test_killed import from_bot


async def test_a_scene_whose_update_is_handled_again_after_a_kill_is_one_scene(site: Site) -> None:
    house = site.house
    ida, _ = await house.locked()
    async with site.runs() as bot:
        house.engines.script("gemini", "hang:60", "hang:60")
        await ida.says("first, in an old library")
        await ida.says("second, on a bridge at dawn")
        await house.engines.arrived("gemini", 2)
        # "One scene is ahead" does not come through; nor does the status of those under way, if it comes first.
        house.playground.faults.append(Fault("sendMessage", status=502, chat_id=ida.id, delay=60, times=1000))
        await ida.says("third, in a greenhouse")
        await house.until(lambda: _accepted(house, ida, 3))
        assert await house.value("SELECT count(*) FROM inbox WHERE done_at IS NULL") == 1
        await bot.killed()
        site.heard(bot)
    house.playground.faults.clear()

    async with site.runs() as bot:
        await house.settled()
        site.heard(bot)
    assert await _accepted(house, ida, 3)
    answered = [message["reply_to_message"]["text"][:5] for message in await from_bot(ida)]
    assert sorted(answered) == ["first", "secon", "third"]
    assert house.paid() == (0, 5)


async def _accepted(house: House, person: Person, number: int) -> bool:
    scenes = "SELECT count(*) FROM generations WHERE user_id = %s AND kind = 'scene'"
    return bool(await house.value(scenes, person.id) == number)
