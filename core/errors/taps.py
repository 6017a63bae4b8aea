"""Buttons and names that do not do what was hoped for."""

from dataclasses import dataclass
from typing import Literal

from core.errors.base import CoreError


@dataclass(eq=False)
class NoRefund(CoreError):
    """A payment that its payer cannot take back by a tap any more. The owner can."""

    why: Literal["spent", "late"] = "spent"


class Stale(CoreError):
    """A tap on something that is no longer offered, or never was this user's."""


class ModelGone(Stale):
    """The model that it is about was erased, or never was this user's."""


class NameTaken(CoreError):
    """Another model of the user answers to this name already."""


class NoCandidates(CoreError):
    """Another reference was asked of a model that has no portraits to choose from: a row of the older web system."""
