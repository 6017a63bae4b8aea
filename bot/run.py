"""The life of the bot: open, reach Telegram, take up what was left, work, and end gently."""

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import suppress

from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.app import UPDATES, App, build, commands
from bot.errors import on_polling_error
from bot.heartbeat import beat_for_ever
from core.bootstrap import open_core
from core.errors import SettingsRefused
from core.nursery import Nursery
from core.settings import Settings

log = logging.getLogger(__name__)

POLL_SECONDS = 30
LONGEST_WAIT = 30.0


async def run_bot(
    settings: Settings,
    stop: asyncio.Event,
    *,
    studio_delay: float = 0.0,
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Poll until `stop` is set. Raises SettingsRefused or DatabaseRefused before anything is begun."""
    async with open_core(settings, studio_delay=studio_delay) as core:
        app, queue, delivery = build(core)
        if not await _reach_telegram(app, stop):
            return
        try:
            async with core.working(delivery), Nursery() as nursery:
                nursery.start(beat_for_ever(core, settings.data_dir), "heartbeat")
                await queue.restore(app.bot)
                await app.start()
                if app.updater:
                    await app.updater.start_polling(
                        timeout=POLL_SECONDS, allowed_updates=UPDATES, error_callback=on_polling_error
                    )
                log.info("ready: @%s polls", app.bot.username)
                ready()
                await stop.wait()
                log.info("stopping: running work gets %s seconds", settings.grace_seconds)
                if app.updater:
                    await app.updater.stop()
                await app.stop()
        finally:
            await app.shutdown()


async def _reach_telegram(app: App, stop: asyncio.Event) -> bool:
    """Log in, however long the network takes. False if `stop` came first."""
    wait = 1.0
    while not stop.is_set():
        try:
            await app.initialize()
        except InvalidToken as error:
            raise SettingsRefused(
                ("TELEGRAM_BOT_TOKEN was refused by Telegram. Copy it from @BotFather once more.",)
            ) from error
        except NetworkError as error:
            log.warning("Telegram cannot be reached (%s); next try in %.0f s", type(error).__name__, wait)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), wait)
            wait = min(wait * 2, LONGEST_WAIT)
        else:
            try:
                await app.bot.set_my_commands(commands())
            except TelegramError as error:
                log.warning("the commands could not be registered: %s", type(error).__name__)
            return True
    return False


def stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
