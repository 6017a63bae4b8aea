"""What can go wrong, as facts. The sentences that a user reads live in bot/locales, one for each leaf."""

from dataclasses import dataclass
from typing import Literal


class CoreError(Exception):
    """Anything that Keepface itself raises on purpose."""


# --- the user's to fix ------------------------------------------------------------------------------------------------


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


# --- voice messages ---------------------------------------------------------------------------------------------------


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


# --- no reference, no paid call ---------------------------------------------------------------------------------------


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


# --- engines ----------------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class EngineError(CoreError):
    """A vendor's network did not deliver. `engine` is its name; `detail` is for the log and carries no secret."""

    engine: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{type(self).__name__}({self.engine}): {self.detail}"


class EngineRetired(EngineError):
    """404, or announced as shut down: this engine will not come back. Nothing was charged."""


class EngineOverloaded(EngineError):
    """500 or 503: the vendor's trouble, not charged. Back off, then the next engine of the chain."""


@dataclass(eq=False)
class EngineRateLimited(EngineError):
    """429 per minute: not charged. Wait at least `retry_after` seconds."""

    retry_after: float = 30.0


class EngineUnreachable(EngineError):
    """No connection came about, so nothing was sent or charged."""


@dataclass(eq=False)
class OutcomeUnknown(EngineError):
    """The request went out and no usable answer came back (time-out, drop): count it as spent."""


@dataclass(eq=False)
class OperatorProblem(EngineError):
    """Quota per day, billing, a wrong key, an account limited for policy: no retry; the owner must act."""

    reason: Literal["key", "quota", "billing", "account", "region", "request"] = "billing"


@dataclass(eq=False)
class EngineRefused(EngineError):
    """The vendor answered and gave no picture.

    `why`: `input` the prompt or a photo was refused before drawing · `safety` the output filter, partly random ·
    `policy` prohibited content, never again · `words` answered in text only (kept in `words`) · `other` and
    `recitation` worth one reworded try · `rubbish` an answer that cannot be read as a picture or a description.
    `charged`: whether the vendor bills this answer.
    """

    why: Literal["input", "safety", "policy", "words", "other", "recitation", "rubbish"] = "other"
    words: str = ""
    charged: bool = False
    cost_usd: float = 0.0


@dataclass(eq=False)
class NoEngineLeft(CoreError):
    """Every engine of the chain is retired or keeps failing. `last` is the latest reason."""

    last: EngineError


# --- the operator's to fix --------------------------------------------------------------------------------------------


@dataclass(eq=False)
class SettingsRefused(CoreError):
    """Settings that cannot work: every problem at once, each with its fix."""

    problems: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(f"- {problem}" for problem in self.problems)


@dataclass(eq=False)
class DatabaseRefused(CoreError):
    """The database is not one that Keepface can use; `fix` says what to do. Nothing was changed."""

    reason: str
    fix: str

    def __str__(self) -> str:
        return f"{self.reason}\n  Fix: {self.fix}"


@dataclass(eq=False)
class PicturesRefused(CoreError):
    """The picture store, or the key that pictures are sealed with, is not one that Keepface can use."""

    reason: str
    fix: str

    def __str__(self) -> str:
        return f"{self.reason}\n  Fix: {self.fix}"


class RefundRefused(CoreError):
    """The messenger will not refund this payment, now or later."""


class Superseded(CoreError):
    """A newer run took this work over: write nothing more, send nothing more."""


class Erased(Superseded):
    """What it was for was erased meanwhile. The paid call is settled; its result must not be kept."""


# --- delivery ---------------------------------------------------------------------------------------------------------


class ChatGone(CoreError):
    """The user blocked the bot or the chat no longer exists: pay nothing more for it."""


class DatabaseAway(CoreError):
    """The database cannot be reached right now: nothing was changed, try again."""


class DeliveryDelayed(CoreError):
    """The messenger cannot be reached: the work is kept and delivered later."""


@dataclass(eq=False)
class ChatMoved(DeliveryDelayed):
    """The group became a supergroup, which is another chat: `chat_id` is where its messages go from now on."""

    chat_id: int
