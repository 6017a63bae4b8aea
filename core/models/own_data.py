"""Consent, and what becomes of a user's data."""

from dataclasses import dataclass
from datetime import datetime

CONSENT_VERSION = 2
OFFLINE_CONSENT = -CONSENT_VERSION  # the same terms without a vendor: they do not hold once photos go to one


def terms(*, offline: bool) -> int:
    """The version that is agreed to now."""
    return OFFLINE_CONSENT if offline else CONSENT_VERSION


def still_agrees(agreed: int | None, *, offline: bool) -> bool:
    """Whoever agreed to the vendors agreed to none as well, not the other way round."""
    return agreed in {CONSENT_VERSION, terms(offline=offline)}


@dataclass(frozen=True)
class Belongings:
    """What erasing a model, or everything of a user, takes away."""

    models: tuple[str, ...]  # their names
    photos: int
    pictures: int  # every try
    scenes: int
    under_way: int
    older: int = 0  # models that are rows of the older web system
    credits: int = 0  # pictures that are paid for and not drawn
    together: int = 0  # of the scenes: show several people


@dataclass(frozen=True)
class Erasure:
    """A tombstone: the rows are gone, the folders of `models` and `folders` have to be empty before it is done."""

    reference: str
    user_id: int
    chat_id: int
    everything: bool
    models: tuple[str, ...]
    counts: dict[str, int]
    tries: int
    requested_at: datetime
    language: str = ""
    folders: tuple[str, ...] = ()  # more that has to be empty: scenes with somebody who stays


@dataclass(frozen=True)
class Export:
    """A user's request for a copy of everything, or of a model's pictures; `sent` of them are in parts that arrived."""

    user_id: int
    chat_id: int
    parts: int = 0
    sent: int = 0
    unreadable: int = 0
    tries: int = 0
    language: str = ""
    id: int = 0
    model_id: str | None = None  # None: everything
    starred: bool = False  # of the model's pictures only those that were kept
    name: str = ""  # the model's


@dataclass(frozen=True)
class Shot:
    """A picture of a model's scenes, as it is packed."""

    key: str
    engine: str
    asked_at: datetime


@dataclass(frozen=True)
class Expired:
    """Scenes that are kept no longer, and the keys of their pictures.

    `together` is how keys of scenes with several people begin: when their rows are gone, an erasure of one of them no
    longer leads to a picture that a kill left without a row.
    """

    generations: tuple[str, ...]
    keys: tuple[str, ...]
    together: tuple[str, ...] = ()
