"""What went wrong, and what to do about it."""

from datetime import UTC, datetime
from html import escape

from bot.texts import photos, privacy, shop, together, voice
from bot.texts.catalogue import choice, message, sentence
from core.errors import (
    AmbiguousName,
    BadPhoto,
    CannotListen,
    CapReached,
    ChatGone,
    ConsentMissing,
    CoreError,
    DamagedPhoto,
    DatabaseAway,
    EarsBusy,
    ModelGone,
    NameTaken,
    NoCandidates,
    NoModel,
    NoRefund,
    NotASound,
    NotHeard,
    NothingHeard,
    NotLocked,
    NotReady,
    PhotosComplete,
    PhotosMissing,
    PictureDamaged,
    PictureMissing,
    PicturesAway,
    PicturesRefused,
    ReferenceMissing,
    SamePhoto,
    SceneMissing,
    SceneTooLong,
    Stale,
    StillDrawing,
    TooManyBytes,
    TooManyPeople,
    TooManyPixels,
    TooManyWaiting,
    TooSmall,
    UnknownName,
    VoiceTooLong,
)
from core.models import Failure

FINAL = {
    "refused_policy",
    "cap_pictures",
    "cap_budget",
    "cap_own_budget",
    "reference_missing",
}  # trying the same again is no use
MOST_WORDS = 500  # of an engine's own

apology = sentence("failures-apology")


def failed(failure: Failure) -> str:
    match failure.reason:
        case "cap_pictures":
            return message("failures-cap-pictures", limit=failure.words, renewal=renewal(datetime.now(UTC)))
        case "cap_credits":
            return shop.used_up(failure.words, renewal(datetime.now(UTC)))
        case "cap_budget":
            return message("failures-cap-budget", renewal=renewal(datetime.now(UTC)))
        case "cap_own_budget":
            return message("failures-cap-own-budget", limit=failure.words, renewal=renewal(datetime.now(UTC)))
        case "cap_voices":
            return voice.used_up(failure.words, renewal(datetime.now(UTC)))
        case "cap_paused":
            return choice("failures-why", failure.reason)
    said = choice("failures-why", failure.reason)
    return f"{said}\n<blockquote>{escape(failure.words[:MOST_WORDS])}</blockquote>" if failure.words else said


def renewal(now: datetime) -> str:
    """When the caps of the day begin anew, also for those who do not think in UTC."""
    minutes = 24 * 60 - (now.hour * 60 + now.minute)
    if minutes < 90:
        return message("failures-renewal-minutes", minutes=minutes)
    return message("failures-renewal-hours", hours=round(minutes / 60))


def error(problem: CoreError) -> str:
    """The sentence for an error that a handler met. Every leaf a user can cause has its own."""
    match problem:
        case DamagedPhoto():
            return message("failures-damaged-photo")
        case TooManyPixels():
            most = problem.most_pixels // 1_000_000
            return message("failures-too-many-pixels", width=problem.width, height=problem.height, megapixels=most)
        case TooSmall():
            return message("failures-too-small", width=problem.width, height=problem.height, side=problem.least_side)
        case TooManyBytes():
            return message("failures-too-many-bytes", megabytes=problem.most // 1024**2)
        case BadPhoto():
            return message("failures-not-a-photo")
        case SamePhoto():
            return message("failures-same-photo", place=problem.position)
        case PhotosComplete():
            return message("failures-photos-complete")
        case PhotosMissing() if problem.have >= problem.need:
            return photos.question_open()
        case PhotosMissing() if problem.have:
            return message("failures-photos-missing", have=problem.have, of=problem.need)
        case PhotosMissing() | NoModel():
            return message("failures-photos-first")
        case StillDrawing():
            return message("failures-still-drawing")
        case NotLocked():
            return message("failures-not-locked")
        case UnknownName() | AmbiguousName() | TooManyPeople() | SceneMissing() | NotReady():
            return together.error(problem)
        case SceneTooLong():
            return message("failures-scene-too-long", length=problem.length, most=problem.most)
        case TooManyWaiting():
            return message("failures-too-many-waiting", most=problem.most)
        case CapReached():
            return failed(Failure(f"cap_{problem.cap}", f"{problem.limit:g}"))
        case ReferenceMissing() | PictureMissing() | PictureDamaged():
            return choice("failures-why", "reference_missing")
        case PicturesRefused():
            return choice("failures-why", "operator")
        case NoRefund():
            return shop.no_refund(problem)
        case ModelGone():
            return message("failures-model-gone")
        case NameTaken():
            return message("failures-name-taken")
        case NoCandidates():
            return message("failures-no-candidates")
        case Stale():
            return message("failures-stale")
        case DatabaseAway() | PicturesAway() | EarsBusy():
            return message("failures-away")
        case CannotListen():
            return voice.cannot_listen()
        case VoiceTooLong():
            return voice.too_long(problem.most)
        case NotASound():
            return voice.not_a_sound()
        case NothingHeard():
            return voice.nothing_heard()
        case NotHeard():
            return voice.not_heard()
        case ConsentMissing():
            return privacy.consent(offline=False)
        case ChatGone():
            return ""
    return apology()
