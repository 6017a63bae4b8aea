"""Results reach the chat once: lost answers, flood limits, blocked bots."""

import pytest

from bot.playground.faults import Fault
from tests.fakes.house import House, Person
from tests.fakes.pictures import photo
from tests.fakes.telegram_user import Json

BLOCKED = "Forbidden: bot was blocked by the user"
UNSURE = "Telegram did not say whether the pictures arrived."
APOLOGY = "Sorry, something went wrong"


async def sends_three(person: Person) -> None:
    await person.sends_photos(*(photo(person.id * 10 + n) for n in (1, 2, 3)))


def from_bot(messages: list[Json], kind: str = "photo") -> list[Json]:
    return [message for message in messages if not message["outgoing"] and kind in message]


async def test_an_album_whose_answer_was_lost_is_not_sent_again_but_can_be_asked_for(house: House) -> None:
    ida = await house.someone()
    house.playground.faults.append(Fault("sendMediaGroup", drop=True, chat_id=ida.id))

    await sends_three(ida)
    selection = await ida.sees(UNSURE)
    await house.settled()
    assert len(from_bot(await ida.messages())) == 3
    assert "Select your reference image" in selection["text"]

    await ida.taps("Send the pictures again")
    await ida.sees_album(3)
    again = await ida.sees("Select your reference image")
    assert UNSURE not in again["text"]
    await ida.taps("1")
    await ida.taps("Confirm selection")
    await ida.sees_photo("Locked.")
    await house.settled()
    assert house.paid() == (1, 3)


async def test_an_album_that_did_not_arrive_for_certain_is_sent_until_it_does(house: House) -> None:
    ida = await house.someone()
    house.playground.faults.append(Fault("sendMediaGroup", status=502, description="Bad Gateway", chat_id=ida.id))

    await sends_three(ida)
    await ida.sees_album(3)

    await house.settled()
    assert len(from_bot(await ida.messages())) == 3
    assert house.paid() == (1, 3)


async def test_a_scene_whose_answer_was_lost_is_not_sent_again_but_can_be_asked_for(house: House) -> None:
    ida, _ = await house.locked()
    house.playground.faults.append(Fault("sendPhoto", drop=True, chat_id=ida.id))

    await ida.says("standing in a coffee shop")
    await ida.sees(UNSURE)
    await house.settled()
    assert len(from_bot(await ida.messages())) == 1

    await ida.taps("Send the pictures again")
    await ida.sees_photo("AI-generated")
    await house.settled()
    assert len(from_bot(await ida.messages())) == 2
    assert house.paid() == (0, 1)


async def test_a_file_whose_answer_was_lost_is_no_reason_to_apologise(house: House) -> None:
    ida, _ = await house.locked()
    await ida.says("standing in a coffee shop")
    await ida.sees_photo()
    house.playground.faults.append(Fault("sendDocument", drop=True, chat_id=ida.id))

    await ida.taps("File")
    await house.settled()

    messages = await ida.messages()
    assert len(from_bot(messages, "document")) == 1
    assert APOLOGY not in str(messages)
    assert house.logs.with_words("ERROR") == []


async def test_an_acknowledgement_whose_answer_was_lost_is_no_reason_to_apologise(house: House) -> None:
    ida = await house.someone()
    house.playground.faults.append(Fault("sendMessage", drop=True, chat_id=ida.id))

    await ida.sends_photos(photo(1))
    await ida.sees("Photo 1 of 3")
    await house.settled()

    assert len([message for message in await ida.messages() if not message["outgoing"]]) == 1
    assert house.logs.with_words("ERROR") == []


async def test_the_flood_limit_holds_back_its_own_chat_only_and_nothing_is_lost(house: House) -> None:
    ida, _ = await house.locked()
    eve, _ = await house.locked("Eve")
    wait: Json = {"retry_after": 4}
    house.playground.faults.append(
        Fault("sendPhoto", status=429, description="Too Many Requests: retry after 4", parameters=wait, chat_id=ida.id)
    )
    house.engines.script("gemini", "held", "ok")

    await eve.says("reading in a train")
    await house.engines.arrived("gemini", 1)
    await ida.says("standing in a coffee shop")
    await house.until(lambda: _called(house, "sendPhoto", ida))
    house.engines.release("gemini")
    await eve.sees_photo("AI-generated")
    assert from_bot(await ida.messages()) == []

    await ida.sees_photo("AI-generated")
    first, second = [
        call for call in house.playground.calls if call.method == "sendPhoto" and call.params["chat_id"] == ida.id
    ]
    assert second.at - first.at >= 4
    await house.settled()
    assert house.paid() == (0, 2)


async def test_an_album_that_met_the_flood_limit_comes_before_its_buttons(house: House) -> None:
    ida, eve = await house.someone(), await house.someone("Eve")
    wait: Json = {"retry_after": 4}
    house.playground.faults.append(
        Fault("sendMediaGroup", status=429, description="Too Many Requests", parameters=wait, chat_id=ida.id)
    )
    house.engines.script("gemini", "held", "held", "held")

    await sends_three(eve)
    await house.engines.arrived("gemini", 3)
    await sends_three(ida)
    await house.until(lambda: _called(house, "sendMediaGroup", ida))
    house.engines.release("gemini")
    await eve.sees_album(3)
    assert from_bot(await ida.messages()) == []

    await ida.sees("Select your reference image")
    first, again = [
        call for call in house.playground.calls if call.method == "sendMediaGroup" and call.params["chat_id"] == ida.id
    ]
    assert again.at - first.at >= 4
    *_, photo_, selection = [message for message in await ida.messages() if not message["outgoing"]]
    assert "photo" in photo_
    assert "reply_markup" in selection
    await house.settled()
    assert house.paid() == (2, 6)


async def test_a_wait_of_minutes_is_left_to_a_later_run_and_nothing_is_drawn_again(house: House) -> None:
    ida, _ = await house.locked()
    house.playground.faults.append(
        Fault("sendPhoto", status=429, description="Too Many Requests", parameters={"retry_after": 90}, chat_id=ida.id)
    )

    await ida.says("standing in a coffee shop")
    await house.until(lambda: _delayed(house))

    assert house.paid() == (0, 1)
    assert len(house.called("sendPhoto", ida)) == 1, "and the chat is left alone"
    await ida.blocks()  # so that nothing waits for it here
    await house.settled()


async def _called(house: House, method: str, person: Person) -> bool:
    return bool(house.called(method, person))


async def _delayed(house: House) -> bool:
    return bool(
        await house.value("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND scheduled_at > now()")
    )


async def test_an_answer_that_met_the_flood_limit_comes_later(house: House) -> None:
    ida = await house.someone()
    wait: Json = {"retry_after": 1}
    house.playground.faults.append(
        Fault("sendMessage", status=429, description="Too Many Requests", parameters=wait, chat_id=ida.id)
    )

    await ida.sends_photos(photo(1))

    await ida.sees("Photo 1 of 3")
    assert APOLOGY not in str(await ida.messages())
    assert house.logs.with_words("ERROR") == []


async def test_a_tap_that_is_answered_too_late_is_handled_all_the_same(house: House) -> None:
    ida, _ = await house.choosing()
    selection = await house.show_selection(ida)
    house.playground.faults.append(
        Fault(
            "answerCallbackQuery", status=400, description="Bad Request: query is too old and response timeout expired"
        )
    )

    await ida.taps("2", selection["message_id"])

    await ida.taps("✓ 2", selection["message_id"])
    assert house.logs.with_words("ERROR") == []


async def test_a_status_message_that_was_deleted_does_not_stop_the_work(house: House) -> None:
    ida = await house.someone()
    house.playground.faults.append(
        Fault("editMessageText", status=400, description="Bad Request: message to edit not found", times=9)
    )

    await sends_three(ida)

    await ida.sees_album(3)


async def test_who_blocks_the_bot_while_scenes_wait_pays_for_none_of_them(house: House) -> None:
    ida, _ = await house.locked()
    with house.engines.holding("gemini"):
        for n in range(5):
            await ida.says(f"scene {n} at the harbour")
        await house.engines.arrived("gemini", 2)
        await house.heard()  # the others wait by now

        await ida.blocks()
        await house.heard()
    await house.settled()

    assert house.paid() == (0, 2)
    states = await house.rows(
        "SELECT status, count(*) AS n FROM generations WHERE user_id = %s AND kind = 'scene' GROUP BY 1", ida.id
    )
    assert "running" not in str(states)
    assert house.logs.with_words("ERROR") == []


async def test_who_blocks_the_bot_during_the_analysis_pays_for_no_picture_and_can_come_back(house: House) -> None:
    ida = await house.someone()
    with house.engines.holding("openai"):
        await sends_three(ida)
        await house.engines.arrived("openai", 1)

        await ida.blocks()
        await house.heard()
    await house.settled()
    assert house.paid() == (1, 0)

    await ida.unblocks()
    await ida.says("/models")
    await ida.taps("Show the portraits")
    await ida.sees_album(3)
    await house.settled()
    assert house.paid() == (1, 3)


@pytest.mark.parametrize(("noticed_by", "painted"), [("sendChatAction", 0), ("sendMessage", 0), ("editMessageText", 3)])
async def test_a_block_that_only_the_status_meets_stops_paid_calls(house: House, noticed_by: str, painted: int) -> None:
    ida = await house.someone()
    house.engines.script("openai", "held")
    house.engines.script("gemini", *["held:overloaded"] * 3)  # the edit begins with three calls: no fourth follows
    blocked = Fault(noticed_by, status=403, description=BLOCKED, times=99, chat_id=ida.id)
    await ida.sends_photos(*(photo(ida.id * 10 + n) for n in (1, 2)))
    await ida.sees("Photo 2 of 3")
    house.playground.faults.append(blocked)

    await ida.sends_photos(photo(ida.id * 10 + 3))
    if noticed_by == "editMessageText":
        await ida.sees("🔎 Studying them …")
        house.engines.release("openai")
    await house.until(lambda: _given_up(house, ida))
    for vendor in ("openai", "gemini"):
        house.engines.release(vendor)
    await house.settled()

    assert blocked.times < 99
    assert house.engines.count("openai") <= 1
    assert house.engines.count("gemini") <= painted
    assert await house.value("SELECT failure FROM generations WHERE user_id = %s", ida.id) == "chat_gone"
    assert not [message for message in await ida.messages() if "photo" in message and not message["outgoing"]]


async def _given_up(house: House, person: Person) -> bool:
    return bool(await house.rows("SELECT FROM generations WHERE user_id = %s AND failure = 'chat_gone'", person.id))


async def test_a_block_that_an_answer_meets_stops_the_scenes_that_wait(house: House) -> None:
    ida, _ = await house.locked()
    with house.engines.holding("gemini"):
        for n in range(4):
            await ida.says(f"scene {n} at the harbour")
        await house.engines.arrived("gemini", 2)
        await house.heard()  # that the others wait has been said
        house.playground.faults.append(Fault("sendMessage", status=403, description=BLOCKED, chat_id=ida.id))

        await ida.says("/help")
        await house.heard()
    await house.settled()

    assert house.paid() == (0, 2)
    assert house.logs.with_words("ERROR") == []


@pytest.mark.parametrize("refusal", ["PHOTO_INVALID_DIMENSIONS", "IMAGE_PROCESS_FAILED"])
async def test_a_scene_that_telegram_refuses_as_a_photo_comes_as_a_file_with_its_buttons(
    house: House, refusal: str
) -> None:
    ida, _ = await house.locked()
    fault = Fault("sendPhoto", status=400, description=f"Bad Request: {refusal}", times=9, chat_id=ida.id)
    house.playground.faults.append(fault)

    await ida.says("standing in a coffee shop")
    shown = await ida.sees("AI-generated", buttons=True)
    await house.settled()

    assert "document" in shown
    assert fault.times == 8, "one try"
    assert (house.paid(), len(from_bot(await ida.messages(), "document"))) == ((0, 1), 1)
    await ida.taps("Again", shown["message_id"])
    await ida.sees("AI-generated", buttons=True)


async def test_an_album_that_telegram_refuses_as_photos_comes_as_files_and_one_can_be_chosen(house: House) -> None:
    ida = await house.someone()
    house.playground.faults.append(
        Fault("sendMediaGroup", status=400, description="Bad Request: PHOTO_INVALID_DIMENSIONS", chat_id=ida.id)
    )

    await sends_three(ida)
    album = await ida.sees_album(3)
    assert all("document" in message for message in album)
    await ida.taps("2")
    await ida.taps("Confirm selection")
    await ida.sees_photo("Locked.")
    await house.settled()
    assert house.paid() == (1, 3)


async def test_a_failure_that_cannot_be_told_yet_is_not_paid_for_again(house: House) -> None:
    ida, _ = await house.locked()
    house.engines.script("gemini", "text_only", "text_only")
    house.playground.faults.append(Fault("sendMessage", status=502, description="Bad Gateway", times=4, chat_id=ida.id))

    await ida.says("standing in a coffee shop")
    await ida.sees("The engine answered in words instead of a picture:")

    await house.settled()
    assert house.paid() == (0, 2)


async def test_a_picture_that_cannot_be_delivered_yet_is_not_drawn_again(house: House) -> None:
    ida, _ = await house.locked()
    house.playground.faults.append(Fault("sendPhoto", status=502, description="Bad Gateway", times=4, chat_id=ida.id))

    await ida.says("standing in a coffee shop")
    await ida.sees_photo("AI-generated")

    await house.settled()
    assert house.paid() == (0, 1)
    assert len(from_bot(await ida.messages())) == 1


async def test_an_album_that_cannot_be_delivered_yet_does_not_draw_its_missing_portrait_again(house: House) -> None:
    ida = await house.someone()
    house.engines.script("gemini", "ok", "prohibited", "ok")
    fault = Fault("sendMediaGroup", status=502, description="Bad Gateway", times=4, chat_id=ida.id)
    house.playground.faults.append(fault)

    await sends_three(ida)
    await ida.sees_album(2)

    await ida.sees("did not come about")
    await house.settled()
    assert house.paid() == (1, 3)
