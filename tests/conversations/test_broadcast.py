"""Words to everybody who agreed: shown first, confirmed, sent once, and reported."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.playground.faults import Fault
from tests.fakes.house import House, Person
from tests.fakes.telegram_user import Json


@pytest.fixture
async def owner(house: House) -> AsyncIterator[Person]:
    await house.rows("TRUNCATE decisions, access, broadcasts CASCADE")
    await house.rows("DELETE FROM users")
    ida = await house.someone("Ida")
    async with house.told(owner_id=ida.id):
        yield ida


async def got(person: Person, words: str) -> list[Json]:
    return [m for m in await person.messages() if not m["outgoing"] and m.get("text") == words]


async def test_it_reaches_who_agreed_and_the_owner_is_told_who_has_blocked_the_bot(house: House, owner: Person) -> None:
    ada, tom, eve = [await house.someone(name) for name in ("Ada", "Tom", "Eve")]
    stranger = await house.someone("Una", agreed=False)
    denied = await house.someone("Max")
    await house.rows("INSERT INTO access (user_id, state) VALUES (%s, 'denied')", denied.id)
    await tom.blocks()

    await owner.says("/broadcast New: pictures in 4K & more")
    await owner.sees("It goes to 4 users", buttons=True)
    assert await got(ada, "New: pictures in 4K & more") == []
    await owner.taps("Send to 4")
    await owner.sees("Broadcast done: 3 received it, 1 have blocked the bot.")

    for person, copies in ((ada, 1), (eve, 1), (owner, 2), (tom, 0), (stranger, 0), (denied, 0)):  # the preview too
        assert len(await got(person, "New: pictures in 4K & more")) == copies, person.id


async def test_a_second_tap_and_an_old_draft_send_nothing_twice(house: House, owner: Person) -> None:
    ada = await house.someone("Ada")
    await owner.says("/broadcast hello all")
    shown = await owner.sees("It goes to 2 users", buttons=True)
    data = shown["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await owner.taps(data)
    await owner.sees("Broadcast done: 2 received it")
    await owner.taps(data, shown["message_id"], force=True)
    await owner.sees("Broadcast done")
    await house.settled()
    assert len(await got(ada, "hello all")) == 1


async def test_a_dropped_draft_is_never_sent(house: House, owner: Person) -> None:
    ada = await house.someone("Ada")
    await owner.says("/broadcast hello all")
    shown = await owner.sees("It goes to 2 users", buttons=True)
    data = shown["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await owner.taps("Drop it")
    await owner.sees("Broadcast stopped: nobody got it")
    await owner.taps(data, shown["message_id"], force=True)
    await house.settled()
    assert await got(ada, "hello all") == []


async def test_it_can_be_stopped_in_the_middle(house: House, owner: Person) -> None:
    people = [await house.someone(f"Guest {n}") for n in range(5)]
    await owner.says("/broadcast hello all")
    await owner.sees("It goes to 6 users", buttons=True)
    go_on = asyncio.Event()
    house.playground.faults.append(Fault("sendMessage", chat_id=people[1].id, until=go_on))
    await owner.taps("Send to 6")
    await owner.taps("Stop sending")
    await house.heard()
    go_on.set()
    await owner.sees("Broadcast stopped")
    await house.until(lambda: _none_open(house))
    assert await got(people[4], "hello all") == []


async def _none_open(house: House) -> bool:
    return bool(await house.value("SELECT count(*) = 0 FROM broadcast_copies WHERE state IN ('waiting', 'sending')"))


async def test_the_owners_formatting_is_kept_and_without_words_it_says_how(house: House, owner: Person) -> None:
    await owner.says("/broadcast")
    await owner.sees("and the text behind it")
    house.arrives(
        owner,
        text="/broadcast big news <now>",  # type: ignore[arg-type]
        entities=[  # type: ignore[arg-type]
            {"type": "bot_command", "offset": 0, "length": 10},
            {"type": "bold", "offset": 11, "length": 3},
        ],
    )
    shown = await owner.sees("big news <now>")
    assert {"type": "bold", "offset": 0, "length": 3} in shown["entities"]


async def test_a_copy_whose_answer_is_lost_is_not_sent_again(house: House, owner: Person) -> None:
    ada = await house.someone("Ada")
    await owner.says("/broadcast hello all")
    await owner.sees("It goes to 2 users", buttons=True)
    house.playground.faults.append(Fault("sendMessage", chat_id=ada.id, drop=True))
    await owner.taps("Send to 2")
    await owner.sees("1 may have received it")
    assert len(await got(ada, "hello all")) == 1


async def test_a_flood_limit_is_waited_for(house: House, owner: Person) -> None:
    ada = await house.someone("Ada")
    await owner.says("/broadcast hello all")
    await owner.sees("It goes to 2 users", buttons=True)
    limit = {"retry_after": 1}
    house.playground.faults.append(
        Fault(
            "sendMessage", status=429, description="Too Many Requests: retry after 1", parameters=limit, chat_id=ada.id
        )
    )
    await owner.taps("Send to 2")
    await owner.sees("Broadcast done: 2 received it.")
    assert len(await got(ada, "hello all")) == 1
