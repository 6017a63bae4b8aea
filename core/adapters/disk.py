"""The data directory, as a check-up sees it. Changes nothing."""

import os
import shutil
from pathlib import Path
from typing import Literal

from core.models import Finding

LEAST = 200_000_000  # bytes: a database without room stops in the middle of things
LITTLE = 2_000_000_000


def check_disk(data_dir: Path, pictures_dir: Path | None) -> list[Finding]:
    """Writable, with room, and the pictures for this user alone; `pictures_dir` is None if they are kept elsewhere."""
    there = next(folder for folder in (data_dir.resolve(), *data_dir.resolve().parents) if folder.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        return [Finding("data directory", "bad", f"{there} is not writable", "let this user write it, or set DATA_DIR")]
    found = [Finding("data directory", "good", f"{data_dir.resolve()} is writable")]
    free = shutil.disk_usage(there).free
    verdict: Literal["good", "warning", "bad"] = "bad" if free < LEAST else "warning" if free < LITTLE else "good"
    fix = "" if verdict == "good" else "make room, or move DATA_DIR to a larger disk"
    found.append(Finding("disk", verdict, f"{free / 1e9:.1f} GB free", fix))
    if pictures_dir and pictures_dir.exists():
        mode = pictures_dir.stat().st_mode & 0o777
        shared = mode & 0o077 and "everyone" if mode & 0o007 else "a group"
        if mode & 0o077:
            fix = f"chmod 700 {pictures_dir}"
            found.append(Finding("pictures folder", "warning", f"open to {shared} (mode {mode:o})", fix))
    return found
