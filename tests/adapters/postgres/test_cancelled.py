"""A cancelled task ends, whatever the database makes of its connection."""

import asyncio

import psycopg
import pytest

from core.adapters.postgres.database import Database


async def test_an_error_that_only_echoes_a_cancellation_is_that_cancellation(database: Database) -> None:
    async def cut_off_in_a_transaction() -> None:
        async with database.transaction():
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                raise psycopg.OperationalError("the pipeline was aborted") from None

    task = asyncio.get_running_loop().create_task(cut_off_in_a_transaction())
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_loops_over_the_inbox_end_wherever_they_are_cancelled(database: Database) -> None:
    from core.adapters.postgres.inbox import PostgresInbox
    from core.adapters.postgres.leases import PostgresLeases
    from core.errors import DatabaseAway
    from core.ports import Arrival

    await PostgresLeases(database).hold("here", "here", 60)
    inbox = PostgresInbox(database, "here", 60)

    async def keep_adding(chat: int) -> None:
        n = chat * 10_000
        while True:
            n += 1
            try:
                await inbox.add([Arrival(n, chat, {"update_id": n})])
                await inbox.done(n, chat, take_next=True)
            except DatabaseAway:
                continue

    for delay in range(40):
        task = asyncio.get_running_loop().create_task(keep_adding(delay + 1))
        await asyncio.sleep(0.002 + delay * 0.0007)
        task.cancel()
        done, _ = await asyncio.wait([task], timeout=30)
        assert done, f"cancelled after {delay} steps, it went on"
