"""Every button leads somewhere, and every handler of buttons has one that leads to it."""

import pkgutil
import re
from importlib import import_module

import pytest
from telegram.ext import CallbackQueryHandler

import bot.handlers
from bot.callbacks import unpack
from tests.keyboard_samples import keyboards, shown


def patterns() -> list[re.Pattern[str]]:
    """What the handlers of buttons wait for, all but the one for strays."""
    found = []
    for module in pkgutil.iter_modules(bot.handlers.__path__):
        for handler in getattr(import_module(f"bot.handlers.{module.name}"), "HANDLERS", ()):
            if isinstance(handler, CallbackQueryHandler) and isinstance(handler.pattern, re.Pattern):
                found.append(handler.pattern)
    return found


def verbs(pattern: re.Pattern[str]) -> set[str]:
    return set(re.findall(r"[a-z]+", pattern.pattern))


@pytest.mark.parametrize("name", keyboards())
def test_each_button_reaches_one_handler_of_its_own_and_fits_telegram(name: str) -> None:
    buttons = [one for markup in shown(keyboards()[name]) for row in markup.inline_keyboard for one in row]
    assert buttons
    for button in buttons:
        if button.url:
            continue
        data = str(button.callback_data)
        assert len(data.encode()) <= 64
        assert unpack(data).verb
        found = [pattern.pattern for pattern in patterns() if pattern.match(data)]
        assert len(found) == 1, f"{data} reaches {found}"


@pytest.mark.parametrize("name", keyboards())
def test_no_keyboard_is_larger_than_telegram_takes(name: str) -> None:
    for markup in shown(keyboards()[name]):
        rows = markup.inline_keyboard
        assert all(len(row) <= 8 for row in rows)
        assert sum(map(len, rows)) <= 100


def test_every_verb_that_is_handled_is_on_a_button() -> None:
    made = {
        unpack(str(button.callback_data)).verb
        for make in keyboards().values()
        for markup in shown(make)
        for row in markup.inline_keyboard
        for button in row
        if button.callback_data
    }
    handled = set().union(*map(verbs, patterns()))
    assert handled - made == set(), "handled, and on no button"
    assert made - handled == set(), "on a button, and not handled"
