"""How well a limit of likeness parts one person from others, counted on photos of known people. Pure arithmetic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Embeddings = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Rates:
    """Shares, 0 to 1. FRR: one person taken for two; FAR: two people taken for one."""

    limit: float
    frr: float
    far: float


@dataclass(frozen=True)
class Scores:
    """Cosines of comparisons in which both sides show one person, and of those that show two people."""

    same: Numbers
    other: Numbers

    def auc(self) -> float:
        """How often a pair of one person scores above a pair of two people; an equal score counts half."""
        other = np.sort(self.other)
        below, up_to = (np.searchsorted(other, self.same, side) for side in ("left", "right"))
        return float((below + up_to).mean() / 2 / len(other))

    def eer(self) -> float:
        """The least worse of FRR and FAR that any limit gives."""
        limits = np.unique(np.concatenate([self.same, self.other]))
        frr = np.searchsorted(np.sort(self.same), limits, "left") / len(self.same)
        far = 1 - np.searchsorted(np.sort(self.other), limits, "left") / len(self.other)
        return float(np.maximum(frr, far).min())

    def at(self, limit: float) -> Rates:
        return Rates(limit, float((self.same < limit).mean()), float((self.other >= limit).mean()))

    def __bool__(self) -> bool:
        """Whether there is anything to count on both sides."""
        return bool(len(self.same) and len(self.other))


def one_to_one(people: Mapping[str, Embeddings]) -> Scores:
    """Every photo against every other one, each pair once."""
    who, photos = _stacked(people)
    once = np.triu(np.ones((len(who), len(who)), dtype=bool), 1)
    return _parted(photos @ photos.T, who, once)


def one_to_three(people: Mapping[str, Embeddings]) -> Scores:
    """Every photo against the mean of three, as the bot compares: of each person with four or more photos.

    The threes are neighbours in the person's order, the last beside the first; none contains the photo compared.
    """
    enough = {name: photos for name, photos in people.items() if len(photos) >= 4}
    who, photos = _stacked(enough)
    places = np.arange(len(who))
    threes = np.zeros((len(who), 3), dtype=int)
    for one in np.unique(who):
        own = places[who == one]
        threes[own] = np.stack([own, np.roll(own, -1), np.roll(own, -2)], axis=1)
    means = photos[threes].sum(axis=1)
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    apart = np.all([column[None, :] != places[:, None] for column in threes.T], axis=0)
    return _parted(photos @ means.T, who, apart)


def _parted(cosines: Numbers, who: npt.NDArray[np.int64], counted: npt.NDArray[np.bool_]) -> Scores:
    same = who[:, None] == who[None, :]
    return Scores(cosines[counted & same], cosines[counted & ~same])


def _stacked(people: Mapping[str, Embeddings]) -> tuple[npt.NDArray[np.int64], Numbers]:
    who = np.repeat(np.arange(len(people)), [len(photos) for photos in people.values()])
    rows = [photo for photos in people.values() for photo in photos]
    return who, np.array(rows, dtype=float).reshape(len(rows), -1 if rows else 1)
