"""Updates: committed once, one of a chat in hand at a time over all processes, forgotten when done."""

import asyncio

import pytest

from core.adapters.postgres.database import Database
from core.adapters.postgres.inbox import KEPT_DAYS, MOST_TRIES, PostgresInbox
from core.adapters.postgres.leases import PostgresLeases
from core.ports import Payload

CHAT = 7


def update(n: int) -> Payload:
    return {"update_id": n, "message": {"text": "“by the sea” 🌊", "id": n}}


@pytest.fixture
async def here(database: Database) -> PostgresInbox:
    return await present(database, "here")


async def present(database: Database, name: str, seconds: float = 60) -> PostgresInbox:
    """The inbox of a process that lives."""
    assert await PostgresLeases(database).hold(name, name, seconds)
    return PostgresInbox(database, name, seconds)


async def test_an_update_is_given_out_as_it_came(here: PostgresInbox) -> None:
    assert await here.add(5, CHAT, update(5)) == (True, update(5))


async def test_the_same_update_sent_three_times_at_once_is_new_and_ours_once(here: PostgresInbox) -> None:
    answers = await asyncio.gather(*(here.add(5, CHAT, update(5)) for _ in range(3)))
    assert sorted(new for new, _ in answers) == [False, False, True]
    assert [ours for _, ours in answers if ours] == [update(5)]


async def test_the_next_update_of_a_chat_waits_until_the_one_before_is_done(here: PostgresInbox) -> None:
    await here.add(5, CHAT, update(5))
    assert await here.add(6, CHAT, update(6)) == (True, None)
    assert await here.done(5, CHAT, take_next=True) == update(6)


async def test_another_process_gets_no_update_of_a_chat_that_is_in_hand(
    database: Database, here: PostgresInbox
) -> None:
    there = await present(database, "there")
    await here.add(5, CHAT, update(5))
    assert await there.add(6, CHAT, update(6)) == (True, None)
    assert await there.strays() == []
    assert await there.add(7, 8, update(7)) == (True, update(7)), "other chats go on"


async def test_what_a_dead_process_had_in_hand_is_taken_over_in_order(database: Database, here: PostgresInbox) -> None:
    await here.add(5, CHAT, update(5))
    await here.add(6, CHAT, update(6))
    there = await present(database, "there")
    await database.run("UPDATE leases SET expires_at = now() - interval '1 second' WHERE name = 'here'")
    assert await there.strays() == [update(5)]
    assert not await here.begin(5), "who was paused finds out before it handles anything"
    assert await there.begin(5)
    assert await there.done(5, CHAT, take_next=True) == update(6)


async def test_a_process_that_stops_leaves_the_next_one_to_others(database: Database, here: PostgresInbox) -> None:
    there = await present(database, "there")
    await here.add(5, CHAT, update(5))
    await here.add(6, CHAT, update(6))
    assert await here.done(5, CHAT, take_next=False) is None
    assert await there.strays() == [update(6)]


async def test_what_is_done_is_known_still_and_its_content_forgotten(database: Database, here: PostgresInbox) -> None:
    await here.add(5, CHAT, update(5))
    await here.done(5, CHAT, take_next=True)
    assert await here.add(5, CHAT, update(5)) == (False, None), "a late repetition is not handled again"
    assert await database.rows("SELECT payload FROM inbox") == [{"payload": None}]


async def test_an_update_that_kills_its_process_each_time_is_given_up(database: Database, here: PostgresInbox) -> None:
    await here.add(5, CHAT, update(5))
    await here.add(6, CHAT, update(6))
    for n in range(MOST_TRIES):
        inbox = here if n == 0 else await present(database, f"try {n}")
        if n:
            assert await inbox.strays() == [update(5)]
        assert await inbox.begin(5)
        await database.run("UPDATE leases SET expires_at = now() - interval '1 second'")
    last = await present(database, "last")
    assert await last.strays() == [update(6)]


async def test_what_is_old_is_purged(database: Database, here: PostgresInbox) -> None:
    for n in (1, 2, 3):
        await here.add(n, n, update(n))
    await database.run(
        "UPDATE inbox SET received_at = now() - make_interval(days => %s) WHERE update_id < 3", KEPT_DAYS
    )
    await here.purge()
    assert await database.rows("SELECT update_id FROM inbox") == [{"update_id": 3}]


async def test_a_character_that_jsonb_cannot_hold_costs_no_update(here: PostgresInbox) -> None:
    _, ours = await here.add(5, CHAT, {"update_id": 5, "text": "a\0b \\u0000 c"})
    assert ours == {"update_id": 5, "text": "ab \\u0000 c"}
