"""What only the owner has: for everybody else the command is unknown, and the button was never theirs."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

from telegram import Update

from bot.context import Context
from bot.handlers.strays import unknown_command
from core.errors import Stale

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def only_owner(handle: Handler) -> Handler:
    """Asked of the rows for each update, by the gate."""

    @wraps(handle)
    async def checked(update: Update, context: Context) -> None:
        if context.entry.standing == "owner":
            await handle(update, context)
        elif update.callback_query:
            raise Stale
        else:
            await unknown_command(update, context)

    return checked
