"""A python-telegram-bot bot finds in the playground what it finds at Telegram."""

import asyncio
import json

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    ReplyParameters,
    Update,
)
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.playground import Playground
from bot.playground.server import Fault
from tests.fakes.serving import serve
from tests.fakes.telegram_user import TelegramUser
from tests.playground.conftest import TOKEN, Bot, bot_at, picture

YOU, ADA = 1001, 1002
KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("One", callback_data="one", style="primary")]])


async def test_text_arrives_with_entities_keyboard_and_reply(bot: Bot, user: TelegramUser) -> None:
    said = await user.says("hello")
    sent = await bot.send_message(
        YOU,
        "<b>Bold 🙂</b> &amp; <i>thin</i>, see /help",
        parse_mode="HTML",
        reply_markup=KEYS,
        reply_parameters=ReplyParameters(said["message_id"]),
    )
    assert sent.text == "Bold 🙂 & thin, see /help"
    assert {kind: sent.parse_entity(entity) for entity in sent.entities for kind in [entity.type]} == {
        "bold": "Bold 🙂",
        "italic": "thin",
        "bot_command": "/help",
    }
    assert sent.reply_markup == KEYS
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "hello"
    assert (await user.sees("bold"))["reply_markup"]["inline_keyboard"][0][0]["style"] == "primary"


async def test_a_photo_comes_in_telegrams_sizes_and_downloads(bot: Bot) -> None:
    sent = await bot.send_photo(YOU, picture(3000, 2000), caption="wide")
    assert [max(size.width, size.height) for size in sent.photo] == [90, 320, 800, 1280, 2560]
    file = await bot.get_file(sent.photo[-1].file_id)
    data = bytes(await file.download_as_bytearray())
    assert len(data) == sent.photo[-1].file_size
    again = await bot.send_photo(ADA, sent.photo[0].file_id)
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id


async def test_a_document_keeps_its_bytes(bot: Bot) -> None:
    sent = await bot.send_document(YOU, b"plain bytes", filename="notes.txt", caption="c")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("notes.txt", 11)
    assert bytes(await (await bot.get_file(sent.document.file_id)).download_as_bytearray()) == b"plain bytes"


async def test_an_album_arrives_whole_and_in_order(bot: Bot, user: TelegramUser) -> None:
    photos = [InputMediaPhoto(picture(colour=colour), caption=colour) for colour in ("red", "green", "blue")]
    sent = await bot.send_media_group(YOU, photos)
    assert len({message.media_group_id for message in sent}) == 1
    assert [message["caption"] for message in await user.sees_album(3)] == ["red", "green", "blue"]


async def test_edits_change_text_caption_media_and_keyboard(bot: Bot) -> None:
    text = await bot.send_message(YOU, "drawing 1/3", reply_markup=KEYS)
    edited = await text.edit_text("drawing 2/3")  # type: ignore[func-returns-value,unused-ignore]
    assert not isinstance(edited, bool)
    assert (edited.text, edited.reply_markup) == ("drawing 2/3", None)
    photo = await bot.send_photo(YOU, picture(), caption="old", reply_markup=KEYS)
    await photo.edit_caption("new", reply_markup=KEYS)
    changed = await photo.edit_media(InputMediaPhoto(picture(colour="red"), caption="other"))
    assert not isinstance(changed, bool)
    assert changed.caption == "other"
    assert changed.photo[-1].file_unique_id != photo.photo[-1].file_unique_id


async def test_a_picture_is_turned_by_its_file_id_and_a_text_becomes_a_picture(bot: Bot, user: TelegramUser) -> None:
    red, blue = [await bot.send_photo(ADA, picture(colour=colour)) for colour in ("red", "blue")]
    card = await bot.send_photo(YOU, red.photo[-1].file_id, caption="red", reply_markup=KEYS)
    media = InputMediaPhoto(blue.photo[0].file_id, caption="<b>blue</b>", parse_mode="HTML")
    turned = await card.edit_media(media, reply_markup=KEYS)
    assert not isinstance(turned, bool)
    assert (turned.caption, turned.reply_markup) == ("blue", KEYS)
    assert turned.photo[-1].file_unique_id == blue.photo[-1].file_unique_id
    assert (await user.sees_photo("blue"))["message_id"] == card.message_id
    bare = await card.edit_media(InputMediaPhoto(red.photo[-1].file_id))
    assert not isinstance(bare, bool)
    assert (bare.caption, bare.reply_markup) == (None, None), "what is not given again is gone"
    text = await bot.send_message(YOU, "a text")
    shown = await text.edit_media(InputMediaPhoto(red.photo[-1].file_id))
    assert not isinstance(shown, bool)
    assert (shown.text, bool(shown.photo)) == (None, True)


async def test_updates_stay_until_a_higher_offset_confirms_them(bot: Bot, user: TelegramUser) -> None:
    for text in ("a", "b", "c"):
        await user.says(text)
    first = await bot.get_updates(limit=2)
    assert [update.message.text for update in first if update.message] == ["a", "b"]
    assert len(await bot.get_updates()) == 3
    rest = await bot.get_updates(offset=first[-1].update_id + 1)
    assert [update.message.text for update in rest if update.message] == ["c"]
    assert await bot.get_updates(offset=rest[-1].update_id + 1) == ()
    assert [message["delivered"] for message in await user.messages()] == [True, True, True]


async def polling(bot: Bot, playground: Playground, seconds: int) -> asyncio.Task[tuple[Update, ...]]:
    """A long poll that has begun."""
    poll = asyncio.get_running_loop().create_task(bot.get_updates(timeout=seconds))
    while all(call.method.lower() != "getupdates" for call in playground.calls):
        await asyncio.sleep(0.01)
    return poll


async def test_a_long_poll_answers_as_soon_as_somebody_speaks(
    bot: Bot, user: TelegramUser, playground: Playground
) -> None:
    waiting = await polling(bot, playground, 600)
    await user.says("now")
    (update,) = await asyncio.wait_for(waiting, 60)
    assert update.message is not None


async def test_a_second_poller_ends_the_first(bot: Bot, url: str, playground: Playground) -> None:
    first = await polling(bot, playground, 600)
    async with bot_at(url) as other:
        await other.get_updates(timeout=0)
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first


async def test_a_tap_is_a_callback_query_answered_once(bot: Bot, user: TelegramUser) -> None:
    sent = await bot.send_message(YOU, "choose", reply_markup=KEYS)
    tap = await user.taps("One")
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert (query.id, query.data, query.message) == (tap, "one", sent)
    await bot.answer_callback_query(query.id, "Locked", show_alert=True)
    answer = await user.answered(tap)
    assert (answer["text"], answer["show_alert"]) == ("Locked", True)


async def test_commands_descriptions_and_actions_are_kept_for_the_page(bot: Bot, url: str) -> None:
    await bot.set_my_commands([("start", "Begin")])
    await bot.set_my_description("Keeps a face.")
    assert [command.command for command in await bot.get_my_commands()] == ["start"]
    async with httpx.AsyncClient(base_url=url) as http:
        assert (await http.get("/api/commands")).json() == [{"command": "start", "description": "Begin"}]
        assert (await http.get("/api/bot")).json()["description"] == "Keeps a face."
    assert await bot.send_chat_action(YOU, "upload_photo")
    assert (await bot.get_chat(YOU)).first_name == "You"


async def test_a_webhook_is_offered_each_update_until_it_takes_it(bot: Bot, user: TelegramUser) -> None:
    offered: list[tuple[str, str]] = []

    async def hook(request: Request) -> Response:
        update = await request.json()
        offered.append((update["message"]["text"], request.headers["x-telegram-bot-api-secret-token"]))
        return Response(status_code=500 if len(offered) == 1 else 200)

    async with serve(Starlette(routes=[Route("/hook", hook, methods=["POST"])])) as root:
        await user.says("first")
        await bot.set_webhook(f"{root}/hook", secret_token="s3cret")
        await user.says("second")
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()
        async with asyncio.timeout(60):
            while (await bot.get_webhook_info()).pending_update_count:
                await asyncio.sleep(0.02)
        await bot.delete_webhook()
    assert offered == [("first", "s3cret"), ("first", "s3cret"), ("second", "s3cret")]


async def test_deleted_messages_are_gone(bot: Bot, user: TelegramUser) -> None:
    sent = [await bot.send_message(YOU, str(n)) for n in range(3)]
    await sent[0].delete()
    await bot.delete_messages(YOU, [message.message_id for message in sent[1:]])
    assert await user.messages() == []


async def test_a_wrong_token_is_unauthorized(url: str) -> None:
    with pytest.raises(InvalidToken):
        async with bot_at(url, "4242:other"):
            pass


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b"{nonsense"),
        ("application/json", b"[1]"),
        ("application/json", b"\xff\xfe"),
        ("multipart/form-data; boundary=x", b"--y\r\nnonsense"),
        ("multipart/form-data", b"no boundary"),
        ("application/x-www-form-urlencoded", b"chat_id=%ff&media=[[[["),
        ("text/plain", b"\0\1\2"),
    ],
)
async def test_garbage_is_refused_in_json(url: str, content_type: str, body: bytes) -> None:
    async with httpx.AsyncClient(base_url=url) as http:
        answer = await http.post(f"/bot{TOKEN}/sendMessage", content=body, headers={"content-type": content_type})
    assert (answer.status_code, answer.json()["ok"]) == (400, False)


async def test_method_names_have_no_case_and_bodies_three_encodings(url: str, playground: Playground) -> None:
    async with httpx.AsyncClient(base_url=url) as http:
        for body in ({"json": {"chat_id": YOU, "text": "7"}}, {"data": {"chat_id": YOU, "text": "7"}}):
            assert (await http.post(f"/bot{TOKEN}/SENDmessage", **body)).json()["result"]["text"] == "7"  # type: ignore[arg-type]
        assert (await http.get(f"/bot{TOKEN}/sendmessage?chat_id={YOU}&text=7")).json()["ok"]
        assert (await http.get(f"/bot{TOKEN}/inventedMethod")).status_code == 404
    assert {json.dumps(call.params) for call in playground.calls[:3]} == {json.dumps({"chat_id": YOU, "text": "7"})}


async def test_a_fault_refuses_one_chat_only_as_often_as_told(
    bot: Bot, playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    flood = {"retry_after": 7}
    playground.faults.append(Fault("sendMessage", 429, "Too Many Requests: retry after 7", flood, chat_id=YOU))
    await bot.send_message(ADA, "not concerned")
    with pytest.raises(RetryAfter):
        await bot.send_message(YOU, "refused")
    await bot.send_message(YOU, "again")


async def test_a_late_answer_times_out_though_it_was_delivered(
    bot: Bot, playground: Playground, user: TelegramUser
) -> None:
    playground.faults.append(Fault("sendMediaGroup", delay=1.0, deliver=True))
    album = [InputMediaDocument(b"1", filename="1"), InputMediaDocument(b"2", filename="2")]
    with pytest.raises(TimedOut):
        await bot.send_media_group(YOU, album, read_timeout=0.2)
    await user.sees_album(2)
    assert [call.method for call in playground.calls].count("sendMediaGroup") == 1


async def test_an_answer_may_wait_for_a_word_of_the_test(bot: Bot, playground: Playground, user: TelegramUser) -> None:
    go_on = asyncio.Event()
    fault = Fault("sendMessage", until=go_on)
    playground.faults.append(fault)
    sending = asyncio.ensure_future(bot.send_message(YOU, "held back"))
    while fault.times:
        await asyncio.sleep(0.01)
    await bot.send_message(YOU, "not held back")
    assert not sending.done()
    go_on.set()
    await sending
    await user.sees("held back")


async def test_a_dropped_answer_is_a_network_error_though_it_was_delivered(
    bot: Bot, playground: Playground, user: TelegramUser
) -> None:
    playground.faults.append(Fault("sendMessage", drop=True))
    with pytest.raises(NetworkError):
        await bot.send_message(YOU, "lost answer")
    await user.sees("lost answer")
