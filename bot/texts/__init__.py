"""Every sentence that a user reads, a module for each journey. Telegram HTML; what users and engines wrote is escaped.

Functions only choose a message and its values: the words, their plurals and their HTML stand in bot/locales.
"""

from bot.texts import (
    beginning,
    failures,
    gallery,
    groups,
    models,
    news,
    panel,
    photos,
    portraits,
    privacy,
    scenes,
    settings,
    shop,
    together,
    usage,
    voice,
)

__all__ = (
    "beginning", "failures", "gallery", "groups", "models", "news", "panel", "photos", "portraits", "privacy",
    "scenes", "settings", "shop", "together", "usage", "voice",
)  # fmt: skip
