"""One pool for everything: our tables and the jobs. Refuses servers that cannot keep our promises."""

import asyncio
import ipaddress
import os
import select
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from psycopg import conninfo
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from core.errors import DatabaseAway, DatabaseRefused

Connection = psycopg.AsyncConnection[DictRow]
Pool = AsyncConnectionPool[Connection]

OLDEST = 150000
SESSION_FIX = "use the session pooler or the direct connection (Supabase: port 5432, not 6543)"
TLS_FIX = "turn TLS on at the server; or add ?sslmode=disable to DATABASE_URL, on a network that nobody else can read"
# A dead server is noticed within a minute, also by a connection that only listens.
KEEPALIVE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": 30_000}
# The pool doubles its wait before each try to connect: a database that was away for a minute would be noticed half a
# minute late. So tries end early, and the next one begins at once.
RECONNECT = 2.0
# Parsed once for each connection: that costs more than to execute. What is run only once may be several statements.
PREPARE_AFTER = 1
WAIT = 10.0  # seconds for a connection
FRESH = 5.0  # seconds since a connection's last use in which it is only asked whether it lives if its end can be read
HURRY = 2.0  # the same when stopping: several things are written then, one after the other
# No statement of ours takes a second; a transaction that idles would hold its locks against the other replicas.
LIMITS = "SET statement_timeout = '60s'; SET idle_in_transaction_session_timeout = '60s'"

_last_used: "WeakKeyDictionary[Connection, float]" = WeakKeyDictionary()


class Database:
    """Short transactions on a bounded pool. No connection is held while an engine or Telegram is waited for."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool

    async def rows(self, sql: str, *values: object, **named: object) -> list[dict[str, Any]]:
        async with self._connection() as connection:
            return await (await connection.execute(sql, named or values)).fetchall()

    async def row(self, sql: str, *values: object, **named: object) -> dict[str, Any] | None:
        async with self._connection() as connection:
            return await (await connection.execute(sql, named or values)).fetchone()

    async def run(self, sql: str, *values: object) -> int:
        """Execute and return the number of rows it touched."""
        async with self._connection() as connection:
            return (await connection.execute(sql, values)).rowcount

    def hurry(self) -> None:
        """From now on a database that is away is not waited for long: this process stops."""
        self.pool.timeout = HURRY

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        async with self._connection() as connection, connection.transaction():
            yield connection

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Connection]:
        """A connection whose loss is said as DatabaseAway."""
        try:
            async with self.pool.connection() as connection:
                yield connection
                _last_used[connection] = time.monotonic()
        except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as error:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                # The error is only the echo of our own cancellation; who loops on DatabaseAway would never end.
                raise asyncio.CancelledError from error
            raise DatabaseAway(type(error).__name__) from error


@asynccontextmanager
async def open_database(dsn: str, most_connections: int = 8) -> AsyncIterator[Database]:
    """Check the server, then open the pool. Raises DatabaseRefused with the reason and the fix."""
    dsn = with_tls(dsn)
    await _check_server(dsn)

    async def check(connection: Connection) -> None:
        if time.monotonic() - _last_used.get(connection, 0.0) < FRESH and not _has_news(connection):
            return
        try:
            await AsyncConnectionPool.check_connection(connection)
        except psycopg.Error:
            # One that is lost is seldom alone. The pool would meet them one by one, waiting longer each time.
            await pool.check()
            raise

    pool: Pool = AsyncConnectionPool(
        dsn,
        min_size=2,
        max_size=most_connections,
        timeout=WAIT,
        reconnect_timeout=RECONNECT,
        reconnect_failed=Pool.check,  # also grows a pool that has nothing left
        open=False,
        configure=_configure,
        check=check,
        kwargs={"row_factory": dict_row, "prepare_threshold": PREPARE_AFTER, **KEEPALIVE},
        name="keepface",
    )
    await pool.open(wait=True, timeout=30)
    try:
        yield Database(pool)
    finally:
        await pool.close()


def _has_news(connection: Connection) -> bool:
    """A server that ends a connection says so, or at least closes it: either can be read. An idle one says nothing."""
    poll = select.poll()  # not select.select, which knows no descriptor above 1023
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))


async def _configure(connection: Connection) -> None:
    # Not in the pool's kwargs: procrastinate passes those on together with its own autocommit.
    await connection.set_autocommit(True)
    await connection.execute(f"SET search_path TO keepface, public; {LIMITS}")


def with_tls(dsn: str) -> str:
    """The connection string, with TLS demanded of every server elsewhere unless it says what it wants itself.

    Raises DatabaseRefused when it is no connection string.
    """
    try:
        options = conninfo.conninfo_to_dict(dsn)
    except psycopg.ProgrammingError:
        # Not `from error`: libpq quotes what it could not read, a password maybe.
        raise DatabaseRefused(
            "DATABASE_URL is no connection string", "write it as postgresql://user:password@host:5432/name"
        ) from None
    if "sslmode" in options or os.environ.get("PGSSLMODE") or not is_elsewhere(options):
        return dsn
    return conninfo.make_conninfo(dsn, sslmode="require")


def is_elsewhere(options: dict[str, Any]) -> bool:
    """Whether the connection leaves this machine."""
    hosts = str(options.get("hostaddr") or options.get("host") or os.environ.get("PGHOST") or "").split(",")
    return not all(_is_here(host) for host in hosts)


def _is_here(host: str) -> bool:
    if host in {"", "localhost"} or host.startswith(("/", "@")):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


async def _check_server(dsn: str) -> None:
    try:
        options = conninfo.conninfo_to_dict(dsn)
        if str(options.get("port", "")) == "6543":
            raise DatabaseRefused("DATABASE_URL points at a transaction-mode pooler (port 6543)", SESSION_FIX)
        async with (
            await psycopg.AsyncConnection.connect(dsn, autocommit=True, connect_timeout=10) as first,
            await psycopg.AsyncConnection.connect(dsn, autocommit=True, connect_timeout=10) as second,
        ):
            if first.info.server_version < OLDEST:
                raise DatabaseRefused(
                    f"PostgreSQL {first.info.server_version // 10000} is too old", "use PostgreSQL 15 or newer"
                )
            await _refuse_transaction_pooler(first, second)
    except psycopg.OperationalError as error:
        no_tls = "does not support SSL" in str(error)
        raise DatabaseRefused(
            f"The database cannot be reached: {_first_line(error)}",
            TLS_FIX
            if no_tls
            else "check DATABASE_URL (postgresql://user:password@host:5432/name) and that the server is up",
        ) from error


async def _refuse_transaction_pooler(first: psycopg.AsyncConnection, second: psycopg.AsyncConnection) -> None:
    """A transaction-mode pooler lends one server session to many clients.

    So what the first client sets in its session, the second one sees, or the first one no longer does.
    """
    await first.execute("SET keepface.probe = 'first'")
    async with second.transaction():
        seen_by_second = await _probe(second)
        seen_by_first = {await _probe(first)}
    # A pooler that lends its sessions in turn gives the first client another one now.
    seen_by_first |= {await _probe(first), await _probe(first)}
    if seen_by_first != {"first"} or seen_by_second == "first":
        raise DatabaseRefused("DATABASE_URL points at a transaction-mode pooler", SESSION_FIX)


async def _probe(connection: psycopg.AsyncConnection) -> str | None:
    row = await (await connection.execute("SELECT current_setting('keepface.probe', true)")).fetchone()
    return row[0] if row else None


def _first_line(error: Exception) -> str:
    # libpq names host and user, never the password.
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
