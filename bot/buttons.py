"""What all inline keyboards are made of."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import pack

Rows = list[list[InlineKeyboardButton]]


def button(label: str, verb: str, id: object, n: int | None = None, style: str | None = None) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=pack(verb, id, n), style=style)


def choice(label: str, chosen: bool, verb: str, id: object, n: int | None = None) -> InlineKeyboardButton:
    return button(f"✓ {label}" if chosen else label, verb, id, n)


def markup(rows: Rows) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(rows)
