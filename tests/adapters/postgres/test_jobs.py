"""The job queue: what is deferred runs, also after a cut or a death."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from procrastinate import App, PsycopgConnector

from core.adapters.jobs import Jobs
from core.adapters.postgres.database import Database, open_database

TAKEOVER = 1.5  # seconds
DEFER = "SELECT defer_generation(%s)"


class Worker:
    """Notes what it is given; holds on to it until it is let go."""

    def __init__(self, *, held: bool = False, failures: int = 0) -> None:
        self.begun: asyncio.Queue[str] = asyncio.Queue()
        self.cut_off: list[str] = []
        self.open = asyncio.Event()
        self.failures = failures
        if not held:
            self.open.set()

    async def __call__(self, generation_id: str) -> None:
        self.begun.put_nowait(generation_id)
        try:
            await self.open.wait()
        except asyncio.CancelledError:
            self.cut_off.append(generation_id)
            raise
        if self.failures:
            self.failures -= 1
            raise ZeroDivisionError(generation_id)

    async def next(self) -> str:
        return await asyncio.wait_for(self.begun.get(), 60)


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(60):
        while not await condition():
            await asyncio.sleep(0.02)


@asynccontextmanager
async def process(dsn: str, grace: float = 5.0) -> AsyncIterator[tuple[Jobs, Database]]:
    """What one process opens."""
    async with open_database(dsn) as database, Jobs(database, TAKEOVER, grace).opened() as jobs:
        yield jobs, database


async def defer(database: Database, *ids: str) -> None:
    for generation_id in ids:
        await database.run(DEFER, generation_id)


async def left(database: Database) -> list[tuple[str, object]]:
    rows = await database.rows("SELECT status::text, args FROM procrastinate_jobs ORDER BY id")
    return [(row["status"], row["args"]) for row in rows]


async def test_a_job_runs_once_and_leaves_nothing_behind(dsn: str) -> None:
    work = Worker()
    async with process(dsn) as (jobs, database):
        await defer(database, "before")
        async with jobs.worker(work):
            await defer(database, "during")
            assert {await work.next(), await work.next()} == {"before", "during"}

            async def empty() -> bool:
                return await left(database) == []

            await until(empty)
        assert work.begun.empty()


async def test_a_job_carries_the_id_alone(dsn: str) -> None:
    async with process(dsn) as (_, database):
        await defer(database, "gen-1")
        assert await left(database) == [("todo", {"generation_id": "gen-1"})]


async def test_our_jobs_are_those_that_procrastinate_would_write(dsn: str) -> None:
    app = App(connector=PsycopgConnector(conninfo=dsn, kwargs={"options": "-c search_path=keepface,public"}))

    @app.task(name="generate")
    def generate(generation_id: str) -> None: ...

    async with process(dsn) as (_, database), app.open_async():
        await generate.defer_async(generation_id="gen-1")
        await defer(database, "gen-1")
        theirs, ours = await database.rows("SELECT * FROM procrastinate_jobs ORDER BY id")
        assert {**theirs, "id": ours["id"]} == ours
        events = await database.rows("SELECT job_id, type::text FROM procrastinate_events ORDER BY id")
        assert [tuple(event.values()) for event in events] == [(theirs["id"], "deferred"), (ours["id"], "deferred")]


async def test_a_job_whose_transaction_fails_was_never_there(dsn: str) -> None:
    async def defer_and_fail(database: Database) -> None:
        async with database.transaction() as connection:
            await connection.execute(DEFER, ("gen-1",))
            raise ZeroDivisionError

    async with process(dsn) as (_, database):
        with pytest.raises(ZeroDivisionError):
            await defer_and_fail(database)
        assert await left(database) == []


async def test_running_jobs_get_the_grace_to_end(dsn: str) -> None:
    work = Worker(held=True)
    async with process(dsn, grace=20) as (jobs, database):
        await defer(database, "gen-1")
        async with jobs.worker(work):
            await work.next()
            asyncio.get_running_loop().call_later(0.3, work.open.set)
        assert work.cut_off == []
        assert await left(database) == []


async def test_a_job_that_the_shutdown_cut_off_is_done_by_the_next_worker(dsn: str) -> None:
    slow, next_one = Worker(held=True), Worker()
    async with process(dsn, grace=0.1) as (jobs, database):
        await defer(database, "gen-1")
        async with jobs.worker(slow):
            await slow.next()
        assert slow.cut_off == ["gen-1"]
        assert await left(database) == [("todo", {"generation_id": "gen-1"})]
    async with process(dsn) as (jobs, _), jobs.worker(next_one):
        assert await next_one.next() == "gen-1"


async def test_a_job_that_fails_runs_again(dsn: str) -> None:
    work = Worker(failures=1)
    async with process(dsn) as (jobs, database), jobs.worker(work):
        await defer(database, "gen-1")
        assert [await work.next(), await work.next()] == ["gen-1", "gen-1"]


@pytest.mark.parametrize("pruned", [False, True])
async def test_a_job_of_a_dead_worker_is_taken_over(dsn: str, *, pruned: bool) -> None:
    work = Worker()
    async with process(dsn) as (jobs, database):
        await defer(database, "gen-1")
        await database.run("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')")
        await database.run("""
            UPDATE procrastinate_jobs SET status = 'doing', attempts = 1,
                   worker_id = (SELECT max(id) FROM procrastinate_workers)
        """)
        if pruned:  # another worker has removed the dead one from the list
            await database.run("DELETE FROM procrastinate_workers")
        async with jobs.worker(work):
            assert await work.next() == "gen-1"


async def test_a_job_of_a_worker_that_lives_is_left_to_it(dsn: str) -> None:
    busy, idle = Worker(held=True), Worker()
    async with process(dsn) as (jobs, database), process(dsn) as (others, _):
        await defer(database, "gen-1")
        async with jobs.worker(busy):
            await busy.next()
            async with others.worker(idle):
                await asyncio.sleep(2 * TAKEOVER)
            assert idle.begun.empty()
            busy.open.set()


@pytest.mark.parametrize("failures", [0, 1], ids=["it ends", "it fails"])
async def test_who_wakes_after_its_job_was_taken_over_does_not_end_it_for_the_other(dsn: str, failures: int) -> None:
    paused = Worker(held=True, failures=failures)
    async with process(dsn) as (jobs, database), jobs.worker(paused):
        await defer(database, "gen-1")
        await paused.next()
        # As the rescuer does, when nothing was heard of this process for as long as a lease; another one has it now.
        await database.run("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() + interval '1 hour')")
        await database.run(
            "UPDATE procrastinate_jobs SET attempts = attempts + 1,"
            " worker_id = (SELECT max(id) FROM procrastinate_workers)"
        )
        paused.open.set()
        await asyncio.sleep(0.5)
        assert [status for status, _ in await left(database)] == ["doing"]
        await defer(database, "gen-2")
        assert await paused.next() == "gen-2", "and this process goes on"


async def test_each_job_is_done_by_one_of_two_processes(dsn: str) -> None:
    one, other = Worker(), Worker()
    names = [f"gen-{n}" for n in range(40)]
    async with process(dsn) as (jobs, database), process(dsn) as (others, _), jobs.worker(one), others.worker(other):
        await defer(database, *names)

        async def empty() -> bool:
            return await left(database) == []

        await until(empty)
    done = [queue.get_nowait() for queue in (one.begun, other.begun) for _ in range(queue.qsize())]
    assert sorted(done) == sorted(names)


async def test_the_worker_goes_on_when_its_connections_were_cut(dsn: str) -> None:
    work = Worker()
    async with process(dsn) as (jobs, database), jobs.worker(work):
        await defer(database, "before")
        await work.next()
        async with open_database(dsn) as other:
            await other.run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            await defer(other, "after")
        assert await work.next() == "after"
