"""What the owner is told, and what is found about the bot itself."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class EngineNews:
    """What the owner is told about an engine of a chain. `next_engine` takes its place; None if there is none."""

    engine: str
    state: Literal["retired", "ending"]
    last_day: date | None = None
    next_engine: str | None = None


@dataclass(frozen=True)
class EngineLikeness:
    """Mean likeness of an engine's newest measured pictures, and of those before them."""

    engine: str
    recent: float
    pictures: int
    before: float
    pictures_before: int


@dataclass(frozen=True)
class Incident:
    """Trouble that the owner hears of. `what` and `name` say which; `reason` says why, in a word of ours or a line."""

    what: Literal["engine", "account", "storage", "database", "surprise", "budget"]
    name: str = ""  # the engine, the vendor, the error, the day
    reason: str = ""
    lasted: float | None = None  # seconds, when it is over


News = EngineNews | EngineLikeness | Incident  # for the owner


@dataclass(frozen=True)
class Figures:
    """What waits and what was spent, over all processes on the database."""

    updates_waiting: int = 0
    oldest_update_seconds: float = 0.0
    jobs_waiting: int = 0
    jobs_running: int = 0
    oldest_job_seconds: float = 0.0
    spent_today_usd: float = 0.0


@dataclass(frozen=True)
class Finding:
    """What a check-up found about one thing. `fix` says what to do about it."""

    name: str
    verdict: Literal["good", "warning", "bad"]
    fact: str
    fix: str = ""
