"""@bot in any chat: one's own pictures and nobody else's, as Telegram has them; nothing is drawn or paid."""

from collections.abc import AsyncIterator

import pytest

from tests.conftest import Server
from tests.fakes.house import House, Person, house_with_bot
from tests.fakes.serving import free_port
from tests.fakes.telegram_user import Json

LABEL = "AI-generated with Keepface"


@pytest.fixture(scope="module")
async def shared_house(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    dsn = server.create("migrated")
    async with house_with_bot(dsn, tmp_path_factory.mktemp("house"), groups="on", inline="on") as house:
        yield house
    server.drop(dsn)


async def draws(house: House, person: Person, *scenes: str) -> list[str]:
    """The file ids of the scenes' pictures, in order."""
    ids = []
    for scene in scenes:
        await person.says(scene)
        ids.append((await person.sees_photo("AI-generated"))["photo"][-1]["file_id"])
    await house.settled()
    house.playground.calls.clear()
    return ids


def files(offered: Json) -> list[str]:
    return [one["photo_file_id"] for one in offered["results"]]


async def test_own_pictures_are_offered_favourites_first_then_the_newest_and_never_anybody_elses(house: House) -> None:
    ida, _ = await house.locked()
    eve, _ = await house.locked("Eve")
    one, two, three = await draws(house, ida, "on a white beach", "in an old tram", "on a beach at night")
    (hers,) = await draws(house, eve, "on a beach with a dog")
    paid = house.paid()
    await ida.taps("☆", (await ida.messages())[1]["message_id"])
    await house.settled()
    house.playground.calls.clear()

    offered = await ida.asks_inline()

    assert files(offered) == [one, three, two]
    assert (offered["is_personal"], offered["cache_time"], offered["next_offset"]) == (True, 5, "")
    assert {result["caption"] for result in offered["results"]} == {LABEL}
    assert files(await ida.asks_inline("BEACH night")) == [three]
    assert files(await ida.asks_inline("anna tram")) == [two], "a model's name counts"
    assert files(await ida.asks_inline("100%")) == []
    assert files(await eve.asks_inline("beach")) == [hers]
    assert house.paid() == paid
    assert {call.method for call in house.playground.calls} <= {"getUpdates", "answerInlineQuery"}


async def test_pages_go_on_where_the_last_one_ended(house: House) -> None:
    ida, seeded = await house.locked()
    (file_id,) = await draws(house, ida, "a first")
    for n in range(70):
        await house.rows(
            "INSERT INTO generations (id, kind, idempotency_key, user_id, chat_id, model_id, status, wanted, prompt)"
            " VALUES (%s, 'scene', %s, %s, %s, %s, 'done', '{1}', 'more')",
            *(f"i{ida.id}-{n}", f"i{ida.id}-{n}", ida.id, ida.id, seeded.id),
        )
        await house.rows(
            "INSERT INTO pictures (generation_id, n, key, mime, engine, width, height)"
            " VALUES (%s, 1, 'k', 'image/jpeg', 'seeded', 1, 1)",
            f"i{ida.id}-{n}",
        )
        await house.rows(
            "INSERT INTO deliveries (generation_id, part, state, message_ids, file_ids)"
            " VALUES (%s, 'scene', 'sent', '{1}', %s)",
            f"i{ida.id}-{n}",
            [file_id],
        )
    seen, offset = list[str](), ""
    for _ in range(3):
        offered = await ida.asks_inline("", offset)
        seen += [one["id"] for one in offered["results"]]
        offset = offered["next_offset"]
    assert (len(seen), len(set(seen)), offset) == (71, 71, "")
    assert files(await ida.asks_inline("", "no number")) != []


async def test_without_consent_or_pictures_there_is_the_way_to_the_private_chat(house: House) -> None:
    ida = await house.someone(agreed=False)
    eve = await house.someone("Eve")
    for person in (ida, eve):
        offered = await person.asks_inline("beach" if person is ida else "")
        assert (offered["results"], offered["button"]["start_parameter"]) == ([], "inline")
    assert (await eve.asks_inline("beach"))["button"] is None
    assert await house.rows("SELECT * FROM users WHERE id = %s", ida.id) == []
    await eve.says("/start inline")
    await eve.sees("Send me three photos")


async def test_a_stranger_is_offered_nothing_even_with_pictures(house: House) -> None:
    ida, _ = await house.locked()
    await draws(house, ida, "by a lake")
    async with house.told(allowed_users="7", inline="on"):
        assert (await ida.asks_inline())["results"] == []
        await ida.says("/start inline")
        await ida.sees("This bot is private")
        assert await house.rows("SELECT * FROM claim_tries WHERE user_id = %s", ida.id) == []


async def test_a_picture_that_is_sent_this_way_is_no_message_to_the_bot(house: House) -> None:
    ida, _ = await house.locked()
    await draws(house, ida, "by a lake")
    (there,) = await house.group(ida)
    for chat in (ida, there):
        before = len(await chat.messages())
        sent = await chat.sends_inline(await chat.asks_inline("lake"))
        assert sent["via_bot"]["is_bot"] is True
        await house.settled()
        assert len(await chat.messages()) == before + 1
    assert house.called("getFile") == []


async def test_what_is_typed_there_is_stored_nowhere(house: House) -> None:
    ida, _ = await house.locked()
    before = await house.value("SELECT count(*) FROM inbox")
    await ida.asks_inline("something secret")
    assert await house.value("SELECT count(*) FROM inbox") == before


async def test_inline_queries_are_asked_for_only_where_they_are_on(house: House) -> None:
    asked = house.playground.chats.updates
    assert "inline_query" in asked.allowed
    async with house.told(inline="off"):
        await house.until(lambda: _polled(house))
        assert asked.allowed == ["message", "callback_query", "my_chat_member"]


async def test_a_webhook_brings_inline_queries_and_groups_too(house: House) -> None:
    ida, _ = await house.locked()
    (there,) = await house.group(ida)
    port = free_port()
    listens: dict[str, object] = {"webhook_url": f"http://127.0.0.1:{port}/telegram", "webhook_secret": "s" * 20}
    async with house.told(**listens, port=port, metrics_port=0):
        assert "inline_query" in house.called("setWebhook")[0]["allowed_updates"]
        await there.says("/scene by a lake")
        shown = await there.sees_photo("AI-generated")
        await house.settled()
        assert files(await ida.asks_inline("lake")) == [shown["photo"][-1]["file_id"]]


async def _polled(house: House) -> bool:
    return "inline_query" not in house.playground.chats.updates.allowed
