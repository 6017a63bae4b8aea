"""What one statement does as a function: its plans while tables grow, and what changes under it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from core.adapters.postgres.database import Connection, Database, open_database
from core.adapters.postgres.inbox import PostgresInbox
from core.adapters.postgres.leases import PostgresLeases
from core.models import Model
from core.ports import Arrival
from tests.adapters.postgres.conftest import House

OLD_ROWS = (
    "INSERT INTO inbox (update_id, done_at) SELECT n, now() FROM generate_series(1000000, 1020000) AS n",
    "INSERT INTO generations (id, kind, idempotency_key, user_id, chat_id, model_id, status, wanted)"
    " SELECT n, 'scene', n, users.id, 0, models.id, 'done', '{1}'"
    " FROM generate_series(1, 20000) AS n, users, models WHERE users.id = 7",
    "INSERT INTO calls (generation_id, user_id, purpose, n, run, engine, outcome, reserved_usd)"
    " SELECT n, 7, 'scene', 1, 1, '', 'ok', 0 FROM generate_series(1, 20000) AS n",
)

READ = """
    SELECT relname, seq_tup_read + idx_tup_fetch AS rows FROM pg_stat_xact_user_tables
     WHERE relname IN ('inbox', 'generations', 'calls') ORDER BY relname
"""


class OneConnection(Database):
    """So that plans, and what a transaction has counted, are all in one place."""

    def __init__(self, connection: Connection) -> None:
        self._one = connection

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Connection]:
        yield self._one


async def one_scene(inbox: PostgresInbox, house: House, model: Model, n: int) -> None:
    added = await inbox.add([Arrival(2 * n + more, 7 + more, {"update_id": 2 * n + more}) for more in (0, 1)])
    assert len(added.ours) == 2
    await house.generations.finish(await house.started(await house.scene(model)))
    for more in (0, 1):
        await inbox.done(2 * n + more, 7 + more, take_next=True)


async def test_plans_that_were_made_on_empty_tables_read_no_old_row_later(database: Database) -> None:
    async with database.pool.connection() as connection:
        one = OneConnection(connection)
        house, inbox = House(one), PostgresInbox(one, "here", 60)
        await PostgresLeases(one).hold("here", "here", 60)
        model = await house.model()
        await one.run("ANALYZE")
        for n in range(1, 13):  # the connection settles on its plans
            await one_scene(inbox, house, model, n)
        for statement in OLD_ROWS:
            await one.run(statement)
        async with connection.transaction():
            before = await one.rows(READ)
            await one_scene(inbox, house, model, 13)
            await inbox.strays()
            after = await one.rows(READ)
    read = {row["relname"]: row["rows"] - earlier["rows"] for row, earlier in zip(after, before, strict=True)}
    assert max(read.values()) < 50, read


async def test_a_process_goes_on_while_a_newer_version_adds_columns(dsn: str) -> None:
    async with open_database(dsn, most_connections=2) as database:
        house, inbox = House(database), await _inbox(database)
        model = await house.model()
        for n in range(1, 25):
            if n == 13:
                await database.run("ALTER TABLE generations ADD COLUMN later text NOT NULL DEFAULT 'x'")
                await database.run("ALTER TABLE inbox ADD COLUMN later text")
            await one_scene(inbox, house, model, n)


async def test_a_run_settles_also_a_call_that_was_reserved_while_it_waited_for_its_turn(house: House) -> None:
    running = await house.running()
    async with house.database.transaction() as connection:
        await connection.execute("SELECT FROM generations WHERE id = %s FOR UPDATE", (running.id,))
        starting = asyncio.get_running_loop().create_task(house.started(running))
        await asyncio.sleep(0.3)
        await connection.execute(
            "INSERT INTO calls (generation_id, user_id, purpose, n, run, engine, reserved_usd)"
            " VALUES (%s, 7, 'scene', 1, 1, 'engine-a', 0.1)",
            (running.id,),
        )
        assert not starting.done()
    assert (await starting).run == 2
    assert await house.database.rows("SELECT outcome, reason FROM calls") == [
        {"outcome": "unknown", "reason": "cut off"}
    ]


async def test_an_update_sees_the_claim_that_was_made_while_it_waited_for_its_chat(database: Database) -> None:
    inbox = await _inbox(database)
    async with database.transaction() as connection:
        await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('inbox', 7))")
        adding = asyncio.get_running_loop().create_task(inbox.add([Arrival(6, 7, {}), Arrival(9, 8, {"update_id": 9})]))
        await asyncio.sleep(0.3)
        await connection.execute(
            "INSERT INTO inbox (update_id, chat_id, payload, claimed_by, claimed_at)"
            " VALUES (5, 7, '{}', 'here', clock_timestamp())"
        )
        assert not adding.done()
    assert (await adding).ours == ({"update_id": 9},)


async def _inbox(database: Database) -> PostgresInbox:
    await PostgresLeases(database).hold("here", "here", 60)
    return PostgresInbox(database, "here", 60)
