"""/models: one card that is leafed through, its list, the sets of candidates and the locks of before, and a name."""

import pytest

from tests.fakes.house import House, Person, Seeded
from tests.fakes.pictures import difference, photo
from tests.fakes.telegram_user import Json

GONE = "The model is not here any more"


def labels(message: Json) -> list[list[str]]:
    return [[button["text"] for button in row] for row in message.get("reply_markup", {}).get("inline_keyboard", [])]


def data_of(message: Json, label: str) -> str:
    buttons = [button for row in message["reply_markup"]["inline_keyboard"] for button in row]
    return next(str(button["callback_data"]) for button in buttons if button["text"].startswith(label))


async def three_models(house: House) -> tuple[Person, list[Seeded]]:
    ida = await house.someone()
    seeded = [await house.seed(ida, lock=1) for _ in range(3)]
    for one, name in zip(seeded, ("Anna", "Berta", "Carla"), strict=True):
        await house.rows("UPDATE models SET name = %s WHERE id = %s", name, one.id)
    return ida, seeded


def uploads(house: House, person: Person) -> int:
    """Pictures that were uploaded to a chat, not those shown by their file id."""
    photos = [call["photo"] for call in house.called("sendPhoto", person)]
    edited = [str(call["media"]["media"]) for call in house.called("editMessageMedia", person)]
    return [isinstance(one, str) for one in photos].count(False) + len([e for e in edited if e.startswith("attach://")])


# --- cards ------------------------------------------------------------------------------------------------------------


async def test_a_card_shows_the_lock_with_its_badge_and_everything_that_can_be_done(house: House) -> None:
    ida, seeded = await house.locked()
    await ida.says("/models")
    card = await ida.sees_photo("Anna · ✓ active")
    assert card["caption"].splitlines()[1] == "🔒 face locked · no pictures yet"
    assert "Now just type what you want" in card["caption"]
    assert labels(card) == [
        ["Rename", "Settings"],
        ["Choose another reference", "Lock history"],
        ["Gallery", "Delete …"],
        ["+ New model"],
    ]
    shown = await ida.download(card)
    assert difference(shown, house.stored(seeded.keys[0])) > 2, "a badge is on it"


async def test_the_card_turns_in_place_and_no_picture_is_uploaded_twice(house: House) -> None:
    ida, _ = await three_models(house)
    await ida.says("/models")
    card = await ida.sees_photo("Carla · ✓ active")
    assert "model 3 of 3" in card["caption"]
    assert labels(card)[0] == ["◀"]

    await ida.taps("◀")
    berta = await ida.sees_photo("Berta\n🔒 face locked")
    assert labels(berta)[:2] == [["◀", "▶"], ["Use this one"]]
    assert berta["message_id"] == card["message_id"]
    assert berta["photo"] != card["photo"]
    await ida.taps("◀")
    assert labels(await ida.sees_photo("Anna"))[0] == ["▶"]
    assert uploads(house, ida) == 3

    await ida.taps("▶")
    assert (await ida.sees_photo("Berta"))["photo"] == berta["photo"]
    await ida.taps("▶")
    await ida.sees_photo("Carla")
    await ida.says("/models")
    await ida.sees_photo("Carla")
    assert uploads(house, ida) == 3
    assert len([one for one in await ida.messages() if not one["outgoing"]]) == 2


async def test_a_picture_that_telegram_does_not_know_any_more_is_uploaded_again(house: House) -> None:
    ida, _ = await three_models(house)
    await ida.says("/models")
    await ida.taps("◀")
    await ida.sees_photo("Berta")
    await house.rows("UPDATE telegram_files SET file_id = 'AgACnobody_knows_it'")
    await ida.taps("▶")
    await ida.sees_photo("Carla")
    await ida.says("/models")
    await ida.sees_photo("Carla")
    assert uploads(house, ida) == 3, "and then remembered"


async def test_a_second_tap_on_the_same_turn_changes_nothing_and_is_no_error(house: House) -> None:
    ida, _ = await three_models(house)
    await ida.says("/models")
    card = await ida.sees_photo("Carla")
    for _ in range(3):
        await ida.taps(data_of(card, "◀"), card["message_id"], force=True)
    await house.settled()
    assert len([one for one in await ida.messages() if not one["outgoing"]]) == 1
    assert house.logs.with_words("ERROR") == []


async def test_use_makes_a_model_active_and_its_card_says_so(house: House) -> None:
    ida, seeded = await three_models(house)
    await ida.says("/models")
    await ida.taps("◀")
    await ida.sees_photo("model 2 of 3")
    await ida.taps("Use this one")
    card = await ida.sees_photo("Berta · ✓ active")
    assert ["Use this one"] not in labels(card)
    assert str((await house.model_of(ida))["id"]) == seeded[1].id


async def test_cards_work_after_a_restart(house: House) -> None:
    ida, _ = await three_models(house)
    await ida.says("/models")
    await ida.sees_photo("Carla")
    await house.closes()
    await house.opens()
    await ida.taps("◀")
    await ida.sees_photo("Berta")


@pytest.mark.parametrize(
    ("photos", "says"),
    [(0, "0 of 3 photos\n\nSend me three photos"), (1, "1 of 3 photos")],
)
async def test_a_model_without_a_lock_has_a_card_too(house: House, photos: int, says: str) -> None:
    ida = await house.someone()
    await ida.says("/new")
    for n in range(photos):
        await ida.sends_photos(photo(ida.id * 10 + n))
        await ida.sees(f"Photo {n + 1}")
    await ida.says("/models")
    card = await ida.sees_photo(says)
    assert labels(card) == [["Rename", "Settings"], ["Delete …"], ["+ New model"]]
    if photos:
        assert difference(await ida.download(card), photo(ida.id * 10)) < 4, "its first photo"


async def test_a_model_whose_portraits_wait_offers_them(house: House) -> None:
    ida, _ = await house.choosing()
    await ida.says("/models")
    card = await ida.sees_photo("waits for your choice")
    assert labels(card) == [["Rename", "Settings"], ["Show the portraits"], ["Delete …"], ["+ New model"]]


async def test_a_lock_that_cannot_be_read_still_has_a_card(house: House) -> None:
    ida, seeded = await house.locked()
    (house.data_dir / "pictures" / seeded.keys[0]).unlink()
    await ida.says("/models")
    await ida.sees_photo("Anna · ✓ active")
    assert await house.rows("SELECT FROM telegram_files WHERE model_id = %s", seeded.id) == []


async def test_whoever_has_no_model_is_told_how_to_begin(house: House) -> None:
    ida = await house.someone()
    await ida.says("/models")
    await ida.sees("You have no model yet.")


async def test_many_models_are_listed_eight_a_page_and_a_tap_leads_to_the_card(house: House) -> None:
    ida = await house.someone()
    for n in range(11):
        await house.rows("INSERT INTO models (telegram_id, name, stage) VALUES (%s, %s, 'collecting')", ida.id, f"M{n}")
    await ida.says("/models")
    card = await ida.sees_photo("model 1 of 11")
    await ida.taps("☰ List")
    first = await ida.sees("Your models (11), page 1 of 2")
    assert [len(row) for row in labels(first)] == [2, 2, 2, 2, 1, 1]
    await ida.taps("▶")
    second = await ida.sees("page 2 of 2")
    assert labels(second) == [["M8", "M9"], ["M10"], ["◀"], ["+ New model"]]
    await ida.taps("M9")
    found = await ida.sees_photo("M9")
    assert found["message_id"] == card["message_id"]
    await ida.taps("☰ List")
    await ida.sees("page 2 of 2")  # where the model stands


async def test_a_list_of_an_older_version_leads_to_cards(house: House) -> None:
    """There it was a text, whose buttons were `use` and `choose`."""
    ida, seeded = await house.locked()
    chats = house.playground.chats
    keys = [[{"text": "Old Anna", "callback_data": f"use:{seeded.id}"}]]
    chats.add(chats.chat(ida.id), {"text": "Your models.", "reply_markup": {"inline_keyboard": keys}}, outgoing=False)
    await ida.taps("Old Anna")
    await ida.sees_photo("Anna · ✓ active")


# --- what is not there any more ---------------------------------------------------------------------------------------


async def test_the_card_of_an_erased_model_says_so_and_offers_the_list(house: House) -> None:
    ida, seeded = await three_models(house)
    await ida.says("/models")
    card = await ida.sees_photo("Carla")
    await ida.taps("Delete …")
    await ida.sees("This erases Carla")
    await ida.taps("Yes, erase it for good")
    await ida.sees("Erased.")
    assert await house.rows("SELECT FROM telegram_files WHERE model_id = %s", seeded[2].id) == []

    for label in ("Rename", "Settings", "Choose another reference", "Lock history", "Gallery", "Delete …"):
        await ida.answered(await ida.taps(data_of(card, label), card["message_id"], force=True))
        await house.settled()
        told = next(one for one in await ida.messages() if one["message_id"] == card["message_id"])
        assert GONE in told["caption"]
        assert labels(told) == [["☰ List", "+ New model"]]
        chats = house.playground.chats
        chats.edit(chats.chat(ida.id), chats.chat(ida.id).entries[card["message_id"]], {"caption": "as before"}, set())
    await ida.taps("☰ List", card["message_id"])
    await ida.sees("Your models (2).")
    await ida.taps("✓ Berta", card["message_id"])
    await ida.sees_photo("Berta")


async def test_a_neighbour_that_was_erased_meanwhile_is_no_dead_end(house: House) -> None:
    ida, seeded = await three_models(house)
    await ida.says("/models")
    card = await ida.sees_photo("Carla")
    await house.rows("DELETE FROM models WHERE id = %s", seeded[1].id)
    await ida.taps("◀", card["message_id"])
    await ida.sees(GONE)
    await ida.taps("☰ List")
    await ida.taps("Anna")
    await ida.sees_photo("model 1 of 2")


VERBS = [
    *("card", "use", "rename", "settings", "choose", "locks", "undo", "wipe"),
    *("gallery", "stars", "from", "keptfrom", "months", "month", "keptmonth", "download"),
]


@pytest.mark.parametrize("verb", VERBS)
async def test_no_button_opens_somebody_elses_model(house: House, verb: str) -> None:
    ida, hers = await house.locked()
    await ida.says("by a lake in the woods")
    await ida.sees_photo("AI-generated")
    eve, _ = await house.locked("Eve")
    await eve.says("/models")
    card = await eve.sees_photo("Anna")
    await house.settled()
    before = await ida.messages(), await house.rows("SELECT * FROM models ORDER BY id")
    await eve.taps(f"{verb}:{hers.id}:0", card["message_id"], force=True)
    await eve.sees("This button is no longer valid")
    await house.settled()
    assert (await ida.messages(), await house.rows("SELECT * FROM models ORDER BY id")) == before
    assert await house.rows("SELECT FROM exports") == []
    assert len(house.called("sendMediaGroup", eve)) == 0


# --- a name -----------------------------------------------------------------------------------------------------------


async def made(house: House) -> Person:
    ida = await house.someone()
    await ida.sends_photos(*(photo(ida.id * 10 + n) for n in (1, 2, 3)))
    await ida.sees("Select your reference image", buttons=True)
    await ida.taps("2")
    await ida.taps("Confirm selection")
    await ida.sees_photo("Locked.")
    return ida


async def test_after_the_first_lock_a_name_is_asked_once_and_a_reply_gives_it(house: House) -> None:
    ida = await made(house)
    asked = await ida.sees("What is this person called?")
    assert "Model 1 will do" in asked["text"]
    await ida.says("Anna Lena", reply_to=asked["message_id"])
    await ida.sees("Done: Anna Lena.")
    assert (await house.model_of(ida))["name"] == "Anna Lena"


async def test_the_question_may_be_ignored_and_is_not_asked_again(house: House) -> None:
    ida = await made(house)
    await ida.sees("What is this person called?")
    await ida.says("standing in a coffee shop")
    await ida.sees_photo("Model 1 · AI-generated")

    await ida.says("/models")
    await ida.taps("Choose another reference")
    await ida.sees("Select your reference image", buttons=True)
    await ida.taps("3")
    await ida.taps("Confirm selection")
    await ida.sees_photo("Locked.")
    await house.settled()
    asked = [one for one in await ida.messages() if "What is this person called?" in one.get("text", "")]
    assert len(asked) == 1


async def test_the_button_under_the_question_asks_for_a_reply(house: House) -> None:
    ida = await made(house)
    await ida.taps("✎ Give it a name")
    asked = await ida.sees("What shall Model 1 be called?")
    await ida.says("Berta", reply_to=asked["message_id"])
    await ida.sees("Done: Berta.")


async def test_a_model_that_was_named_before_its_lock_is_not_asked_about(house: House) -> None:
    ida, _ = await house.choosing()
    await house.show_selection(ida)
    await ida.taps("1")
    await ida.taps("Confirm selection")
    await ida.sees_photo("Locked.")
    await house.settled()
    assert "What is this person called?" not in str(await ida.messages())


async def test_a_name_that_another_model_has_is_not_given_twice(house: House) -> None:
    ida, seeded = await three_models(house)
    await ida.says("/models")
    await ida.taps("Rename")
    asked = await ida.sees("What shall Carla be called?")
    await ida.says("b e r t a", reply_to=asked["message_id"])
    await ida.sees("Another model of yours has this name already.")
    await ida.says("Dora", reply_to=asked["message_id"])
    await ida.sees("Done: Dora.")
    names = await house.rows("SELECT name FROM models WHERE telegram_id = %s ORDER BY created_at", ida.id)
    assert [one["name"] for one in names] == ["Anna", "Berta", "Dora"]
    assert seeded


async def test_a_name_for_a_model_that_is_gone_says_so(house: House) -> None:
    ida, seeded = await three_models(house)
    await ida.says("/models")
    await ida.taps("Rename")
    asked = await ida.sees("What shall Carla be called?")
    await house.rows("DELETE FROM models WHERE id = %s", seeded[2].id)
    await ida.says("Dora", reply_to=asked["message_id"])
    told = await ida.sees(GONE)
    assert labels(told) == [["☰ List", "+ New model"]]


# --- another reference: all sets --------------------------------------------------------------------------------------


async def with_two_sets(house: House) -> tuple[Person, Seeded, Json]:
    """A locked model with a newer set, whose selection is on the screen."""
    ida, seeded = await house.locked()
    await ida.says("/models")
    await ida.taps("Choose another reference")
    await ida.sees("Select your reference image", buttons=True)
    await ida.taps("New three")
    await ida.sees_album(3)
    selection = await ida.sees("Set 2 of 2, the newest.")
    await house.settled()
    house.engines.reset()
    house.playground.calls.clear()
    return ida, seeded, selection


async def test_every_set_that_was_ever_made_can_be_chosen_from(house: House) -> None:
    ida, seeded, newest = await with_two_sets(house)
    assert labels(newest)[-1] == ["◀ Older set"]

    await ida.taps("◀ Older set")
    album = await ida.sees_album(3)
    older = await ida.sees("Set 1 of 2. Every portrait of every set can be chosen.")
    assert labels(older)[-1] == ["Newer set ▶"]
    assert labels(next(m for m in await ida.messages() if m["message_id"] == newest["message_id"])) == []
    for shown, key in zip(album, seeded.keys, strict=True):
        assert difference(await ida.download(shown), house.stored(key)) < 12

    await ida.taps("3", older["message_id"])
    await ida.sees("Select", buttons=True)
    await ida.taps("Confirm selection", older["message_id"])
    await ida.sees_photo("Portrait 3 is now the face")
    assert (await house.model_of(ida))["locked_reference_image"] == seeded.keys[2]
    assert house.paid() == (0, 0)


async def test_a_set_that_was_shown_before_costs_no_upload_and_one_that_telegram_forgot_does(house: House) -> None:
    ida, _, _ = await with_two_sets(house)
    for label in ("◀ Older set", "Newer set ▶"):
        await ida.taps(label)
        await ida.sees_album(3)
        await ida.sees("Set ", buttons=True)
    albums = house.called("sendMediaGroup", ida)
    assert [one["media"].startswith("attach://") for album in albums for one in album["media"]] == [False] * 6

    await house.rows("UPDATE deliveries SET file_ids = '{AgACone,AgACtwo,AgACthree}' WHERE part = 'album'")
    await ida.taps("◀ Older set")
    await ida.sees_album(3)
    await ida.sees("Set 1 of 2", buttons=True)
    assert house.called("sendMediaGroup", ida)[-1]["media"][0]["media"].startswith("attach://")


async def test_new_three_under_an_older_set_are_made_once(house: House) -> None:
    ida, _, _ = await with_two_sets(house)
    await ida.taps("◀ Older set")
    older = await ida.sees("Set 1 of 2", buttons=True)
    await ida.taps("New three", older["message_id"])
    await ida.sees_album(3)
    await ida.sees("Set 3 of 3, the newest.")
    await house.settled()
    assert house.paid() == (0, 3)
    await ida.taps(data_of(older, "New three"), older["message_id"], force=True)  # late
    await ida.sees("This button is no longer valid")
    await house.settled()
    assert house.paid() == (0, 3)


async def test_more_like_a_portrait_of_an_older_set_starts_from_that_one(house: House) -> None:
    ida, seeded, _ = await with_two_sets(house)
    await ida.taps("◀ Older set")
    older = await ida.sees("Set 1 of 2", buttons=True)
    await ida.taps("2", older["message_id"])
    await ida.taps("More like 2", older["message_id"])
    await ida.sees_album(3)
    await house.settled()
    assert house.paid() == (0, 3)
    assert all(difference(house.stored(seeded.keys[1]), call.images[3]) < 3 for call in house.painted())


async def test_a_set_that_a_later_one_has_whole_is_not_shown_twice(house: House) -> None:
    ida, seeded = await house.choosing(candidates=2)
    selection = await house.show_selection(ida)
    await ida.taps("Draw the missing", selection["message_id"])
    await ida.sees_album(3)
    whole = await ida.sees("Select your reference image", buttons=True)
    assert "Set 1 of" not in whole["text"]
    assert labels(whole)[-1] == ["New three", "More like …"]
    await ida.taps(data_of(selection, "Draw the missing"), selection["message_id"], force=True)  # late
    await ida.sees("This button is no longer valid")
    await house.settled()
    assert house.paid() == (0, 1)
    assert seeded


async def test_a_set_of_another_model_is_refused(house: House) -> None:
    ida, _, selection = await with_two_sets(house)
    other = await house.seed(ida)
    await ida.taps(data_of(selection, "◀ Older set"), selection["message_id"], force=True)
    await ida.sees("This button is no longer valid. /models shows your models")
    assert house.called("sendMediaGroup", ida) == []
    assert other


async def test_choosing_again_while_portraits_are_drawn_says_to_wait(house: House) -> None:
    ida, seeded = await house.locked()
    await ida.says("/models")
    card = await ida.sees_photo("Anna")
    await house.rows("UPDATE models SET stage = 'drawing' WHERE id = %s", seeded.id)
    await ida.taps("Choose another reference", card["message_id"])
    await ida.sees("Your portraits are still being drawn.")
    await ida.says("/models")
    assert ["Choose another reference", "Lock history"] not in labels(await ida.sees_photo("are being drawn"))


async def test_a_model_of_the_older_system_has_no_portraits_and_says_so(house: House) -> None:
    ida, seeded = await house.locked()
    await house.rows("DELETE FROM generations WHERE model_id = %s", seeded.id)
    await ida.says("/models")
    card = await ida.sees_photo("Anna")
    assert labels(card)[1] == ["Lock history"]
    await ida.taps(f"choose:{seeded.id}", card["message_id"], force=True)
    await ida.sees("has no portraits to choose from")


# --- lock history -----------------------------------------------------------------------------------------------------


async def with_three_locks(house: House) -> tuple[Person, Seeded]:
    ida, seeded = await house.locked()
    for n, key in enumerate((seeded.keys[1], seeded.keys[2], seeded.keys[0]), 1):
        await house.rows(
            "INSERT INTO locks (model_id, key, locked_at) VALUES (%s, %s, %s)",
            *(seeded.id, key, f"2026-11-0{n} 12:00+00"),
        )
    return ida, seeded


async def test_the_locks_are_leafed_through_in_order_with_date_and_set(house: House) -> None:
    ida, seeded = await with_three_locks(house)
    await ida.says("/models")
    card = await ida.sees_photo("Anna")
    await ida.taps("Lock history")
    present = await ida.sees_photo("Anna: lock 3 of 3")
    assert present["message_id"] == card["message_id"]
    assert present["caption"].splitlines()[1:] == [
        "Portrait 1 of set 1",
        "🔒 The present one since 3 Nov 2026, 12:00 UTC",
    ]
    assert labels(present) == [["◀"], ["↶ Undo: the one before"], ["◀ Model"]]
    await ida.taps("◀", card["message_id"])
    second = await ida.sees_photo("Anna: lock 2 of 3")
    assert second["caption"].splitlines()[1:] == ["Portrait 3 of set 1", "Last locked on 2 Nov 2026, 12:00 UTC"]
    assert labels(second) == [["◀", "▶"], ["Use this one again"], ["◀ Model"]]
    assert difference(await ida.download(second), house.stored(seeded.keys[2])) < 20
    await ida.taps("◀ Model", card["message_id"])
    await ida.sees_photo("Anna · ✓ active")


async def test_an_earlier_lock_is_used_again_for_the_next_scene_and_undo_takes_it_back(house: House) -> None:
    ida, seeded = await with_three_locks(house)
    await ida.says("/models")
    await ida.taps("Lock history")
    await ida.taps("◀")
    await ida.sees_photo("lock 2 of 3")
    await ida.taps("◀")
    first = await ida.sees_photo("Anna: lock 1 of 3")
    await ida.taps("Use this one again")
    now = await ida.sees_photo("The present one")
    assert "Anna: lock 1 of 3" in now["caption"]
    await ida.says("reading in a train")
    await ida.sees_photo("AI-generated")
    assert difference(house.painted()[0].images[0], house.stored(seeded.keys[1])) < 3

    await ida.taps("↶ Undo: the one before", first["message_id"])
    await ida.sees_photo("Anna: lock 3 of 3")
    assert (await house.model_of(ida))["locked_reference_image"] == seeded.keys[0]


async def test_going_back_to_a_lock_ends_an_open_choice(house: House) -> None:
    ida, seeded = await with_three_locks(house)
    await ida.says("/models")
    card = await ida.sees_photo("Anna")
    await ida.taps("Choose another reference")
    selection = await ida.sees("Select your reference image", buttons=True)
    await ida.taps("Lock history", card["message_id"])
    await ida.taps("◀", card["message_id"])
    await ida.taps("Use this one again", card["message_id"])
    await ida.sees_photo("Anna: lock 2 of 3\nPortrait 3 of set 1\n🔒 The present one")
    row = await house.model_of(ida)
    assert (row["stage"], row["locked_reference_image"]) == ("locked", seeded.keys[2])
    await ida.taps("2", selection["message_id"])
    await ida.sees("This button is no longer valid")


async def test_a_lock_from_before_there_was_a_history_is_not_lost(house: House) -> None:
    ida, seeded = await house.locked()
    await ida.says("/models")
    await ida.taps("Choose another reference")
    await ida.sees("Select your reference image", buttons=True)
    await ida.taps("2")
    await ida.taps("Confirm selection")
    await ida.sees_photo("Locked.")
    await ida.says("/models")
    await ida.taps("Lock history")
    await ida.sees_photo("Anna: lock 2 of 2")
    await ida.taps("◀")
    before = await ida.sees_photo("Anna: lock 1 of 2")
    assert before["caption"].splitlines()[1:] == ["Portrait 1 of set 1"]
    await ida.taps("Use this one again")
    await ida.sees_photo("Anna: lock 1 of 2\nPortrait 1 of set 1\n🔒 The present one")
    assert (await house.model_of(ida))["locked_reference_image"] == seeded.keys[0]


async def test_somebody_elses_lock_is_not_used(house: House) -> None:
    ida, hers = await with_three_locks(house)
    eve, own = await house.locked("Eve")
    await eve.says("/models")
    card = await eve.sees_photo("Anna")
    (lock,) = await house.rows("SELECT min(id) AS id FROM locks WHERE model_id = %s", hers.id)
    for data in (f"relock:{lock['id']}", "relock:999999999", "relock:all", "relock:99999999999999999999999"):
        await eve.taps(data, card["message_id"], force=True)
        await eve.sees("This button is no longer valid")
    assert (await house.model_of(ida))["locked_reference_image"] == hers.keys[0]
    assert (await house.model_of(eve))["locked_reference_image"] == own.keys[0]
