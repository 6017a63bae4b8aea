"""Telegram fails once or asks to wait: the same is asked again, and nobody has to send or tap anything twice."""

import pytest

from bot.playground.faults import Fault
from tests.fakes.house import House
from tests.fakes.pictures import photo

WAIT = {"retry_after": 1}


@pytest.mark.parametrize(
    "fault",
    [
        Fault("getFile", status=500, times=2),
        Fault("getFile", status=429, description="Too Many Requests: retry after 1", parameters=WAIT),
        Fault("file", drop=True),
        Fault("file", status=502, description="Bad Gateway"),
    ],
    ids=["file not told", "flood", "download cut off", "bad gateway"],
)
async def test_a_photo_whose_download_fails_is_downloaded_again(house: House, fault: Fault) -> None:
    ida = await house.someone()
    house.playground.faults.append(fault)
    await ida.sends_photos(photo(ida.id * 10))
    await ida.sees("Photo 1 of 3")
    assert fault.times == 0
    assert house.logs.with_words("ERROR") == []


async def test_a_question_whose_sending_was_not_confirmed_is_asked_again_so_that_its_answer_is_understood(
    house: House,
) -> None:
    ida, _ = await house.locked()
    await ida.says("in an old library")
    scene = await ida.sees_photo("AI-generated")
    house.playground.faults.append(Fault("sendMessage", drop=True))
    await ida.taps("Edit", scene["message_id"])
    await house.until(lambda: _asked(house))
    question = (await ida.messages())[-1]
    await ida.says("a red scarf instead", reply_to=question["message_id"])
    await ida.sees_photo("AI-generated")
    await house.settled()
    assert await house.value("SELECT way FROM generations WHERE prompt = 'a red scarf instead'") == "edit"


async def test_the_answer_to_a_mistake_is_sent_again(house: House) -> None:
    ida = await house.someone()
    house.playground.faults.append(Fault("sendMessage", status=502, description="Bad Gateway"))
    await ida.says("in an old library")
    await ida.sees("Photos first")


async def test_the_badge_comes_although_the_selection_cannot_be_edited(house: House) -> None:
    ida, seeded = await house.choosing()
    await house.show_selection(ida)
    await ida.taps("2")
    house.playground.faults.append(Fault("editMessageText", status=500, times=3))
    await ida.taps("Confirm selection")
    await ida.sees_photo("Locked.")
    assert (await house.model_of(ida))["locked_reference_image"] == seeded.keys[1]


async def _asked(house: House) -> bool:
    return bool(await house.value("SELECT count(*) FROM questions"))
