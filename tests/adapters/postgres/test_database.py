"""Which servers are accepted, and how the loss of one is said."""

import asyncio
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from core.adapters.postgres.database import Database, open_database
from core.errors import DatabaseAway, DatabaseRefused
from tests.conftest import Server
from tests.fakes.serving import free_port

PGBOUNCER = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")


@contextmanager
def pooler(server: Server, mode: str, folder: Path) -> Iterator[str]:
    """PgBouncer before the server of the run, as the address of its pooled database."""
    port = free_port()
    (folder / "users.txt").write_text('"postgres" ""\n')
    (folder / "pgbouncer.ini").write_text(f"""
[databases]
* = host={server.folder / "postgres"} port=5432
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {folder / "users.txt"}
pool_mode = {mode}
""")
    command = [str(PGBOUNCER), str(folder / "pgbouncer.ini")]
    if os.geteuid() == 0:  # it refuses to run as root
        command[1:1] = ["-u", (server.folder / "postgres").owner()]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        give_up = time.monotonic() + 30
        while not _listens(port):
            assert process.poll() is None, "pgbouncer ended"
            assert time.monotonic() < give_up, "pgbouncer does not listen"
            time.sleep(0.05)
        yield f"postgresql://postgres@127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def folder(server: Server, request: pytest.FixtureRequest) -> Path:
    """One that another OS user may enter, as pytest's own are not."""
    made = server.folder / str(request.node.name).translate(str.maketrans("[]", "--"))
    made.mkdir()
    return made


NO_POOLER = PGBOUNCER is None and "REQUIRE_POOLER" not in os.environ


@pytest.mark.skipif(NO_POOLER, reason="needs Debian's pgbouncer; with REQUIRE_POOLER=1 it fails instead")
class TestBehindPgbouncer:
    async def test_transaction_mode_is_refused_with_the_fix(self, server: Server, dsn: str, folder: Path) -> None:
        with pooler(server, "transaction", folder) as address:
            with pytest.raises(DatabaseRefused, match="transaction-mode pooler") as refused:
                async with open_database(address + urlsplit(dsn).path):
                    pass
            assert "session pooler" in refused.value.fix

    async def test_transaction_mode_is_refused_while_others_use_it(
        self, server: Server, dsn: str, folder: Path
    ) -> None:
        with pooler(server, "transaction", folder) as address:
            url = address + urlsplit(dsn).path
            async with await psycopg.AsyncConnection.connect(url, autocommit=True) as one, one.transaction():
                await one.execute("SELECT 1")
                with pytest.raises(DatabaseRefused, match="transaction-mode pooler"):
                    async with open_database(url):
                        pass

    @pytest.mark.parametrize("sessions", [2, 3, 5])
    async def test_transaction_mode_is_refused_when_it_lends_its_sessions_in_turn(
        self, server: Server, dsn: str, folder: Path, sessions: int
    ) -> None:
        with pooler(server, "transaction\nserver_round_robin = 1", folder) as address:
            url = address + urlsplit(dsn).path
            async with AsyncExitStack() as stack:
                for _ in range(sessions):
                    one = await stack.enter_async_context(await psycopg.AsyncConnection.connect(url))
                    await one.execute("SELECT 1")
            with pytest.raises(DatabaseRefused, match="transaction-mode pooler"):
                async with open_database(url):
                    pass

    async def test_statement_mode_is_refused(self, server: Server, dsn: str, folder: Path) -> None:
        with pooler(server, "statement", folder) as address, pytest.raises(DatabaseRefused):
            async with open_database(address + urlsplit(dsn).path):
                pass

    async def test_session_mode_serves(self, server: Server, dsn: str, folder: Path) -> None:
        with pooler(server, "session", folder) as address:
            async with open_database(address + urlsplit(dsn).path) as database:
                await asyncio.gather(*(database.run("INSERT INTO users (id) VALUES (%s)", n) for n in range(20)))
                assert await database.row("SELECT count(*) AS n FROM users") == {"n": 20}


async def test_the_port_of_supabases_transaction_pooler_is_refused_before_connecting() -> None:
    connections = []
    listener = await asyncio.start_server(lambda *_: connections.append(1), "127.0.0.1", 0)
    async with listener:
        with pytest.raises(DatabaseRefused, match="6543") as refused:
            async with open_database("postgresql://someone:secret@127.0.0.1:6543/postgres"):
                pass
    assert "5432" in refused.value.fix
    assert "secret" not in str(refused.value)


async def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    with pytest.raises(DatabaseRefused, match="cannot be reached") as refused:
        async with open_database(f"postgresql://someone:s3cr3t-word@127.0.0.1:{free_port()}/postgres"):
            pass
    assert "s3cr3t-word" not in str(refused.value)
    assert "DATABASE_URL" in refused.value.fix


@pytest.mark.parametrize("dsn", ["postgres//someone:s3cr3t-word@host", "host=h port=s3cr3t-word x"])
async def test_an_address_that_is_none_is_refused(dsn: str) -> None:
    with pytest.raises(DatabaseRefused, match="no connection string") as refused:
        async with open_database(dsn):
            pass
    assert "s3cr3t-word" not in str(refused.value)


async def test_a_wrong_password_is_said_without_it(server: Server, dsn: str) -> None:
    server.run("CREATE ROLE locked_out LOGIN PASSWORD 'right'")
    rules = server.folder / "postgres" / "pg_hba.conf"
    rules.write_text(f"local all locked_out scram-sha-256\n{rules.read_text()}")
    server.run("SELECT pg_reload_conf()")
    with pytest.raises(DatabaseRefused, match="locked_out") as refused:
        async with open_database(dsn.replace("postgres:@", "locked_out:wr0ng-word@")):
            pass
    assert "wr0ng-word" not in str(refused.value)


async def test_a_database_that_goes_away_is_said_as_such(database: Database) -> None:
    with pytest.raises(DatabaseAway):
        await database.run("SELECT pg_terminate_backend(pg_backend_pid())")
    assert await database.row("SELECT 1 AS n") == {"n": 1}, "and the next one serves again"


async def test_what_a_failed_transaction_wrote_is_undone(database: Database) -> None:
    async def write_twice() -> None:
        async with database.transaction() as connection:
            for _ in range(2):
                await connection.execute("INSERT INTO users (id) VALUES (1)")

    with pytest.raises(psycopg.errors.UniqueViolation):
        await write_twice()
    assert await database.rows("SELECT id FROM users") == []


async def test_our_mistakes_in_sql_are_not_taken_for_a_lost_database(database: Database) -> None:
    with pytest.raises(psycopg.errors.UndefinedTable):
        await database.rows("SELECT FROM nowhere")
