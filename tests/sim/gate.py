"""The simulation: scores drawn from what was measured, decisions taken by the bot's own rules.

Each distribution is a normal one, fitted to figures of real networks (SFace cosines against the reference images):

- A right face in a scene: the same scenes with the right face scored 0.46–0.73; taken as the middle 95 %.
- A stranger: 24 392 pairs of strangers have a mean of 0.08 and reach 0.363 in 0.171 % and 0.40 in 0.027 % of cases
  against the mean of three photos; a deviation of 0.095 gives 0.145 % and 0.038 %.
- A face that was lost on the way: an adapter that visibly lost the person scored 0.07–0.31; taken as the middle 95 %.

A wrong face is a stranger or a lost one, half each. No figures exist for people who look alike, such as siblings:
their scores are higher than these, and the gate is weaker there. Nor is known how an engine's tries of one scene hang
together; so there are two engines here: one whose tries are independent, and a stubborn one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from core.likeness import Verdict, index, line_of, verdict, worth_another
from core.models import Gate, Likeness

RIGHT = (0.595, 0.069)  # mean, deviation
STRANGER = (0.08, 0.095)
LOST = (0.19, 0.061)
UNMEASURED = 0.03  # of all pictures: no face found, or one too small. An assumption: scenes decide it
STUBBORN = 0.5  # how often a stubborn engine's second try shows whom its first one showed


@dataclass(frozen=True)
class Try:
    right: bool
    likeness: Likeness


@dataclass(frozen=True)
class Row:
    """Shares of all pictures delivered, 0 to 1, unless said otherwise."""

    drifting: float  # how often a call draws a different face
    gate: Gate
    stubborn: bool
    different: float  # delivered with a different face
    unseen: float  # delivered with a different face and a ✓
    extra_calls: float  # per picture
    in_vain: float  # of the pictures whose first try was right, those drawn again
    shown: float  # the number that users see, 0–100: the mean of the right pictures delivered and measured

    def __str__(self) -> str:
        unseen = "–" if self.gate is Gate.OFF else f"{self.unseen:.3%}"
        return (
            f"{self.drifting:>8.0%}  {self.gate.value:<6}  {self.different:>14.2%}  {unseen:>12}"
            f"  {self.extra_calls:>11.1%}  {self.in_vain:>18.1%}  {self.shown:>10.1f}"
        )


def simulate(drifting: float, gate: Gate, *, stubborn: bool = False, pictures: int = 100_000, seed: int = 7) -> Row:
    """Deliver that many pictures. The first tries are the same for every gate, so rows can be compared."""
    different = unseen = extra = in_vain = rights = 0
    shown = list[int]()
    for first, second in _scenes(drifting, STUBBORN if stubborn else 0.0, pictures, seed):
        best = first
        if worth_another(first.likeness, line_of(gate), 1):
            extra += 1
            in_vain += first.right
            best = max(first, second, key=_score)  # of two equal ones the first, as in services/draw.py
        rights += first.right
        different += not best.right
        if best.right and best.likeness.score is not None:
            shown.append(index(best.likeness.score))
        unseen += not best.right and verdict(best.likeness.score) is Verdict.SAME
    return Row(
        drifting,
        gate,
        stubborn,
        different=different / pictures,
        unseen=unseen / pictures,
        extra_calls=extra / pictures,
        in_vain=in_vain / max(rights, 1),
        shown=fmean(shown or [0]),
    )


def _scenes(drifting: float, repeats: float, pictures: int, seed: int) -> Iterator[tuple[Try, Try]]:
    """Each scene's first try, and the second one that may be asked for."""
    chance = np.random.default_rng(seed)
    first = chance.random(pictures) >= drifting
    second = np.where(chance.random(pictures) < repeats, first, chance.random(pictures) >= drifting)
    return zip(_seen(first, chance), _seen(second, chance), strict=True)


def _seen(right: np.ndarray[tuple[int], np.dtype[np.bool_]], chance: np.random.Generator) -> Iterator[Try]:
    count = len(right)
    wrong = np.where(chance.random(count) < 0.5, chance.normal(*STRANGER, count), chance.normal(*LOST, count))
    scores = np.where(right, chance.normal(*RIGHT, count), wrong).clip(-1, 1)
    for shows, score, unmeasured in zip(right, scores, chance.random(count) < UNMEASURED, strict=True):
        yield Try(bool(shows), Likeness(unmeasured="too_small") if unmeasured else Likeness(photos=float(score)))


def _score(one: Try) -> float:
    return -1.0 if one.likeness.score is None else one.likeness.score
