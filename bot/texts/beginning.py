"""Coming in: the commands, the first steps, and strangers at the door."""

from html import escape

from bot.texts import photos
from bot.texts.catalogue import choice, message, sentence
from core.models import PHOTOS_NEEDED, Model, Stage

COMMANDS = (
    "new",
    "models",
    "settings",
    "language",
    "gallery",
    "ideas",
    "usage",
    "cancel",
    "help",
    "privacy",
    "export",
    "delete",
    "start",
)

send_photos = sentence("beginning-send-photos")
now_type = sentence("beginning-now-type")
help_ = sentence("beginning-help")
offline = sentence("beginning-offline")
shut_out = sentence("beginning-shut-out")
invited = sentence("beginning-invited")
no_invitation = sentence("beginning-no-invitation")
let_in = sentence("beginning-let-in")
owner_now = sentence("beginning-owner-now")
unknown_command = sentence("beginning-unknown-command")


def command(name: str) -> str:
    return choice("beginning-command", name)


def stranger(user_id: int) -> str:
    return message("beginning-stranger", id=user_id)


def stray(kind: str) -> str:
    return choice("beginning-stray", kind)


def where_you_are(model: Model | None) -> str:
    """The next step, from the model's rows alone."""
    if model is None:
        return send_photos()
    name, have = f"<b>{escape(model.name)}</b>", len(model.reference_images)
    match model.stage:
        case Stage.COLLECTING if not have:
            return send_photos()
        case Stage.COLLECTING if have >= PHOTOS_NEEDED:
            return photos.question_open()
        case Stage.COLLECTING:
            return message("beginning-has-photos", name=name, have=have, of=PHOTOS_NEEDED, left=PHOTOS_NEEDED - have)
        case Stage.DRAWING:
            return message("beginning-drawing", name=name)
        case Stage.CHOOSING:
            return message("beginning-choosing", name=name)
        case Stage.UNLOCKED:
            return message("beginning-unlocked", name=name)
    return message("beginning-locked", name=name)


def cancelled(photos: int, scenes: int) -> str:
    if not photos and not scenes:
        return message("beginning-nothing-to-cancel")
    what = "both" if photos and scenes else "photos" if photos else "scenes"
    return message("beginning-cancelled", what=what, photos=photos, scenes=scenes)
