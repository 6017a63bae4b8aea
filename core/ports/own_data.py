"""Erasing, taking along, and keeping no longer."""

from typing import Any, Protocol

from core.models import Belongings, Erasure, Expired, Export, Shot


class Erasures(Protocol):
    """What is being erased. A tombstone outlasts kills and restarts, until nothing is left."""

    async def belongings(self, user_id: int, model_id: str | None) -> Belongings:
        """What a model of this user is, scenes with others among it, or everything."""
        ...

    async def begin(self, user_id: int, chat_id: int, model_id: str | None) -> Erasure | None:
        """Write the tombstone and erase the rows and the jobs, in one transaction; None if there is nothing.

        Repeatable while it is under way. The ledger's lines stay: without a generation, and for everything without
        the user. A row of the older web system stays too, and is nobody's on Telegram.
        """
        ...

    async def due(self, seconds: float) -> Erasure | None:
        """Claim the next one for so long."""
        ...

    async def under_way(self, erasure: Erasure) -> bool:
        """Whether a run or an update that began before may still write. If not, its open calls are settled."""
        ...

    async def later(self, erasure: Erasure, seconds: float) -> bool:
        """Again in so many seconds. False if it is no longer ours."""
        ...

    async def done(self, erasure: Erasure) -> None:
        """Forget whose it was."""
        ...


class Exports(Protocol):
    async def ask(self, user_id: int, chat_id: int, model_id: str | None = None, *, starred: bool = False) -> bool:
        """Everything of the user, or the pictures of a model. False if that is under way, or there is nothing."""
        ...

    async def shots(self, model_id: str, *, starred: bool) -> list[Shot]:
        """The pictures of a model's scenes, the oldest first."""
        ...

    async def due(self, seconds: float) -> Export | None:
        """Claim the next one for so long."""
        ...

    async def hold(self, export: Export, seconds: float) -> bool:
        """Note how far it is and keep it. False if it is no longer ours: taken over, or its user erased."""
        ...

    async def done(self, export: Export) -> None: ...

    async def rows(self, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Every row about the user by table, as JSON."""
        ...


class Expiry(Protocol):
    async def expired(self, days: int) -> Expired:
        """Some of the scenes that ended so many days ago; pictures that are still in use are left out."""
        ...

    async def forget(self, expired: Expired) -> None: ...
