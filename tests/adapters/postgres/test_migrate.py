"""Migrations: in order, once, all or nothing."""

import asyncio
import shutil
import subprocess
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import psycopg
import pytest

from core.adapters.postgres.database import Database, open_database
from core.adapters.postgres.migrate import FOLDER, migrate, migrations, script
from core.errors import DatabaseRefused
from tests.conftest import FreshDsn

NAMES = [one.name for one in migrations()]
TABLES = """
    SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
     WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1
"""


async def tables(database: Database) -> list[str]:
    return [row["name"] for row in await database.rows(TABLES)]


async def test_an_empty_database_becomes_ours(empty: Database) -> None:
    assert await migrate(empty) == NAMES
    assert {"public.models", "keepface.users", "keepface.generations", "keepface.procrastinate_jobs"} < set(
        await tables(empty)
    )
    assert [name for name in await tables(empty) if name.startswith("public.")] == ["public.models"]


async def test_a_second_time_changes_nothing(empty: Database) -> None:
    await migrate(empty)
    before = await empty.rows("SELECT * FROM migrations")
    assert await migrate(empty) == []
    assert await empty.rows("SELECT * FROM migrations") == before


async def test_processes_that_begin_at_once_apply_each_migration_once(fresh_dsn: FreshDsn) -> None:
    dsn = fresh_dsn(migrated=False)

    async def one_process() -> list[str]:
        async with open_database(dsn, most_connections=2) as database:
            return await migrate(database)

    applied = await asyncio.gather(*(one_process() for _ in range(4)))
    assert sorted(name for names in applied for name in names) == NAMES


async def test_an_interrupted_upgrade_goes_on_where_it_ended(empty: Database, tmp_path: Path) -> None:
    first = sorted(FOLDER.glob("*.sql"))[0]
    (tmp_path / first.name).write_text(first.read_text())
    assert await migrate(empty, tmp_path) == NAMES[:1]
    assert await migrate(empty) == NAMES[1:]


async def test_a_database_of_a_newer_version_is_refused_and_kept(database: Database) -> None:
    await database.run("INSERT INTO migrations (version, name) VALUES (99, '0099_later')")
    before = (await tables(database), await database.rows("SELECT * FROM migrations"))
    with pytest.raises(DatabaseRefused, match=f"at migration 99, this code knows {len(NAMES)}") as refused:
        await migrate(database)
    assert "newer version" in refused.value.fix
    assert (await tables(database), await database.rows("SELECT * FROM migrations")) == before


@pytest.mark.parametrize("names", [["0002_b"], ["0001_a", "0003_c"], ["0001_a", "0001_b"], ["0000_a", "0001_b"]])
async def test_gaps_and_doubles_in_the_numbers_are_refused(empty: Database, tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / f"{name}.sql").write_text("CREATE TABLE public.never ()")
    with pytest.raises(DatabaseRefused, match="gaps or doubles"):
        await migrate(empty, tmp_path)
    assert await tables(empty) == []


async def test_a_migration_that_fails_leaves_nothing_and_the_ones_before_it_stay(
    empty: Database, tmp_path: Path
) -> None:
    (tmp_path / "0001_good.sql").write_text("CREATE SCHEMA keepface; CREATE TABLE keepface.good ();")
    (tmp_path / "0002_bad.sql").write_text("CREATE TABLE keepface.half (); SELECT 1 / 0;")
    with pytest.raises(psycopg.errors.DivisionByZero):
        await migrate(empty, tmp_path)
    assert await tables(empty) == ["keepface.good", "keepface.migrations"]
    assert [row["version"] for row in await empty.rows("SELECT version FROM migrations")] == [1]


async def test_a_database_user_without_rights_is_told_whom_to_connect_as(fresh_dsn: FreshDsn) -> None:
    dsn = fresh_dsn(migrated=False)
    with psycopg.connect(dsn, autocommit=True) as owner:
        owner.execute("DROP ROLE IF EXISTS guest")
        owner.execute("CREATE ROLE guest LOGIN")
    async with open_database(dsn.replace("postgres:@", "guest@")) as database:
        with pytest.raises(DatabaseRefused, match="may not create") as refused:
            await migrate(database)
    assert "owner" in refused.value.fix


def test_the_job_queue_is_procrastinates_own_schema_word_for_word() -> None:
    ours = next(one for one in migrations() if one.name == "0002_jobs").sql
    theirs = files("procrastinate.sql").joinpath("schema.sql").read_text()
    header, schema = ours[: -len(theirs)], ours[-len(theirs) :]
    assert schema == theirs
    assert [line for line in header.splitlines() if line and not line.startswith("--")] == [
        "SET LOCAL search_path TO keepface, public;"
    ]


def by_psycopg(dsn: str, sql: str) -> None:
    """All in one message, as an SQL editor sends it."""
    with psycopg.connect(dsn, autocommit=True) as owner:
        owner.execute(sql.encode())


def by_psql(dsn: str, sql: str) -> None:
    command = ["psql", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--quiet", "--file", "-", dsn]
    subprocess.run(command, input=sql, text=True, check=True, capture_output=True)


@pytest.fixture(
    params=[
        by_psycopg,
        pytest.param(by_psql, marks=pytest.mark.skipif(not shutil.which("psql"), reason="needs psql")),
    ]
)
def run_script(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    run: Callable[[str, str], None] = request.param
    return run


async def everything(database: Database) -> list[object]:
    """What two databases must have alike: columns, rights, triggers, functions."""
    return [
        await database.rows(sql)
        for sql in (
            "SELECT attrelid::regclass::text, attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute"
            " JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace::regnamespace::text IN ('keepface', 'public')"
            " ORDER BY 1, 2",
            "SELECT oid::regclass::text, relrowsecurity, relacl::text FROM pg_class"
            " WHERE relnamespace::regnamespace::text IN ('keepface', 'public') ORDER BY 1",
            "SELECT oid::regprocedure::text, proacl::text, prosrc FROM pg_proc"
            " WHERE pronamespace = 'keepface'::regnamespace ORDER BY 1",
            "SELECT tgrelid::regclass::text, tgname::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2",
            "SELECT version, name FROM migrations ORDER BY 1",
        )
    ]


async def test_the_script_does_what_migrate_does_and_may_be_run_again(
    fresh_dsn: FreshDsn, database: Database, run_script: Callable[[str, str], None]
) -> None:
    dsn = fresh_dsn(migrated=False)
    run_script(dsn, script())
    run_script(dsn, script())
    async with open_database(dsn) as scripted:
        assert await everything(scripted) == await everything(database)
        assert await migrate(scripted) == []


async def test_the_script_goes_on_where_an_older_version_ended(
    fresh_dsn: FreshDsn, tmp_path: Path, run_script: Callable[[str, str], None]
) -> None:
    dsn = fresh_dsn(migrated=False)
    for file in sorted(FOLDER.glob("*.sql"))[:2]:
        (tmp_path / file.name).write_text(file.read_text())
    async with open_database(dsn) as database:
        await migrate(database, tmp_path)
        run_script(dsn, script())
        assert await migrate(database) == []


async def test_a_script_that_fails_leaves_what_came_before_it(fresh_dsn: FreshDsn, tmp_path: Path) -> None:
    dsn = fresh_dsn(migrated=False)
    (tmp_path / "0001_good.sql").write_text("CREATE SCHEMA keepface; CREATE TABLE keepface.good ();")
    (tmp_path / "0002_bad.sql").write_text("CREATE TABLE keepface.half (); SELECT 1 / 0;")
    with pytest.raises(psycopg.errors.DivisionByZero):
        by_psycopg(dsn, script(tmp_path))
    async with open_database(dsn) as database:
        assert await tables(database) == ["keepface.good", "keepface.migrations"]


async def test_a_migration_that_would_end_its_own_quotes_makes_no_script(tmp_path: Path) -> None:
    (tmp_path / "0001_quotes.sql").write_text("SELECT $keepface_0001$ $keepface_0001$;")
    with pytest.raises(ValueError, match="0001_quotes"):
        script(tmp_path)
