"""Files that cannot serve as photos: the user's to fix."""

from dataclasses import dataclass

from core.errors.base import CoreError


class BadPhoto(CoreError):
    """A file that cannot serve as a photo. Costs nothing, changes nothing."""


class NotAPhoto(BadPhoto):
    """The bytes are empty or of no format that we read (JPEG, PNG, WEBP, HEIC, AVIF)."""


class DamagedPhoto(BadPhoto):
    """The header is fine, the rest is truncated or corrupt."""


@dataclass(eq=False)
class TooManyPixels(BadPhoto):
    """Said by the header alone, before a pixel is decoded."""

    width: int
    height: int
    most_pixels: int


@dataclass(eq=False)
class TooSmall(BadPhoto):
    width: int
    height: int
    least_side: int


@dataclass(eq=False)
class TooManyBytes(BadPhoto):
    size: int
    most: int


@dataclass(eq=False)
class SamePhoto(CoreError):
    """The same picture was already given for this model, as photo number `position` (1-based)."""

    position: int


class PhotosComplete(CoreError):
    """A fourth photo: this model has its three and is being worked on or already made."""
