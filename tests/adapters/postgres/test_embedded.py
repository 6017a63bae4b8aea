"""The database that comes as a wheel."""

import json
import os
from pathlib import Path

import psycopg
import pytest

from core.adapters.postgres.database import Database
from core.adapters.postgres.embedded import start_embedded
from core.errors import DatabaseRefused
from tests.conftest import FreshDsn, Server


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


async def test_each_fresh_database_is_one_of_its_own(database: Database, fresh_dsn: FreshDsn) -> None:
    await database.run("INSERT INTO users (id) VALUES (1)")
    with psycopg.connect(fresh_dsn()) as other:
        assert other.execute("SELECT count(*) FROM keepface.users").fetchone() == (0,)
    with psycopg.connect(fresh_dsn(migrated=False)) as empty:
        assert empty.execute("SELECT to_regclass('public.models')").fetchone() == (None,)
