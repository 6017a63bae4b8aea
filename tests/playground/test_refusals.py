"""What Telegram refuses, the playground refuses, in words that python-telegram-bot passes on."""

import io
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from PIL import Image
from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden, NetworkError

from bot.playground import Playground
from tests.fakes.telegram_user import TelegramUser
from tests.playground.conftest import Bot, picture

YOU = 1001
Refusal = Callable[[Bot], Awaitable[Any]]
Button = InlineKeyboardButton


def keys(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(rows)


def says(text: str, **more: Any) -> Refusal:
    return lambda bot: bot.send_message(YOU, text, **more)


def shows(photo: bytes | str, **more: Any) -> Refusal:
    return lambda bot: bot.send_photo(YOU, photo, **more)


def tagged(text: str) -> Refusal:
    return says(text, parse_mode="HTML")


async def edits_unchanged(bot: Bot) -> None:
    sent = await bot.send_message(
        YOU, "<b>same</b>", parse_mode="HTML", reply_markup=keys([Button("A", callback_data="a")])
    )
    await sent.edit_text("<b>same</b> ", parse_mode="HTML", reply_markup=keys([Button("A", callback_data="a")]))


async def edits_text_of_a_photo(bot: Bot) -> None:
    await (await bot.send_photo(YOU, picture())).edit_text("text")


async def edits_caption_of_a_text(bot: Bot) -> None:
    await (await bot.send_message(YOU, "text")).edit_caption("caption")


async def edits_media_unchanged(bot: Bot) -> None:
    sent = await bot.send_photo(YOU, picture(), caption="same")
    await sent.edit_media(InputMediaPhoto(sent.photo[0].file_id, caption="same"))


async def edits_media_to_an_unknown_file(bot: Bot) -> None:
    await (await bot.send_photo(YOU, picture())).edit_media(InputMediaPhoto("AgACnothing"))


async def edits_media_of_nothing(bot: Bot) -> None:
    await bot.edit_message_media(InputMediaPhoto(picture()), YOU, 999)


async def edits_an_album_into_another_kind(bot: Bot) -> None:
    sent = await bot.send_media_group(YOU, [InputMediaPhoto(picture())] * 2)
    await sent[0].edit_media(InputMediaDocument(b"x", filename="x.txt"))


async def puts_keys_under_an_album(bot: Bot) -> None:
    markup = keys([Button("A", callback_data="a")])
    await bot.send_media_group(YOU, [InputMediaPhoto(picture())] * 2, api_kwargs={"reply_markup": markup.to_dict()})


async def sends_a_document_as_photo(bot: Bot) -> None:
    sent = await bot.send_document(YOU, b"x", filename="x.txt")
    assert sent.document is not None
    await bot.send_photo(YOU, sent.document.file_id)


async def downloads_what_is_over_20_mb(bot: Bot) -> None:
    sent = await bot.send_document(YOU, bytes(20 * 1024 * 1024 + 1), filename="big.bin")
    assert sent.document is not None
    await bot.get_file(sent.document.file_id)


def bomb() -> bytes:
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("act", "words"),
    [
        pytest.param(lambda bot: bot.send_message(9, "x"), "Chat not found", id="chat"),
        pytest.param(lambda bot: bot.send_message("@nobody", "x"), "Chat not found", id="channel"),
        pytest.param(says(""), "Message text is empty", id="empty"),
        pytest.param(says("  \n "), "Message text is empty", id="blank"),
        pytest.param(says("x" * 4097), "Message is too long", id="long text"),
        pytest.param(shows(picture(), caption="x" * 1025), "Message caption is too long", id="long caption"),
        pytest.param(says("x", parse_mode="Runes"), "Unsupported parse_mode", id="parse mode"),
        pytest.param(
            tagged("<b>open"),
            "Can't parse entities: can't find end tag corresponding to start tag \"b\"",
            id="unclosed",
        ),
        pytest.param(
            tagged("<font>x</font>"),
            'Can\'t parse entities: unsupported start tag "font" at byte offset 0',
            id="unknown tag",
        ),
        pytest.param(tagged("a < b"), "Can't parse entities: unclosed start tag at byte offset 2", id="bare <"),
        pytest.param(
            tagged("<b><i>x</b></i>"),
            'Can\'t parse entities: unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
            id="crossed",
        ),
        pytest.param(tagged("x</b>"), "Can't parse entities: unexpected end tag at byte offset 1", id="end alone"),
        pytest.param(says("x", reply_parameters=ReplyParameters(999)), "Message to be replied not found", id="reply"),
        pytest.param(
            says("x", reply_markup=keys([Button("A", callback_data="é" * 33)])), "Button_data_invalid", id="66 bytes"
        ),
        pytest.param(
            says("x", reply_markup=keys([Button("A", callback_data="")])), "Button_data_invalid", id="no data"
        ),
        pytest.param(
            says("x", reply_markup=keys([Button("A")])),
            "text buttons are unallowed in the inline keyboard",
            id="no action",
        ),
        pytest.param(
            says("x", reply_markup=keys([Button("A", callback_data="a", url="https://e.org")])),
            "exactly one action",
            id="two actions",
        ),
        pytest.param(
            says("x", reply_markup=keys([Button("A", callback_data="a", style="purple")])),
            "invalid button style",
            id="style",
        ),
        pytest.param(
            says("x", reply_markup=keys([Button("A", callback_data="a")] * 9)), "Reply markup is too long", id="9 a row"
        ),
        pytest.param(
            says("x", reply_markup=keys(*[[Button("A", callback_data="a")] * 8] * 13)),
            "Reply markup is too long",
            id="104",
        ),
        pytest.param(puts_keys_under_an_album, "Reply markup is not allowed", id="keys under an album"),
        pytest.param(
            lambda bot: bot.send_media_group(YOU, [InputMediaPhoto(picture())]), "2-10 items", id="album of 1"
        ),
        pytest.param(
            lambda bot: bot.send_media_group(YOU, [InputMediaPhoto("x")] * 11), "2-10 items", id="album of 11"
        ),
        pytest.param(
            lambda bot: bot.send_media_group(YOU, [InputMediaPhoto(picture()), InputMediaDocument(b"x")]),
            "can't be mixed",
            id="mixed album",
        ),
        pytest.param(shows("AgACnothing"), "Wrong file identifier/http url specified", id="unknown file"),
        pytest.param(sends_a_document_as_photo, "Can't use file of type document as photo", id="kind of file"),
        pytest.param(shows(b"GIF89a, not really"), "Image_process_failed", id="no image"),
        pytest.param(shows(picture()[:300]), "Image_process_failed", id="cut short"),
        pytest.param(shows(bomb()), "Image_process_failed", id="bomb"),
        pytest.param(shows(picture(6000, 4001)), "Photo_invalid_dimensions", id="w+h"),
        pytest.param(shows(picture(2100, 100)), "Photo_invalid_dimensions", id="ratio"),
        pytest.param(shows(picture() + bytes(10 * 1024 * 1024)), "File is too big for a photo", id="10 MB"),
        pytest.param(downloads_what_is_over_20_mb, "File is too big", id="20 MB"),
        pytest.param(
            lambda bot: bot.get_file("nothing"), "Wrong file_id or the file is temporarily unavailable", id="no file"
        ),
        pytest.param(
            edits_unchanged,
            "Message is not modified: specified new message content and reply markup are exactly",
            id="unchanged",
        ),
        pytest.param(lambda bot: bot.edit_message_text("x", YOU, 999), "Message to edit not found", id="edit nothing"),
        pytest.param(edits_media_unchanged, "Message is not modified", id="same picture"),
        pytest.param(
            edits_media_to_an_unknown_file, "Wrong file identifier/http url specified", id="to an unknown picture"
        ),
        pytest.param(edits_media_of_nothing, "Message to edit not found", id="picture of nothing"),
        pytest.param(edits_an_album_into_another_kind, "can't be changed inside an album", id="album of two kinds"),
        pytest.param(edits_text_of_a_photo, "There is no text in the message to edit", id="no text"),
        pytest.param(edits_caption_of_a_text, "There is no caption in the message to edit", id="no caption"),
        pytest.param(lambda bot: bot.delete_message(YOU, 999), "Message to delete not found", id="delete nothing"),
        pytest.param(
            lambda bot: bot.answer_callback_query("1"), "Query is too old and response timeout expired", id="query"
        ),
        pytest.param(lambda bot: bot.answer_callback_query("1", "x" * 201), "Message_too_long", id="answer"),
        pytest.param(
            lambda bot: bot.send_chat_action(YOU, "dancing"), "Wrong parameter action in request", id="action"
        ),
        pytest.param(lambda bot: bot.set_my_commands([BotCommand("Start!", "x")]), "Bot_command_invalid", id="command"),
        pytest.param(lambda bot: bot.set_my_commands([("a", "x")] * 101), "Bot_commands_too_much", id="101 commands"),
        pytest.param(
            lambda bot: bot.set_webhook("http://example.org/hook"), "an https url must be provided", id="webhook"
        ),
    ],
)
async def test_refused(bot: Bot, act: Refusal, words: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await act(bot)
    assert words.lower() in str(refused.value).lower()


async def test_a_request_over_50_mb_is_too_large(bot: Bot) -> None:
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await bot.send_document(YOU, bytes(52 * 1024 * 1024), filename="huge.bin")


async def test_the_peoples_messages_cannot_be_edited(bot: Bot, user: TelegramUser) -> None:
    said = await user.says("mine")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("theirs", YOU, said["message_id"])


async def test_whoever_blocked_the_bot_gets_nothing(bot: Bot, user: TelegramUser) -> None:
    await user.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(YOU, "hello?")
    change = (await bot.get_updates())[-1].my_chat_member
    assert change is not None
    assert change.new_chat_member.status == "kicked"
    await user.unblocks()
    await bot.send_message(YOU, "hello!")


async def test_an_answer_after_the_time_limit_is_too_late(bot: Bot, user: TelegramUser, playground: Playground) -> None:
    await bot.send_message(YOU, "choose", reply_markup=keys([Button("A", callback_data="a")]))
    tap = await user.taps("A")
    playground.chats.callback_seconds = 0.0
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(tap)


async def test_what_is_exactly_at_the_limit_is_taken(bot: Bot) -> None:
    row = [Button("A", callback_data="x" * 64)] * 8
    await bot.send_message(YOU, "<b>" + "x" * 4096 + "</b>", parse_mode="HTML", reply_markup=keys(*[row] * 12))
    await bot.send_photo(YOU, picture(), caption="x" * 1024)
    await bot.send_message(YOU, "x", reply_parameters=ReplyParameters(999, allow_sending_without_reply=True))
    sent = await bot.send_message(YOU, "  a🙂b ", entities=[MessageEntity("bold", 0, 5)])
    assert (sent.text, [sent.parse_entity(entity) for entity in sent.entities]) == ("a🙂b", ["a🙂"])
