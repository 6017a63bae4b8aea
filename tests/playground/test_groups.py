"""Groups of the playground as Telegram has them: privacy mode, membership, supergroups; and inline queries."""

import asyncio

import httpx
import pytest
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultCachedPhoto,
    InlineQueryResultsButton,
    Update,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.playground import Playground
from tests.fakes.telegram_user import Json, TelegramUser
from tests.playground.conftest import Bot, picture

ME = "keepface_playground_bot"
IDA, ADA = 1001, 1002


async def group(url: str, kind: str = "supergroup") -> Json:
    async with httpx.AsyncClient(base_url=url, verify=False) as http:  # noqa: S501  # plain HTTP
        body = {"name": "Friends", "members": [IDA, ADA], "type": kind}
        founded: Json = (await http.post("/api/groups", json=body)).raise_for_status().json()
    return founded


async def texts(bot: Bot) -> list[str]:
    return [update.message.text or "" for update in await bot.get_updates() if update.message]


async def test_in_privacy_mode_the_bot_hears_commands_mentions_and_replies_to_it(url: str, bot: Bot) -> None:
    friends = (await group(url))["id"]
    async with TelegramUser(url, IDA, friends) as ida, TelegramUser(url, ADA, friends) as ada:
        said = await bot.send_message(friends, "hello")
        for text in (
            "hello",
            "/scene one",
            f"/scene@{ME} two",
            "/scene@other_bot",
            f"hi @{ME}",
            "a@b.de",
            "@other_bot",
        ):
            await ida.says(text)
        await ada.says("to you", reply_to=said.message_id)
        assert await texts(bot) == ["/scene one", f"/scene@{ME} two", f"hi @{ME}", "to you"]
        assert [one["from"]["id"] for one in await ada.messages()][-2:] == [IDA, ADA]


async def test_without_privacy_mode_it_hears_everything(url: str, bot: Bot, playground: Playground) -> None:
    friends = (await group(url))["id"]
    playground.chats.bot["can_read_all_group_messages"] = True
    async with TelegramUser(url, IDA, friends) as ida:
        await ida.says("what a day")
    assert await texts(bot) == ["what a day"]


async def test_only_members_speak_and_tap_in_a_group(url: str) -> None:
    friends = (await group(url))["id"]
    async with await TelegramUser.join(url, "Eve") as eve, TelegramUser(url, eve.id, friends) as there:
        with pytest.raises(AssertionError, match="Only members speak"):
            await there.says("hello")
        with pytest.raises(AssertionError, match="Only members speak"):
            await there.taps("x:1", 1, force=True)


async def test_a_tap_in_a_group_is_the_tappers_on_the_bots_message(url: str, bot: Bot) -> None:
    friends = (await group(url))["id"]
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go:1")]])
    await bot.send_message(friends, "hello", reply_markup=markup)
    async with TelegramUser(url, ADA, friends) as ada:
        tap = await ada.taps("Go")
        (update,) = await bot.get_updates()
        query = update.callback_query
        assert query is not None
        assert query.message is not None
        assert (query.from_user.id, query.message.chat.id) == (ADA, friends)
        await bot.answer_callback_query(tap, "not yours", show_alert=True)
        assert (await ada.answered(tap))["show_alert"] is True


async def test_a_removed_bot_is_told_so_and_cannot_write(url: str, bot: Bot) -> None:
    friends = (await group(url))["id"]
    async with TelegramUser(url, IDA, friends) as ida:
        await ida.blocks()
        await ida.says(f"hello @{ME}")
        with pytest.raises(Forbidden, match="kicked from the supergroup"):
            await bot.send_message(friends, "hello")
        await ida.unblocks()
        await bot.send_message(friends, "hello")
    changes = [update.my_chat_member for update in await bot.get_updates() if update.my_chat_member]
    assert [change.new_chat_member.status for change in changes] == ["left", "member"]


async def test_a_group_that_becomes_a_supergroup_is_another_chat(url: str, bot: Bot) -> None:
    basic = (await group(url, "group"))["id"]
    async with httpx.AsyncClient(base_url=url, verify=False) as http:  # noqa: S501  # plain HTTP
        new = (await http.post(f"/api/chats/{basic}/upgrade")).json()["id"]
        assert [one["id"] for one in (await http.get("/api/groups")).json()] == [new]
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(basic, "hello")
    assert moved.value.new_chat_id == new
    facts = [update.message for update in await bot.get_updates() if update.message]
    assert [(one.migrate_to_chat_id, one.migrate_from_chat_id) for one in facts] == [(new, None), (None, basic)]


async def test_answers_to_a_message_of_a_topic_stay_in_it(url: str, bot: Bot) -> None:
    friends = (await group(url))["id"]
    async with TelegramUser(url, IDA, friends) as ida:
        ida.topic = 5
        asked = await ida.says("/scene")
        (update,) = await bot.get_updates()
        assert update.message is not None
        assert (update.message.message_thread_id, update.message.is_topic_message) == (5, True)
        answer = await bot.send_message(friends, "hello", reply_to_message_id=asked["message_id"])
        assert answer.message_thread_id == 5
        assert (await bot.send_message(friends, "hello", message_thread_id=6)).message_thread_id == 6


async def test_groups_survive_a_restart(tmp_path: object) -> None:
    playground = Playground("1:a", tmp_path)  # type: ignore[arg-type]
    friends = playground.chats.found("Friends", [IDA])
    playground.chats.add(playground.chats.chat(friends.id), {"text": "hi"}, True, by=playground.chats.person(IDA))
    again = Playground("1:a", tmp_path)  # type: ignore[arg-type]
    assert [one.name for one in again.chats.groups] == ["Friends"]
    assert len(again.chats.chat(friends.id).entries) == 1


async def test_an_inline_query_is_answered_with_pictures_that_were_sent_before(url: str, bot: Bot) -> None:
    friends = (await group(url))["id"]
    async with TelegramUser(url, IDA, friends) as ida:
        sent = await bot.send_photo(IDA, picture())
        asking = asyncio.get_running_loop().create_task(ida.asks_inline("beach", "7"))
        (update,) = await _updates(bot)
        query = update.inline_query
        assert query is not None
        assert (query.from_user.id, query.query, query.offset) == (IDA, "beach", "7")
        result = InlineQueryResultCachedPhoto("a:1", sent.photo[-1].file_id, caption="hi")
        twice = [result, result]
        with pytest.raises(BadRequest, match=r"(?i)RESULT_ID_DUPLICATE"):
            await bot.answer_inline_query(query.id, twice)
        with pytest.raises(BadRequest, match=r"(?i)START_PARAM_INVALID"):
            await bot.answer_inline_query(query.id, [], button=InlineQueryResultsButton("Go", start_parameter="a b"))
        with pytest.raises(BadRequest, match=r"(?i)wrong file identifier"):
            await bot.answer_inline_query(query.id, [InlineQueryResultCachedPhoto("a:1", "unknown")])
        await bot.answer_inline_query(query.id, [result], is_personal=True, cache_time=5, next_offset="8")
        offered = await asking
        assert (offered["is_personal"], offered["cache_time"], offered["next_offset"]) == (True, 5, "8")
        message = await ida.sends_inline(offered)
        assert (message["via_bot"]["username"], message["caption"]) == (ME, "hi")
        with pytest.raises(BadRequest, match=r"(?i)query is too old"):
            await bot.answer_inline_query(query.id, [])


async def test_a_bot_that_wants_no_inline_queries_gets_none(url: str, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=["message"])
    async with TelegramUser(url, IDA) as ida:
        with pytest.raises(httpx.HTTPStatusError, match="409"):
            await ida.asks_inline("beach")


async def _updates(bot: Bot) -> list[Update]:
    return list(await bot.get_updates(timeout=60))
