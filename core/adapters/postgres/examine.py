"""The database, as a check-up sees it. Changes nothing."""

from psycopg import conninfo

from core.adapters.postgres.database import Database, is_elsewhere, open_database
from core.adapters.postgres.migrate import migrations
from core.models import Finding

CONNECTIONS = 15  # that a process may take, and a few for people
PUBLIC_ROLES = ["anon", "authenticated"]


async def examine(dsn: str) -> list[Finding]:
    """Server, migrations, and who else may look. Raises DatabaseRefused."""
    async with open_database(dsn, most_connections=2) as database:
        found = [await _server(database, dsn), await _room(database)]
        if not await _begun(database):
            return [*found, _migrated(0)]
        # To a user from whom rows are hidden everything seems to be pending; the next finding says why.
        return [*found, _migrated(await _version(database)), await _sealed(database), await _models(database)]


async def _server(database: Database, dsn: str) -> Finding:
    options = conninfo.conninfo_to_dict(dsn)
    async with database.transaction() as connection:
        number = connection.info.server_version
        tls = connection.pgconn.ssl_in_use
        where = connection.info.host
    fact = f"PostgreSQL {number // 10000}.{number % 10000}, a session for each connection"
    if not is_elsewhere(options):
        return Finding("database", "good", f"{fact}, on this machine")
    if tls:
        return Finding("database", "good", f"{fact}, at {where} with TLS")
    fix = (
        "turn TLS on at the server and take sslmode=disable out of DATABASE_URL, unless nobody else is on that network"
    )
    return Finding("database", "warning", f"{fact}, at {where} without TLS", fix)


async def _room(database: Database) -> Finding:
    row = await database.row(
        "SELECT current_setting('max_connections')::int AS most, count(*) AS used FROM pg_stat_activity"
        " WHERE backend_type = 'client backend'"
    )
    most, used = (row["most"], row["used"]) if row else (0, 0)
    fact = f"{used} of {most} connections in use"
    if most - used >= CONNECTIONS:
        return Finding("connections", "good", fact)
    return Finding("connections", "warning", fact, f"each process takes up to {CONNECTIONS}: raise max_connections")


async def _begun(database: Database) -> bool:
    row = await database.row("SELECT to_regclass('keepface.migrations') IS NOT NULL AS begun")
    return bool(row and row["begun"])


async def _version(database: Database) -> int:
    row = await database.row("SELECT coalesce(max(version), 0) AS version FROM keepface.migrations")
    return int(row["version"]) if row else 0


def _migrated(version: int) -> Finding:
    steps = migrations()
    pending = [step.name for step in steps[version:]]
    if version > len(steps):
        fix = "run the newer version of Keepface, or restore a backup of this version"
        return Finding("migrations", "bad", f"at {version}, this code knows {len(steps)}", fix)
    if pending:
        fact = f"{len(pending)} pending: {', '.join(pending)}"
        return Finding("migrations", "warning", fact, "the next start applies them, or `python -m bot migrate`")
    return Finding("migrations", "good", f"all {version} applied")


async def _sealed(database: Database) -> Finding:
    """Row-level security is on, and is not on against ourselves."""
    rows = await database.rows(
        "SELECT relname AS name, relrowsecurity AS on, pg_get_userbyid(relowner) AS owner, current_user::text AS me,"
        " row_security_active(oid) AS hidden FROM pg_class"
        " WHERE relnamespace = 'keepface'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname"
    )
    if hidden := next((row for row in rows if row["hidden"]), None):
        fact = f"hides the rows of {hidden['name']} from {hidden['me']}"
        return Finding("row-level security", "bad", fact, f"connect as {hidden['owner']}, the owner of the tables")
    if unsealed := [row["name"] for row in rows if not row["on"]]:
        fix = "; ".join(f"ALTER TABLE keepface.{name} ENABLE ROW LEVEL SECURITY" for name in unsealed)
        return Finding("row-level security", "bad", f"off on {', '.join(unsealed)}", fix)
    return Finding("row-level security", "good", f"on, on all {len(rows)} tables")


async def _models(database: Database) -> Finding:
    row = await database.row(
        "SELECT relrowsecurity AS on, row_security_active(oid) AS hidden, pg_get_userbyid(relowner) AS owner,"
        " ARRAY(SELECT rolname::text FROM pg_roles WHERE rolname = ANY(%s)"
        " AND has_table_privilege(rolname, pg_class.oid, 'SELECT')) AS readers,"
        " (SELECT count(*) FROM public.models WHERE telegram_id IS NULL) AS old"
        " FROM pg_class WHERE oid = 'public.models'::regclass",
        PUBLIC_ROLES,
    )
    if row is None or row["hidden"]:
        fix = f"connect as {row['owner'] if row else 'its owner'}"
        return Finding("models table", "bad", "row-level security hides its rows from this user", fix)
    old = f"; {row['old']} models of an older system without a Telegram owner" if row["old"] else ""
    if row["readers"] and not row["on"]:
        fact = f"whoever has the project's public key reads it (as {', '.join(row['readers'])}){old}"
        fix = "unless the older system's pages need that: ALTER TABLE public.models ENABLE ROW LEVEL SECURITY"
        return Finding("models table", "warning", fact, fix)
    return Finding("models table", "good", ("row-level security on" if row["on"] else "no public role reads it") + old)
