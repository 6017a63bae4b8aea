"""Applies migrations/*.sql in order: one transaction each, safe to run twice and from several processes at once."""

from dataclasses import dataclass
from pathlib import Path

import psycopg

from core.adapters.postgres.database import Connection, Database
from core.errors import DatabaseRefused

FOLDER = Path(__file__).resolve().parents[3] / "migrations"
LOCK = 7101370001  # any constant that nobody else locks
RECORDS = """CREATE TABLE IF NOT EXISTS keepface.migrations (
        version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now()
    )"""


@dataclass(frozen=True)
class Migration:
    version: int
    name: str
    sql: str


def migrations(folder: Path = FOLDER) -> list[Migration]:
    found = [Migration(int(file.name[:4]), file.stem, file.read_text()) for file in sorted(folder.glob("*.sql"))]
    if [one.version for one in found] != list(range(1, len(found) + 1)):
        raise DatabaseRefused(f"{folder} has gaps or doubles in its numbers", "number the files 0001, 0002, …")
    return found


def script(folder: Path = FOLDER) -> str:
    """All migrations as one file for `psql -f` or an SQL editor: each in a transaction of its own, as `migrate`
    records it. What is applied already is skipped, so it may be run again.
    """
    head = "-- Keepface: all migrations. Run with: psql --set ON_ERROR_STOP=1 --file this.sql\n"
    return "\n".join((head, *(_as_script(step) for step in migrations(folder))))


def _as_script(step: Migration) -> str:
    quote = f"$keepface_{step.version:04}$"
    if quote in step.sql:
        raise ValueError(f"{step.name} has the words that end it in the script")
    return f"""
BEGIN;
DO $keepface_step$
DECLARE
    version integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock({LOCK});
    IF to_regclass('keepface.migrations') IS NOT NULL THEN
        SELECT coalesce(max(known.version), 0) INTO version FROM keepface.migrations AS known;
    END IF;
    IF version >= {step.version} THEN
        RAISE NOTICE '{step.name} is applied already';
        RETURN;
    END IF;
    IF version < {step.version - 1} THEN
        RAISE EXCEPTION '{step.name} comes after migration {step.version - 1}, which is not applied';
    END IF;
    SET LOCAL search_path TO keepface, public;
    EXECUTE {quote}
{step.sql}
{quote};
    {RECORDS};
    INSERT INTO keepface.migrations (version, name) VALUES ({step.version}, '{step.name}');
END
$keepface_step$;
COMMIT;
"""


async def migrate(database: Database, folder: Path = FOLDER) -> list[str]:
    """Bring the database up to date and return the names of what was applied.

    Raises DatabaseRefused, with nothing changed, on a database newer than the code or an old table that
    Keepface cannot take over.
    """
    steps = migrations(folder)
    applied = []
    for step in steps:
        async with database.transaction() as connection:
            await connection.execute("SET LOCAL statement_timeout = 0")  # large tables, or another process at it
            await connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            version = await _version(connection)
            if version > len(steps):
                raise DatabaseRefused(
                    f"The database is at migration {version}, this code knows {len(steps)}",
                    "run the newer version of Keepface, or restore a backup of this version",
                )
            if version < step.version:
                await _apply(connection, step)
                applied.append(step.name)
    return applied


async def _version(connection: Connection) -> int:
    there = await (await connection.execute("SELECT to_regclass('keepface.migrations') AS there")).fetchone()
    if there is None or there["there"] is None:
        return 0
    row = await (await connection.execute("SELECT max(version) AS version FROM keepface.migrations")).fetchone()
    return int(row["version"] or 0) if row else 0


async def _apply(connection: Connection, step: Migration) -> None:
    try:
        await connection.execute(step.sql)
        await connection.execute("SET LOCAL search_path TO keepface, public")
        await connection.execute(RECORDS)
        await connection.execute(
            "INSERT INTO keepface.migrations (version, name) VALUES (%s, %s)", (step.version, step.name)
        )
    except psycopg.errors.RaiseException as error:
        reason = error.diag.message_primary or str(error)
        raise DatabaseRefused(reason, error.diag.message_hint or "see migrations/") from error
    except psycopg.errors.InsufficientPrivilege as error:
        raise DatabaseRefused(
            f"The database user may not create what Keepface needs: {error.diag.message_primary}",
            "connect as the owner of the database (Supabase: the role postgres)",
        ) from error
