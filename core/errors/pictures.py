"""Pictures that cannot be read or measured: no reference, no paid call."""

from dataclasses import dataclass

from core.errors.base import CoreError


@dataclass(eq=False)
class ReferenceMissing(CoreError):
    """The bytes of a reference image could not be read: nothing may be drawn."""

    key: str


class PictureMissing(CoreError):
    """No object is stored under this key."""


class PictureDamaged(CoreError):
    """What is stored under this key is not what was put there: cut off, altered, or another picture's bytes."""


@dataclass(eq=False)
class PicturesAway(CoreError):
    """The picture store cannot be reached right now: nothing was changed, try again."""

    detail: str = ""

    def __str__(self) -> str:
        return self.detail


class FacesUnavailable(CoreError):
    """No face can be measured: it is switched off, or the weights are missing or not the ones that were tried."""
