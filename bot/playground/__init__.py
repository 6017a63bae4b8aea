"""The playground: a strict little Bot API server and a chat page, so that the whole bot runs without a token."""

from bot.playground.server import Playground

__all__ = ["Playground"]
