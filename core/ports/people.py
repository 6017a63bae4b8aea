"""Users, who may come in, and what the owner decided."""

from collections.abc import Callable
from datetime import date
from typing import Literal, Protocol

from core.models import Access, EngineHealth, Invitation, Known, News, Person


class Users(Protocol):
    async def known(self, user_id: int) -> bool: ...

    async def agreed(self, user_id: int) -> int | None:
        """The version of the terms that the user agreed to, or None."""
        ...

    async def agree(self, user_id: int, version: int) -> None: ...

    async def speak(self, user_id: int, language: str | None) -> None:
        """The user chose a language; None follows the client's."""
        ...

    async def language(self, user_id: int) -> str:
        """What was chosen, else the client's; empty while neither is known. A stranger's too, who asked to come in."""
        ...

    async def revoke(self, user_id: int) -> bool:
        """Nothing is agreed to any more. False if nothing was."""
        ...


class Owner(Protocol):
    async def tell(self, news: News) -> None:
        """Raises ChatGone or DeliveryDelayed."""
        ...


class Door(Protocol):
    """Who may come in: rows beside the setting ALLOWED_USERS."""

    async def look(self, user_id: int, name: str, client_language: str) -> Known:
        """What is known of whoever is at the door, in one question; notes that a user was seen, and as what."""
        ...

    async def ask(self, user_id: int, name: str, client_language: str, most: int) -> bool:
        """Note that a stranger asks to come in. True if the owner is to be told.

        That is once a day for each stranger, and for `most` of them a day.
        """
        ...

    async def whose(self, thing_id: str) -> Person | None:
        """The user whose generation or model has this id; any text may be asked for."""
        ...

    async def decide(self, user_id: int, access: Access, name: str = "") -> None: ...

    async def people(self, page: int, size: int) -> tuple[list[Person], int]:
        """A page of all accounts, who was seen last first; and how many there are."""
        ...

    async def person(self, user_id: int) -> Person | None: ...


class Claims(Protocol):
    """The one-time code with which somebody becomes the owner."""

    async def renew(self, code_hash: str) -> bool:
        """Only this code is valid from now on, and wrong tries are forgotten. False if somebody owns the bot."""
        ...

    async def take(
        self, user_id: int, fits: Callable[[str], bool], most_wrong: int
    ) -> Literal["taken", "wrong", "silence"]:
        """Make the user the owner if the valid code's hash `fits`. One transaction, so at most one succeeds ever.

        An account with `most_wrong` wrong tries is not even compared: silence.
        """
        ...


class Invites(Protocol):
    """Links that let people in. Rows hold hashes of their tokens."""

    async def add(self, token_hash: str, uses: int, days: int) -> None: ...

    async def open(self) -> list[Invitation]:
        """Those that can still be used, oldest first."""
        ...

    async def revoke(self, invite_id: int) -> bool: ...

    async def redeem(self, token_hash: str, user_id: int, name: str) -> bool:
        """Allow the user, and count one use unless the user was allowed before. False: used up, over, or denied."""
        ...


class Decisions(Protocol):
    """What the owner decided in the chat, by name."""

    async def read(self) -> dict[str, str]: ...

    async def decide(self, name: str, value: str | None) -> None:
        """None takes it back. When it returns, no call is reserved under what held before."""
        ...


class Oversight(Protocol):
    """What the owner wants to see. Every question raises DatabaseAway."""

    async def spent(self, days: int) -> list[tuple[date, float, int]]:
        """Dollars and pictures of each of the latest days (UTC), today first; days without a call are there too."""
        ...

    async def failures_today(self) -> list[tuple[str, int]]:
        """Calls that brought nothing, by reason, the most frequent first."""
        ...

    async def engines(self) -> list[EngineHealth]:
        """Every engine that was called within the hour."""
        ...

    async def stored(self) -> tuple[int, int]:
        """How many pictures the rows name, and the bytes of the database."""
        ...
