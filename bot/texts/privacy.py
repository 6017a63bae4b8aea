"""Whose data it is: consent, /privacy, /export and /delete."""

from datetime import datetime
from html import escape

from bot.texts import together
from bot.texts.catalogue import message, sentence
from core.models import Belongings, Erasure, Export, Model

agree = sentence("privacy-agree")
agreed = sentence("privacy-agreed")
revoke = sentence("privacy-revoke")
revoked = sentence("privacy-revoked")
nothing_agreed = sentence("privacy-nothing-agreed")
export = sentence("privacy-export")
export_begun = sentence("privacy-export-begun")
export_under_way = sentence("privacy-export-under-way")
export_failed = sentence("privacy-export-failed")
erase = sentence("privacy-erase")
erase_everything = sentence("privacy-erase-everything")
yes_erase = sentence("privacy-yes-erase")
keep = sentence("privacy-keep")
kept = sentence("privacy-kept")
nothing_to_erase = sentence("privacy-nothing-to-erase")
what_to_erase = sentence("privacy-what-to-erase")
older = sentence("privacy-older")
MINUTE = "%Y-%m-%d %H:%M"


def consent(*, offline: bool) -> str:
    return message("privacy-consent", offline=offline)


def yours(*, offline: bool, retention_days: int) -> str:
    return message("privacy-yours", offline=offline, days=retention_days)


def erase_model(model: Model) -> str:
    return message("privacy-erase-model", name=model.name)


def sure(what: Belongings, *, everything: bool) -> str:
    """Exactly what goes."""
    names = [escape(name) for name in what.models]
    lines = [message("privacy-sure", everything=everything, name="" if everything else names[0])]
    if everything and names:
        lines.append(message("privacy-sure-models", models=len(names), names=", ".join(names)))
    lines.append(message("privacy-sure-pictures", photos=what.photos, pictures=what.pictures))
    lines.append(message("privacy-sure-scenes", scenes=what.scenes))
    if what.together and not everything:
        lines.append(together.erased_too(what))
    if what.under_way:
        lines.append(message("privacy-sure-under-way", pictures=what.under_way))
    if everything:
        lines.append(message("privacy-sure-account"))
    if what.older:
        lines.append(f"• {older()}")
    return "\n".join([*lines, "", message("privacy-sure-end")])


def being_erased(erasure: Erasure) -> str:
    return message("privacy-being-erased", number=erasure.reference)


def erasing_takes_longer(erasure: Erasure) -> str:
    return message("privacy-erasing-takes-longer", number=erasure.reference)


def receipt(erasure: Erasure, now: datetime) -> str:
    counts = erasure.counts
    went = message(
        "privacy-receipt",
        models=counts.get("models", 0),
        photos=counts.get("photos", 0),
        pictures=counts.get("pictures", 0),
        scenes=counts.get("scenes", 0),
    )
    times = message(
        "privacy-receipt-times",
        asked=f"{erasure.requested_at:{MINUTE}}",
        done=f"{now:{MINUTE}}",
        number=erasure.reference,
    )
    stays = message("privacy-receipt-stays", everything=erasure.everything)
    return "\n".join([went, stays, *([older()] if counts.get("older") else []), times])


def export_part(export: Export) -> str:
    return message("privacy-export-part", part=export.parts)


def exported(export: Export) -> str:
    there, files = export.sent - export.unreadable, export.parts
    if export.unreadable:
        return message("privacy-exported-with-gaps", pictures=there, files=files, unreadable=export.unreadable)
    return message("privacy-exported", pictures=there, files=files)
