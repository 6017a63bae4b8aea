"""What people send becomes the updates that Telegram would send, and survives a restart when a folder is given."""

import asyncio
import io
import json
from pathlib import Path

import httpx
import pytest
from PIL import Image
from telegram import Update

from bot.playground import Playground
from bot.playground.serving import serving
from tests.fakes.telegram_user import TelegramUser
from tests.playground.conftest import TOKEN, Bot, bot_at, picture


async def updates(bot: Bot) -> list[Update]:
    return list(await bot.get_updates())


async def test_a_command_is_marked_as_one(bot: Bot, user: TelegramUser) -> None:
    await user.says("/start from_a_link")
    message = (await updates(bot))[0].message
    assert message is not None
    assert message.from_user is not None
    assert (message.chat.id, message.from_user.id) == (1001, 1001)
    assert message.parse_entities() == {message.entities[0]: "/start"}


async def test_an_album_is_several_updates_of_one_group_with_one_caption(bot: Bot, user: TelegramUser) -> None:
    await user.sends_photos(picture(), picture(colour="red"), picture(colour="blue"), caption="Anna")
    messages = [update.message for update in await updates(bot) if update.message]
    assert len({message.media_group_id for message in messages}) == 1
    assert [message.caption for message in messages] == ["Anna", None, None]


async def test_a_shuffled_album_arrives_out_of_order(bot: Bot, user: TelegramUser) -> None:
    await user.sends_photos(picture(), picture(colour="red"), picture(colour="blue"), shuffle=True)
    ids = [update.message.message_id for update in await updates(bot) if update.message]
    assert ids != sorted(ids)


async def test_a_photo_is_recompressed_upright_and_without_exif(user: TelegramUser) -> None:
    taken = Image.new("RGB", (400, 200), "red")
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera"
    out = io.BytesIO()
    taken.save(out, "JPEG", exif=exif)
    sent = (await user.sends_photos(out.getvalue()))[0]
    with Image.open(io.BytesIO(await user.download(sent))) as kept:
        assert kept.size == (200, 400)
        assert not kept.getexif()


async def test_a_file_keeps_its_bytes_name_and_type(bot: Bot, user: TelegramUser) -> None:
    sent = await user.sends_file("IMG_1.HEIC", b"heic bytes", "image/heic")
    message = (await updates(bot))[0].message
    assert message is not None
    assert message.document is not None
    assert (message.document.file_name, message.document.mime_type) == ("IMG_1.HEIC", "image/heic")
    assert await user.download(sent) == b"heic bytes"


async def test_stickers_videos_and_voices_are_valid_updates(bot: Bot, user: TelegramUser) -> None:
    await user.sends_sticker()
    await user.sends_video()
    await user.sends_voice()
    messages = [update.message for update in await updates(bot) if update.message]
    assert [bool(messages[0].sticker), bool(messages[1].video), bool(messages[2].voice)] == [True] * 3


async def test_what_is_no_image_is_not_sent_as_a_photo(bot: Bot, user: TelegramUser) -> None:
    with pytest.raises(AssertionError, match="not a photo that can be read"):
        await user.sends_photos(picture(), b"words")
    assert await updates(bot) == []
    assert await user.messages() == []


async def test_a_button_that_is_gone_can_only_be_tapped_by_force(bot: Bot, user: TelegramUser) -> None:
    sent = await bot.send_message(1001, "choose")
    with pytest.raises(AssertionError, match="no button 'old:1'"):
        await user.taps("old:1", timeout=0.1)
    await user.taps("old:1", message_id=sent.message_id, force=True)
    await sent.delete()
    await user.taps("old:2", message_id=sent.message_id, force=True)
    there, gone = [update.callback_query for update in await updates(bot)]
    assert there is not None
    assert gone is not None
    assert (there.data, gone.data) == ("old:1", "old:2")
    assert gone.message is not None
    assert not gone.message.is_accessible


async def test_a_failing_wait_shows_the_last_messages(bot: Bot, user: TelegramUser) -> None:
    await bot.send_message(1001, "something else")
    with pytest.raises(AssertionError, match="something else"):
        await user.sees("never said", timeout=0.1)


async def test_a_restart_keeps_transcripts_waiting_updates_and_ids(tmp_path: Path) -> None:
    async with serving(Playground(TOKEN, tmp_path)) as url, bot_at(url) as bot, TelegramUser(url) as user:
        await user.says("first")
        photo = await bot.send_photo(1001, picture())
        confirmed = (await updates(bot))[0].update_id
        await bot.get_updates(offset=confirmed + 1)
        await user.says("waits")
        ada = await TelegramUser.join(url, "Grace", language_code="de")
        await ada.close()
    async with serving(Playground(TOKEN, tmp_path)) as url, bot_at(url) as bot, TelegramUser(url) as user:
        assert [message.get("text") for message in await user.messages()] == ["first", None, "waits"]
        waiting = await updates(bot)
        assert [update.message.text for update in waiting if update.message] == ["waits"]
        assert (await bot.send_photo(1001, photo.photo[0].file_id)).message_id == photo.message_id + 2
        await user.says("later")
        assert (await updates(bot))[-1].update_id > waiting[0].update_id > confirmed
        assert (await user.download(photo.photo[-1].file_id))[:2] == b"\xff\xd8"
        async with httpx.AsyncClient(base_url=url) as http:
            assert [person["name"] for person in (await http.get("/api/users")).json()] == ["You", "Ada", "Grace"]


async def test_two_hundred_people_at_once_are_all_heard(bot: Bot, url: str) -> None:
    people = [await TelegramUser.join(url, f"Person {n}") for n in range(200)]
    await asyncio.gather(*(person.says("now") for person in people))
    heard = [update for _ in range(2) for update in await bot.get_updates(limit=100)][:100]
    heard += list(await bot.get_updates(offset=heard[-1].update_id + 1))
    assert {update.message.chat.id for update in heard if update.message} == {person.id for person in people}
    await asyncio.gather(*(person.close() for person in people))


async def test_events_tell_what_happens_in_one_chat(bot: Bot, url: str, user: TelegramUser) -> None:
    async with httpx.AsyncClient(base_url=url) as http, http.stream("GET", "/api/chats/1001/events") as stream:
        lines = stream.aiter_lines()
        await anext(lines)
        await bot.send_message(1002, "elsewhere")
        sent = await bot.send_message(1001, "here")
        await bot.send_chat_action(1001, "typing")
        await sent.edit_text("there")
        await sent.delete()
        seen: list[str] = []
        while "deleted" not in seen:
            line = await anext(lines)
            if line.startswith("data: "):
                seen.append(json.loads(line[6:])["type"])
    assert seen == ["message", "action", "edited", "deleted"]


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/", {"host": "evil.example"}, 403),
        ("GET", "/api/users", {"host": "127.0.0.1.evil.example:80"}, 403),
        ("GET", "/", {"host": "localhost:8080"}, 200),
        ("GET", "/", {"host": "[::1]:8080"}, 200),
        ("POST", "/api/chats/1001/text", {"origin": "https://evil.example"}, 403),
        ("POST", "/api/chats/1001/text", {"origin": "null"}, 403),
        ("POST", "/api/chats/1001/text", {"host": "localhost", "origin": "http://localhost"}, 400),
        ("POST", f"/bot{TOKEN}/getMe", {"origin": "https://evil.example"}, 403),
        ("POST", "/api/chats/77/text", {}, 404),
        ("GET", "/static/../server.py", {}, 404),
    ],
)
async def test_only_this_computer_and_the_page_itself_are_answered(
    url: str, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    async with httpx.AsyncClient(base_url=url) as http:
        answer = await http.request(method, path, headers=headers, content=b"{}" if method == "POST" else None)
    assert answer.status_code == status


async def test_the_page_runs_no_foreign_script_and_files_are_no_pages(url: str, user: TelegramUser) -> None:
    sent = await user.sends_file("page.html", b"<script>alert(1)</script>", "text/html")
    async with httpx.AsyncClient(base_url=url) as http:
        page = await http.get("/")
        file = await http.get(f"/api/files/{sent['media']['file_id']}")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    assert file.headers["content-disposition"].startswith("attachment")
    assert (file.headers["content-type"], file.headers["x-content-type-options"]) == (
        "application/octet-stream",
        "nosniff",
    )
