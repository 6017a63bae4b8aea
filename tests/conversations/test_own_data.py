"""Whose data it is: /export, consent that can be revoked, what is kept for how long, and what pictures say they are."""

import io
import json
import zipfile
from typing import Any

import pytest

from core.models import CONSENT_VERSION, OFFLINE_CONSENT
from tests.conversations.test_gallery import none_is_packed
from tests.fakes.engines import ANALYSIS
from tests.fakes.house import House, Person
from tests.fakes.pictures import decoded, photo
from tests.fakes.traces import traces

SCENE = "reading in an old tram"
AI = b"digitalsourcetype/trainedAlgorithmicMedia"


async def exported(person: Person) -> dict[str, bytes]:
    """Every file of every part, by name."""
    await person.says("/export")
    await person.sees("That is everything")
    files: dict[str, bytes] = {}
    for message in await person.messages():
        if "document" in message and not message["outgoing"]:
            with zipfile.ZipFile(io.BytesIO(await person.download(message))) as archive:
                assert archive.testzip() is None
                files |= {name: archive.read(name) for name in archive.namelist()}
    return files


async def test_an_export_has_every_row_and_every_picture_and_no_numbers_of_a_face(house: House) -> None:
    ida = await house.someone(agreed=False)
    await ida.says("/start")
    await ida.taps("I agree, and I am 18 or older")
    await ida.sends_photos(photo(701), photo(702), photo(703))
    await ida.taps("1")
    await ida.taps("Confirm selection")
    await ida.sees_photo("Locked.")
    await ida.says(SCENE)
    await ida.sees_photo("AI-generated")
    await house.settled()

    files = await exported(ida)

    rows: dict[str, list[dict[str, Any]]] = json.loads(files.pop("data.json"))
    model = await house.model_of(ida)
    assert [one["ai_analysis"]["eyes"] for one in rows["models"]] == [ANALYSIS["eyes"]]
    assert [one["prompt"] for one in rows["generations"]] == ["", SCENE]
    assert len(rows["pictures"]) == 4
    assert [one["purpose"] for one in rows["ledger"]] == ["analysis", "candidate", "candidate", "candidate", "scene"]
    assert [(one["version"], one["revoked_at"]) for one in rows["consents"]] == [(CONSENT_VERSION, None)]
    assert [one["what"] for one in rows["statements"]] == [
        f"this is me, or an adult who gave permission (terms {CONSENT_VERSION})"
    ]
    assert [one["key"] for one in rows["locks"]] == [model["locked_reference_image"]]
    assert rows["users"][0]["id"] == ida.id
    assert "embedding" not in json.dumps(rows)
    # Every picture that a row names is there, unsealed, and nothing besides.
    named = [one["key"] for one in rows["pictures"]] + [one["key"] for one in model["reference_images"]]
    assert sorted(files) == sorted(f"pictures/{key}" for key in named)
    for key in named:
        assert decoded(files[f"pictures/{key}"]).tobytes() == decoded(house.stored(key)).tobytes()
        assert (AI in files[f"pictures/{key}"]) is key.startswith("made/")
    await house.until(lambda: none_is_packed(house))
    assert not list((house.data_dir / "exports").iterdir())


async def test_an_export_has_nothing_of_others_and_says_what_it_could_not_read(house: House) -> None:
    _, others = await house.locked("Eve")
    ida, seeded = await house.locked()
    (house.data_dir / "pictures" / seeded.keys[2]).write_bytes(b"neither sealed nor a picture")

    files = await exported(ida)

    assert others.id not in "".join(files) + files["data.json"].decode()
    assert files["could-not-be-read.txt"].decode() == seeded.keys[2]
    assert len(files) == 2 + 5
    await ida.sees("1 picture could not be read")


async def test_one_export_at_a_time(house: House) -> None:
    ida, _ = await house.locked()
    await house.rows(
        "INSERT INTO exports (user_id, chat_id, due_at) VALUES (%s, %s, now() + interval '1 hour')", ida.id, ida.id
    )
    await ida.says("/export")
    await ida.sees("under way already")
    await house.rows("DELETE FROM exports")


async def test_revoking_stops_everything_and_the_gate_asks_again(house: House) -> None:
    ida, seeded = await house.locked()
    await house.rows("INSERT INTO consents (user_id, version) VALUES (%s, %s)", ida.id, CONSENT_VERSION)
    with house.engines.holding("gemini"):
        await ida.says(SCENE)
        await house.engines.arrived("gemini", 1)
        await ida.says("/privacy")
        await ida.taps("Revoke my consent")
        await ida.sees("Your consent is revoked.")
    await house.settled()

    (row,) = await house.rows(
        "SELECT version, revoked_at IS NOT NULL AS revoked FROM consents WHERE user_id = %s", ida.id
    )
    assert row == {"version": CONSENT_VERSION, "revoked": True}
    assert [one for one in await ida.messages() if "photo" in one] == []  # what was being drawn is not sent
    assert await house.value("SELECT outcome FROM calls ORDER BY id DESC LIMIT 1") == "ok"
    before = house.paid()
    await ida.says("another scene, please")
    await ida.sees("please agree")
    assert house.paid() == before
    assert house.stored(seeded.keys[0])  # stored, and unused
    await ida.says("/privacy")
    shown = await ida.sees("Your photos and pictures")
    labels = [button["text"] for row in shown["reply_markup"]["inline_keyboard"] for button in row]
    assert labels == ["Export", "Erase …"]

    await ida.says("/start")
    await ida.taps("I agree, and I am 18 or older")
    await ida.sees("Thank you.")
    await ida.says(SCENE)
    await ida.sees_photo("AI-generated")
    history = await house.rows(
        "SELECT revoked_at IS NULL AS holds FROM consents WHERE user_id = %s ORDER BY id", ida.id
    )
    assert history == [{"holds": False}, {"holds": True}]


async def test_in_the_offline_studio_no_vendor_is_named_and_with_vendors_it_is_asked_anew(house: House) -> None:
    ida = await house.someone(agreed=False)
    async with house.told(openai_api_key="", gemini_api_key="", engines="offline"):
        await ida.says("/start")
        asked = await ida.sees("please agree")
        assert not {word for word in ("OpenAI", "Google") if word in asked["text"]}
        await ida.taps("I agree, and I am 18 or older")
        await ida.sees("Thank you.")
        await ida.says("/privacy")
        shown = await ida.sees("Your photos and pictures")
        assert not {word for word in ("OpenAI", "Google", "AI-generated") if word in shown["text"]}
        await ida.says("/start")
        await ida.sees("Send me three photos")
        assert await house.value("SELECT consent_version FROM users WHERE id = %s", ida.id) == OFFLINE_CONSENT
    await ida.says("/start")
    await ida.sees("OpenAI describes the face and turns voice messages into words, Google draws")


async def test_who_agreed_to_vendors_is_not_asked_again_without_them(house: House) -> None:
    ida = await house.someone()
    async with house.told(openai_api_key="", gemini_api_key="", engines="offline"):
        await ida.says("/start")
        await ida.sees("Send me three photos")


async def test_scenes_that_are_too_old_go_and_the_model_stays(house: House) -> None:
    ida, seeded = await house.locked()
    for scene in ("an old scene on a hill", "a new scene on a hill"):
        await ida.says(scene)
        await ida.sees_photo("AI-generated")
        await house.settled()
    keys = {
        row["prompt"]: row["key"]
        for row in await house.rows(
            "SELECT prompt, key FROM pictures JOIN generations g ON g.id = generation_id"
            " WHERE user_id = %s AND kind = 'scene'",
            ida.id,
        )
    }
    old, new = keys["an old scene on a hill"], keys["a new scene on a hill"]
    aged = "UPDATE generations SET finished_at = now() - interval '31 days' WHERE prompt = %s OR kind = 'candidates'"
    await house.rows(aged, "an old scene on a hill")

    async def gone() -> bool:
        return await house.rows("SELECT FROM pictures WHERE key = %s", old) == []

    async with house.told(retention_days=30):
        await house.until(gone)
        await ida.says("/privacy")
        await ida.sees("Scenes are erased 30 days after they were made")
        assert await traces(house, old, "an old scene on a hill") == []
        assert [house.stored(key) for key in (new, *seeded.keys)]
        await ida.says("yet another one")
        await ida.sees_photo("AI-generated")


async def test_what_is_kept_for_ever_is_not_touched(house: House) -> None:
    ida, _ = await house.locked()
    await ida.says("an ancient scene on a hill")
    await ida.sees_photo("AI-generated")
    await house.settled()
    await house.rows("UPDATE generations SET finished_at = now() - interval '9 years' WHERE user_id = %s", ida.id)
    async with house.told(retention_days=0):
        await ida.says("/privacy")
        await ida.sees("All of it is kept until you erase it.")
        assert await house.value("SELECT count(*) FROM generations WHERE prompt = 'an ancient scene on a hill'") == 1


async def test_the_owner_may_leave_the_words_out_of_captions_but_not_the_mark_out_of_files(house: House) -> None:
    ida, _ = await house.locked()
    async with house.told(ai_label="off"):
        await ida.says(SCENE)
        scene = await ida.sees_photo("Anna")
        assert "AI-generated" not in scene["caption"]
        await ida.taps("File")
        document = await ida.sees_document()
    assert AI in await ida.download(document)  # a photo is written anew by Telegram, which drops what is beside pixels


@pytest.mark.parametrize("kind", ["ok", "png", "webp"])
async def test_a_file_says_to_machines_that_ai_made_it_with_every_pixel_as_drawn(house: House, kind: str) -> None:
    ida, _ = await house.locked()
    house.engines.script("gemini", kind)
    await ida.says(SCENE)
    await ida.sees_photo("AI-generated")
    await house.settled()
    key = await house.value("SELECT key FROM pictures ORDER BY created_at DESC LIMIT 1")

    await ida.taps("File")

    data = await ida.download(await ida.sees_document())
    assert AI in data
    assert AI not in house.stored(key)
    assert decoded(data).tobytes() == decoded(house.stored(key)).tobytes()


async def test_an_offline_preview_is_no_ai_picture(house: House) -> None:
    ida, _ = await house.locked()
    async with house.told(openai_api_key="", gemini_api_key="", engines="offline"):
        await ida.says(SCENE)
        await ida.sees_photo("offline preview")
        await ida.taps("File")
        document = await ida.sees_document()
    assert AI not in await ida.download(document)
