"""While a scene is drawn: what its chat says about it, how long it takes, and until when it can be given up."""

import pytest

from bot import status as statuses
from tests.fakes.house import House

SCENE = "in a bookshop on a rainy day"


@pytest.fixture
def any_time_is_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A scene takes no moment here, however slow the machine is."""
    monkeypatch.setattr(statuses, "A_MOMENT", 600.0)


async def seed_durations(house: House, seconds: float, *, engine: str, number: int = 6) -> None:
    """Scenes of somebody else that took so long."""
    eve, seeded = await house.locked("Eve")
    for n in range(number):
        id_ = f"past-{eve.id}-{n}"
        await house.rows(
            "INSERT INTO generations (id, kind, idempotency_key, user_id, chat_id, model_id, status, wanted,"
            " started_at, finished_at)"
            " VALUES (%s, 'scene', %s, %s, %s, %s, 'done', '{1}', now() - make_interval(secs => %s), now())",
            *(id_, id_, eve.id, eve.id, seeded.id, seconds),
        )
        await house.rows("INSERT INTO pictures VALUES (%s, 1, %s, 'image/jpeg', %s, 9, 9)", id_, f"made/{id_}", engine)


async def test_a_scene_that_takes_a_moment_says_how_long_and_that_gives_way_to_the_picture(house: House) -> None:
    await seed_durations(house, 80, engine="an-older-engine", number=20)
    await seed_durations(house, 25, engine="gemini-nano-banana-2.1")
    ida, _ = await house.locked()

    with house.engines.holding("gemini"):
        asked = await ida.says(SCENE)
        status = await ida.sees("🎨 Drawing … It takes about 25 seconds.", buttons=True)
        assert status["reply_to_message"]["message_id"] == asked["message_id"]
        await house.engines.arrived("gemini", 1)
        await ida.taps("✕ Cancel this scene", status["message_id"])
        await ida.sees("Too late to cancel: it is paid for already. The picture arrives and is yours.")
    await ida.sees_photo("Anna")
    await house.settled()

    assert not [one for one in await ida.messages() if "🎨 Drawing" in one.get("text", "")]
    assert house.paid() == (0, 1)


async def test_a_quick_scene_says_nothing_before_its_picture(house: House, any_time_is_quick: None) -> None:
    ida, _ = await house.locked()
    await ida.says(SCENE)
    await ida.sees_photo("Anna")
    await house.settled()
    assert len([one for one in await ida.messages() if not one["outgoing"]]) == 1
    assert house.called("deleteMessage", ida) == []


async def test_what_waited_becomes_the_status_and_then_goes(house: House, any_time_is_quick: None) -> None:
    ida, _ = await house.locked()
    house.engines.script("gemini", "held", "held", "held")
    for words in ("in the first garden", "in the second garden", SCENE):
        await ida.says(words)
    waits = await ida.sees("One scene is ahead in your queue")
    await house.engines.arrived("gemini", 2)

    house.engines.release("gemini", 2)
    drawing = await ida.sees("🎨 Drawing …", anywhere=True)
    assert drawing["message_id"] == waits["message_id"]
    house.engines.release("gemini")
    await house.settled()
    assert waits["message_id"] not in {one["message_id"] for one in await ida.messages()}


async def test_while_nothing_is_paid_a_scene_that_has_begun_can_be_given_up_and_the_next_one_begins(
    house: House,
) -> None:
    ida, _ = await house.locked()
    house.engines.script("gemini", "rate_limited:15", "rate_limited:15")
    for words in ("in the first garden", "in the second garden", SCENE):
        await ida.says(words)
    busy = await ida.sees("The picture engine is busy.", anywhere=True, buttons=True)

    await ida.taps("✕ Cancel this scene", busy["message_id"])
    await ida.sees("Given up. It cost you nothing.")
    await ida.sees_photo("Anna")

    assert [SCENE in call.prompt for call in house.painted()] == [False, False, True]
    statuses = await house.rows(
        "SELECT status FROM generations WHERE user_id = %s AND kind = 'scene' ORDER BY created_at", ida.id
    )
    assert sorted(row["status"] for row in statuses).count("cancelled") == 1
    assert await house.value("SELECT count(*) FROM calls WHERE user_id = %s AND cost_usd > 0", ida.id) == 1
    await ida.taps("✕ Cancel this scene")
    await house.settled()


async def test_the_command_gives_up_what_is_not_paid_too_and_an_old_button_says_so(house: House) -> None:
    ida, _ = await house.locked()
    house.engines.script("gemini", "rate_limited:10")
    await ida.says(SCENE)
    busy = await ida.sees("The picture engine is busy.", buttons=True)

    await ida.says("/cancel")
    await ida.sees("Cancelled: 1 scene")
    await ida.taps("✕ Cancel this scene", busy["message_id"])
    await ida.sees("Given up. It cost you nothing.")
    await house.settled()
    assert len(house.painted()) == 1


async def test_the_status_of_a_scene_that_fails_goes_as_well(house: House) -> None:
    ida, _ = await house.locked()
    house.engines.script("gemini", "held:prohibited")

    await ida.says(SCENE)
    await ida.sees("🎨 Drawing")
    house.engines.release("gemini")
    await ida.sees("The engine does not draw this.")
    await house.settled()

    assert not [one for one in await ida.messages() if "🎨 Drawing" in one.get("text", "")]
