"""Living with pictures: the buttons under each, replies that edit, photos that lend a pose, and what is kept."""

import re
from typing import Any

import pytest

from tests.fakes.house import House, Person
from tests.fakes.pictures import difference, drawn, photo
from tests.fakes.telegram_user import Json


def buttons(message: Json) -> list[list[str]]:
    return [[button["text"] for button in row] for row in message["reply_markup"]["inline_keyboard"]]


async def shows(house: House, person: Person, message: Json, label: str) -> list[list[str]]:
    """The buttons of a message once `label` begins one of them."""
    found: list[list[str]] = []

    async def there() -> bool:
        (now,) = [one for one in await person.messages() if one["message_id"] == message["message_id"]]
        found[:] = buttons(now)
        return any(text.startswith(label) for row in found for text in row)

    await house.until(there, 10)
    return found


async def pictured(house: House, **columns: Any) -> tuple[Person, Json]:
    """Somebody with a scene on the screen; the calls of before are forgotten."""
    ida, _ = await house.locked(**columns)
    await ida.says("by the sea")
    scene = await ida.sees_photo("Anna · AI-generated")
    await house.settled()
    house.engines.reset()
    return ida, scene


async def test_under_a_picture_stands_everything_that_can_be_done_with_it(house: House) -> None:
    _, scene = await pictured(house)
    assert buttons(scene) == [["Again", "Variation", "Edit"], ["Ratio", "HD", "File"], ["☆ Keep", "Info"]]


async def test_a_variation_starts_from_the_picture_and_keeps_the_lock_first(house: House) -> None:
    ida, scene = await pictured(house)
    await ida.taps("Variation", scene["message_id"])
    await ida.sees_photo("Anna")
    await house.settled()
    (call,) = house.painted()
    assert "Image 1 is the face reference. Image 2 is a picture whose place, clothes and mood to keep." in call.prompt
    assert "<scene>\nby the sea\n</scene>" in call.prompt
    assert difference(call.images[1], drawn(1)) < 2, "the picture that was tapped"


@pytest.mark.parametrize("way", ["reply to the picture", "the button"])
async def test_words_change_a_picture_with_the_lock_attached(house: House, way: str) -> None:
    ida, scene = await pictured(house)
    if way == "the button":
        await ida.taps("Edit", scene["message_id"])
        asked = await ida.sees("What shall I change?")
        said = await ida.says("a red scarf instead", reply_to=asked["message_id"])
    else:
        said = await ida.says("a red scarf instead", reply_to=scene["message_id"])
    changed = await ida.sees_photo("Anna")
    assert changed["reply_to_message"]["message_id"] == said["message_id"]
    await house.settled()
    (call,) = house.painted()
    assert call.prompt.startswith("Create a photo of the person in image 1 by editing image 2")
    assert "<change>\na red scarf instead\n</change>" in call.prompt
    assert difference(call.images[1], drawn(1)) < 2


async def test_a_reply_to_any_other_message_is_a_plain_scene(house: House) -> None:
    ida, _ = await house.locked()
    await ida.says("/help")
    help_ = await ida.sees("One locked face")
    await ida.says("in a park", reply_to=help_["message_id"])
    await ida.sees_photo("Anna")
    await house.settled()
    (call,) = house.painted()
    assert call.prompt.startswith("Create a photo of the person in image 1 in the scene below.")


async def test_another_ratio_is_drawn_from_the_picture(house: House) -> None:
    ida, scene = await pictured(house)
    await ida.taps("Ratio", scene["message_id"])
    await ida.taps("16:9", scene["message_id"])
    await ida.sees_photo("Anna")
    await house.settled()
    (call,) = house.painted()
    assert call.config["imageConfig"]["aspectRatio"] == "16:9"


async def test_more_pixels_say_their_price_before_they_are_bought(house: House) -> None:
    ida, scene = await pictured(house)
    await ida.taps("HD", scene["message_id"])
    prices, back = await shows(house, ida, scene, "4K")
    assert [label.partition(" · about $")[0] for label in prices] == ["2K", "4K"]
    assert back == ["◀ Back"]
    assert house.painted() == []
    await ida.taps(prices[1], scene["message_id"])
    await ida.sees_photo("Anna")
    await house.settled()
    (call,) = house.painted()
    assert call.config["imageConfig"]["imageSize"] == "4K"
    reserved = await house.value("SELECT reserved_usd FROM calls WHERE user_id = %s ORDER BY id DESC LIMIT 1", ida.id)
    assert float(reserved) >= float(prices[1].rpartition("$")[2]) - 0.005


async def test_back_shows_the_buttons_again(house: House) -> None:
    ida, scene = await pictured(house)
    await ida.taps("Ratio", scene["message_id"])
    await shows(house, ida, scene, "16:9")
    await ida.taps("◀ Back", scene["message_id"])
    assert await shows(house, ida, scene, "Again") == buttons(scene)


async def test_a_star_keeps_a_picture_and_the_gallery_shows_it_alone(house: House) -> None:
    ida, scene = await pictured(house)
    await ida.says("in a park")
    await ida.sees_photo("Anna")
    await ida.taps("☆ Keep", scene["message_id"])
    await shows(house, ida, scene, "★ Kept")
    await house.settled()

    uploads = len(house.called("sendPhoto", ida))
    await ida.says("/gallery")
    await ida.sees_album(2)
    await ida.sees("pictures 1 to 2 of 2")
    await ida.taps("★ only")
    await ida.sees("kept pictures 1 to 1 of 1")
    await house.settled()
    assert len(house.called("sendPhoto", ida)) == uploads + 1
    assert isinstance(house.called("sendPhoto", ida)[-1]["photo"], str), "by file id: nothing is uploaded again"
    assert house.paid() == (0, 1)


async def test_an_empty_gallery_says_what_to_do(house: House) -> None:
    ida, _ = await house.locked()
    await ida.says("/gallery")
    await ida.sees("has no pictures yet. Now just type what you want")


async def test_a_long_gallery_is_turned_page_by_page(house: House) -> None:
    ida, seeded = await house.locked()
    for number in range(12):
        await house.rows(
            "INSERT INTO generations (id, kind, idempotency_key, user_id, chat_id, model_id, status, wanted)"
            " VALUES (%s, 'scene', %s, %s, %s, %s, 'done', '{1}')",
            *(f"old{ida.id}-{number}", f"old{ida.id}-{number}", ida.id, ida.id, seeded.id),
        )
        await house.rows(
            "INSERT INTO pictures (generation_id, n, key, mime, engine, width, height)"
            " VALUES (%s, 1, %s, 'image/jpeg', 'seeded', 300, 400)",
            *(f"old{ida.id}-{number}", seeded.keys[0]),
        )
    await ida.says("/gallery")
    await ida.sees("pictures 1 to 10 of 12")
    await ida.taps("▶")
    await ida.sees("pictures 11 to 12 of 12")
    await ida.taps("◀")
    await ida.sees("pictures 1 to 10 of 12")


async def test_a_prompt_that_is_too_long_for_a_message_is_cut_at_a_word_and_comes_whole_as_a_file(house: House) -> None:
    ida, _ = await house.locked()
    await ida.says("🌊 waves " * 240)
    scene = await ida.sees_photo("Anna")

    await ida.taps("Info", scene["message_id"])
    told = await ida.sees("Prompt as sent:")
    assert told["text"].endswith((" waves …", " 🌊 …"))
    await ida.taps("The whole prompt as a file", told["message_id"])
    document = await ida.sees_document()

    assert document["document"]["file_name"].endswith(".txt")
    assert (await ida.download(document)).decode() == house.painted()[0].prompt


async def test_info_tells_how_the_picture_was_made(house: House) -> None:
    ida, scene = await pictured(house)
    await ida.taps("Info", scene["message_id"])
    told = await ida.sees("Prompt as sent")
    for words in ("gemini-nano-banana-2.1", "288 × 384", "ratio 3:4", "STOP", "Cost: $0.0", "by the sea", "seed "):
        assert words in told["text"]
    assert re.search(r"References: ([0-9a-f]{12}, ){2}[0-9a-f]{12}\n", told["text"])
    assert len(told["text"]) < 4096


async def test_several_pictures_each_have_their_buttons(house: House) -> None:
    ida, _ = await house.locked(num_images=2)
    await ida.says("by the sea")
    await ida.sees_album(2)
    several = await ida.sees("Here they are.")
    assert buttons(several) == [["1", "2"], ["Again"]]
    await house.settled()
    house.engines.reset()
    await ida.taps("2", several["message_id"])
    await ida.taps("Variation", several["message_id"])
    await ida.sees_photo("Anna")
    await house.settled()
    (call,) = house.painted()
    assert difference(call.images[1], house.stored(await second(house, ida))) < 2
    await ida.taps("◀ Back", several["message_id"])
    assert await shows(house, ida, several, "1") == [["1", "2"], ["Again"]]


async def second(house: House, person: Person) -> str:
    key: str = await house.value(
        "SELECT p.key FROM pictures p JOIN generations g ON g.id = generation_id"
        " WHERE user_id = %s AND kind = 'scene' AND n = 2",
        person.id,
    )
    return key


async def test_a_reply_to_the_second_picture_of_an_album_edits_that_one(house: House) -> None:
    ida, _ = await house.locked(num_images=2)
    await ida.says("by the sea")
    album = await ida.sees_album(2)
    await ida.sees("Here they are.")
    await house.settled()
    house.engines.reset()
    await ida.says("at night", reply_to=album[1]["message_id"])
    await ida.sees_photo("Anna")
    await house.settled()
    (call,) = house.painted()
    assert difference(call.images[1], house.stored(await second(house, ida))) < 2


async def test_a_photo_with_a_caption_lends_its_pose_and_the_lock_stays_the_face(house: House) -> None:
    ida, seeded = await house.locked()
    await ida.sends_photos(photo(77), caption="as a knight")
    await ida.sees_photo("Anna")
    await house.settled()
    (call,) = house.painted()
    assert "Image 2 is a photo whose pose and place to use." in call.prompt
    assert "<scene>\nas a knight\n</scene>" in call.prompt
    assert difference(call.images[0], house.stored(seeded.keys[0])) < 2
    assert difference(call.images[1], photo(77)) < 4
    assert len((await house.model_of(ida))["reference_images"]) == 3


async def test_somebody_elses_picture_is_no_ones_to_vary(house: House) -> None:
    ida, scene = await pictured(house)
    eve, _ = await house.locked("Eve")
    data = scene["reply_markup"]["inline_keyboard"][0][1]["callback_data"]
    chats = house.playground.chats
    generation = data.split(":")[1]
    assert (await house.rows("SELECT user_id FROM generations WHERE id = %s", generation))[0]["user_id"] == ida.id
    entry = chats.add(
        chats.chat(eve.id),
        {"text": "forged", "reply_markup": {"inline_keyboard": [[{"text": "Forged", "callback_data": data}]]}},
        outgoing=False,
    )
    await eve.taps("Forged", entry.message["message_id"])
    await eve.sees("This button is no longer valid.")
    await house.settled()
    assert house.painted() == []


async def test_an_idea_is_one_tap_to_a_scene(house: House) -> None:
    ida, _ = await house.locked()
    await ida.says("/ideas")
    await ida.taps("Beach")
    await ida.sees_photo("Anna")
    await house.settled()
    (call,) = house.painted()
    assert "on a beach at sunset" in call.prompt


# --- settings and models ----------------------------------------------------------------------------------------------


async def test_settings_change_what_the_engine_is_told(house: House) -> None:
    ida, _ = await house.locked()
    await ida.says("/settings")
    await ida.taps("2")
    await ida.taps("100%")
    await ida.taps("Ratio 3:4")
    await ida.taps("16:9")
    await ida.taps("Avoid …")
    asked = await ida.sees("What should the pictures of Anna avoid?")
    await ida.says("hats", reply_to=asked["message_id"])
    await ida.sees("From now on the pictures avoid: hats.")
    await ida.says("by the sea")
    await ida.sees_album(2)
    await house.settled()
    calls = house.painted()
    assert len(calls) == 2
    assert all(call.config["imageConfig"]["aspectRatio"] == "16:9" for call in calls)
    assert all(call.prompt.endswith("Avoid: hats") for call in calls)
    assert all("the images win" in call.prompt for call in calls), "binds tightest"

    await ida.says("-", reply_to=asked["message_id"])
    await ida.sees("Nothing is avoided any more.")


async def test_a_new_model_begins_with_the_settings_of_the_last_one(house: House) -> None:
    ida, _ = await house.locked(aspect_ratio="1:1", num_images=2, negative_prompt="hats", strength=0.8)
    await ida.says("/new")
    await ida.sees("Send me three photos")
    row = await house.model_of(ida)
    assert (row["aspect_ratio"], row["num_images"], row["negative_prompt"], row["strength"]) == ("1:1", 2, "hats", 0.8)


async def test_a_model_is_renamed_and_drawn_by_its_name_without_switching(house: House) -> None:
    ida, first = await house.locked()
    second_model = await house.seed(ida, lock=1)
    await house.rows("UPDATE models SET name = 'Berta' WHERE id = %s", second_model.id)
    await ida.says("/models")
    await ida.taps("◀")
    await ida.sees_photo("model 1 of 2")
    await ida.taps("Rename")
    asked = await ida.sees("What shall Anna be called?")
    await ida.says("  Big   Ben ", reply_to=asked["message_id"])
    await ida.sees("@BigBen on a beach draws this one")
    renamed = await house.rows("SELECT id::text AS id FROM models WHERE name = 'Big Ben' AND telegram_id = %s", ida.id)
    (row,) = renamed
    other = first if row["id"] == second_model.id else second_model
    await house.rows("UPDATE users SET active_model = %s WHERE id = %s", other.id, ida.id)

    await ida.says("@bigben on a beach")
    await ida.sees_photo("Big Ben")
    await house.settled()
    (call,) = house.painted()
    assert "<scene>\non a beach\n</scene>" in call.prompt
    assert str((await house.model_of(ida))["id"]) == other.id, "the active one stays"


async def test_the_lock_before_comes_back_and_forth(house: House) -> None:
    ida, seeded = await house.locked()
    await house.rows("INSERT INTO locks (model_id, key) VALUES (%s, %s)", seeded.id, seeded.keys[1])
    await house.rows("INSERT INTO locks (model_id, key) VALUES (%s, %s)", seeded.id, seeded.keys[0])
    await ida.says("/models")
    await ida.taps("Lock history")
    await ida.taps("↶ Undo: the one before")
    await ida.sees_photo("Anna: lock 1 of 2")
    assert (await house.model_of(ida))["locked_reference_image"] == seeded.keys[1]
    await ida.taps("↶ Undo: the one before")
    await house.settled()
    assert (await house.model_of(ida))["locked_reference_image"] == seeded.keys[0]


async def test_without_another_lock_there_is_none_to_go_back_to(house: House) -> None:
    ida, seeded = await house.locked()
    await ida.says("/models")
    card = await ida.sees_photo("Anna")
    await ida.taps("Lock history")
    only = await ida.sees_photo("It is the only one so far.")
    assert buttons(only) == [["◀ Model"]]
    await ida.taps(f"undo:{seeded.id}", card["message_id"], force=True)  # on a card of an older version
    await ida.sees("This model has had no other locked reference.")


async def test_a_waiting_scene_is_given_up_by_its_button_and_costs_nothing(house: House) -> None:
    ida, _ = await house.locked()
    with house.engines.holding("gemini"):
        for words in ("in the first park", "in the second park", "in the third park"):
            await ida.says(words)
        noted = await ida.sees("ahead in your queue")
        await ida.taps("✕ Cancel this scene", noted["message_id"])
        await ida.sees("Given up. It cost you nothing.", anywhere=True)
    await house.settled()
    assert house.paid() == (0, 2)


async def test_a_scene_that_has_begun_arrives_whatever_is_tapped(house: House) -> None:
    ida, _ = await house.locked()
    with house.engines.holding("gemini"):
        for words in ("in the first park", "in the second park", "in the third park"):
            await ida.says(words)
        noted = await ida.sees("ahead in your queue")
    (data,) = [button["callback_data"] for row in noted["reply_markup"]["inline_keyboard"] for button in row]
    await house.settled()
    await ida.taps(data, noted["message_id"], force=True)
    await ida.sees("Too late to cancel: it is paid for already.", anywhere=True)
    assert house.paid() == (0, 3)
    assert not [one for one in await ida.messages() if "ahead in your queue" in one.get("text", "")]
