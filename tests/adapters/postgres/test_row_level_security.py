"""Nobody but the owner of the database sees or runs anything of ours."""

import re
from collections.abc import Iterator

import psycopg
import pytest

from core.adapters.postgres.database import Database, open_database
from core.adapters.postgres.migrate import migrate
from tests.adapters.postgres.conftest import House
from tests.conftest import FreshDsn, Server

ROLES = ("anon", "authenticated", "stranger")
AS_SUPABASE = """
    GRANT USAGE ON SCHEMA public TO anon, authenticated;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON SEQUENCES TO anon, authenticated;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON FUNCTIONS TO anon, authenticated;
"""
OLD_TABLE = "CREATE TABLE public.models (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), user_id uuid, name text)"


@pytest.fixture
def roles(server: Server) -> Iterator[None]:
    """The public roles of a Supabase project and a stranger, as long as the test's database lives."""
    server.run(*(f"CREATE ROLE {role} LOGIN" for role in ROLES))
    yield
    server.run(*(f"DROP ROLE {role}" for role in ROLES))


@pytest.fixture
def supabase(roles: None, fresh_dsn: FreshDsn) -> Iterator[str]:
    """An empty database with Supabase's public roles and what they are granted there."""
    dsn = fresh_dsn(migrated=False)
    with psycopg.connect(dsn, autocommit=True) as owner:
        owner.execute(AS_SUPABASE)
    yield dsn
    with psycopg.connect(dsn, autocommit=True) as owner:  # a role with privileges somewhere cannot be dropped
        owner.execute(f"DROP OWNED BY {', '.join(ROLES)}".encode())


async def relations(database: Database) -> list[str]:
    rows = await database.rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'keepface'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')"
    )
    return [f"keepface.{row['relname']}" for row in rows]


async def test_every_table_of_ours_has_row_level_security_and_no_policy(database: Database) -> None:
    rows = await database.rows(
        "SELECT oid::regclass::text AS name, relrowsecurity AS on FROM pg_class"
        " WHERE relnamespace = 'keepface'::regnamespace AND relkind IN ('r', 'p')"
    )
    assert {"keepface.inbox", "keepface.procrastinate_jobs", "keepface.migrations"} <= {
        name if "." in name else f"keepface.{name}" for name in (row["name"] for row in rows)
    }
    forgotten = [row["name"] for row in rows if not row["on"]]
    assert not forgotten, f"add to the migration: ALTER TABLE … ENABLE ROW LEVEL SECURITY for {forgotten}"
    assert await database.rows("SELECT FROM pg_policy") == []


async def test_nothing_of_ours_is_open_to_everyone(database: Database) -> None:
    """Also what later migrations add: functions are open to PUBLIC unless they say otherwise."""
    rows = await database.rows("""
        SELECT oid::regprocedure::text AS name FROM pg_proc
         WHERE pronamespace = 'keepface'::regnamespace
           AND EXISTS (SELECT FROM aclexplode(coalesce(proacl, acldefault('f', proowner))) WHERE grantee = 0)
        UNION ALL
        SELECT oid::regclass::text FROM pg_class
         WHERE relnamespace = 'keepface'::regnamespace
           AND EXISTS (SELECT FROM aclexplode(relacl) WHERE grantee = 0)
        UNION ALL
        SELECT nspname FROM pg_namespace
         WHERE nspname = 'keepface' AND EXISTS (SELECT FROM aclexplode(nspacl) WHERE grantee = 0)
    """)
    assert [row["name"] for row in rows] == [], "add to the migration: REVOKE ALL ON … FROM PUBLIC"


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_without_rights_sees_and_runs_nothing(supabase: str, role: str) -> None:
    async with open_database(supabase) as database:
        await migrate(database)
        await database.run("INSERT INTO users (id) VALUES (7)")
        await database.run("INSERT INTO models (telegram_id, name) VALUES (7, 'Anna')")
        tables = await relations(database)
        routines = await database.rows("SELECT proname FROM pg_proc WHERE pronamespace = 'keepface'::regnamespace")
        assert len(tables) > 10
        assert len(routines) > 10
    with psycopg.connect(re.sub(r"//[^@/]*@", f"//{role}@", supabase), autocommit=True) as guest:
        assert guest.execute("SELECT current_user").fetchone() == (role,)
        for table in (*tables, "public.models"):
            for verb in ("TABLE", "DELETE FROM", "TRUNCATE"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    guest.execute(f"{verb} {table}".encode())
        for call in (
            "keepface.procrastinate_register_worker_v1()",
            "keepface.procrastinate_prune_stalled_workers_v1(0)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                guest.execute(f"SELECT {call}".encode())


async def test_even_a_role_that_was_granted_everything_sees_no_row(supabase: str) -> None:
    """What a later mistake in grants would open, row-level security keeps shut."""
    async with open_database(supabase) as database:
        await migrate(database)
        await database.run("INSERT INTO users (id) VALUES (7)")
        await database.run("INSERT INTO models (telegram_id, name) VALUES (7, 'Anna')")
        await database.run("GRANT USAGE ON SCHEMA keepface TO anon")
        await database.run("GRANT ALL ON ALL TABLES IN SCHEMA keepface, public TO anon")
    with psycopg.connect(re.sub(r"//[^@/]*@", "//anon@", supabase), autocommit=True) as guest:
        for table in ("keepface.users", "keepface.migrations", "public.models"):
            assert guest.execute(f"SELECT FROM {table}".encode()).fetchall() == []
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            guest.execute("INSERT INTO keepface.users (id) VALUES (8)")


async def test_the_owner_works_as_before(house: House) -> None:
    generation = await house.running()
    assert await house.generations.get(generation.id) is not None


async def test_a_models_table_of_an_older_system_stays_open_to_its_pages(supabase: str) -> None:
    async with open_database(supabase) as database:
        await database.run(OLD_TABLE)
        await database.run("INSERT INTO public.models (name) VALUES ('Anna')")
        await migrate(database)
    with psycopg.connect(re.sub(r"//[^@/]*@", "//anon@", supabase), autocommit=True) as guest:
        assert guest.execute("SELECT name FROM public.models").fetchall() == [("Anna",)]


async def test_policies_of_an_older_system_stay_in_force(supabase: str) -> None:
    async with open_database(supabase) as database:
        await database.run(OLD_TABLE)
        await database.run("ALTER TABLE public.models ENABLE ROW LEVEL SECURITY")
        await database.run("CREATE POLICY shown ON public.models TO anon USING (name = 'Anna')")
        await database.run("INSERT INTO public.models (name) VALUES ('Anna'), ('Ida')")
        await migrate(database)
    with psycopg.connect(re.sub(r"//[^@/]*@", "//anon@", supabase), autocommit=True) as guest:
        assert guest.execute("SELECT name FROM public.models").fetchall() == [("Anna",)]


async def test_later_tables_and_sequences_are_not_opened_by_default(supabase: str) -> None:
    async with open_database(supabase) as database:
        await migrate(database)
        await database.run("CREATE TABLE keepface.later (id bigserial)")
        assert (
            await database.rows(
                "SELECT FROM information_schema.role_table_grants WHERE table_name = 'later' AND grantee = ANY(%s)",
                list(ROLES),
            )
            == []
        )
