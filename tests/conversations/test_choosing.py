"""Three candidates and one choice: mark, confirm, other candidates, and what happens when some do not come about."""

import asyncio

import pytest

from core.prompts import text
from tests.fakes.house import House, Person
from tests.fakes.pictures import difference, photo
from tests.fakes.telegram_user import Json

STALE = "This button is no longer valid."


def labels(message: Json) -> list[list[str]]:
    return [[button["text"] for button in row] for row in message.get("reply_markup", {}).get("inline_keyboard", [])]


def styles(message: Json) -> dict[str, str]:
    buttons = [button for row in message["reply_markup"]["inline_keyboard"] for button in row]
    return {button["text"]: button["style"] for button in buttons if button.get("style")}


def button_data(message: Json, label: str) -> str:
    buttons = [button for row in message["reply_markup"]["inline_keyboard"] for button in row]
    return next(str(button["callback_data"]) for button in buttons if button["text"].startswith(label))


async def sends_three(person: Person) -> None:
    await person.sends_photos(*(photo(person.id * 10 + n) for n in (1, 2, 3)))


async def selection_of(house: House, person: Person, pictures: int = 3) -> Json:
    await sends_three(person)
    if pictures > 1:
        await person.sees_album(pictures)
    return await person.sees("Select your reference image", buttons=True)


async def test_the_status_message_goes_through_the_stages_with_the_count_of_finished_portraits(house: House) -> None:
    ida = await house.someone()
    house.engines.script("openai", "held")
    house.engines.script("gemini", "held", "held", "held")

    await sends_three(ida)
    await ida.sees("🔎 Studying them …")
    house.engines.release("openai")
    for done in (0, 1, 2):
        drawing = await ida.sees(f"🎨 Drawing your portraits: {done} of 3 finished …")
        house.engines.release("gemini", 1)
    ready = await ida.sees("✅ 3 of 3 portraits are ready.")

    assert ready["message_id"] == drawing["message_id"]
    assert {call["action"] for call in house.called("sendChatAction", ida)} == {"upload_photo"}


async def test_a_mark_moves_and_confirm_asks_for_one(house: House) -> None:
    ida = await house.someone()
    selection = await selection_of(house, ida)

    await ida.taps("Confirm selection")
    await ida.sees("Tap a number first, then confirm.")
    assert (await house.model_of(ida))["locked_reference_image"] is None

    await ida.taps("1")
    marked = await ida.sees("Select your reference image", buttons=True)
    assert labels(marked)[0] == ["✓ 1", "2", "3"]
    assert labels(marked)[-1] == ["New three", "More like 1"]
    assert styles(marked) == {"✓ 1": "primary", "Confirm selection": "success"}

    await ida.taps("3")
    moved = await ida.sees("Select your reference image", buttons=True)
    assert labels(moved)[0] == ["1", "2", "✓ 3"]
    assert styles(moved) == {"✓ 3": "primary", "Confirm selection": "success"}
    assert moved["message_id"] == selection["message_id"]

    await ida.taps("Confirm selection")
    await ida.sees_photo("Portrait 3 is now the face")
    chosen = await ida.sees("Portrait 3 is your locked reference.")
    assert (chosen["message_id"], labels(chosen)) == (selection["message_id"], [])


async def test_the_badge_is_on_the_picture_that_is_shown_and_not_on_the_one_that_is_kept(house: House) -> None:
    ida, seeded = await house.choosing()
    selection = await house.show_selection(ida)
    clean = house.stored(seeded.keys[1])

    await ida.taps("2", selection["message_id"])
    await ida.taps("Confirm selection", selection["message_id"])
    badge = await ida.download(await ida.sees_photo("Locked."))

    locked = (await house.model_of(ida))["locked_reference_image"]
    assert locked == seeded.keys[1]
    assert house.stored(locked) == clean
    assert difference(badge, clean) > 2


async def test_ten_confirmations_at_once_are_one_lock_and_one_badge(house: House) -> None:
    ida, seeded = await house.choosing()
    selection = await house.show_selection(ida)
    await ida.taps("2", selection["message_id"])

    confirm = f"lock:{seeded.generation_id}"
    taps = await asyncio.gather(*(ida.taps(confirm, selection["message_id"], force=True) for _ in range(10)))

    for tap in taps:
        await ida.answered(tap)
    await house.settled()
    badges = [message for message in await ida.messages() if "Locked." in message.get("caption", "")]
    assert len(badges) == 1
    assert (await house.model_of(ida))["locked_reference_image"] == seeded.keys[1]
    assert STALE not in str(await ida.messages())


async def test_new_three_are_three_picture_calls_without_an_analysis_and_take_the_old_buttons_away(
    house: House,
) -> None:
    ida = await house.someone()
    old = await selection_of(house, ida)
    await ida.taps("1")
    await ida.sees("Select", buttons=True)
    house.engines.calls.clear()

    await ida.taps("New three")
    await ida.sees_album(3)
    new = await ida.sees("Select your reference image", buttons=True)
    await house.settled()
    assert house.paid() == (0, 3)
    assert labels(new)[0] == ["1", "2", "3"]
    assert [len(call.images) for call in house.painted()] == [3, 3, 3]

    assert labels(next(m for m in await ida.messages() if m["message_id"] == old["message_id"])) == []
    await ida.taps(button_data(old, "New three"), old["message_id"], force=True)  # late
    await ida.sees(STALE)
    await house.settled()
    assert house.paid() == (0, 3)


async def test_two_taps_on_new_three_are_one_set(house: House) -> None:
    ida, seeded = await house.choosing()
    selection = await house.show_selection(ida)

    new = f"new:{seeded.generation_id}"
    with house.engines.holding("gemini"):
        await asyncio.gather(*(ida.taps(new, selection["message_id"], force=True) for _ in range(4)))
    await ida.sees_album(3)

    await house.settled()
    assert house.paid() == (0, 3)


async def test_more_like_sends_the_marked_candidate_after_the_originals(house: House) -> None:
    ida, seeded = await house.choosing()
    selection = await house.show_selection(ida)

    await ida.taps("More like …", selection["message_id"])
    await ida.sees("Tap a number first: then I draw more like that one.")
    await ida.taps("2", selection["message_id"])
    await ida.sees("Select", buttons=True)
    await ida.taps("More like 2", selection["message_id"])
    await ida.sees_album(3)

    await house.settled()
    assert house.paid() == (0, 3)
    originals = [one["key"] for one in (await house.model_of(ida))["reference_images"]]
    for call in house.painted():
        assert [difference(house.stored(key), sent) < 3 for key, sent in zip(originals, call.images, strict=False)] == [
            True
        ] * 3
        assert difference(house.stored(seeded.keys[1]), call.images[3]) < 3
        assert len(call.images) == 4
        assert call.prompt.startswith("Image 1 is the face reference.")
        assert "Image 4 is an earlier portrait" in call.prompt


async def test_every_portrait_prompt_has_the_close_up_block_word_for_word(house: House) -> None:
    ida = await house.someone()
    await selection_of(house, ida)

    block = text("close_up")
    assert block.startswith("Close-up portrait shot, face clearly visible from shoulders up, taken with iPhone camera")
    assert [call.prompt.count(block) for call in house.painted()] == [1, 1, 1]
    assert [isinstance(call.parts[-1], str) and len(call.images) == 3 for call in house.painted()] == [True] * 3


# --- not all came about ---


async def test_two_of_three_are_an_album_a_note_and_a_button_that_draws_only_the_missing_one(house: House) -> None:
    ida = await house.someone()
    house.engines.script("gemini", "ok", "prohibited", "ok")

    selection = await selection_of(house, ida, 2)
    assert "did not come about. It cost you nothing; the button draws it again." in selection["text"]
    (fill,) = [label for row in labels(selection) for label in row if label.startswith("Draw the missing")]
    assert fill.removeprefix("Draw the missing ") not in labels(selection)[0]
    assert len(labels(selection)[0]) == 2
    await house.settled()
    assert house.paid() == (1, 3)

    await ida.taps(fill)
    await ida.sees_album(3)
    whole = await ida.sees("Select your reference image", buttons=True)
    await house.settled()
    assert labels(whole)[0] == ["1", "2", "3"]
    assert house.paid() == (1, 4)


async def test_one_of_three_is_a_single_photo_that_can_be_locked(house: House) -> None:
    ida = await house.someone()
    house.engines.script("gemini", "prohibited", "ok", "prohibited")

    selection = await selection_of(house, ida, 1)
    single = await ida.sees_photo()
    assert "media_group_id" not in single
    (number,) = labels(selection)[0]
    assert "did not come about" in selection["text"]

    await ida.taps(number)
    await ida.taps("Confirm selection")
    await ida.sees_photo(f"Portrait {number} is now the face")
    await house.settled()
    assert house.paid() == (1, 3)


async def test_none_of_three_says_why_and_a_button_draws_them_without_another_analysis(house: House) -> None:
    ida = await house.someone()
    house.engines.always("gemini", "safety")

    await sends_three(ida)
    failed = await ida.sees("The engine's safety filter stopped this picture")
    assert labels(failed) == [["Try again"]]
    await house.settled()
    analyses, tried = house.paid()
    assert (analyses, tried) == (1, 9)

    house.engines.always("gemini", "ok")
    await ida.taps("Try again")
    await ida.sees_album(3)
    await house.settled()
    assert house.paid() == (1, tried + 3)


async def test_none_of_three_that_another_try_cannot_mend_still_leaves_a_way_on(house: House) -> None:
    ida = await house.someone()
    house.engines.always("gemini", "prohibited")
    await sends_three(ida)
    await ida.sees("does not draw this")
    await house.settled()
    assert house.paid() == (1, 3)

    house.engines.always("gemini", "ok")
    await ida.says("/models")
    await ida.taps("Show the portraits")
    await ida.sees_album(3)

    await house.settled()
    assert house.paid() == (1, 6)


# --- coming back ---


async def test_candidates_that_wait_can_be_shown_again_after_another_model_was_active(house: House) -> None:
    ida, seeded = await house.choosing()
    selection = await house.show_selection(ida)
    await ida.says("/new")
    await ida.sees("Send me three photos")
    await ida.taps(f"pick:{seeded.generation_id}:1", selection["message_id"], force=True)
    await ida.sees(STALE)

    await ida.says("/models")
    await ida.taps("◀")
    await ida.taps("Use this one")
    await ida.sees_photo("Anna · ✓ active")
    await ida.taps("Show the portraits")
    await ida.sees_album(3)
    await ida.taps("1")
    await ida.taps("Confirm selection")

    await ida.sees_photo("Locked.")
    assert house.paid() == (0, 0)


async def test_another_reference_can_be_chosen_and_the_old_lock_stays_until_the_confirmation(house: House) -> None:
    ida, seeded = await house.locked()
    await ida.says("/models")
    await ida.taps("Choose another reference")
    await ida.sees_album(3)
    await ida.sees("Select your reference image", buttons=True)

    await ida.says("reading in a train")
    await ida.sees_photo("AI-generated")
    assert difference(house.painted()[0].images[0], house.stored(seeded.keys[0])) < 3

    await ida.taps("2")
    await ida.sees("Select", buttons=True)
    assert (await house.model_of(ida))["locked_reference_image"] == seeded.keys[0]
    await ida.taps("Confirm selection")
    await ida.sees_photo("Portrait 2 is now the face")
    assert (await house.model_of(ida))["locked_reference_image"] == seeded.keys[1]

    await ida.says("reading in a train")
    await ida.sees_photo("AI-generated")
    assert difference(house.painted()[1].images[0], house.stored(seeded.keys[1])) < 3


async def test_scenes_are_drawn_with_the_model_that_is_active(house: House) -> None:
    ida, first = await house.locked()
    second = await house.seed(ida, lock=2)
    await house.rows("UPDATE models SET name = 'Berta' WHERE id = %s", second.id)

    await ida.says("/models")
    card = await ida.sees_photo("Berta · ✓ active")
    await ida.taps("☰ List")
    listed = await ida.sees("Your models (2).")
    assert listed["message_id"] == card["message_id"]
    assert labels(listed) == [["Anna", "✓ Berta"], ["+ New model"]]
    await ida.taps("Anna")
    await ida.sees_photo("model 1 of 2")
    await ida.taps("Use this one")
    await ida.sees_photo("Anna · ✓ active")

    await ida.says("on a bridge")
    await ida.sees_photo("Anna · AI-generated")
    assert difference(house.painted()[0].images[0], house.stored(first.keys[0])) < 3
    await ida.taps("▶", card["message_id"])
    await ida.sees_photo("model 2 of 2")
    await ida.taps("Use this one", card["message_id"])
    await ida.sees_photo("Berta · ✓ active")
    await ida.says("on a bridge")
    await ida.sees_photo("Berta · AI-generated")
    assert difference(house.painted()[1].images[0], house.stored(second.keys[1])) < 3


# --- taps that are not this user's, or not ours at all ---

FORGED = [
    "pick:{set}:1",
    "lock:{set}",
    "new:{set}",
    "more:{set}",
    "fill:{set}",
    "file:{set}:1",
    "resend:{set}",
    "retry:{set}",
    "again:{set}",
    "use:{model}",
    "choose:{model}",
    "pick:{set}:9",
    "drop:1",
    "drop:abc",
    "drop:1_0",
    "agree:99",
    "agree:one",
    "sing:{set}",
    "pick",
    "pick:",
    "::::",
    "é" * 32,
    "x" * 64,
    "pick:' OR 1=1 --:1",
]


@pytest.mark.parametrize("data", FORGED)
async def test_a_forged_or_foreign_tap_changes_nothing_and_is_answered(house: House, data: str) -> None:
    ida, hers = await house.choosing()
    eve, own = await house.choosing("Eve")
    await house.rows("UPDATE generations SET marked = 1 WHERE id = %s", hers.generation_id)
    selection = await house.show_selection(eve)

    async def state() -> list[Json]:
        sql = """
            SELECT m.*, g.*, u.* FROM models m
              JOIN generations g ON g.model_id = m.id JOIN users u ON u.id = m.telegram_id
             WHERE u.id IN (%s, %s) ORDER BY g.id
        """
        return await house.rows(sql, ida.id, eve.id)

    before, seen = await state(), await ida.messages()
    if data == "drop:1":
        await house.rows("UPDATE models SET reference_images = '[]' WHERE id = %s", own.id)
        before = await state()

    tap = await eve.taps(data.format(set=hers.generation_id, model=hers.id), selection["message_id"], force=True)

    await eve.answered(tap)
    await eve.sees(STALE)
    await house.settled()
    assert await state() == before
    assert await ida.messages() == seen
    assert house.paid() == (0, 0)
    assert house.logs.with_words("ERROR") == []
