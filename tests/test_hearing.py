"""What is said in a group and is for the bot, told by the update alone."""

from typing import Any

import pytest
from telegram import Update, User

from bot.hearing import Hearing
from bot.playground.entities import found_in

NOW = 1_790_000_000
Json = dict[str, Any]
ME: Json = {"id": 4242, "is_bot": True, "first_name": "Keepface", "username": "Keepface_bot"}
IDA: Json = {"id": 7, "is_bot": False, "first_name": "Ida"}
OTHER_BOT: Json = {"id": 9, "is_bot": True, "first_name": "Other", "username": "other_bot"}
GROUP: Json = {"id": -100_5, "type": "supergroup", "title": "Friends"}
COMMANDS = frozenset({"scene", "gallery", "help", "start"})
OURS: Json = {"message_id": 1, "date": NOW, "chat": GROUP, "from": ME, "text": "hello"}
HERS: Json = {"message_id": 2, "date": NOW, "chat": GROUP, "from": IDA, "text": "hello"}
PHOTO: Json = {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]}


def hears(text: str, more: Json | None = None, *, open: bool = True, reads_all: bool = False) -> bool:
    me = User(4242, "Keepface", is_bot=True, username="Keepface_bot", can_read_all_group_messages=reads_all)
    said = {"text": text, "entities": found_in(text)} if text else {}
    message = {"message_id": 3, "date": NOW, "chat": GROUP, "from": IDA} | said | (more or {})
    update = Update.de_json({"update_id": 1, "message": message}, None)
    return Hearing(me, COMMANDS, open).concerns(update)


@pytest.mark.parametrize(
    "text",
    ["/scene", "/scene@keepface_bot x", "/selfie@Keepface_bot", "hi @KEEPFACE_bot", "/scene@other_bot @keepface_bot"],
)
def test_commands_and_mentions_are_heard_where_groups_are_open(text: str) -> None:
    assert hears(text)
    assert not hears(text, open=False)


@pytest.mark.parametrize(
    "text", ["hello", "/weather", "/scene@other_bot", "@other_bot", "me@keepface_bot.org", "@keepface_bots"]
)
def test_what_names_nobody_or_somebody_else_is_not_heard(text: str) -> None:
    assert not hears(text)


def test_a_text_that_answers_the_bot_is_heard_and_one_that_answers_a_person_is_not() -> None:
    assert hears("wow", {"reply_to_message": OURS})
    assert not hears("wow", {"reply_to_message": HERS})
    assert not hears("", PHOTO | {"reply_to_message": OURS})


def test_a_photo_is_heard_only_where_its_caption_names_the_bot() -> None:
    caption = "@keepface_bot like this"
    assert hears("", PHOTO | {"caption": caption, "caption_entities": found_in(caption)})
    assert not hears("", PHOTO | {"caption": "like this"})


def test_bots_channels_forwards_and_pictures_sent_through_us_are_not_heard() -> None:
    origin = {"type": "user", "date": NOW, "sender_user": IDA}
    channel = {"id": -100_6, "type": "channel", "title": "News"}
    assert not hears("/scene x", {"from": OTHER_BOT})
    assert not hears("/scene x", {"chat": channel})
    assert not hears("/scene x", {"forward_origin": origin})
    assert not hears("", PHOTO | {"via_bot": ME})
    assert not hears("", PHOTO | {"via_bot": ME, "chat": {"id": 7, "type": "private"}})


@pytest.mark.parametrize(
    ("text", "heard"), [("/scene x", True), ("/help", False), ("/start", False), ("/help@keepface_bot", True)]
)
def test_without_privacy_mode_a_command_that_every_bot_has_needs_our_name(text: str, heard: bool) -> None:
    assert hears(text)
    assert hears(text, reads_all=True) == heard


def test_in_private_everything_is_heard() -> None:
    assert hears("hello", {"chat": {"id": 7, "type": "private"}}, open=False)


def test_our_name_is_taken_out_of_the_words() -> None:
    me = User(4242, "Keepface", is_bot=True, username="Keepface_bot")
    text = "@keepface_bot, on a  beach @keepface_bot"
    message = {"message_id": 3, "date": NOW, "chat": GROUP, "from": IDA, "text": text, "entities": found_in(text)}
    update = Update.de_json({"update_id": 1, "message": message}, None)
    assert update.message is not None
    assert Hearing(me, COMMANDS, open=True).words(update.message) == "on a beach"
