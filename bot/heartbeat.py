"""A file in the data directory that is touched while the bot runs and its database answers."""

import asyncio
import logging
import time
from pathlib import Path

from core.bootstrap import Core
from core.errors import DatabaseAway

log = logging.getLogger(__name__)

EVERY = 10.0
FRESH = 45.0  # seconds: a beat may come late under load


async def beat_for_ever(core: Core, data_dir: Path) -> None:
    file = _file(data_dir)
    await asyncio.to_thread(data_dir.mkdir, parents=True, exist_ok=True)
    try:
        while True:
            try:
                await core.alive()
                await asyncio.to_thread(file.touch)
            except DatabaseAway:
                log.warning("the database does not answer")
            await asyncio.sleep(EVERY)
    finally:
        file.unlink(missing_ok=True)


def is_beating(data_dir: Path) -> bool:
    file = _file(data_dir)
    return file.exists() and time.time() - file.stat().st_mtime < FRESH


def _file(data_dir: Path) -> Path:
    return data_dir / "alive"
