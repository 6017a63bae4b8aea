"""What is shown of a model: cards, locks, sets, months."""

from dataclasses import dataclass
from datetime import datetime

from core.models.model import Model


@dataclass(frozen=True)
class Counts:
    """What a model has."""

    pictures: int = 0  # of its scenes
    kept: int = 0
    sets: int = 0  # of candidates
    locks: int = 0  # different pictures that were its lock


@dataclass(frozen=True)
class Card:
    """A model among its user's models, as they are leafed through."""

    model: Model
    active: bool
    counts: Counts
    place: int  # from 1
    of: int
    before: str | None = None  # the neighbours' ids
    after: str | None = None


@dataclass(frozen=True)
class Lock:
    """A picture that was a model's locked reference at some time."""

    id: int
    key: str
    locked_at: datetime | None  # None where that is not known
    present: bool
    set_number: int | None = None  # the candidate set that it is from, from 1; None where that is not known
    n: int | None = None  # its number in there


@dataclass(frozen=True)
class Sets:
    """A model's candidate sets that are worth a look, the oldest first: what a later one has whole is left out.

    `made` counts all of them, and so tells a button of today from one of yesterday.
    """

    ids: tuple[str, ...] = ()
    made: int = 0


@dataclass(frozen=True)
class Month:
    """A month (UTC) in which a model got pictures. `first` is where it begins in the gallery, from 0."""

    year: int
    month: int
    pictures: int
    first: int
