"""Updates: committed once, handed out until they are done, then forgotten."""

import asyncio

from core.adapters.postgres.database import Database
from core.adapters.postgres.inbox import KEPT_DAYS, PostgresInbox


def update(n: int) -> dict[str, object]:
    return {"update_id": n, "message": {"text": "“by the sea” 🌊", "id": n}}


async def test_an_update_is_kept_as_it_came(database: Database) -> None:
    inbox = PostgresInbox(database)
    assert await inbox.add(5, update(5))
    assert await inbox.undone(3) == [update(5)]


async def test_the_same_update_sent_three_times_at_once_is_new_once(database: Database) -> None:
    inbox = PostgresInbox(database)
    assert sorted(await asyncio.gather(*(inbox.add(5, update(5)) for _ in range(3)))) == [False, False, True]


async def test_what_is_done_is_known_still_and_its_content_forgotten(database: Database) -> None:
    inbox = PostgresInbox(database)
    await inbox.add(5, update(5))
    await inbox.done(5)
    assert await inbox.undone(3) == []
    assert not await inbox.add(5, update(5)), "a late repetition is not handled again"
    assert await database.rows("SELECT payload FROM inbox") == [{"payload": None}]


async def test_undone_updates_come_oldest_first(database: Database) -> None:
    inbox = PostgresInbox(database)
    for n in (12, 3, 7, 100):
        await inbox.add(n, update(n))
    await inbox.done(7)
    assert await inbox.undone(3) == [update(3), update(12), update(100)]


async def test_an_update_that_keeps_failing_is_given_up(database: Database) -> None:
    inbox = PostgresInbox(database)
    await inbox.add(5, update(5))
    assert [len(await inbox.undone(3)) for _ in range(5)] == [1, 1, 1, 0, 0]


async def test_what_is_old_is_purged(database: Database) -> None:
    inbox = PostgresInbox(database)
    for n in (1, 2, 3):
        await inbox.add(n, update(n))
    await inbox.done(1)
    await database.run(
        "UPDATE inbox SET received_at = now() - make_interval(days => %s) WHERE update_id < 3", KEPT_DAYS
    )
    await inbox.purge()
    assert await inbox.undone(3) == [update(3)]
    assert await inbox.add(1, update(1))
