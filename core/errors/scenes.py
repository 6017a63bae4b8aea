"""Scenes that cannot be drawn as they were asked for: the user's to fix."""

from dataclasses import dataclass
from typing import Literal

from core.errors.base import CoreError


class NoModel(CoreError):
    """The user has no model yet, or none that is active."""


@dataclass(eq=False)
class PhotosMissing(CoreError):
    """A scene was asked of a model that still collects photos."""

    have: int
    need: int


class StillDrawing(CoreError):
    """A scene was asked while the candidates are being made."""


class NotLocked(CoreError):
    """A scene was asked while the candidates wait for the user's choice."""


@dataclass(eq=False)
class NotReady(CoreError):
    """Somebody whom a scene names, or who is in it beside others, has no face to be drawn with yet."""

    name: str
    why: Literal["photos", "drawing", "choosing", "reference"] = "photos"


@dataclass(eq=False)
class UnknownName(CoreError):
    """No model of the user is called so. `known` are those that are, as they are written in a scene."""

    name: str
    known: tuple[str, ...] = ()


@dataclass(eq=False)
class AmbiguousName(CoreError):
    """Several models of the user are called so."""

    name: str


@dataclass(eq=False)
class TooManyPeople(CoreError):
    people: int
    most: int


@dataclass(eq=False)
class SceneMissing(CoreError):
    """A name, and nothing said about the scene."""

    name: str


class ConsentMissing(CoreError):
    """The user has not agreed to the current version of the terms."""


@dataclass(eq=False)
class SceneTooLong(CoreError):
    length: int
    most: int


@dataclass(eq=False)
class TooManyWaiting(CoreError):
    """The user's queue is full."""

    most: int


@dataclass(eq=False)
class CapReached(CoreError):
    """A cap of the day would be exceeded, or the owner has stopped paid calls; nothing was called.

    The caps renew at 00:00 UTC; "paused" ends when the owner says so. "credits": the free pictures of the day are used
    up, and none is paid for.
    """

    cap: Literal["pictures", "credits", "voices", "budget", "own_budget", "paused"]
    limit: float
