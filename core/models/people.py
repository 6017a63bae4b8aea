"""Accounts, the owner, and who may come in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Standing = Literal["owner", "allowed", "denied", "stranger"]
Access = Literal["", "asked", "allowed", "denied"]
# What the owner decided in the chat: names of rows, see migrations.
OWNER = "owner"
PICTURES_PER_USER = "daily_pictures_per_user"
BUDGET_USD = "daily_budget_usd"
PAUSED = "paused"  # no paid call begins anywhere
EXPECTING = "expecting"  # until when a forwarded message of the owner shows somebody who may come in


@dataclass(frozen=True)
class Known:
    """What the rows say about an account, and about who owns the bot."""

    agreed: int | None = None
    access: Access = ""
    owner: int | None = None
    has_data: bool = False
    language: str | None = None  # chosen


@dataclass(frozen=True)
class Entry:
    """How an account stands at the door."""

    standing: Standing
    agreed: int | None = None  # the version of the terms
    owner: int | None = None  # the owner's account; None while nobody owns the bot
    has_data: bool = False  # which may be taken along and away in every standing
    language: str | None = None  # chosen; None follows the client

    @property
    def may_enter(self) -> bool:
        return self.standing in {"owner", "allowed"}


@dataclass(frozen=True)
class Person:
    """An account, as the owner sees it."""

    id: int
    name: str = ""
    access: Access = ""
    agreed: bool = False
    pictures_today: int = 0
    seen_at: datetime | None = None


@dataclass(frozen=True)
class Invitation:
    """A link that lets somebody in; the link itself is only known to whom it was shown."""

    id: int
    uses: int
    used: int
    expires_at: datetime


@dataclass(frozen=True)
class EngineHealth:
    """An engine's calls of the last hour. `median_seconds` is that of the successful ones."""

    engine: str
    calls: int
    failed: int
    median_seconds: float | None


@dataclass(frozen=True)
class Broadcast:
    """Words to all users. `copies` counts them by how they went; a draft counts who would get one as "waiting"."""

    id: int
    words: str
    state: Literal["draft", "sending", "done", "cancelled"]
    copies: Mapping[str, int]


@dataclass(frozen=True)
class Copy:
    """One user's copy of a broadcast."""

    broadcast_id: int
    user_id: int
    words: str
