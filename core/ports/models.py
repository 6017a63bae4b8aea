"""The models of all users, and what is shown of them."""

from collections.abc import Sequence
from typing import Protocol

from core.models import Analysis, Counts, Gate, Lock, Model, Month, Ratio, ReferencePhoto


class Models(Protocol):
    """The models of all users. Every change is one transaction on locked rows."""

    async def active(self, user_id: int) -> Model | None: ...

    async def get(self, model_id: str) -> Model | None: ...

    async def owned(self, user_id: int, model_id: str) -> Model | None:
        """The model if it is this user's; any text may be asked for."""
        ...

    async def of(self, user_id: int) -> list[Model]:
        """The user's models, oldest first."""
        ...

    async def create(self, user_id: int, word: str = "Model") -> Model:
        """A new, collecting and active model, named by the word and a number.

        Its settings are the user's defaults, or else those of the model that was active.
        """
        ...

    async def activate(self, user_id: int, model_id: str) -> None: ...

    async def add_photo(self, model_id: str, photo: ReferencePhoto, most: int) -> tuple[ReferencePhoto, ...]:
        """Append and return all, in the order of their messages. Repeatable for the same message id.

        Raises SamePhoto when a photo with an alike fingerprint is there, PhotosComplete beyond `most`.
        """
        ...

    async def remove_photo(self, model_id: str, source: str) -> tuple[ReferencePhoto, ...] | None:
        """Remove from a model that still collects, and return the rest; None if it was not there."""
        ...

    async def compared(self, model_id: str, alike: Sequence[float | None]) -> None:
        """Note how near each reference image is to the others, in their order."""
        ...

    async def state(self, user_id: int, model_id: str, what: str) -> None:
        """Record what the user said about the model, once."""
        ...

    async def set_gate(self, user_id: int, model_id: str, gate: Gate) -> bool: ...

    async def mean_likeness(self, model_id: str, latest: int) -> tuple[float, int]:
        """The mean score of the newest measured scenes against the photos, and how many they are (0: none)."""
        ...

    async def studied(self, model_id: str, analysis: Analysis | None, portrait_prompt: str) -> None: ...

    async def lock(self, model_id: str, key: str) -> bool:
        """Compare-and-set: a choosing model becomes locked on the picture `key`. False if it was not choosing."""
        ...

    async def undo_lock(self, user_id: int, model_id: str) -> str | None:
        """Back to the lock before; its key, or None if there is none."""
        ...

    async def lock_again(self, user_id: int, lock_id: int) -> str | None:
        """A former lock of a model of this user is the lock again; the model's id, or None if there is no such lock.

        A choice that was open for another one ends with it.
        """
        ...

    async def rename(self, user_id: int, model_id: str, name: str) -> bool:
        """False if there is no such model of this user; so for each setting."""
        ...

    async def set_ratio(self, user_id: int, model_id: str, ratio: Ratio) -> bool: ...

    async def set_number(self, user_id: int, model_id: str, pictures: int) -> bool: ...

    async def set_strength(self, user_id: int, model_id: str, strength: float) -> bool: ...

    async def set_negative_prompt(self, user_id: int, model_id: str, words: str) -> bool: ...

    async def set_engine(self, user_id: int, model_id: str, engine: str) -> bool: ...

    async def set_defaults(self, user_id: int, model_id: str | None) -> bool:
        """New models of the user begin with the settings that this one has now; None: with those of the last one."""
        ...

    async def are_defaults(self, user_id: int, model_id: str) -> bool:
        """Whether this model has the settings that the user's new models begin with."""
        ...

    async def unlock(self, model_id: str) -> bool:
        """A locked model is choosing again; its locked reference stays in force until the next lock."""
        ...

    async def discard(self, user_id: int, model_id: str) -> list[str]:
        """Delete a collecting model and return the keys of its photos; the user's latest other model is active."""
        ...

    async def adopt(self, model_id: str, user_id: int) -> bool:
        """Give a row that has no Telegram owner to this user, and make it active. False if there is no such row."""
        ...


class Showcase(Protocol):
    """What is shown of models: how much they have, when they got it, and what the messenger has seen of it already."""

    async def counts(self, user_id: int) -> dict[str, Counts]:
        """Of each model of the user, by its id."""
        ...

    async def locks(self, model_id: str) -> list[Lock]:
        """The pictures that were its lock, each once, in the order in which they first were."""
        ...

    async def months(self, model_id: str, *, starred: bool) -> list[Month]:
        """The months in which it got pictures, newest first."""
        ...

    async def file_ids(self, model_id: str, looks: Sequence[str]) -> dict[str, str]:
        """The messenger's own ids of pictures that it has shown, by look; only those that are known."""
        ...

    async def remember(self, model_id: str, look: str, file_id: str) -> None: ...
