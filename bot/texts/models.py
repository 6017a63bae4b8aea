"""The cards of models, their list, the sets of portraits, the locks of before, and all pictures as files."""

from collections.abc import Sequence
from datetime import UTC, date
from html import escape

from bot.texts import beginning
from bot.texts.catalogue import choice, day, message, sentence
from core.models import PHOTOS_NEEDED, Card, Export, Lock, Model, Month, Page, Stage

use = sentence("models-use")
list_button = sentence("models-list-button")
lock_history = sentence("models-lock-history")
gallery = sentence("models-gallery")
delete = sentence("models-delete")
name_it = sentence("models-name-it")
older_set = sentence("models-older-set")
newer_set = sentence("models-newer-set")
lock_again = sentence("models-lock-again")
undo_lock = sentence("models-undo-lock")
no_other_lock = sentence("models-no-other-lock")
to_card = sentence("models-to-card")
months = sentence("models-months")
download = sentence("models-download")
MOMENT, DATE = "d MMM y, HH:mm 'UTC'", "d MMM y"


# --- cards ------------------------------------------------------------------------------------------------------------


def card(shown: Card) -> str:
    model, counts = shown.model, shown.counts
    name = f"<b>{escape(model.name)}</b>"
    facts = [_stage(model)]
    if counts.pictures or model.locked_reference_image:
        facts.append(_pictures(counts.pictures))
    facts += [message("models-kept", kept=counts.kept)] if counts.kept else []
    facts += [message("models-place", place=shown.place, of=shown.of)] if shown.of > 1 else []
    lines = [message("models-card-active", name=name) if shown.active else name, " · ".join(facts)]
    return "\n".join(lines) + (f"\n\n{_next(model)}" if shown.active else "")


def _pictures(pictures: int) -> str:
    return message("privacy-pictures", pictures=pictures) if pictures else message("models-no-pictures")


def _stage(model: Model) -> str:
    locked = "-locked" if model.locked_reference_image else ""
    match model.stage:
        case Stage.COLLECTING:
            return message("models-photos", have=len(model.reference_images), of=PHOTOS_NEEDED)
        case Stage.DRAWING | Stage.CHOOSING:
            return choice("models-stage", f"{model.stage}{locked}")
    return choice("models-stage", model.stage)


def _next(model: Model) -> str:
    """Where the active model goes on; while another reference is chosen the present one still draws."""
    if model.locked_reference_image or model.stage is Stage.UNLOCKED:
        return beginning.now_type()
    if model.stage is Stage.CHOOSING:
        return message("models-choose-next")
    return beginning.where_you_are(model)


def all_models(page: int, pages: int, models: int) -> str:
    if pages > 1:
        return message("models-list-page", models=models, page=page + 1, pages=pages)
    return message("models-list", models=models)


def ask_first_name(model: Model) -> str:
    return message("models-ask-first-name", name=escape(model.name))


# --- portraits and locks ----------------------------------------------------------------------------------------------


def which_set(place: int, of: int) -> str:
    if place == of:
        return message("models-newest-set", place=place, of=of)
    return message("models-set", place=place, of=of)


def lock(model: Model, locks: Sequence[Lock], place: int) -> str:
    """`place` counts from 0."""
    shown = locks[place]
    when = day(shown.locked_at.astimezone(UTC), MOMENT) if shown.locked_at else ""
    lines = [message("models-lock", name=f"<b>{escape(model.name)}</b>", place=place + 1, of=len(locks))]
    if shown.set_number and shown.n:
        lines.append(message("models-lock-origin", n=shown.n, set=shown.set_number))
    if shown.present:
        lines.append(message("models-lock-present-since", when=when) if when else message("models-lock-present"))
    elif when:
        lines.append(message("models-lock-former", when=when))
    return "\n".join([*lines, *([message("models-lock-only")] if len(locks) == 1 else [])])


# --- gallery ----------------------------------------------------------------------------------------------------------


def dates(page: Page) -> str:
    """The days that a page of the gallery is from."""
    if page.newest is None or page.oldest is None:
        return ""
    days = [day(when.astimezone(UTC), DATE) for when in (page.oldest, page.newest)]
    return " – ".join(dict.fromkeys(days))


def unreadable(pictures: int) -> str:
    return message("models-unreadable", pictures=pictures)


def month_button(one: Month) -> str:
    return f"{day(date(one.year, one.month, 1), 'LLL y')} · {one.pictures}"


def which_month(model: Model, *, starred: bool) -> str:
    name = f"<b>{escape(model.name)}</b>"
    if starred:
        return message("models-which-month-kept", name=name)
    return message("models-which-month", name=name)


def packing(model: Model, pictures: int, *, starred: bool) -> str:
    name = f"<b>{escape(model.name)}</b>"
    if starred:
        return message("models-packing-kept", name=name, pictures=pictures)
    return message("models-packing", name=name, pictures=pictures)


def packing_already(model: Model) -> str:
    return message("models-packing-already", name=f"<b>{escape(model.name)}</b>")


def packed(export: Export) -> str:
    there = export.sent - export.unreadable
    said = message("models-packed", name=f"<b>{escape(export.name)}</b>", pictures=there, files=export.parts)
    if export.unreadable:
        said += f" {message('models-packed-with-gaps', unreadable=export.unreadable)}"
    return said


def packing_failed(export: Export) -> str:
    return message("models-packing-failed", name=f"<b>{escape(export.name)}</b>")
