"""Voice messages: what was understood, and why nothing was."""

from html import escape

from bot.texts.catalogue import message, sentence

MOST_SHOWN = 700  # characters of what was said

cannot_listen = sentence("voice-cannot-listen")
not_a_sound = sentence("voice-not-a-sound")
nothing_heard = sentence("voice-nothing-heard")
not_heard = sentence("voice-not-heard")


def heard(words: str) -> str:
    shown = words if len(words) <= MOST_SHOWN else f"{words[:MOST_SHOWN].rstrip()} …"
    return message("voice-heard", words=escape(shown))


def too_long(most_seconds: float) -> str:
    return message("voice-too-long", minutes=round(most_seconds / 60))


def used_up(limit: str, renewal: str) -> str:
    return message("voice-used-up", limit=limit, renewal=renewal)
