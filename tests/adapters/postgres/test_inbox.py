"""Updates: committed once, one of a chat in hand at a time over all processes, forgotten when done."""

import asyncio
import logging
import random
import sys
from collections.abc import Sequence

import pytest

from core.adapters.postgres.database import Database
from core.adapters.postgres.inbox import KEPT_DAYS, MOST_TRIES, PostgresInbox
from core.adapters.postgres.leases import PostgresLeases
from core.ports import Added, Arrival, Payload

CHAT = 7


def update(n: int) -> Payload:
    return {"update_id": n, "message": {"text": "“by the sea” 🌊", "id": n}}


@pytest.fixture
async def here(database: Database) -> PostgresInbox:
    return await present(database, "here")


async def add(inbox: PostgresInbox, update_id: int, chat: int, payload: Payload) -> tuple[bool, Payload | None]:
    """One alone: whether it is new, and what is ours to handle now."""
    added = await inbox.add([Arrival(update_id, chat, payload)])
    return update_id in added.new, added.ours[0] if added.ours else None


async def present(database: Database, name: str, seconds: float = 60) -> PostgresInbox:
    """The inbox of a process that lives."""
    assert await PostgresLeases(database).hold(name, name, seconds)
    return PostgresInbox(database, name, seconds)


async def test_an_update_is_given_out_as_it_came(here: PostgresInbox) -> None:
    assert await add(here, 5, CHAT, update(5)) == (True, update(5))


async def test_the_same_update_sent_three_times_at_once_is_new_and_ours_once(here: PostgresInbox) -> None:
    answers = await asyncio.gather(*(add(here, 5, CHAT, update(5)) for _ in range(3)))
    assert sorted(new for new, _ in answers) == [False, False, True]
    assert [ours for _, ours in answers if ours] == [update(5)]


async def test_the_next_update_of_a_chat_waits_until_the_one_before_is_done(here: PostgresInbox) -> None:
    await add(here, 5, CHAT, update(5))
    assert await add(here, 6, CHAT, update(6)) == (True, None)
    assert await here.done(5, CHAT, take_next=True) == update(6)


async def test_another_process_gets_no_update_of_a_chat_that_is_in_hand(
    database: Database, here: PostgresInbox
) -> None:
    there = await present(database, "there")
    await add(here, 5, CHAT, update(5))
    assert await add(there, 6, CHAT, update(6)) == (True, None)
    assert await there.strays() == []
    assert await add(there, 7, 8, update(7)) == (True, update(7)), "other chats go on"


async def test_what_a_dead_process_had_in_hand_is_taken_over_in_order(database: Database, here: PostgresInbox) -> None:
    await add(here, 5, CHAT, update(5))
    await add(here, 6, CHAT, update(6))
    there = await present(database, "there")
    await database.run("UPDATE leases SET expires_at = now() - interval '1 second' WHERE name = 'here'")
    assert await there.strays() == [update(5)]
    assert not await here.begin(5), "who was paused finds out before it handles anything"
    assert await there.begin(5)
    assert await there.done(5, CHAT, take_next=True) == update(6)


async def test_a_process_that_stops_leaves_the_next_one_to_others(database: Database, here: PostgresInbox) -> None:
    there = await present(database, "there")
    await add(here, 5, CHAT, update(5))
    await add(here, 6, CHAT, update(6))
    assert await here.done(5, CHAT, take_next=False) is None
    assert await there.strays() == [update(6)]


async def test_what_is_done_is_known_still_and_its_content_forgotten(database: Database, here: PostgresInbox) -> None:
    await add(here, 5, CHAT, update(5))
    await here.done(5, CHAT, take_next=True)
    assert await add(here, 5, CHAT, update(5)) == (False, None), "a late repetition is not handled again"
    assert await database.rows("SELECT payload FROM inbox") == [{"payload": None}]


async def test_an_update_that_kills_its_process_each_time_is_given_up(database: Database, here: PostgresInbox) -> None:
    await add(here, 5, CHAT, update(5))
    await add(here, 6, CHAT, update(6))
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
        await add(here, n, n, update(n))
    await database.run(
        "UPDATE inbox SET received_at = now() - make_interval(days => %s) WHERE update_id < 3", KEPT_DAYS
    )
    await here.purge()
    assert await database.rows("SELECT update_id FROM inbox") == [{"update_id": 3}]


async def test_a_character_that_jsonb_cannot_hold_costs_no_update(here: PostgresInbox) -> None:
    _, ours = await add(here, 5, CHAT, {"update_id": 5, "text": "a\0b \\u0000 c"})
    assert ours == {"update_id": 5, "text": "ab \\u0000 c"}


# --- batches ----------------------------------------------------------------------------------------------------------


def batch(*updates: tuple[int, int]) -> list[Arrival]:
    return [Arrival(n, chat, update(n)) for n, chat in updates]


def ids(payloads: Sequence[Payload]) -> list[object]:
    return [payload["update_id"] for payload in payloads]


async def test_of_a_batch_each_chat_gets_its_first_and_the_others_follow_in_order(here: PostgresInbox) -> None:
    added = await here.add(batch((5, 1), (6, 2), (7, 1), (8, 1), (9, 2)))
    assert added == Added(frozenset({5, 6, 7, 8, 9}), frozenset(), (update(5), update(6)))
    assert await here.done(5, 1, take_next=True) == update(7)
    assert await here.done(7, 1, take_next=True) == update(8)
    assert await here.done(6, 2, take_next=True) == update(9)
    assert await here.done(8, 1, take_next=True) is None


async def test_nothing_is_added_by_an_empty_batch(here: PostgresInbox) -> None:
    assert await here.add([]) == Added(frozenset(), frozenset(), ())


async def test_a_batch_that_is_offered_again_is_known_and_gives_out_nothing_twice(here: PostgresInbox) -> None:
    await here.add(batch((5, 1), (6, 2)))
    added = await here.add(batch((5, 1), (6, 2), (7, 3), (8, 1)))
    assert added == Added(frozenset({7, 8}), frozenset({5, 6}), (update(7),))


async def test_a_batch_waits_behind_what_another_process_has_in_hand(database: Database, here: PostgresInbox) -> None:
    there = await present(database, "there")
    await there.add(batch((1, 1)))
    added = await here.add(batch((5, 1), (6, 2)))
    assert ids(added.ours) == [6]
    assert await there.done(1, 1, take_next=True) == update(5)


async def test_a_batch_takes_what_waited_longer_in_its_chat(database: Database, here: PostgresInbox) -> None:
    there = await present(database, "there")
    await there.add(batch((1, 1), (2, 1)))
    await there.done(1, 1, take_next=False)
    assert ids((await here.add(batch((5, 1)))).ours) == [2]


async def test_two_processes_that_add_the_same_batch_at_once_share_it(database: Database, here: PostgresInbox) -> None:
    there = await present(database, "there")
    for round_number in range(20):
        some = batch(*((100 * round_number + n, n % 5) for n in range(20)))
        one, other = await asyncio.gather(here.add(some), there.add(some))
        assert one.new | other.new == one.known | other.known == {update.update_id for update in some}
        assert not one.new & other.new
        ours = [*ids(one.ours), *ids(other.ours)]
        assert sorted(map(str, ours)) == sorted(str(100 * round_number + n) for n in range(5)), "one of each chat"
        await database.run("UPDATE inbox SET done_at = now(), chat_id = 0")


async def test_batches_with_the_same_chats_in_any_order_never_wait_for_each_other(
    database: Database, here: PostgresInbox
) -> None:
    dice, numbers = random.Random(5), iter(range(1, 100_000))  # noqa: S311  # the same each time
    there = await present(database, "there")

    async def adding(inbox: PostgresInbox) -> list[object]:
        given: list[object] = []
        for _ in range(25):
            chats = dice.sample(range(1, 31), 25)
            given += ids((await inbox.add(batch(*((next(numbers), chat) for chat in chats)))).ours)
        return given

    given = await asyncio.gather(*(adding(inbox) for inbox in (here, there, here, there)))
    assert sum(map(len, given)) == 30, "each chat's first, once"


@pytest.mark.parametrize(
    "poison", [{"x": float("nan")}, {"x": float("inf")}, {"x": 10**140_000}], ids=["nan", "infinity", "too large"]
)
async def test_an_update_that_cannot_be_stored_costs_the_others_of_its_batch_nothing(
    database: Database, here: PostgresInbox, poison: Payload, caplog: pytest.LogCaptureFixture
) -> None:
    sys.set_int_max_str_digits(0)
    some = [*batch((5, 1)), Arrival(6, 1, poison), *batch((7, 2), (8, 1))]
    with caplog.at_level(logging.ERROR):
        added = await here.add(some)
    assert added == Added(frozenset({5, 7, 8}), frozenset(), (update(5), update(7)))
    assert ["update 6 is left out" in message for message in caplog.messages] == [True]
    assert await here.done(5, 1, take_next=True) == update(8)
    assert await here.add([Arrival(9, 3, poison)]) == Added(frozenset(), frozenset(), ())
