"""TLS to servers elsewhere, and what a failover leaves: connections that die under us and a server that comes back."""

import asyncio
import atexit
import os
import shutil
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from core.adapters.jobs import Jobs
from core.adapters.postgres.database import Database, open_database, with_tls
from core.adapters.postgres.embedded import start_embedded
from core.adapters.postgres.migrate import migrate
from core.errors import DatabaseAway, DatabaseRefused
from core.nursery import Nursery
from tests.adapters.postgres.test_jobs import Worker, defer, left, process, until
from tests.conftest import Server
from tests.fakes.postgres_server import postgres_server


@pytest.mark.parametrize(
    ("dsn", "demanded"),
    [
        ("postgresql://me:word@db.example.org:5432/postgres", True),
        ("postgresql://me:word@192.0.2.7/postgres?connect_timeout=3", True),
        ("host=db.example.org user=me", True),
        ("postgresql://me@localhost,db.example.org/postgres", True),
        ("postgresql://me@localhost/postgres", False),
        ("postgresql://me@127.0.0.1:5432/postgres", False),
        ("postgresql://me@[::1]/postgres", False),
        ("postgresql://me@/postgres?host=/run/postgresql", False),
        ("dbname=postgres", False),
    ],
)
def test_tls_is_demanded_of_every_server_elsewhere(
    monkeypatch: pytest.MonkeyPatch, dsn: str, *, demanded: bool
) -> None:
    monkeypatch.delenv("PGSSLMODE", raising=False)
    monkeypatch.delenv("PGHOST", raising=False)
    assert ("sslmode=require" in with_tls(dsn)) is demanded
    assert demanded or with_tls(dsn) == dsn


@pytest.mark.parametrize("mode", ["disable", "verify-full"])
def test_what_the_connection_string_says_about_tls_stands(monkeypatch: pytest.MonkeyPatch, mode: str) -> None:
    dsn = f"postgresql://me@db.example.org/postgres?sslmode={mode}"
    assert with_tls(dsn) == dsn
    monkeypatch.setenv("PGSSLMODE", mode)
    assert with_tls("postgresql://me@db.example.org/postgres") == "postgresql://me@db.example.org/postgres"


async def test_a_server_without_tls_is_refused_with_the_way_out(server: Server) -> None:
    """PostgreSQL answers a wish for TLS with one letter."""

    async def answer_no(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(8)
        writer.write(b"N")
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    listener = await asyncio.start_server(answer_no, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    async with listener:
        with pytest.raises(DatabaseRefused, match="SSL") as refused:
            async with open_database(f"postgresql://me:s3cr3t-word@127.0.0.1:{port}/postgres?sslmode=require"):
                pass
    assert "sslmode=disable" in refused.value.fix
    assert "s3cr3t-word" not in str(refused.value)


async def test_no_statement_and_no_idle_transaction_lasts_for_ever(database: Database) -> None:
    for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
        assert await database.row(f"SHOW {name}") == {name: "1min"}
    async with database.transaction() as connection:
        await connection.execute("SET LOCAL statement_timeout = 10")
        with pytest.raises(psycopg.errors.QueryCanceled):
            await connection.execute("SELECT pg_sleep(5)")


def lose_all_connections(server: Server, dsn: str) -> int:
    """What a failover does to a pool: every session has ended at once. Returns how many there were."""
    name = urlsplit(dsn).path[1:]
    with psycopg.connect(server.dsn, autocommit=True) as admin:
        return len(
            admin.execute(
                "SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity"
                " WHERE datname = %s AND pid <> pg_backend_pid()",
                (name,),
            ).fetchall()
        )


async def test_after_all_connections_are_lost_the_next_call_works(server: Server, dsn: str) -> None:
    async with open_database(dsn) as database:
        await asyncio.gather(*(database.run("INSERT INTO users (id) VALUES (%s)", n) for n in range(20)))
        assert lose_all_connections(server, dsn) >= 2
        assert await database.row("SELECT count(*) AS n FROM users") == {"n": 20}
        assert await database.row("SHOW search_path") == {"search_path": "keepface, public"}
        assert await database.row("SHOW statement_timeout") == {"statement_timeout": "1min"}


async def test_a_transaction_that_loses_its_connection_writes_nothing_and_leaves_no_lock(
    server: Server, dsn: str
) -> None:
    async with open_database(dsn) as database:

        async def write_and_lose() -> None:
            async with database.transaction() as connection:
                await connection.execute("INSERT INTO users (id) VALUES (1)")
                lose_all_connections(server, dsn)
                await connection.execute("INSERT INTO users (id) VALUES (2)")

        with pytest.raises(DatabaseAway):
            await write_and_lose()
        async with database.transaction() as connection:  # no aborted transaction comes back from the pool
            await connection.execute("INSERT INTO users (id) VALUES (1)")
        assert await database.rows("SELECT id FROM users") == [{"id": 1}]


async def test_the_worker_goes_on_after_all_connections_are_lost(server: Server, dsn: str) -> None:
    work = Worker()
    async with process(dsn) as (jobs, database), jobs.worker(work):
        await defer(database, "before")
        assert await work.next() == "before"
        for round_number in range(2):
            lose_all_connections(server, dsn)
            await defer(database, f"after {round_number}")
            assert await work.next() == f"after {round_number}"


@pytest.fixture
def folder() -> Path:
    """For a server of the test's own, removed when that has ended with the run."""
    made = Path(tempfile.mkdtemp(prefix="keepface-"))
    made.chmod(0o755)
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def pg_ctl(folder: Path, verb: str, *options: str) -> None:
    data = folder / "postgres"
    program = Path((data / "postmaster.opts").read_text().split()[0]).with_name("pg_ctl")
    command = [str(program), verb, "-w", "-m", "immediate", "-D", str(data), *options]
    owner = data.stat().st_uid if os.geteuid() == 0 else None
    subprocess.run(command, check=True, user=owner, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=90)


async def test_the_pool_and_the_worker_outlive_a_restart_of_the_server(folder: Path) -> None:
    work = Worker()
    async with open_database(await start_embedded(folder)) as database:
        await migrate(database)
        async with Jobs(database, 1.5, 5.0).opened() as jobs, jobs.worker(work):
            await defer(database, "before")
            assert await work.next() == "before"
            await asyncio.to_thread(pg_ctl, folder, "restart")
            await defer(database, "after")
            assert await work.next() == "after"
    await asyncio.to_thread(pg_ctl, folder, "stop")


async def test_a_job_under_way_is_neither_cut_off_nor_run_again_when_the_server_is_away(folder: Path) -> None:
    """Longer than the grace of a stop, and longer than a dead worker's jobs are left to it."""
    work = Worker(held=True)
    async with open_database(await start_embedded(folder)) as database:
        await migrate(database)
        # Who looks for dead workers looks every 0.8 seconds, and a heart that finds no database tries after 0.5 again.
        async with Jobs(database, 2.4, 0.2).opened() as jobs, jobs.worker(work):
            await defer(database, "long")
            assert await work.next() == "long"
            started = (folder / "postgres" / "postmaster.opts").read_text().strip().split(" ", 1)[1].replace('"', "'")
            await asyncio.to_thread(pg_ctl, folder, "stop")
            await asyncio.sleep(3)
            await asyncio.to_thread(pg_ctl, folder, "start", "-o", started, "-l", str(folder / "postgres" / "log"))
            await defer(database, "next")
            assert await work.next() == "next", "the worker goes on while the long job is under way"
            await asyncio.sleep(3)
            assert (work.cut_off, work.begun.qsize()) == ([], 0)
            work.open.set()

            async def empty() -> bool:
                return await left(database) == []

            await until(empty)
    await asyncio.to_thread(pg_ctl, folder, "stop")


async def test_a_server_that_was_away_for_long_is_used_as_soon_as_it_is_back() -> None:
    async with postgres_server() as server, open_database(server.dsn) as database, Nursery() as nursery:
        answered: list[float] = []

        async def ask_for_ever() -> None:
            while True:
                with suppress(DatabaseAway):
                    await database.row("SELECT 1 AS one")
                    answered.append(time.monotonic())
                await asyncio.sleep(0.1)

        for n in range(12):
            nursery.start(ask_for_ever(), f"asking {n}")
        async with asyncio.timeout(30):
            while not answered:
                await asyncio.sleep(0.02)
        await server.stop()
        await asyncio.sleep(16)  # the pool's next try would be the one after 31 seconds
        await server.start()
        back = time.monotonic()
        async with asyncio.timeout(12):
            while answered[-1] < back:
                await asyncio.sleep(0.02)
