"""The whole bot on one screen: every handler, in order."""

from collections.abc import Callable, Sequence
from itertools import chain

from telegram import BotCommand
from telegram.ext import Application, ApplicationBuilder, CommandHandler, ContextTypes
from telegram.request import HTTPXRequest

from bot import texts
from bot.albums import Albums
from bot.cards import Cards
from bot.context import Context, Parts
from bot.delivery import TelegramDelivery
from bot.errors import on_error
from bot.handlers import (
    access,
    admin,
    broadcast,
    choosing,
    gallery,
    gate,
    groups,
    ideas,
    inline,
    language,
    models,
    photos,
    pictures,
    privacy,
    scenes,
    settings,
    shop,
    start,
    strays,
    usage,
    voice,
)
from bot.hearing import Hearing
from bot.inbox import DurableQueue, InOrder
from bot.pace import Bot, Pace
from bot.prints import Prints
from bot.texts.catalogue import LANGUAGES, speaking
from core.bootstrap import Core
from core.rust_http import CONNECT, Transport
from core.settings import Settings

App = Application[Bot, Context, dict, dict, dict[str, Parts], None]  # type: ignore[type-arg]

UPDATES = ("message", "callback_query", "my_chat_member")
MOST_ANSWER_BYTES = 64_000_000  # files are the largest: 20 MB, more from a Bot API server of one's own
CONNECTIONS = 64  # that are kept for the next request
OF_SALES = ("pre_checkout_query",)


def updates(settings: Settings) -> tuple[str, ...]:
    """The kinds of updates that Telegram shall send."""
    inline = ("inline_query",) if settings.inline == "on" else ()
    return (*UPDATES, *inline, *(OF_SALES if settings.packs else ()))


def build(core: Core) -> tuple[App, DurableQueue, TelegramDelivery]:
    """The application with its durable queue and its delivery; nothing is opened yet."""
    told = core.settings
    queue = DurableQueue(core.inbox, core.metrics, lambda update: hearing().concerns(update))
    app: App = (
        ApplicationBuilder()
        .token(told.telegram_bot_token.get_secret_value())
        .base_url(f"{told.telegram_api_url.rstrip('/')}/bot")
        .base_file_url(f"{told.telegram_api_url.rstrip('/')}/file/bot")
        .context_types(ContextTypes(context=Context))
        .updater(None)  # updates come through bot/polling.py or bot/web/webhook.py
        .update_queue(queue)
        .concurrent_updates(InOrder(queue, core.inbox, core.metrics))
        .job_queue(None)
        .rate_limiter(Pace(all_a_second=told.messages_a_second))
        .request(_http(write=60, upload=120))  # an upload is answered when Telegram has processed it
        .get_updates_request(_http(write=5, upload=5))
        .build()
    )
    queue.bot, queue.at_once = app.bot, app.process_update
    prints = Prints(core.pictures)
    delivery = TelegramDelivery(
        app.bot, core.generations, core.outbox, prints, label=told.ai_label == "on", packs=told.packs
    )
    cards, albums = Cards(app.bot, core.showcase, core.references), Albums(app.bot, prints, core.showcase)
    own = frozenset[str]()

    def hearing() -> Hearing:
        return Hearing(app.bot.bot, own, open=told.groups == "on")

    app.bot_data["parts"] = Parts(core, delivery, cards, albums, hearing)

    # Order matters: the gate before everything, strays after everything.
    app.add_handlers(gate.HANDLERS, group=-2)
    app.add_handlers(access.INTRODUCTIONS, group=-1)  # the owner's; everybody else's go on
    for journey in (
        shop,
        groups,
        start,
        privacy,
        admin,
        access,
        broadcast,
        models,
        settings,
        language,
        gallery,
        ideas,
        usage,
        pictures,
        photos,
        choosing,
        scenes,
        voice,
        strays,
    ):
        app.add_handlers(journey.HANDLERS)
    if told.inline == "on":
        app.add_handlers(inline.HANDLERS)
    handlers = (handler for of_group in app.handlers.values() for handler in of_group)
    own = frozenset(chain.from_iterable(one.commands for one in handlers if isinstance(one, CommandHandler)))
    app.add_error_handler(on_error)
    return app, queue, delivery


def _http(write: float, upload: float) -> HTTPXRequest:
    """Seconds to send a request and a file; half a minute of polling comes on top of those for reading."""
    carrier = {"transport": Transport(MOST_ANSWER_BYTES, CONNECTIONS)}
    return HTTPXRequest(
        read_timeout=60, write_timeout=write, media_write_timeout=upload, connect_timeout=CONNECT, httpx_kwargs=carrier
    )


def commands(settings: Settings) -> dict[str | None, list[BotCommand]]:
    """The menu by the client's language; None is for the languages that we do not speak."""
    menus = _menus(texts.beginning.COMMANDS, texts.beginning.command)
    sold = _menus(texts.shop.COMMANDS if settings.packs else (), texts.shop.command)
    return {of: [*menu, *sold[of]] for of, menu in menus.items()}


def group_commands() -> dict[str | None, list[BotCommand]]:
    """The menu in groups."""
    return _menus(texts.groups.COMMANDS, texts.groups.command)


def _menus(names: Sequence[str], described: Callable[[str], str]) -> dict[str | None, list[BotCommand]]:
    menus: dict[str | None, list[BotCommand]] = {}
    for of in (None, *LANGUAGES):
        with speaking(of):
            menus[of] = [BotCommand(name, described(name)) for name in names]
    return menus
