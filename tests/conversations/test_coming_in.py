"""Who may come in, what they agree to first, and what the bot says to what it cannot use."""

import httpx
import pytest

from bot.playground.faults import Fault
from core.models import CONSENT_VERSION
from tests.fakes.house import House
from tests.fakes.pictures import photo
from tests.fakes.telegram_user import Json

AGREE = "I agree, and I am 18 or older"
PRIVATE = "This bot is private. Your Telegram id is"


async def test_consent_is_asked_before_a_photo_is_read_and_once_given_not_again(house: House) -> None:
    ida = await house.someone(agreed=False)

    await ida.sends_photos(photo(1))
    asked = await ida.sees("Before you send photos, please agree")
    assert "OpenAI describes the face and turns voice messages into words, Google draws" in asked["text"]
    assert house.called("getFile") == []

    await ida.taps(AGREE)
    agreed = await ida.sees("Send me three photos of one person")
    assert agreed["message_id"] == asked["message_id"]
    assert await house.value("SELECT consent_version FROM users WHERE id = %s", ida.id) == CONSENT_VERSION

    await ida.says("/start")
    await ida.sees("Send me three photos")
    await ida.sends_photos(photo(1))
    await ida.sees("Photo 1 of 3 ✓")
    await house.settled()
    assert len([message for message in await ida.messages() if "please agree" in message.get("text", "")]) == 0


async def test_an_album_before_consent_is_answered_by_one_question(house: House) -> None:
    ida = await house.someone(agreed=False)

    await ida.sends_photos(photo(1), photo(2), photo(3))
    await ida.sees("please agree")
    await house.settled()

    assert len([message for message in await ida.messages() if not message["outgoing"]]) == 1
    assert house.called("getFile") == []


async def test_consent_to_older_terms_is_asked_anew(house: House) -> None:
    ida = await house.someone()
    await house.rows("UPDATE users SET consent_version = 0 WHERE id = %s", ida.id)

    await ida.says("in the rain, laughing")

    await ida.sees("please agree")


@pytest.mark.parametrize("command", ["/help", "/privacy"])
async def test_help_and_privacy_are_open_before_consent(house: House, command: str) -> None:
    ida = await house.someone(agreed=False)

    await ida.says(command)

    await ida.sees({"/help": "One locked face, every scene.", "/privacy": "Your photos and pictures"}[command])


async def test_strangers_are_told_their_id_and_nothing_of_theirs_is_read(house: House) -> None:
    ida, eve = await house.someone(), await house.someone("Eve")
    async with house.told(allowed_users=f"{ida.id},7"):
        await eve.sends_photos(photo(1))
        await eve.sees(f"{PRIVATE} {eve.id}")
        await eve.says("/help")
        await eve.sees(PRIVATE)
        await ida.says("/start")
        await ida.sees("Send me three photos")
        await house.settled()
        assert house.called("getFile") == []


async def test_the_gate_stays_shut_when_its_own_answer_fails(house: House) -> None:
    eve, ida = await house.someone("Eve"), await house.someone(agreed=False)
    async with house.told(allowed_users=f"{ida.id}"):
        house.playground.faults.append(
            Fault("sendMessage", status=400, description="Bad Request: something new", times=99)
        )
        await eve.sends_photos(photo(1))
        await ida.sends_photos(photo(1))
        await house.settled()
        assert house.called("getFile") == []
        assert await house.rows("SELECT id FROM models WHERE telegram_id IN (%s, %s)", eve.id, ida.id) == []


async def test_without_a_list_only_the_owner_comes_in(house: House) -> None:
    ida, eve = await house.someone(), await house.someone("Eve")
    async with house.told(allowed_users="", owner_id=ida.id):
        await eve.says("/start")
        await eve.sees(PRIVATE)
        await ida.says("/start")
        await ida.sees("Send me three photos")


async def test_the_commands_are_registered_with_telegram(house: House) -> None:
    async with httpx.AsyncClient(base_url=house.url, verify=False) as http:  # noqa: S501  # plain HTTP
        commands = (await http.get("/api/commands")).json()

    assert {command["command"] for command in commands} == {
        *(
            "start",
            "new",
            "models",
            "settings",
            "language",
            "gallery",
            "ideas",
            "usage",
            "cancel",
            "help",
            "privacy",
            "export",
        ),
        "delete",
    }


@pytest.mark.parametrize("text", ["/selfie", "/start@another_bot please", "/"])
async def test_a_command_that_is_not_ours_is_answered_and_is_no_scene(house: House, text: str) -> None:
    ida, _ = await house.locked()

    await ida.says(text)

    if text != "/":  # a lone slash is text like any other
        await ida.sees("I do not know this command")
        await house.settled()
        assert house.paid() == (0, 0)
    else:
        await ida.sees_photo("AI-generated")


STRAYS: dict[str, tuple[Json, str]] = {
    "a sticker": (
        {"sticker": {"type": "regular", "width": 9, "height": 9, "is_animated": False, "is_video": False}},
        "lovely sticker",
    ),
    "a video": ({"video": {"width": 9, "height": 9, "duration": 1}}, "I cannot use videos"),
    "a round video": ({"video_note": {"length": 9, "duration": 1}}, "I cannot use videos"),
    "an animation": (
        {"animation": {"width": 9, "height": 9, "duration": 1}, "document": {"mime_type": "video/mp4"}},
        "I cannot use animations",
    ),
    "music of another kind": ({"audio": {"duration": 1, "mime_type": "audio/midi"}}, "I cannot play that kind"),
    "a place": ({"location": {"longitude": 1.0, "latitude": 2.0}}, "I only understand photos and text"),
    "a contact": ({"contact": {"phone_number": "1", "first_name": "Eve"}}, "I only understand photos and text"),
    "a die": ({"dice": {"emoji": "🎲", "value": 3}}, "I only understand photos and text"),
}


@pytest.mark.parametrize("what", STRAYS)
async def test_what_is_no_photo_and_no_text_has_its_own_answer_and_costs_nothing(house: House, what: str) -> None:
    content, answer = STRAYS[what]
    ida, _ = await house.locked()

    ids = {"file_id": "AAA", "file_unique_id": "A", "file_size": 9}
    house.arrives(ida, **{kind: {**ids, **value} for kind, value in content.items()})

    said = await ida.sees(answer)
    assert said["reply_to_message"]
    await house.settled()
    assert house.paid() == (0, 0)
    assert house.called("getFile") == []
