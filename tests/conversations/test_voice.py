"""A voice message is as good as a text: heard once, shown, and drawn; the sound is kept nowhere."""

import asyncio
import json
from typing import Any

import pytest

from bot.playground.faults import Fault
from core.services.hear import AT_ONCE
from tests.fakes.house import House, Person
from tests.fakes.pictures import photo
from tests.fakes.sounds import recording

SAID = "on a beach at sunset, linen shirt"


async def spoken(house: House, words: str = SAID, **model: Any) -> Person:
    """Somebody with a locked face, whose next voice messages say this."""
    ida, _ = await house.locked(**model)
    house.engines.spoken = words
    house.logs.private.add(words)
    return ida


async def calls(house: House, person: Person) -> list[tuple[str, str]]:
    rows = await house.rows("SELECT purpose, outcome FROM calls WHERE user_id = %s ORDER BY id", person.id)
    return [(row["purpose"], row["outcome"]) for row in rows]


async def test_a_voice_message_is_a_scene_and_what_was_understood_is_shown_before_it_is_drawn(house: House) -> None:
    ida = await spoken(house)

    sound = recording()
    asked = await ida.sends_voice(sound)
    scene = await ida.sees_photo("Anna")

    understood = await ida.sees(f"🎤 “{SAID}”")
    assert understood["message_id"] < scene["message_id"]
    assert {one["reply_to_message"]["message_id"] for one in (understood, scene)} == {asked["message_id"]}
    await house.settled()
    heard, drawn = house.engines.calls
    assert (heard.vendor, heard.sound, drawn.vendor) == ("openai/voice", sound, "gemini")
    assert f"<scene>\n{SAID}\n</scene>" in drawn.prompt
    assert await calls(house, ida) == [("transcription", "ok"), ("scene", "ok")]


async def test_the_sound_is_stored_nowhere_and_the_words_stand_with_their_scene_alone(house: House) -> None:
    ida = await spoken(house)

    sound = recording(filling=5000)
    await ida.sends_voice(sound)
    await ida.sees_photo("Anna")
    await house.settled()

    rows = await house.rows("SELECT kind, prompt FROM generations WHERE user_id = %s AND kind <> 'candidates'", ida.id)
    assert sorted((row["kind"], row["prompt"]) for row in rows) == [("scene", SAID), ("voice", "")]
    stored = [path for path in house.data_dir.rglob("*") if path.is_file()]
    assert [path for path in stored if sound[40:200] in path.read_bytes()] == []


async def test_a_voice_message_that_answers_a_picture_changes_it(house: House) -> None:
    ida = await spoken(house, "a red scarf instead")
    await ida.says("standing in a coffee shop")
    scene = await ida.sees_photo("Anna")

    await ida.sends_voice(recording(), reply_to=scene["message_id"])
    await ida.sees_photo("Anna")

    edited = house.painted()[-1]
    assert "by editing image 2" in edited.prompt
    assert "<change>\na red scarf instead\n</change>" in edited.prompt


async def test_a_voice_message_answers_a_question(house: House) -> None:
    ida = await spoken(house, "Annabelle")
    await ida.says("/settings")
    await ida.taps("Avoid")
    question = await ida.sees("What should the pictures")
    house.engines.spoken = "hats and crowds"

    await ida.sends_voice(recording(), reply_to=question["message_id"])

    await ida.sees("the pictures avoid: hats and crowds")
    assert (await house.model_of(ida))["negative_prompt"] == "hats and crowds"
    assert house.painted() == []


async def test_a_sound_file_is_listened_to_as_well(house: House) -> None:
    ida = await spoken(house)

    await ida.sends_sound("note.mp3", b"ID3" + recording(), "audio/mpeg")
    await ida.sees_photo("Anna")

    assert house.engines.calls[0].file_name == "voice.mp3"


@pytest.mark.parametrize("outcome", ["silence", "noise", "unreadable"])
async def test_where_no_words_are_heard_nothing_is_drawn(house: House, outcome: str) -> None:
    ida = await spoken(house)
    house.engines.always("openai/voice", outcome)

    await ida.sends_voice(recording())

    await ida.sees("I could not make out any words in that.")
    await house.settled()
    assert house.painted() == []


async def test_a_voice_message_that_is_too_long_is_not_even_fetched(house: House) -> None:
    ida = await spoken(house)

    await ida.sends_voice(recording(seconds=121))

    await ida.sees("That voice message is longer than 2 minutes.")
    assert house.called("getFile") == []
    await ida.sends_voice(recording(seconds=120))
    await ida.sees_photo("Anna")


async def test_a_sound_file_that_is_too_large_is_not_fetched(house: House) -> None:
    ida = await spoken(house)
    house.arrives(ida, audio={"file_id": "A", "file_unique_id": "A", "file_size": 21_000_000, "duration": 9,
                              "mime_type": "audio/wav"})  # fmt: skip
    await ida.sees("That file is too large. Please send at most 20 MB.")
    assert house.called("getFile") == []


async def test_before_there_is_a_face_nobody_listens_and_nothing_is_paid(house: House) -> None:
    ida = await house.someone()
    await ida.sends_photos(photo(1))
    await ida.sees("Photo 1 of 3")

    await ida.sends_voice(recording())

    await ida.sees("Photos first")
    assert house.engines.calls == []


async def test_half_of_the_updates_at_once_may_be_voice_messages_and_the_others_wait_their_turn(house: House) -> None:
    people = [(await house.locked(f"Person {n}"))[0] for n in range(12)]
    eve = await house.someone("Eve")

    with house.engines.holding("openai/voice"):
        await asyncio.gather(*(person.sends_voice(recording()) for person in people))
        await house.engines.arrived("openai/voice", AT_ONCE)
        await eve.says("/help")
        await eve.sees("One locked face, every scene.")
    await asyncio.gather(*(person.sees_photo("Anna") for person in people))

    assert house.engines.most_at_once["openai/voice"] == AT_ONCE
    assert house.engines.count("openai/voice") == len(people)


async def test_an_engine_that_is_busy_hands_over_at_once(house: House) -> None:
    ida = await spoken(house)
    house.engines.always("openai/voice", "rate_limited:55", "gpt-transcribe")

    await ida.sends_voice(recording())
    await ida.sees_photo("Anna")

    heard = [call.engine for call in house.engines.calls if call.vendor == "openai/voice"]
    assert heard == ["gpt-transcribe", "gpt-4o-mini-transcribe"]


async def test_an_engine_that_retires_is_found_at_start_and_the_owner_is_told(house: House) -> None:
    ida = await spoken(house)
    known = dict(house.engines.engines["openai"])
    house.engines.retire("gpt-transcribe")
    async with house.told(owner_id=ida.id):
        try:
            await ida.sees("Engine gpt-transcribe is retired. gpt-4o-mini-transcribe takes over.")
            await ida.sends_voice(recording())
            await ida.sees_photo("Anna")
        finally:
            house.engines.engines["openai"] = known  # before the next bot asks for the list
    assert [call.engine for call in house.engines.calls if call.vendor == "openai/voice"] == ["gpt-4o-mini-transcribe"]


async def test_when_no_engine_listens_it_is_said_and_costs_nothing(house: House) -> None:
    ida = await spoken(house)
    house.engines.always("openai/voice", "overloaded")

    await ida.sends_voice(recording())

    await ida.sees("I cannot listen at the moment. Please type the scene")
    await house.settled()
    assert house.painted() == []
    assert await house.value("SELECT coalesce(sum(cost_usd), 0) FROM calls WHERE user_id = %s", ida.id) == 0


async def test_a_key_that_is_refused_is_the_owners_to_mend(house: House) -> None:
    ida = await spoken(house)
    house.engines.always("openai/voice", "bad_key")

    await ida.sends_voice(recording())

    await ida.sees("I cannot listen at the moment.")
    assert house.engines.count("openai/voice") == 1


async def test_whose_pictures_are_used_up_is_not_listened_to(house: House) -> None:
    async with house.told(daily_pictures_per_user=1):
        ida = await spoken(house)
        await ida.says("standing in a coffee shop")
        await ida.sees_photo("Anna")

        await ida.sends_voice(recording())

        await ida.sees("Your pictures of today are used up (1 a day).")
        assert house.engines.count("openai/voice") == 0


async def test_somebody_who_only_talks_reaches_a_limit_too(house: House) -> None:
    async with house.told(daily_pictures_per_user=2):
        ida = await spoken(house)
        house.engines.always("openai/voice", "silence")
        for _ in range(4):
            await ida.sends_voice(recording())
            await ida.sees("I could not make out any words")

        await ida.sends_voice(recording())

        await ida.sees("That is the limit of voice messages for today (4).")
        assert house.engines.count("openai/voice") == 4


async def test_a_spoken_scene_that_waits_says_its_place_and_can_be_given_up(house: House) -> None:
    ida = await spoken(house)
    house.engines.script("gemini", "held", "held")
    await ida.says("the first of two by a lake")
    await ida.says("the second of two by a lake")
    await house.engines.arrived("gemini", 2)

    await ida.sends_voice(recording())
    waits = await ida.sees("One scene is ahead in your queue")
    assert waits["text"].startswith(f"🎤 “{SAID}”")

    await ida.taps("✕ Cancel this scene", waits["message_id"])
    given_up = await ida.sees("Given up. It cost you nothing.")
    assert given_up["text"].startswith(f"🎤 “{SAID}”")
    house.engines.release("gemini")
    await house.settled()
    assert len(house.painted()) == 2


async def test_without_a_key_there_is_a_kind_sentence(house: House) -> None:
    async with house.told(openai_api_key=""):
        ida = await spoken(house)
        await ida.sends_voice(recording())
        await ida.sees("I cannot listen to voice messages here. Please type the scene")
    async with house.told(transcription_engines="off"):
        await ida.sends_voice(recording())
        await ida.sees("I cannot listen to voice messages here. Please type the scene")
    assert house.engines.calls == []


async def test_the_same_voice_message_delivered_again_is_heard_and_drawn_once(house: House) -> None:
    ida = await spoken(house)
    await ida.sends_voice(recording())
    await ida.sees_photo("Anna")
    await house.settled()

    # As a kill leaves it right before the words were passed on and the update was marked as handled.
    await house.closes()
    chats = house.playground.chats
    entry = next(one for one in chats.chat(ida.id).entries.values() if one.outgoing)
    update = await house.value("SELECT max(update_id) FROM inbox")
    await house.rows(
        "UPDATE inbox SET done_at = NULL, tries = 0, payload = %s WHERE update_id = %s",
        json.dumps({"update_id": update, "message": chats.telegram(entry)}),
        update,
    )
    await house.rows("UPDATE generations SET prompt = %s WHERE user_id = %s AND kind = 'voice'", SAID, ida.id)
    await house.opens()
    await house.settled()

    assert house.engines.count("openai/voice") == 1
    assert len(house.painted()) == 1
    said = [one for one in await ida.messages() if str(one.get("text", "")).startswith("🎤")]
    assert len(said) == 1


async def test_a_message_that_was_cut_off_and_cannot_be_fetched_again_leaves_nothing_open(house: House) -> None:
    ida = await spoken(house)
    await ida.sends_voice(recording())
    await ida.sees_photo("Anna")
    await house.settled()

    # As a kill leaves it in the middle of the paid call.
    await house.closes()
    chats = house.playground.chats
    entry = next(one for one in chats.chat(ida.id).entries.values() if one.outgoing)
    await house.rows(
        "UPDATE generations SET status = 'running', prompt = '' WHERE kind = 'voice' AND user_id = %s", ida.id
    )
    await house.rows("UPDATE calls SET outcome = 'intent' WHERE purpose = 'transcription' AND user_id = %s", ida.id)
    update = await house.value("SELECT max(update_id) FROM inbox")
    await house.rows(
        "UPDATE inbox SET done_at = NULL, tries = 1, payload = %s WHERE update_id = %s",
        json.dumps({"update_id": update, "message": chats.telegram(entry)}),
        update,
    )
    house.playground.faults.append(Fault("getFile", status=500, times=3))
    await house.opens()
    await house.settled()

    assert await calls(house, ida) == [("transcription", "unknown"), ("scene", "ok")]
    assert await house.value("SELECT status FROM generations WHERE kind = 'voice' AND user_id = %s", ida.id) == "failed"
