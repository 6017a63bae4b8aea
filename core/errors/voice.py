"""Voice messages that do not become words."""

from dataclasses import dataclass

from core.errors.base import CoreError


class CannotListen(CoreError):
    """There is no engine that turns speech into words: the offline studio, or the operator has switched it off."""


@dataclass(eq=False)
class VoiceTooLong(CoreError):
    seconds: float
    most: float


class NotASound(CoreError):
    """A sound file of a format that no engine takes."""


class NothingHeard(CoreError):
    """Silence, noise, or a file that holds no sound."""


class EarsBusy(CoreError):
    """This process listens to as many voice messages as it may: nothing was changed, try again in a moment."""


class NotHeard(CoreError):
    """The engines do not answer at the moment. Nothing was drawn, and it cost the user nothing."""
