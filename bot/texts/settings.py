"""/settings: how the pictures of the active model are made. /language: how its user is spoken to."""

from html import escape

from bot.texts.catalogue import choice, message, sentence
from core import likeness
from core.models import Gate, Model, Ratio

language = sentence("settings-language")
language_of_client = sentence("settings-language-of-client")
defaults_button = sentence("settings-defaults-button")
engine_button = sentence("settings-engine-button")
any_engine = sentence("settings-any-engine")
avoid_button = sentence("settings-avoid-button")


def settings(model: Model, mean: float, measured: int, engine: tuple[str, float] | None = None) -> str:
    """`engine` draws now, for so many dollars a picture; None where it is not the user's to choose."""
    lines = [f"<b>{escape(model.name)}</b>"]
    if measured:
        lines.append(message("settings-likeness", pictures=measured, mean=likeness.index(mean)))
    lines.append(message("settings-number", number=model.pictures_per_scene))
    lines += [message("settings-strength"), message("settings-check")]
    if engine:
        lines.append(message("settings-engine", engine=escape(engine[0]), price=f"${engine[1]:.2f}"))
        if model.engine and model.engine != engine[0]:
            lines.append(message("settings-engine-gone", engine=escape(model.engine)))
    words = escape(model.negative_prompt)
    lines.append(message("settings-avoid", words=words) if words else message("settings-avoid-nothing"))
    return "\n\n".join(lines)


def engine_offer(engine: str, dollars: float) -> str:
    return message("settings-engine-offer", engine=engine, price=f"${dollars:.2f}")


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
