"""/admin: the owner's panel, one message whose pages are turned by buttons."""

import shutil
from collections.abc import Awaitable, Callable

from telegram import InlineKeyboardMarkup, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

from bot import keyboards_panel, texts
from bot.context import Context
from bot.handlers.access import invites, users, whom
from bot.handlers.only_owner import only_owner
from bot.handlers.reply import edit, say, tapped
from bot.handlers.shop import stars
from core.errors import Stale
from core.models import BUDGET_USD, PAUSED, PICTURES_PER_USER
from core.threads import in_thread

DAYS = 7
LATEST = 50  # pictures that an engine's mean likeness is taken of
Page = tuple[str, InlineKeyboardMarkup]


async def admin(update: Update, context: Context) -> None:
    await say(update, *await home(context, 0))


async def turn(update: Update, context: Context) -> None:
    tap = tapped(update)
    if tap.id not in PAGES:
        raise Stale
    await edit(update, *await PAGES[tap.id](context, tap.n))


async def home(context: Context, n: int) -> Page:
    core = context.core
    decided = await core.decisions.read()
    ((_, _, pictures),) = await core.oversight.spent(1)
    failures = sum(n for _, n in await core.oversight.failures_today())
    _, people = await core.door.people(0, 1)
    text = texts.panel.panel(
        await core.gauges.now(), decided, core.settings.daily_budget_usd, pictures, failures, people
    )
    return text, keyboards_panel.panel(paused=PAUSED in decided, sells=bool(core.sell.packs))


async def money(context: Context, n: int) -> Page:
    core = context.core
    budget = float((await core.decisions.read()).get(BUDGET_USD, core.settings.daily_budget_usd))
    text = texts.panel.money(await core.oversight.spent(DAYS), await core.oversight.failures_today(), budget)
    return text, keyboards_panel.to_panel()


async def engines(context: Context, n: int) -> Page:
    core = context.core
    states = {
        engine: texts.panel.engine_state(
            retired=engine in chain.retired,
            last_day=chain.last_days.get(engine),
            rests=chain.breakers[engine].ready_in(),
        )
        for chain in (core.analysts, core.hear.chain, core.painters)
        for engine in chain.engines
    }
    chains = {"OPENAI_ENGINES": core.analysts.engines, "GEMINI_ENGINES": core.painters.engines}
    if core.hear.chain.engines:
        chains["TRANSCRIPTION_ENGINES"] = core.hear.chain.engines
    text = texts.panel.engines(chains, states, await core.oversight.engines(), await core.gauges.likeness(LATEST))
    return text, keyboards_panel.to_panel()


async def storage(context: Context, n: int) -> Page:
    core = context.core
    pictures, database = await core.oversight.stored()
    free = (await in_thread(shutil.disk_usage, core.settings.data_dir)).free
    return texts.panel.storage(pictures, database, await core.stored_bytes(), free), keyboards_panel.to_panel()


async def caps(context: Context, n: int) -> Page:
    decided, settings = await context.core.decisions.read(), context.core.settings
    pictures = int(decided.get(PICTURES_PER_USER, settings.daily_pictures_per_user))
    budget = float(decided.get(BUDGET_USD, settings.daily_budget_usd))
    text = texts.panel.caps(decided, settings.daily_pictures_per_user, settings.daily_budget_usd)
    changed = not decided.keys().isdisjoint({PICTURES_PER_USER, BUDGET_USD})
    return text, keyboards_panel.caps(pictures, budget, decided=changed)


async def announce(context: Context, n: int) -> Page:
    return texts.panel.how_to_broadcast(), keyboards_panel.to_panel()


async def cap(update: Update, context: Context) -> None:
    """Set a cap to the value that the button names, or both back to what the settings say."""
    tap, decide = tapped(update), context.core.decisions.decide
    if tap.id == "pictures" and tap.n in keyboards_panel.CAP_PICTURES:
        await decide(PICTURES_PER_USER, str(tap.n))
    elif tap.id == "budget" and tap.n in keyboards_panel.CAP_DOLLARS:
        await decide(BUDGET_USD, str(tap.n))
    elif tap.id == "settings":
        await decide(PICTURES_PER_USER, None)
        await decide(BUDGET_USD, None)
    else:
        raise Stale
    await edit(update, *await caps(context, 0))


async def paid(update: Update, context: Context) -> None:
    """The kill switch: when it answers, no call is reserved any more, in no process."""
    what = tapped(update).id
    if what not in {"stop", "go"}:
        raise Stale
    await context.core.decisions.decide(PAUSED, "yes" if what == "stop" else None)
    await edit(update, *await home(context, 0))


PAGES: dict[str, Callable[[Context, int], Awaitable[Page]]] = {
    "home": home,
    "money": money,
    "engines": engines,
    "storage": storage,
    "caps": caps,
    "announce": announce,
    "users": users,
    "invites": invites,
    "stars": stars,
    "whom": whom,
}
HANDLERS: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("admin", only_owner(admin)),
    CallbackQueryHandler(only_owner(turn), pattern="^admin:"),
    CallbackQueryHandler(only_owner(cap), pattern="^cap:"),
    CallbackQueryHandler(only_owner(paid), pattern="^paid:"),
]
