"""`python -m bot doctor`: every setting and every service, each checked by itself, as a table with the fixes."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote, unquote, urlsplit

import httpx
import typer
from telegram import Bot, User, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from core.checkup import CheckUp
from core.errors import SettingsRefused
from core.models import Finding
from core.settings import Settings, load_settings, refuse_bad_settings

TIMEOUT = 30.0  # seconds for one check
SKEW = 10.0  # seconds that a clock may be wrong
LONG_SKEW = 300.0
PASSWORD = re.compile(r"//[^:@/]*:([^@]+)@|password\s*=\s*'?([^\s'&]+)", re.IGNORECASE)
MARKS = {"good": ("✓", "green"), "warning": ("!", "yellow"), "bad": ("✗", "red")}


async def examine(*, offline: bool) -> tuple[list[Finding], Settings]:
    """All findings: first the settings, in the very sentences in which `run` refuses them."""
    settings, problems = _settings()
    found = [_of_setting(problem) for problem in problems] or [Finding("settings", "good", "all can work together")]
    found += _admission(settings)
    checks: dict[str, Callable[[], Awaitable[list[Finding]]]] = {}
    if settings.telegram_bot_token.get_secret_value() and not offline:
        checks["Telegram"] = lambda: check_telegram(settings)
        checks["clock"] = lambda: check_clock(settings)
    checks |= CheckUp(settings).checks(offline=offline)
    results = await asyncio.gather(*(_in_time(name, check) for name, check in checks.items()))
    return [*found, *(finding for result in results for finding in result)], settings


def tell(found: list[Finding], settings: Settings) -> int:
    """Print the table, in colours where there is a terminal; the exit code."""
    width = max(len(finding.name) for finding in found)
    hide = _hider(settings)
    for finding in found:
        mark, colour = MARKS[finding.verdict]
        typer.echo(f"{typer.style(mark, fg=colour, bold=True)} {finding.name:<{width}} — {hide(finding.fact)}")
        if finding.fix:
            typer.echo(typer.style(f"{'':<{width}}     → {hide(finding.fix)}", dim=finding.verdict != "bad"))
    bad, warned = (sum(finding.verdict == verdict for finding in found) for verdict in ("bad", "warning"))
    aside = [_counted(warned, "warning")] if warned else []
    said = [_counted(bad, "problem") + " to mend", *aside] if bad else ["Keepface can run", *aside]
    typer.echo(f"\n{', '.join(said)}.")
    return 1 if bad else 0


async def check_telegram(settings: Settings) -> list[Finding]:
    bot = Bot(settings.telegram_bot_token.get_secret_value(), base_url=f"{settings.telegram_api_url.rstrip('/')}/bot")
    try:
        async with bot:
            info = await bot.get_webhook_info()
            known = Finding("Telegram", "good", f"the token is @{bot.username}'s")
            return [known, _webhook(info, settings), *_beyond_private(bot.bot, settings)]
    except InvalidToken:
        fix = "copy TELEGRAM_BOT_TOKEN from @BotFather once more"
        return [Finding("Telegram", "bad", "the token was refused", fix)]
    except TelegramError as error:
        fix = "check the network, and TELEGRAM_API_URL"
        return [Finding("Telegram", "bad", f"cannot be reached: {type(error).__name__}", fix)]


def _webhook(info: WebhookInfo, settings: Settings) -> Finding:
    waiting = f"{_counted(info.pending_update_count, 'update')} waiting"
    if settings.webhook_url and not info.url.startswith(settings.webhook_url.rstrip("/")):
        fact = f"Telegram delivers {_place(info.url)}, not to WEBHOOK_URL; {waiting}"
        return Finding("webhook", "warning", fact, "the next start sets it")
    if info.url and not settings.webhook_url:
        fact = f"Telegram delivers {_place(info.url)}, and WEBHOOK_URL is empty; {waiting}"
        return Finding("webhook", "warning", fact, "the next start takes it away and polls; or set WEBHOOK_URL")
    if info.url and info.last_error_date and info.pending_update_count:
        since = f"{info.last_error_date:%Y-%m-%d %H:%M} UTC"
        fact = f"Telegram could not deliver at {since}: {info.last_error_message}; {waiting}"
        return Finding("webhook", "bad", fact, "see docs/deploy.md, “Webhook behind a proxy”")
    return Finding(
        "webhook", "good", f"{_place(info.url)}; {waiting}" if info.url else f"none: the bot polls; {waiting}"
    )


def _beyond_private(me: User, settings: Settings) -> Iterator[Finding]:
    """What the settings open and @BotFather does not, and what it opens further than it need be."""
    if settings.groups == "on" and not me.can_join_groups:
        fix = "in @BotFather: /setjoingroups → Enable; or GROUPS=off"
        yield Finding("groups", "bad", "GROUPS is on, and @BotFather lets nobody add the bot to a group", fix)
    elif settings.groups == "on" and me.can_read_all_group_messages:
        fact = "open; Telegram sends the bot all that is said there, and it drops what is not meant for it"
        yield Finding("groups", "warning", fact, "in @BotFather: /setprivacy → Enable, then add the bot to them anew")
    elif settings.groups == "on":
        yield Finding("groups", "good", "open; the bot hears commands, mentions and replies to it")
    if settings.inline == "on" and not me.supports_inline_queries:
        fix = "in @BotFather: /setinline; or INLINE=off"
        yield Finding("inline", "bad", "INLINE is on, and @BotFather has inline mode off", fix)
    elif settings.inline == "on":
        yield Finding("inline", "good", "everybody is offered their own pictures")


async def check_clock(settings: Settings) -> list[Finding]:
    """By the Date header of any answer, whatever its status."""
    async with httpx.AsyncClient(timeout=10) as http:
        try:
            answer = await http.head(settings.telegram_api_url)
            return [judge_clock(answer.headers.get("date", ""), datetime.now(UTC))]
        except httpx.HTTPError:
            return []  # said already: Telegram cannot be reached


def judge_clock(date: str, now: datetime) -> Finding:
    try:
        skew = (now - parsedate_to_datetime(date)).total_seconds()
    except (TypeError, ValueError):
        return Finding("clock", "warning", "Telegram did not say what time it is")
    if abs(skew) <= SKEW:
        return Finding("clock", "good", "agrees with Telegram's")
    fact = f"{abs(skew):.0f} s {'ahead of' if skew > 0 else 'behind'} Telegram's"
    return Finding("clock", "bad" if abs(skew) > LONG_SKEW else "warning", fact, "turn on time synchronisation (NTP)")


def _settings() -> tuple[Settings, list[str]]:
    """The settings with the default in place of each unreadable value, and every problem."""
    problems: list[str] = []
    try:
        settings = load_settings()
    except SettingsRefused as error:
        problems += error.problems
        names = {problem.partition(":")[0].lower() for problem in error.problems}
        settings = load_settings(**{name: Settings.model_fields[name].default for name in names})
    try:
        refuse_bad_settings(settings, on_telegram=True)
    except SettingsRefused as error:
        problems += error.problems
    return settings, problems


def _of_setting(problem: str) -> Finding:
    fact, stop, fix = problem.partition(". ")
    return Finding("settings", "bad", fact + stop.strip(), fix)


def _admission(settings: Settings) -> Iterator[Finding]:
    if settings.owner_id is None:
        fact = "OWNER_ID is empty: the owner is whoever sends the code that the bot prints at start"
        yield Finding("owner", "warning", fact, "start the bot and send it the code, if nobody has yet")
    if "*" in settings.allowed_users:
        fact = f"everyone on Telegram, for up to ${settings.daily_budget_usd:g} a day in all"
        yield Finding("users", "warning", fact, "name their ids in ALLOWED_USERS to be choosy")


async def _in_time(name: str, check: Callable[[], Awaitable[list[Finding]]]) -> list[Finding]:
    """No check stops the others, and none lets out what an exception quotes."""
    try:
        async with asyncio.timeout(TIMEOUT):
            return await check()
    except TimeoutError:
        return [Finding(name, "bad", f"no answer within {TIMEOUT:.0f} s", "check the network and that it is up")]
    except Exception as error:
        return [Finding(name, "bad", f"the check failed: {type(error).__name__}", "run `python -m bot run` and see")]


def _hider(settings: Settings) -> Callable[[str], str]:
    """Blanks every secret in force, whatever quoted it."""
    dsn = settings.database_url.get_secret_value()
    passwords = [word for pair in PASSWORD.findall(dsn) for word in pair]
    secrets = [*settings.secrets(), *passwords, *(unquote(word) for word in passwords)]
    forms = sorted(
        {form for one in secrets if len(one) > 5 for form in (one, quote(one, safe=""))}, key=len, reverse=True
    )

    def hide(line: str) -> str:
        for form in forms:
            line = line.replace(form, "•••")
        return " ".join(line.split())

    return hide


def _place(url: str) -> str:
    return f"to {urlsplit(url).netloc}" if url else "nowhere"


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
