"""What the engines may answer instead of a picture: which calls are paid again, and what the user reads."""

import pytest

from core.prompts import REWORDED, Wording, text
from tests.fakes.engines import SPOKEN
from tests.fakes.house import GEMINI_KEY, House, Person
from tests.fakes.pictures import photo
from tests.fakes.telegram_user import Json

SCENE = "standing in a coffee shop"
OPERATOR = "The picture service is out of order"


async def sends_three(person: Person) -> None:
    await person.sends_photos(*(photo(person.id * 10 + n) for n in (1, 2, 3)))


def buttons(message: Json) -> list[str]:
    return [button["text"] for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]


# --- the analyst ---


async def test_when_the_analyst_refuses_the_journey_goes_on_with_a_neutral_prompt_and_says_so(house: House) -> None:
    ida = await house.someone()
    house.engines.script("openai", "refusal", "refusal")

    await sends_three(ida)
    await ida.sees_album(3)

    selection = await ida.sees("Select your reference image")
    assert "did not want to describe these photos, so I drew with a neutral prompt" in selection["text"]
    await house.settled()
    assert house.paid() == (2, 3)
    for call in house.painted():
        assert text("portrait_neutral") in call.prompt
        assert call.prompt.count(text("close_up")) == 1


async def test_an_analyst_that_refuses_three_photos_is_asked_once_more_with_one(house: House) -> None:
    ida = await house.someone()
    house.engines.script("openai", "refusal", "ok")

    await sends_three(ida)
    await ida.sees_album(3)

    assert [len(call.images) for call in house.engines.calls if call.vendor == "openai"] == [3, 1]
    assert "neutral prompt" not in (await ida.sees("Select your", buttons=True))["text"]


async def test_rubbish_from_the_analyst_is_asked_for_once_more(house: House) -> None:
    ida = await house.someone()
    house.engines.script("openai", "truncated_json", "ok")

    await sends_three(ida)

    await ida.sees_album(3)
    await house.settled()
    assert house.paid() == (2, 3)


async def test_a_wrong_openai_key_draws_nothing_and_the_photos_are_kept_for_another_try(house: House) -> None:
    ida = await house.someone()
    house.engines.always("openai", "bad_key")

    await sends_three(ida)
    failed = await ida.sees(OPERATOR)
    await house.settled()
    assert house.paid() == (1, 0)
    assert buttons(failed) == ["Try again"]

    house.engines.always("openai", "ok")
    await ida.taps("Try again")
    await ida.sees_album(3)
    await house.settled()
    assert house.paid() == (2, 3)


# --- the painter ---


async def test_the_safety_filter_is_tried_again_and_then_in_softer_words(house: House) -> None:
    ida, _ = await house.locked()
    house.engines.script("gemini", "safety", "safety", "ok")

    await ida.says(SCENE)
    await ida.sees_photo()

    first, second, third = house.painted()
    assert first.prompt == second.prompt
    assert REWORDED[Wording.SOFT] in third.prompt
    assert f"<scene>\n{SCENE}\n</scene>" in third.prompt


async def test_prohibited_content_is_not_tried_again(house: House) -> None:
    ida, _ = await house.locked()
    house.engines.script("gemini", "prohibited")

    await ida.says(SCENE)

    failed = await ida.sees("The engine does not draw this. Please try another scene")
    assert buttons(failed) == []
    await house.settled()
    assert house.paid() == (0, 1)


async def test_an_engine_that_answers_in_words_twice_has_its_words_shown(house: House) -> None:
    ida, _ = await house.locked()
    house.engines.script("gemini", "text_only", "text_only")

    await ida.says(SCENE)

    failed = await ida.sees("The engine answered in words instead of a picture:")
    assert SPOKEN in failed["text"]
    assert buttons(failed) == ["Try again"]
    first, second = house.painted()
    assert REWORDED[Wording.INSIST] not in first.prompt
    assert REWORDED[Wording.INSIST] in second.prompt

    await ida.taps("Try again")
    await ida.sees_photo()


async def test_two_taps_on_try_again_are_one_scene(house: House) -> None:
    ida, _ = await house.locked()
    house.engines.script("gemini", "text_only", "text_only")
    await ida.says(SCENE)
    failed = await ida.sees("answered in words")
    data = failed["reply_markup"]["inline_keyboard"][0][0]["callback_data"]

    with house.engines.holding("gemini"):
        for _ in range(3):
            await ida.taps(data, failed["message_id"], force=True)
    await ida.sees_photo()

    await house.settled()
    assert house.paid() == (0, 3)


async def test_an_overloaded_engine_is_given_up_for_the_next_one(house: House) -> None:
    ida, _ = await house.locked()
    house.engines.always("gemini", "overloaded", "gemini-nano-banana-2.1")

    await ida.says(SCENE)
    await ida.sees_photo()

    assert [call.engine for call in house.painted()] == ["gemini-nano-banana-2.1"] * 4 + ["gemini-3-pro-image"]
    assert len(house.painted()[-1].images) == 3


async def test_a_chain_that_ends_says_so_and_can_be_tried_again(house: House) -> None:
    async with house.told():  # engines that nobody has seen fail, and a whole budget of repeats
        ida, _ = await house.locked()
        house.engines.always("gemini", "overloaded")

        await ida.says(SCENE)

        failed = await ida.sees("The picture engines do not answer at the moment.")
        assert buttons(failed) == ["Try again"]
        await house.settled()
        assert house.paid() == (0, 12)


async def test_a_retired_engine_is_left_for_good(house: House) -> None:
    async with house.told():
        ida, _ = await house.locked()
        house.engines.always("gemini", "retired", "gemini-nano-banana-2.1")

        await ida.says(SCENE)
        await ida.sees_photo()
        await ida.says(f"{SCENE}, smiling")
        await ida.sees_photo()

        engines = [call.engine for call in house.painted()]
        assert engines == ["gemini-nano-banana-2.1", "gemini-3-pro-image", "gemini-3-pro-image"]
        assert house.logs.with_words("engine gemini-nano-banana-2.1 is retired")


async def test_a_short_rate_limit_is_waited_out(house: House) -> None:
    ida, _ = await house.locked()
    house.engines.script("gemini", "rate_limited:0.5", "ok")

    await ida.says(SCENE)
    await ida.sees_photo()

    first, second = house.painted()
    assert second.at - first.at >= 0.5
    assert first.engine == second.engine


async def test_a_rate_limit_worth_telling_is_told(house: House) -> None:
    ida, _ = await house.locked()
    house.engines.script("gemini", "rate_limited:6", "ok")

    await ida.says(SCENE)

    await ida.sees("The picture engine is busy. I try again in 6 seconds; you need not do anything.")
    await ida.sees_photo()


@pytest.mark.parametrize("outcome", ["daily_quota", "spend_limit", "bad_key", "leaked_key", "region"])
async def test_what_only_the_operator_can_mend_is_not_tried_again(house: House, outcome: str) -> None:
    ida, _ = await house.locked()
    house.engines.always("gemini", outcome)

    await ida.says(SCENE)

    await ida.sees(OPERATOR)
    await house.settled()
    assert house.paid() == (0, 1)
    assert house.logs.with_words("failed: operator")
    assert house.logs.with_words(GEMINI_KEY) == []


async def test_a_dropped_connection_is_counted_as_spent_and_repeated_once(house: House) -> None:
    ida, _ = await house.locked()
    house.engines.script("gemini", "drop", "ok")

    await ida.says(SCENE)
    await ida.sees_photo()

    await house.settled()
    assert house.paid() == (0, 2)
    outcomes = await house.rows(
        "SELECT outcome, cost_usd > 0 AS spent FROM calls WHERE user_id = %s ORDER BY id", ida.id
    )
    assert outcomes == [{"outcome": "unknown", "spent": True}, {"outcome": "ok", "spent": True}]


async def test_two_dropped_connections_end_it(house: House) -> None:
    ida, _ = await house.locked()
    house.engines.always("gemini", "drop")

    await ida.says(SCENE)

    await ida.sees("The picture engine did not answer in time, twice.")
    await house.settled()
    assert house.paid() == (0, 2)


@pytest.mark.parametrize("outcome", ["not_a_picture", "corrupt_image", "bad_base64", "empty", "html"])
async def test_an_answer_that_is_no_picture_is_asked_for_once_more(house: House, outcome: str) -> None:
    ida, _ = await house.locked()
    house.engines.script("gemini", outcome, "ok")

    await ida.says(SCENE)
    await ida.sees_photo()

    await house.settled()
    assert house.paid() == (0, 2)


# --- caps ---


async def test_a_user_whose_pictures_of_today_are_used_is_told_and_nothing_is_called(house: House) -> None:
    async with house.told(daily_pictures_per_user=1):
        ida, _ = await house.locked()
        await ida.says(SCENE)
        await ida.sees_photo("That was the last of your pictures of today. The count begins anew at 00:00 UTC.")

        await ida.says(f"{SCENE} once more")
        failed = await ida.sees("Your pictures of today are used up (1 a day). The count begins anew at 00:00 UTC, in")

        assert buttons(failed) == []
        await house.settled()
        assert house.paid() == (0, 1)


async def test_a_failed_picture_does_not_count_for_the_cap(house: House) -> None:
    async with house.told(daily_pictures_per_user=1):
        ida, _ = await house.locked()
        house.engines.script("gemini", "prohibited")
        await ida.says(SCENE)
        await ida.sees("does not draw this")

        await ida.says(f"{SCENE} in winter")
        await ida.sees_photo()


async def test_parallel_scenes_do_not_pass_the_cap_together(house: House) -> None:
    async with house.told(daily_pictures_per_user=3):
        ida, _ = await house.locked(num_images=4)
        house.engines.latency["gemini"] = 0.2

        await ida.says(SCENE)
        await ida.says(f"{SCENE} at night")
        await house.settled()

        assert house.paid() == (0, 3)


async def test_a_users_own_budget_that_is_used_up_is_said_with_its_renewal_and_is_nobody_elses(house: House) -> None:
    async with house.told(daily_budget_usd_per_user=0.0001):
        ida, _ = await house.locked()
        await ida.says(SCENE)
        failed = await ida.sees(
            "Your share of today's budget is used up ($0.0001 a day). It begins anew at 00:00 UTC, in"
        )
        assert buttons(failed) == []
        await house.settled()
        assert house.paid() == (0, 0)


async def test_parallel_scenes_do_not_pass_the_users_own_budget_together(house: House) -> None:
    async with house.told(daily_budget_usd_per_user=0.1):
        people = [(await house.locked(name, num_images=4))[0] for name in ("Ida", "Eve")]
        house.engines.latency["gemini"] = 0.2
        for person in people:
            await person.says(SCENE)
            await person.says(f"{SCENE} at night")
        await house.settled()
        spent = await house.rows(
            "SELECT count(*) AS calls, sum(greatest(cost_usd, reserved_usd))::float AS usd FROM calls"
            " WHERE user_id = ANY (%s) GROUP BY user_id",
            [person.id for person in people],
        )
        assert [row["calls"] for row in spent] == [2, 2], "of eight that were wanted"
        assert all(row["usd"] <= 0.1 for row in spent), spent


async def test_a_budget_that_is_used_up_is_said_and_nothing_is_called(house: House) -> None:
    async with house.told(daily_budget_usd=0.0001):
        ida, _ = await house.locked()
        await ida.says(SCENE)
        await ida.sees("The budget of today is used up. It begins anew at 00:00 UTC, in about")
        eve = await house.someone("Eve")
        await sends_three(eve)
        await eve.sees("The budget of today is used up.")
        await house.settled()
        assert house.paid() == (0, 0)
