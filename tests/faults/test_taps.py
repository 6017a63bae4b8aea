"""Taps at the wrong moment, twice, or from the wrong hand: one wins, the others are told, nothing else changes."""

import asyncio

import pytest

from core.bootstrap import Core, open_core
from core.errors import Stale, StillDrawing
from core.settings import load_settings
from tests.fakes.house import House, Person, Seeded
from tests.fakes.telegram_user import Json

STALE = "This button is no longer valid. /models shows your models, /start where you are."


async def buttons_of(house: House, seeded: Seeded) -> dict[str, str]:
    await house.rows("UPDATE generations SET marked = 2 WHERE id = %s", seeded.generation_id)
    return {verb: f"{verb}:{seeded.generation_id}" for verb in ("lock", "new", "more")}


async def state(house: House, person: Person) -> list[Json]:
    sql = "SELECT m.*, u.*, g.* FROM users u LEFT JOIN models m ON m.telegram_id = u.id LEFT JOIN generations g"
    return await house.rows(f"{sql} ON g.model_id = m.id WHERE u.id = %s ORDER BY m.id, g.id", person.id)


@pytest.mark.parametrize(("first", "second"), [("lock", "new"), ("new", "lock"), ("more", "lock"), ("lock", "more")])
async def test_of_two_different_buttons_at_once_the_first_wins_and_the_other_is_told(
    house: House, first: str, second: str
) -> None:
    ida, seeded = await house.choosing()
    selection = await house.show_selection(ida)
    data = await buttons_of(house, seeded)

    one = ida.taps(data[first], selection["message_id"], force=True)
    other = ida.taps(data[second], selection["message_id"], force=True)
    with house.engines.holding("gemini"):  # the second tap comes before any picture does
        for tap in await asyncio.gather(one, other):
            await ida.answered(tap)
        await house.until(lambda: _is_told(ida))
    await house.settled()

    sets = await house.value("SELECT count(*) FROM generations WHERE user_id = %s", ida.id)
    locked = (await house.model_of(ida))["locked_reference_image"]
    assert (locked is None, sets) in {(False, 1), (True, 2)}, "exactly one of the two"
    assert house.paid() == (0, 3 if locked is None else 0)


async def _is_told(person: Person) -> bool:
    told = str(await person.messages())
    return STALE in told or "still being drawn" in told


async def test_of_a_lock_and_a_new_set_that_two_processes_take_at_once_exactly_one_wins(house: House) -> None:
    settings = load_settings(_env_file=None, **house.settings())
    async with open_core(settings) as one, open_core(settings) as other:
        for _ in range(5):
            await _lock_against_new_set(house, one, other)


async def _lock_against_new_set(house: House, one: Core, other: Core) -> None:
    ida, seeded = await house.choosing()
    await buttons_of(house, seeded)
    with house.engines.holding("gemini"):  # once its pictures are there, an older set can be locked as well
        results = await asyncio.gather(
            one.choose.lock(ida.id, seeded.generation_id),
            other.make_more(ida.id, ida.id, ida.id, seeded.generation_id),
            return_exceptions=True,
        )
    assert sum(isinstance(result, Stale | StillDrawing) for result in results) == 1, results
    await house.settled()
    locked = (await house.model_of(ida))["locked_reference_image"]
    assert (locked is None) is isinstance(results[0], Exception)


async def test_a_keyboard_from_before_a_new_model_is_no_longer_valid_and_changes_nothing(house: House) -> None:
    ida, seeded = await house.choosing()
    selection = await house.show_selection(ida)
    data = await buttons_of(house, seeded)
    await ida.says("/new")
    await ida.sees("three photos")
    await house.settled()
    before = await state(house, ida)

    for button in (*data.values(), f"pick:{seeded.generation_id}:1", f"fill:{seeded.generation_id}"):
        await ida.taps(button, selection["message_id"], force=True)
        await ida.sees(STALE)

    await house.settled()
    assert await state(house, ida) == before
    assert house.paid() == (0, 0)


async def test_the_keyboard_of_a_choice_that_was_made_is_no_longer_valid_and_changes_nothing(house: House) -> None:
    ida, seeded = await house.choosing()
    selection = await house.show_selection(ida)
    data = await buttons_of(house, seeded)
    await ida.taps(data["lock"], selection["message_id"], force=True)
    await ida.sees_photo("Locked.")
    await house.settled()
    before = await state(house, ida)

    for button in (data["new"], data["more"], f"pick:{seeded.generation_id}:1", f"fill:{seeded.generation_id}"):
        await ida.taps(button, selection["message_id"], force=True)
        await ida.sees(STALE)

    await house.settled()
    assert await state(house, ida) == before
    assert house.paid() == (0, 0)


async def test_a_tap_of_another_user_in_a_group_is_refused_and_changes_nothing(house: House) -> None:
    ida, hers = await house.choosing()
    eve, _ = await house.choosing("Eve")
    data = await buttons_of(house, hers)
    before, seen = [await state(house, one) for one in (ida, eve)], await ida.messages()
    group = {"id": -100_777, "type": "supergroup", "title": "Friends"}
    message = {"message_id": 1, "date": 1_790_000_000, "chat": group, "from": house.playground.chats.bot_user()}

    house.playground.calls.clear()
    for person in (eve, ida):
        for button in (*data.values(), f"pick:{hers.generation_id}:1"):
            query = {"id": "1", "from": {"id": person.id, "is_bot": False, "first_name": "E"}, "chat_instance": "1"}
            house.playground.chats.updates.put("callback_query", query | {"message": message, "data": button})
    await house.settled()

    assert [await state(house, one) for one in (ida, eve)] == before
    assert await ida.messages() == seen
    assert house.paid() == (0, 0)
    # The menus of commands come some time after the start.
    said = {call.method for call in house.playground.calls} - {"getUpdates", "setMyCommands"}
    assert said == set(), "nothing is said in groups"


async def test_where_groups_are_open_a_tap_of_another_user_is_refused_with_a_word_and_changes_nothing(
    house: House,
) -> None:
    """Fault 20: the buttons obey their owner, whatever they carry."""
    async with house.told(groups="on"):
        ida, hers = await house.locked()
        eve, _ = await house.locked("Eve")
        ida_there, eve_there = await house.group(ida, eve)
        await ida_there.says("/scene by a lake")
        shown = await ida_there.sees_photo("AI-generated")
        await ida_there.says("/gallery")
        gallery = await ida_there.sees("Anna: pictures")
        await house.settled()
        rows = shown["reply_markup"]["inline_keyboard"] + gallery["reply_markup"]["inline_keyboard"]
        buttons = [button["callback_data"] for row in rows for button in row]
        buttons += [f"{verb}:{hers.generation_id}" for verb in ("lock", "new", "more", "retry", "resend", "stop")]
        buttons += [f"{verb}:{hers.id}" for verb in ("use", "settings", "undo", "choose", "wipe", "erase")]
        before, seen = [await state(house, one) for one in (ida, eve)], await ida_there.messages()

        for button in buttons:
            tap = await eve_there.taps(button, shown["message_id"], force=True)
            answer = await eve_there.answered(tap)
            assert (answer["text"], answer["show_alert"]) == ("These are Ida’s buttons.", True)
        for button in ("admin:home", "agree:2", "begin:model", "nonsense", "pick:unknown:1"):
            answer = await eve_there.answered(await eve_there.taps(button, shown["message_id"], force=True))
            assert (answer["text"], answer["show_alert"]) == (STALE, True)
        await house.settled()

        assert [await state(house, one) for one in (ida, eve)] == before
        assert await ida_there.messages() == seen
        assert house.paid() == (0, 1)

        await ida_there.taps("Again", shown["message_id"])
        await ida_there.sees_photo("AI-generated")
        await house.settled()
        assert house.paid() == (0, 2)


async def test_a_tap_on_the_buttons_of_somebody_else_is_refused_and_changes_nothing(house: House) -> None:
    ida, hers = await house.choosing()
    eve, _ = await house.choosing("Eve")
    selection = await house.show_selection(eve)
    data = await buttons_of(house, hers)
    before = await state(house, ida)

    for button in (*data.values(), f"pick:{hers.generation_id}:1", f"resend:{hers.generation_id}"):
        tap = await eve.taps(button, selection["message_id"], force=True)
        await eve.answered(tap)
        await eve.sees(STALE)

    await house.settled()
    assert await state(house, ida) == before
    assert house.paid() == (0, 0)
