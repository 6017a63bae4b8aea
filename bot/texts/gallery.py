"""The models, their pictures, and scenes to try."""

from html import escape

from bot.texts import models
from bot.texts.catalogue import choice, message, sentence
from core.mentions import handle
from core.models import Model, Page

IDEAS = ("portrait", "street", "beach", "office", "evening", "mountains", "cafe", "concert")
BUTTON = 40  # characters: Telegram's apps cut longer ones

no_models = sentence("gallery-no-models")
model = sentence("gallery-model")  # names a new one, with its number
new_model = sentence("gallery-new-model")
rename = sentence("gallery-rename")
settings = sentence("gallery-settings")
stars_only = sentence("gallery-stars-only")
all_pictures = sentence("gallery-all-pictures")


def model_button(model: Model, *, active: bool) -> str:
    return f"{'✓ ' if active else ''}{model.name}"


def ask_name(model: Model) -> str:
    return message("gallery-ask-name", name=escape(model.name))


def renamed(name: str) -> str:
    return message("gallery-renamed", name=escape(name), word=escape(handle(name).removeprefix("@")))


def page(model: Model, shown: Page) -> str:
    name = f"<b>{escape(model.name)}</b>"
    if not shown.total:
        return message("gallery-empty-kept", name=name) if shown.starred else message("gallery-empty", name=name)
    first, last, total = shown.first, shown.last, shown.total
    days = models.dates(shown)
    if shown.starred:
        return message("gallery-page-kept", name=name, first=first, last=last, total=total, days=days)
    return message("gallery-page", name=name, first=first, last=last, total=total, days=days)


def none(model: Model, *, starred: bool) -> str:
    return page(model, Page((), (), 1, 0, starred))


def ideas(model: Model) -> str:
    name = f"<b>{escape(model.name)}</b>"
    lines = [message("gallery-ideas", name=name)]
    if model.analysis and model.analysis.ideas:
        lines += ["", message("gallery-ideas-own", name=name)]
        lines += [f"{n}. {escape(idea)}" for n, idea in enumerate(model.analysis.ideas, 1)]
    return "\n".join(lines)


def once_more(words: str) -> str:
    """A scene that was drawn before, as a button."""
    line = " ".join(words.split())
    return f"↻ {line if len(line) <= BUTTON else line[: BUTTON - 1].rstrip() + '…'}"


def idea_button(word: str) -> str:
    return choice("gallery-idea", word)


def scene(word: str) -> str:
    """What an idea draws, as if it had been typed."""
    return choice("gallery-scene", word)
