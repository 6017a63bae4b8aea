"""The life of the bot: open, reach Telegram, take up what was left, work, and end gently."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from enum import StrEnum

from telegram import BotCommandScopeAllGroupChats
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.app import App, build, commands, group_commands, updates
from bot.cashier import TelegramCashier
from bot.heartbeat import beat_for_ever
from bot.inbox import DurableQueue
from bot.letters import TelegramLetters
from bot.owner import TelegramHerald, TelegramOwner, claim_words
from bot.polling import Polling
from bot.web.pages import Pages, inner_app, public_app
from bot.web.serving import serving
from bot.web.webhook import Webhook
from core.bootstrap import Core, open_core
from core.errors import SettingsRefused
from core.nursery import Nursery, end
from core.settings import Settings
from core.threads import in_thread

log = logging.getLogger(__name__)

LONGEST_WAIT = 30.0
WEBHOOK_CONNECTIONS = 40
TWO_POLLERS = (
    "Another process, with another database, asks Telegram for the updates of TELEGRAM_BOT_TOKEN already. Stop it,"
    " or give both the same DATABASE_URL."
)


class Role(StrEnum):
    """What a process does: take updates and answer them (web), run jobs (worker), or both."""

    ALL = "all"
    WEB = "web"
    WORKER = "worker"


async def run_bot(
    settings: Settings,
    stop: asyncio.Event,
    *,
    role: Role = Role.ALL,
    studio_delay: float = 0.0,
    ready: Callable[[], None] = lambda: None,
    say: Callable[[str], None] = lambda _: None,
) -> None:
    """Run until `stop` is set. Raises SettingsRefused or DatabaseRefused before anything is begun.

    `say` is for the terminal alone: what it gets must not be logged.
    """
    async with open_core(settings, studio_delay=studio_delay) as core, AsyncExitStack() as stack:
        app, queue, delivery = build(core)
        pages = Pages(core, stop, works=role is not Role.WEB)
        if port := settings.metrics_on_port:
            await stack.enter_async_context(serving(inner_app(pages), settings.metrics_host, port, "METRICS_PORT"))
        if not await _reach_telegram(app, stop):
            return
        stack.push_async_callback(app.shutdown)
        if role is not Role.WEB:
            await stack.enter_async_context(core.working(delivery))
        stack.push_async_callback(core.announcing.release)
        nursery = await stack.enter_async_context(Nursery())
        nursery.start(beat_for_ever(core, settings.data_dir), "heartbeat")
        if role is not Role.WEB:
            owner = TelegramOwner(app.bot, core.owner_id, core.users.language)
            nursery.start(core.watching(owner).for_ever(), "retirement watch")
            nursery.start(core.drifting(owner).for_ever(), "likeness watch")
            nursery.start(core.alarm.for_ever(owner), "alarm")
            nursery.start(core.looking().for_ever(), "look at the stores")
            letters = TelegramLetters(app.bot)
            nursery.start(core.erasing(letters).for_ever(), "erasing")
            nursery.start(core.exporting(letters).for_ever(), "exporting")
            cashier = TelegramCashier(app.bot, core.owner_id, core.users.language)
            nursery.start(core.giving_back(cashier).for_ever(), "refunds")
            nursery.start(core.expire.for_ever(), "retention")
            nursery.start(core.announcing.keep(), "broadcast lease")
            nursery.start(core.sending_broadcasts(TelegramHerald(app.bot, owner)).for_ever(), "broadcasts")
        if role is not Role.WORKER:
            way = _webhook(app, queue, pages, stop) if settings.webhook_url else _polling(app, queue, core, stop)
            await stack.enter_async_context(_handling(app, queue, core))
            await stack.enter_async_context(way)
            if code := await core.claim.new_code():
                say(claim_words(code, app.bot.username))
        how = "works" if role is Role.WORKER else "listens" if settings.webhook_url else "polls"
        log.info("ready: @%s %s", app.bot.username, how)
        ready()
        nursery.start(_show_menus(app, settings), "command menus")
        await stop.wait()
        log.info("stopping: running work gets %s seconds", settings.grace_seconds)
        core.hurry()


@asynccontextmanager
async def _handling(app: App, queue: DurableQueue, core: Core) -> AsyncIterator[None]:
    """Handle what is in the inbox; at the end, handlers under way finish and the rest is left to others."""
    async with Nursery() as nursery:
        await core.presence.renew()
        nursery.start(core.presence.keep(), "presence")
        nursery.start(queue.keep_taking_over(core.presence), "updates left by others")
        await app.start()
        try:
            yield
        finally:
            try:
                async with asyncio.timeout(core.settings.grace_seconds):
                    await app.stop()
                await core.presence.release()
            except TimeoutError:
                log.warning("some updates are still being handled: they are cut off")


@asynccontextmanager
async def _polling(app: App, queue: DurableQueue, core: Core, stop: asyncio.Event) -> AsyncIterator[None]:
    async with Nursery() as nursery:
        polling = Polling(app.bot, queue, core.polling, updates(core.settings))
        await core.polling.renew()
        nursery.start(core.polling.keep(), "polling lease")
        asking = nursery.start(polling.run(), "polling")
        asking.add_done_callback(lambda _: stop.set())
        try:
            yield
        finally:
            by_itself = asking.done()
            await end(asking)
            await polling.confirm()
    await core.polling.release()
    if by_itself:
        asking.result()  # or the surprise that ended it: a process that polls no more must not look alive
        raise SettingsRefused((TWO_POLLERS,))


@asynccontextmanager
async def _webhook(app: App, queue: DurableQueue, pages: Pages, stop: asyncio.Event) -> AsyncIterator[None]:
    """Listen, then tell Telegram where. It stays told at the end: other replicas listen there, or we do soon."""
    settings = pages.core.settings
    secret = settings.webhook_secret.get_secret_value()
    served = public_app(pages, Webhook(queue, app.bot, secret), settings.webhook_url)

    async def tell() -> object:
        try:
            return await app.bot.set_webhook(
                settings.webhook_url,
                secret_token=secret,
                allowed_updates=updates(settings),
                max_connections=WEBHOOK_CONNECTIONS,
            )
        except BadRequest as error:
            raise SettingsRefused((f"WEBHOOK_URL was refused by Telegram: {error.message}",)) from error

    async with serving(served, settings.host, settings.port, "PORT"):
        await _until_reached(tell, stop)
        yield


async def _reach_telegram(app: App, stop: asyncio.Event) -> bool:
    """Log in, however long the network takes. False if `stop` came first."""

    async def log_in() -> None:
        try:
            await app.initialize()
        except InvalidToken as error:
            raise SettingsRefused(
                ("TELEGRAM_BOT_TOKEN was refused by Telegram. Copy it from @BotFather once more.",)
            ) from error

    return await _until_reached(log_in, stop)


async def _show_menus(app: App, settings: Settings) -> None:
    """Once everything runs: the catalogues of all languages take a while to read."""
    try:
        menus = await in_thread(commands, settings)
        for language, menu in menus.items():
            await app.bot.set_my_commands(menu, language_code=language)
        for language, menu in group_commands().items() if settings.groups == "on" else ():
            await app.bot.set_my_commands(menu, scope=BotCommandScopeAllGroupChats(), language_code=language)
    except TelegramError as error:
        log.warning("the commands could not be registered: %s", type(error).__name__)


async def _until_reached(ask: Callable[[], Awaitable[object]], stop: asyncio.Event) -> bool:
    """Repeat `ask` while Telegram cannot be reached. False if `stop` came first."""
    wait = 1.0
    while not stop.is_set():
        try:
            await ask()
        except TelegramError as error:
            pause = _asked_for(error) or wait
            log.warning("Telegram cannot be reached (%s); next try in %.0f s", type(error).__name__, pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
            wait = min(wait * 2, LONGEST_WAIT)
        else:
            return True
    return False


def _asked_for(error: TelegramError) -> float:
    if not isinstance(error, RetryAfter):
        return 0.0
    seconds = error.retry_after
    return seconds if isinstance(seconds, int | float) else seconds.total_seconds()


def stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
