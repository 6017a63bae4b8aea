"""/delete: asked once, gone from every row and every folder, and no late result comes back (faults 37 and 38)."""

import base64
import json

import pytest

from tests.fakes.house import House, Person
from tests.fakes.pictures import drawn, photo
from tests.fakes.telegram_user import Json
from tests.fakes.traces import all_paths, traces

RECEIPT = "✅ Erased."
YES = "Yes, erase it for good"
SCENE = "under an umbrella in Lisbon"


async def erases(person: Person, what: str) -> Json:
    """The question that was asked once."""
    await person.says("/delete")
    await person.sees("What shall be erased?")
    await person.taps(what)
    asked = await person.sees("It cannot be undone.")
    await person.taps(YES, asked["message_id"])
    return asked


async def gets_receipt(house: House, person: Person) -> str:
    """Its words, once nothing is left to do."""
    receipt = await person.sees(RECEIPT, anywhere=True)

    async def done() -> bool:
        return not await house.rows("SELECT FROM erasures WHERE done_at IS NULL")

    await house.until(done)
    await house.settled()
    return str(receipt["text"])


async def all_ids(house: House, person: Person) -> list[str]:
    """Every id of this person in the database: account, models, generations, and keys of pictures."""
    rows = await house.rows(
        "SELECT id::text AS id FROM models WHERE telegram_id = %(id)s UNION ALL"
        " SELECT id FROM generations WHERE user_id = %(id)s UNION ALL"
        " SELECT key FROM pictures JOIN generations g ON g.id = generation_id WHERE user_id = %(id)s".replace(
            "%(id)s", str(person.id)
        )
    )
    return [str(person.id), *(row["id"] for row in rows)]


async def spent(house: House) -> object:
    return await house.value("SELECT coalesce(sum(coalesce(cost_usd, reserved_usd)), 0) FROM calls")


async def photos_seen(person: Person) -> int:
    return len([one for one in await person.messages() if "photo" in one and not one["outgoing"]])


async def test_everything_leaves_no_byte_and_no_row_and_the_receipt_says_so(house: House) -> None:
    ida = await house.someone(agreed=False)
    await ida.says("/start")
    await ida.taps("I agree, and I am 18 or older")
    await ida.sends_photos(photo(901), photo(902), photo(903))
    await ida.taps("2")
    await ida.taps("Confirm selection")
    await ida.sees_photo("Locked.")
    await ida.says(SCENE)
    await ida.sees_photo("AI-generated")
    await house.settled()
    ids, money = await all_ids(house, ida), await spent(house)
    model_id = ids[1]
    eyes = "grey-green, almond-shaped"
    assert await traces(house, ida.id, SCENE, model_id, eyes)
    folders = [path for path in all_paths(house.data_dir) if model_id in str(path) and path.is_file()]
    assert len(folders) == 7  # three photos, three portraits, a scene

    asked = await erases(ida, "Everything")
    receipt = await gets_receipt(house, ida)

    assert "3 photos, 4 pictures" in asked["text"]
    assert "1 model, 3 photos, 4 pictures, 1 scene" in receipt
    assert await traces(house, *ids, SCENE, eyes) == []
    # What was spent stays, as nobody's.
    assert await spent(house) == money
    calls = await house.rows("SELECT user_id, generation_id, outcome FROM calls ORDER BY id DESC LIMIT 5")
    assert calls == [{"user_id": 0, "generation_id": None, "outcome": "ok"}] * 5
    (row,) = await house.rows("SELECT * FROM erasures WHERE reference = %s", receipt.split()[-1].strip("."))
    assert (row["user_id"], row["chat_id"], row["models"], row["done_at"] is None) == (None, None, [], False)

    await ida.says("/start")
    await ida.sees("please agree")


async def test_a_model_goes_alone_and_the_other_one_works_on(house: House) -> None:
    ida, anna = await house.locked()
    bea = await house.seed(ida, lock=1, name="Bea")
    await ida.says("/delete")
    await ida.taps("Anna and its pictures")
    asked = await ida.sees("This erases Anna:")
    assert "Bea" not in asked["text"]
    await ida.taps(YES)
    await gets_receipt(house, ida)

    assert await traces(house, anna.id, anna.generation_id, *anna.keys) == []
    assert (await house.model_of(ida))["id"] == await house.value("SELECT id FROM models WHERE id::text = %s", bea.id)
    await ida.says("by the window, reading")
    await ida.sees_photo("Bea · AI-generated")


async def test_nothing_goes_before_the_question_is_answered_and_no_keeps_it(house: House) -> None:
    ida, seeded = await house.locked()
    await ida.says("/privacy")
    await ida.taps("Erase …")
    await ida.taps("Everything")
    await ida.sees("It cannot be undone.")
    assert (await house.model_of(ida))["id"]
    await ida.taps("Keep it")
    await ida.sees("Nothing was erased.")
    assert await house.rows("SELECT FROM erasures WHERE user_id = %s", ida.id) == []
    assert house.stored(seeded.keys[0])


async def test_nobody_erases_what_is_anothers(house: House) -> None:
    ida, seeded = await house.locked()
    eve, _ = await house.locked("Eve")
    await eve.says("/delete")
    shown = await eve.sees("What shall be erased?")
    for data in (f"wipe:{seeded.id}", f"erase:{seeded.id}"):
        await eve.taps(data, shown["message_id"], force=True)
        await eve.sees("This button is no longer valid.")
    await house.settled()
    assert (await house.model_of(ida))["locked_reference_image"] == seeded.keys[0]


@pytest.mark.parametrize("what", ["Anna and its pictures", "Everything"])
async def test_fault_37_the_late_result_of_a_paid_call_meets_the_tombstone(house: House, what: str) -> None:
    ida, seeded = await house.locked()
    house.engines.script("gemini", "held", "held")
    for n in (1, 2, 3, 4):
        await ida.says(f"{SCENE}, number {n}")
    await house.engines.arrived("gemini", 2)
    before, ids = await photos_seen(ida), (await all_ids(house, ida))[1:]

    asked = await erases(ida, what)
    assert "4 pictures under way" in asked["text"]
    await ida.sees("The receipt follows.")
    # Its rows are gone at once; the receipt waits for what was under way.
    assert await house.rows("SELECT FROM models WHERE id::text = %s", seeded.id) == []
    assert not [one for one in await ida.messages() if RECEIPT in one.get("text", "")]
    house.engines.release("gemini")
    await gets_receipt(house, ida)

    assert house.paid() == (0, 2)  # what waited was never drawn
    assert await photos_seen(ida) == before
    assert await traces(house, *ids, SCENE) == []
    owner = 0 if what == "Everything" else ida.id
    calls = await house.rows("SELECT outcome, user_id, cost_usd > 0 AS paid FROM calls ORDER BY id DESC LIMIT 2")
    assert calls == [{"outcome": "ok", "user_id": owner, "paid": True}] * 2


async def test_fault_37_portraits_that_are_being_drawn_do_not_arrive(house: House) -> None:
    ida = await house.someone()
    with house.engines.holding("openai"):
        await ida.sends_photos(photo(911), photo(912), photo(913))
        await house.engines.arrived("openai", 1)
        ids = await all_ids(house, ida)

        await erases(ida, "Everything")
        await house.heard()
    await gets_receipt(house, ida)

    assert house.paid() == (1, 0)
    assert await photos_seen(ida) == 0
    assert await traces(house, *ids) == []


async def test_two_taps_are_one_erasure(house: House) -> None:
    ida, _ = await house.locked()
    await ida.says("/delete")
    await ida.taps("Everything")
    asked = await ida.sees("It cannot be undone.")
    for _ in range(3):
        await ida.taps("erase:all", asked["message_id"], force=True)
    await gets_receipt(house, ida)
    receipts = [one for one in await ida.messages() if RECEIPT in one.get("text", "")]
    assert len(receipts) == 1


async def test_a_message_right_behind_the_erasure_is_answered_by_the_question_for_consent(house: House) -> None:
    """Whoever begins anew while the store is being emptied loses nothing of what is new."""
    ida, _ = await house.locked()
    await erases(ida, "Everything")
    await ida.says("hello again")
    await ida.taps("I agree, and I am 18 or older")
    await ida.sends_photos(photo(921))
    await ida.sees("Photo 1 of 3")
    await gets_receipt(house, ida)
    (new,) = (await house.model_of(ida))["reference_images"]
    assert house.stored(new["key"])


async def test_a_half_written_file_goes_too(house: House) -> None:
    ida, seeded = await house.locked()
    house.store(f"made/{seeded.id}/x.jpg.12ab.part", drawn(1)[:500])
    await erases(ida, "Anna and its pictures")
    await gets_receipt(house, ida)
    assert await traces(house, seeded.id) == []


async def test_a_row_of_the_older_web_system_stays_and_our_copies_go(house: House) -> None:
    ida = await house.someone()
    model_id = await older(house, ida)
    await ida.says("by the sea")
    await ida.sees_photo("Old one · AI-generated")
    await house.settled()
    assert [path for path in all_paths(house.data_dir) if model_id in str(path) and "old-" in path.name]

    asked = await erases(ida, "Everything")
    receipt = await gets_receipt(house, ida)

    assert "older web system" in asked["text"]
    assert "older web system" in receipt
    (row,) = await house.rows("SELECT * FROM models WHERE id::text = %s", model_id)
    assert (row["telegram_id"], row["name"], len(row["reference_images"])) == (None, "Old one", 1)
    assert await traces(house, ida.id, "by the sea") == []
    assert not [path for path in all_paths(house.data_dir) if model_id in str(path)]


async def older(house: House, person: Person) -> str:
    address = "data:image/jpeg;base64," + base64.b64encode(photo(931)).decode()
    (row,) = await house.rows(
        "INSERT INTO models (telegram_id, name, reference_images) VALUES (%s, 'Old one', %s) RETURNING id::text AS id",
        person.id,
        json.dumps([address]),
    )
    await house.rows("UPDATE users SET active_model = %s WHERE id = %s", row["id"], person.id)
    return str(row["id"])


async def test_whoever_is_no_longer_let_in_may_still_erase_and_export(house: House) -> None:
    ida, _ = await house.locked()
    async with house.told(allowed_users="7"):
        await ida.says("/start")
        await ida.sees("This bot is private.")
        await ida.says("/export")
        await ida.sees("That is everything")
        await erases(ida, "Everything")
        await gets_receipt(house, ida)
        await ida.says("/delete")
        await ida.sees("This bot is private.")
