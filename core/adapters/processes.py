"""Which process this is among all on one database, and which others of this computer have certainly ended."""

import os
import platform
import secrets
from pathlib import Path

import psutil

SEPARATOR = "/"


def this_process() -> str:
    pid = os.getpid()
    return SEPARATOR.join((_place(), str(pid), _begun(pid), secrets.token_hex(4)))


def has_ended(name: str) -> bool:
    """True only for a process of this very place: so its restart need not wait for its lease to run out."""
    parts = name.split(SEPARATOR)
    if len(parts) != 4 or parts[0] != _place():
        return False
    return _begun(int(parts[1])) != parts[2]


def _begun(pid: int) -> str:
    try:
        return f"{psutil.Process(pid).create_time():.2f}"
    except psutil.NoSuchProcess:
        return "never"


def _place() -> str:
    """This boot of this computer and, in a container, its own numbering of processes."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}:{Path('/proc/self/ns/pid').stat().st_ino}"
    except OSError:
        return platform.node()
