"""Groups: the bot speaks when it is spoken to, draws nobody but the sender, and keeps what is private in private."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest

from bot.playground.faults import Fault
from bot.texts.catalogue import LANGUAGES
from tests.conftest import Server
from tests.conversations.test_own_data import exported
from tests.fakes.house import House, Person, house_with_bot
from tests.fakes.pictures import photo
from tests.fakes.telegram_user import Json

BOT = "keepface_playground_bot"
MEET = "let us meet in private first"
PRIVATE = f"https://t.me/{BOT}?start=group"


@pytest.fixture(scope="module")
async def shared_house(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    dsn = server.create("migrated")
    async with house_with_bot(dsn, tmp_path_factory.mktemp("house"), groups="on") as house:
        yield house
    server.drop(dsn)


async def from_bot(person: Person) -> list[Json]:
    return [message for message in await person.messages() if not message["outgoing"]]


def urls(message: Json) -> list[str]:
    return [button.get("url") for row in message["reply_markup"]["inline_keyboard"] for button in row]


@pytest.mark.parametrize("how", [f"/scene@{BOT} in the rain", "/scene in the rain", f"@{BOT} in the rain"])
async def test_a_command_or_a_mention_is_a_scene_of_the_senders_model_and_the_answer_to_that_message(
    house: House, how: str
) -> None:
    ida, _ = await house.locked()
    eve, hers = await house.locked("Eve")
    _, eve_there = await house.group(ida, eve)

    asked = await eve_there.says(how)

    shown = await eve_there.sees_photo("AI-generated")
    assert shown["reply_to_message"]["message_id"] == asked["message_id"]
    await house.settled()
    (row,) = await house.rows("SELECT * FROM generations WHERE kind = 'scene' AND chat_id = %s", eve_there.chat_id)
    assert (row["user_id"], str(row["model_id"]), row["prompt"]) == (eve.id, hers.id, "in the rain")
    assert house.paid() == (0, 1)
    assert await from_bot(eve) == []


@pytest.mark.parametrize("reads_all", [False, True])
async def test_ordinary_talk_is_answered_by_nothing_and_stored_nowhere(house: House, reads_all: bool) -> None:
    ida, _ = await house.locked()
    (there,) = await house.group(ida)
    house.playground.chats.bot["can_read_all_group_messages"] = reads_all
    try:
        before = await house.value("SELECT count(*) FROM inbox")
        await there.says("shall we go to the beach on Sunday?")
        await there.says("/scene@another_bot a beach")
        await there.says("/weather")
        await there.says("ask @another_bot about it")
        await there.sends_photos(photo(1), caption="that was me")
        await there.sends_voice()
        await house.settled()
    finally:
        house.playground.chats.bot["can_read_all_group_messages"] = False

    assert await from_bot(there) == []
    assert await house.value("SELECT count(*) FROM inbox") == before
    assert house.paid() == (0, 0)


async def test_a_bare_reply_of_the_owner_edits_the_picture_and_one_of_somebody_else_is_talk(house: House) -> None:
    ida, _ = await house.locked()
    eve, _ = await house.locked("Eve")
    ida_there, eve_there = await house.group(ida, eve)
    await ida_there.says(f"@{BOT} at the station")
    shown = await ida_there.sees_photo("AI-generated")
    await house.settled()

    await eve_there.says("you look so good there", reply_to=shown["message_id"])
    await house.settled()
    assert house.paid() == (0, 1)

    await ida_there.says("with a red scarf", reply_to=shown["message_id"])
    await ida_there.sees_photo("AI-generated")
    await house.settled()
    assert house.paid() == (0, 2)
    row = await house.rows("SELECT way, user_id FROM generations WHERE prompt = 'with a red scarf'")
    assert [(one["way"], one["user_id"]) for one in row] == [("edit", ida.id)]


async def test_two_of_ones_own_models_are_drawn_in_a_group_and_nobody_hears_how_the_others_are_called(
    house: House,
) -> None:
    ida, anna = await house.locked()
    ben = await house.seed(ida, lock=1, name="Ben")
    eve, hers = await house.locked("Eve")
    ida_there, eve_there = await house.group(ida, eve)
    await ida_there.says(f"@{BOT} @Anna and @Ben on a raft")
    shown = await ida_there.sees_photo("Anna & Ben · AI-generated")
    await ida_there.says("/scene with @eve on a raft")
    refused = await ida_there.sees("None of your models is called @eve, so I drew nothing.")
    assert "Ben" not in refused["text"]
    await eve_there.says("/scene", reply_to=shown["message_id"])
    await eve_there.sees_photo("AI-generated")
    await house.settled()

    both, alone = house.painted()
    assert {house.stored(anna.keys[0]), house.stored(ben.keys[0])} <= set(both.images)
    assert "<scene>\nthe person and somebody else on a raft\n</scene>" in alone.prompt
    assert not {house.stored(anna.keys[0]), house.stored(ben.keys[0])} & set(alone.images)
    assert house.stored(hers.keys[0]) in alone.images


async def test_a_scene_in_reply_to_somebodys_picture_is_the_same_scene_with_ones_own_face_alone(house: House) -> None:
    ida, _ = await house.locked()
    eve, hers = await house.locked("Eve")
    ida_there, eve_there = await house.group(ida, eve)
    await ida_there.says("/scene on a sailing boat")
    shown = await ida_there.sees_photo("AI-generated")

    await eve_there.says("/scene", reply_to=shown["message_id"])
    await eve_there.sees_photo("AI-generated")
    await eve_there.says(f"@{BOT} on the moon", reply_to=shown["message_id"])
    await eve_there.sees_photo("AI-generated")
    await house.settled()

    rows = await house.rows(
        "SELECT * FROM generations WHERE kind = 'scene' AND user_id = %s ORDER BY created_at", eve.id
    )
    assert [row["prompt"] for row in rows] == ["on a sailing boat", "on the moon"]
    assert all(row["alike"] is None and str(row["model_id"]) == hers.id for row in rows)
    own = {house.stored(hers.keys[0])}
    assert all(own & set(call.images) for call in house.painted()[1:])


@pytest.mark.parametrize("command", ["/start", "/models", "/settings", "/new", "/export", "/delete", "/ideas"])
async def test_what_is_personal_is_answered_by_one_sentence_and_the_way_to_the_private_chat(
    house: House, command: str
) -> None:
    ida, _ = await house.locked()
    (there,) = await house.group(ida)

    await there.says(f"{command}@{BOT}")

    said = await there.sees("between you and me")
    assert urls(said) == [PRIVATE]
    await house.settled()
    assert len(await from_bot(there)) == 1
    assert await from_bot(ida) == []


async def test_the_way_from_a_group_leads_to_where_one_is(house: House) -> None:
    ida, _ = await house.locked()
    await ida.says("/start group")
    await ida.sees("Anna")


async def test_help_says_what_the_bot_does_in_a_group_and_the_gallery_answers_there(house: House) -> None:
    ida, _ = await house.locked()
    (there,) = await house.group(ida)
    await there.says(f"/help@{BOT}")
    assert urls(await there.sees("Here I draw whoever asks")) == [PRIVATE]
    await there.says("/scene by a lake")
    shown = await there.sees_photo("AI-generated")
    await house.settled()

    asked = await there.says("/gallery")
    again = await there.sees_photo()
    assert again["photo"][-1]["file_id"] == shown["photo"][-1]["file_id"]
    assert again["reply_to_message"]["message_id"] == asked["message_id"]
    page = await there.sees("pictures 1 to 1 of 1")
    buttons = [button for row in page["reply_markup"]["inline_keyboard"] for button in row]
    assert [button["text"] for button in buttons] == ["★ only", "Months"], "all pictures as files are for nobody else"
    await there.taps("Months", page["message_id"])
    await there.sees("The months in which Anna got pictures")
    model_id = buttons[0]["callback_data"].split(":")[1]
    await there.taps(f"download:{model_id}:0", page["message_id"], force=True)
    await there.sees("This button is no longer valid")
    assert await house.rows("SELECT FROM exports") == []


async def test_whoever_has_not_agreed_gets_one_sentence_an_hour_and_no_row(house: House) -> None:
    ida, eve = await house.someone(agreed=False), await house.someone("Eve", agreed=False)
    ida_there, eve_there = await house.group(ida, eve)

    for words in ("in the rain", "in the snow", "in the sun"):
        await ida_there.says(f"@{BOT} {words}")
    await ida_there.says("/models")
    await eve_there.says("/scene on a horse")
    await house.settled()

    said = await from_bot(ida_there)
    assert {one["text"].partition(",")[0] for one in said} == {"Ida", "Eve"}, "side by side"
    assert len(said) == 2
    assert all(MEET in one["text"] and urls(one) == [PRIVATE] for one in said)
    assert await house.rows("SELECT * FROM users WHERE id IN (%s, %s)", ida.id, eve.id) == []
    assert await house.rows("SELECT * FROM access WHERE user_id IN (%s, %s)", ida.id, eve.id) == []


async def test_strangers_and_a_claim_code_are_not_heard_in_a_group(house: House) -> None:
    ida, _ = await house.locked()
    async with house.told(allowed_users="", groups="on"):
        code = re.findall(r"/start (\S+)", house.terminal[-1])[0]
        (there,) = await house.group(ida)
        await there.says(f"/start@{BOT} {code}")
        await there.sees(MEET)
        await house.settled()
        assert await house.rows("SELECT * FROM decisions WHERE name = 'owner'") == []
        assert await house.rows("SELECT * FROM claim_tries WHERE user_id = %s", ida.id) == []


async def test_a_face_that_is_not_ready_is_finished_in_private(house: House) -> None:
    ida = await house.someone()
    (there,) = await house.group(ida)
    await there.says("/scene in the rain")
    assert urls(await there.sees("Your face is not ready yet")) == [PRIVATE]
    assert house.paid() == (0, 0)


async def test_photos_in_a_group_are_never_read(house: House) -> None:
    ida, _ = await house.locked()
    (there,) = await house.group(ida)
    await there.says("/scene by a lake")
    shown = await there.sees_photo("AI-generated")
    house.playground.calls.clear()

    await there.sends_photos(photo(5), caption=f"@{BOT} like this")
    assert urls(await there.sees("I do not look at photos in groups")) == [PRIVATE]
    await there.sends_photos(photo(6), reply_to=shown["message_id"])
    await house.settled()

    assert house.called("getFile") == []
    assert len((await house.model_of(ida))["reference_images"]) == 3
    assert len(await from_bot(there)) == 2


async def test_edit_asks_its_owner_by_name_and_only_the_owners_reply_is_the_answer(house: House) -> None:
    ida, _ = await house.locked()
    eve, _ = await house.locked("Eve")
    ida_there, eve_there = await house.group(ida, eve)
    await ida_there.says("/scene by a lake")
    await ida_there.sees_photo("AI-generated")
    await ida_there.taps("Edit")
    asked = await ida_there.sees("Ida, ")
    assert house.called("sendMessage", ida_there)[-1]["reply_markup"]["selective"] is True

    await eve_there.says("make it night", reply_to=asked["message_id"])
    await house.settled()
    assert house.paid() == (0, 1)
    await ida_there.says("make it evening", reply_to=asked["message_id"])
    await ida_there.sees_photo("AI-generated")
    await house.settled()
    assert house.paid() == (0, 2)


async def test_in_a_topic_everything_stays_in_it(house: House) -> None:
    ida, _ = await house.locked()
    (there,) = await house.group(ida)
    there.topic = 77
    await there.says("/scene by a lake")
    shown = await there.sees_photo("AI-generated")
    assert "Info" not in str(shown["reply_markup"]), "the prompt describes a person"
    await there.taps("Edit")
    await there.sees("Ida, ")
    await there.says("/gallery")
    await there.sees("Anna")
    await there.says("/models")
    await there.sees("between you and me")
    await house.settled()
    assert {message.get("message_thread_id") for message in await there.messages()} == {77}


async def test_one_who_waits_for_telegram_holds_up_nobody_else_of_the_group(house: House) -> None:
    ida, _ = await house.locked()
    eve, _ = await house.locked("Eve")
    ida_there, eve_there = await house.group(ida, eve)
    go_on = asyncio.Event()
    house.playground.faults.append(Fault("sendMessage", until=go_on, chat_id=ida_there.chat_id, times=1))

    await ida_there.says("/help")
    await house.until(lambda: _asked_telegram(house, ida_there))
    await eve_there.says("/scene by a lake")

    await eve_there.sees_photo("AI-generated")
    go_on.set()
    await ida_there.sees("Here I draw whoever asks")
    await house.settled()


async def _asked_telegram(house: House, there: Person) -> bool:
    return bool(house.called("sendMessage", there))


async def test_removed_from_the_group_nothing_more_is_paid_there_and_what_is_asked_elsewhere_goes_on(
    house: House,
) -> None:
    ida, _ = await house.locked()
    (there,) = await house.group(ida)
    house.engines.script("gemini", "held", "held")
    for words in ("one", "two", "three"):
        await there.says(f"/scene number {words}")
    await house.heard()
    await ida.says("at home, reading")
    await house.engines.arrived("gemini", 2)
    await house.heard()

    await there.blocks()
    await ida.sees_photo("AI-generated")
    house.engines.release("gemini")
    await house.settled()

    rows = await house.rows("SELECT chat_id, status FROM generations WHERE kind = 'scene' AND user_id = %s", ida.id)
    states = {(row["chat_id"] == ida.id, row["status"]) for row in rows}
    assert states == {(True, "done"), (False, "cancelled")}
    assert house.paid() == (0, 3), "two were under way"


@pytest.mark.parametrize(
    ("status", "description"),
    [
        (403, "Forbidden: bot was kicked from the supergroup chat"),
        (400, "Bad Request: not enough rights to send photos to the chat"),
        (400, "Bad Request: CHAT_WRITE_FORBIDDEN"),
    ],
)
async def test_where_the_group_does_not_let_the_bot_speak_what_waits_there_is_not_paid(
    house: House, status: int, description: str
) -> None:
    ida, _ = await house.locked()
    (there,) = await house.group(ida)
    house.playground.faults.append(Fault("sendPhoto", status, description, chat_id=there.chat_id, times=9))

    with house.engines.holding("gemini"):
        for words in ("one", "two", "three", "four"):
            await there.says(f"/scene number {words}")
        await house.heard()
    await house.settled()

    rows = await house.rows("SELECT status, failure FROM generations WHERE chat_id = %s", there.chat_id)
    assert {(row["status"], row["failure"]) for row in rows} == {("cancelled", "chat_gone")}
    assert house.paid()[1] <= 2


async def test_a_group_that_becomes_a_supergroup_gets_its_picture_there(house: House) -> None:
    ida, _ = await house.locked()
    (there,) = await house.group(ida, type="group")
    with house.engines.holding("gemini"):
        await there.says("/scene by a lake")
        await house.engines.arrived("gemini", 1)

        moved = house.member(ida, await house.upgraded(there))

    await moved.sees_photo("AI-generated", anywhere=True)
    await house.settled()
    assert house.paid() == (0, 1)
    assert [one for one in await from_bot(there) if "photo" in one] == []


async def test_a_group_that_moved_unnoticed_is_learnt_from_the_refusal(house: House) -> None:
    ida, _ = await house.locked()
    (there,) = await house.group(ida, type="group")
    (new,) = await house.group(ida)
    refusal = "Bad Request: group chat was upgraded to a supergroup chat"
    house.playground.faults.append(
        Fault("sendPhoto", 400, refusal, {"migrate_to_chat_id": new.chat_id}, chat_id=there.chat_id, times=9)
    )
    await there.says("/scene by a lake")
    await new.sees_photo("AI-generated", anywhere=True)
    await house.settled()
    assert house.paid() == (0, 1)


async def test_the_senders_cap_counts_and_nobody_elses(house: House) -> None:
    ida, _ = await house.locked()
    eve, _ = await house.locked("Eve")
    async with house.told(daily_pictures_per_user=1, groups="on"):
        ida_there, eve_there = await house.group(ida, eve)
        await ida_there.says("/scene one")
        await ida_there.sees_photo("AI-generated")
        await ida_there.says("/scene two")
        await ida_there.sees("today")
        await eve_there.says("/scene three")
        await eve_there.sees_photo("AI-generated")
        await house.settled()
    assert house.paid() == (0, 2)


async def test_erasing_and_exporting_reach_the_scenes_of_groups(house: House) -> None:
    ida, _ = await house.locked()
    (there,) = await house.group(ida)
    await there.says("/scene by a lake with a boat")
    await there.sees_photo("AI-generated")
    await house.settled()

    copy = await exported(ida)
    assert any(b"by a lake with a boat" in data for data in copy.values())

    await ida.says("/delete")
    await ida.taps("Everything")
    await ida.taps("Yes, erase")
    await house.settled()
    assert await house.rows("SELECT * FROM generations WHERE user_id = %s OR chat_id = %s", ida.id, there.chat_id) == []


async def test_whoever_writes_as_the_group_is_told_so_once(house: House) -> None:
    ida, _ = await house.locked()
    (there,) = await house.group(ida)
    chats = house.playground.chats
    group = chats.chat(there.chat_id)
    for _ in range(2):
        content: Json = {"text": "/scene by a lake", "sender_chat": group.who.as_chat()}
        content["entities"] = [{"type": "bot_command", "offset": 0, "length": 6}]
        entry = chats.add(group, content, True, by=chats.person(ida.id))
        entry.message["from"] = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
        chats.updates.put("message", chats.telegram(entry))
    await house.settled()
    assert [one["text"][:22] for one in await from_bot(there)] == ["You write as the group"]
    assert house.paid() == (0, 0)


async def test_the_commands_of_groups_are_registered_for_groups(house: House) -> None:
    def of_groups() -> list[list[Json]]:
        return [call["commands"] for call in house.called("setMyCommands") if "scope" in call]

    async def shown() -> bool:
        return len(of_groups()) > len(LANGUAGES)

    await house.closes()
    house.playground.calls.clear()  # the bot before may have been about to say it too
    await house.opens()
    await house.until(shown)
    assert [{one["command"] for one in commands} for commands in of_groups()] == [{"scene", "gallery", "help"}] * (
        1 + len(LANGUAGES)
    )
