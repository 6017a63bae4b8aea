"""/settings: how the pictures of the active model are made. /language: how its user is spoken to."""

from html import escape

from bot.texts.catalogue import choice, message, sentence
from core import likeness
from core.models import Gate, Model, Ratio

language = sentence("settings-language")
language_of_client = sentence("settings-language-of-client")
avoid_button = sentence("settings-avoid-button")


def settings(model: Model, mean: float, measured: int) -> str:
    lines = [f"<b>{escape(model.name)}</b>"]
    if measured:
        lines.append(message("settings-likeness", pictures=measured, mean=likeness.index(mean)))
    lines.append(message("settings-number", number=model.pictures_per_scene))
    lines += [message("settings-strength"), message("settings-check")]
    words = escape(model.negative_prompt)
    lines.append(message("settings-avoid", words=words) if words else message("settings-avoid-nothing"))
    return "\n\n".join(lines)


def gate(which: Gate) -> str:
    return choice("settings-gate", which)


def ratio_button(chosen: Ratio) -> str:
    return message("settings-ratio-button", ratio=chosen)


def ask_avoid(model: Model) -> str:
    asked = message("settings-ask-avoid", name=escape(model.name))
    words = escape(model.negative_prompt)
    return f"{asked} {message('settings-avoids-now', words=words)}" if words else asked


def avoided(words: str) -> str:
    return message("settings-avoided", words=escape(words)) if words else message("settings-avoided-nothing")
