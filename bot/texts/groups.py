"""Groups and inline mode."""

from html import escape

from bot.texts.catalogue import choice, message, sentence

COMMANDS = ("scene", "gallery", "help")

personal = sentence("groups-personal")
not_ready = sentence("groups-not-ready")
no_photos = sentence("groups-no-photos")
anonymous = sentence("groups-anonymous")
what_scene = sentence("groups-what-scene")
open_private = sentence("groups-open-private")
no_pictures = sentence("groups-no-pictures")
meet_first = sentence("groups-meet-first")
inline_caption = sentence("groups-inline-caption")


def command(name: str) -> str:
    return choice("groups-command", name)


def private(name: str) -> str:
    """To somebody who has no face here yet, or may not come in."""
    return message("groups-private", name=escape(name))


def help_(bot: str) -> str:
    return message("groups-help", bot=bot)


def whose_buttons(name: str) -> str:
    """An alert: no HTML, at most 200 characters."""
    return message("groups-whose-buttons", name=name) if name else message("groups-somebodys-buttons")


def addressed(name: str, user_id: int, text: str) -> str:
    """In a group a question says to whom it is put."""
    return message("groups-addressed", name=f'<a href="tg://user?id={user_id}">{escape(name)}</a>', text=text)
