"""The command line: play, run, alive, doctor, migrate, adopt, ledger, likeness."""

import asyncio
import logging
import socket
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer

from bot.heartbeat import is_beating
from bot.logs import set_up_logs
from bot.run import Role, run_bot, stop_on_signals
from core.bootstrap import administered, migration_script
from core.errors import DatabaseAway, DatabaseRefused, FacesUnavailable, PicturesRefused, SettingsRefused
from core.proxies import spare_this_machine
from core.settings import Settings, load_settings, refuse_bad_settings

T = TypeVar("T")
cli = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@cli.callback()
def every_command() -> None:
    spare_this_machine()


@cli.command()
def play(
    port: Annotated[int, typer.Option(help="Port of the chat page; 0 takes a free one.")] = 8765,
    browser: Annotated[bool, typer.Option(help="Open the chat page in the browser.")] = True,
) -> None:
    """Try the whole bot in the browser: no token, no key, nothing leaves this computer unless keys are set."""
    from bot.play import play as play_until_stopped  # a Telegram of its own, which no other command needs

    _settings(on_telegram=False)
    if port and not _is_free(port):
        _refuse(SettingsRefused((f"Port {port} is in use. Choose another one: make play ARGS='--port 0'",)))
    _finish(play_until_stopped(port, open_browser=browser, say=typer.echo))


@cli.command()
def run(
    role: Annotated[Role, typer.Option(help="Take updates (web), run jobs (worker), or both.")] = Role.ALL,
) -> None:
    """Run the bot on Telegram with the settings of the environment and `.env`."""
    settings = _settings(on_telegram=True)

    async def until_stopped() -> None:
        stop = asyncio.Event()
        stop_on_signals(stop)
        await run_bot(settings, stop, role=role, say=typer.echo)

    _finish(until_stopped())


@cli.command()
def alive() -> None:
    """Exit 0 if a bot with this data directory runs and reaches its database: the container's health check."""
    if not is_beating(load_settings().data_dir):
        typer.echo("No heartbeat: the bot does not run, or its database does not answer.", err=True)
        raise typer.Exit(1)


@cli.command()
def doctor(
    offline: Annotated[bool, typer.Option("--offline", help="Only the settings and this machine.")] = False,
) -> None:
    """Check every setting and every service, and say how to mend what is wrong. Exit 1 if something is."""
    from bot.doctor import examine, tell

    set_up_logs("text", (), level=logging.CRITICAL)
    found, settings = asyncio.run(examine(offline=offline))
    raise typer.Exit(tell(found, settings))


@cli.command()
def migrate(
    sql: Annotated[
        bool, typer.Option("--sql", help="Print the SQL instead; it may be run again. Needs no database.")
    ] = False,
) -> None:
    """Bring the database up to date and say what was applied."""
    if sql:
        return typer.echo(migration_script())

    async def work() -> None:
        async with administered(load_settings()) as admin:
            typer.echo("\n".join(f"applied {name}" for name in admin.applied) or "The database is up to date.")

    _finish(work())


@cli.command()
def adopt(model_id: str, telegram_id: int) -> None:
    """Give a model of the older web system to a Telegram user; it becomes that user's active model."""

    async def work() -> bool:
        async with administered(load_settings()) as admin:
            return await admin.models.adopt(model_id, telegram_id)

    if not _finish(work()):
        typer.echo(f"There is no model {model_id} without a Telegram owner. Nothing was changed.", err=True)
        raise typer.Exit(1)
    typer.echo(f"Model {model_id} now belongs to {telegram_id} and is active there.")


@cli.command()
def ledger() -> None:
    """Paid calls a day, user, purpose, engine and outcome, with what they cost."""

    async def work() -> list[dict[str, object]]:
        async with administered(load_settings()) as admin:
            return await admin.ledger.entries()

    rows = _finish(work())
    typer.echo(f"{'day':10}  {'user':>12}  {'purpose':13}  {'engine':28}  {'outcome':8}  {'calls':>5}  {'usd':>9}")
    for row in rows:
        typer.echo(
            f"{row['day']!s:10}  {row['user_id']!s:>12}  {row['purpose']!s:13}  {row['engine']!s:28}"
            f"  {row['outcome']!s:8}  {row['calls']!s:>5}  {row['usd']:>9.4f}"
        )


@cli.command()
def likeness(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Photos, one sub-folder a person.")],
    histogram: Annotated[Path | None, typer.Option(help="Where the picture of the scores goes.")] = None,
) -> None:
    """Measure on your own photos how well the limits of likeness part people. Nothing leaves this computer."""
    from bot.calibration import CannotMeasure, measure  # numpy, which no other command needs so early

    try:
        asyncio.run(measure(folder, histogram or folder / "likeness.png", typer.echo))
    except CannotMeasure as error:
        typer.echo(error.why, err=True)
        raise typer.Exit(2) from error
    except FacesUnavailable as error:
        typer.echo(f"No face can be measured: {error}", err=True)
        raise typer.Exit(1) from error


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _settings(*, on_telegram: bool) -> Settings:
    """Settings that can work, or one message that names every mistake with its fix."""
    try:
        settings = load_settings()
        refuse_bad_settings(settings, on_telegram=on_telegram)
    except SettingsRefused as error:
        _refuse(error)
    set_up_logs(settings.log_format, settings.secrets())
    return settings


def _finish(work: Coroutine[Any, Any, T]) -> T:
    try:
        return asyncio.run(work)
    except (SettingsRefused, DatabaseRefused, PicturesRefused) as error:
        _refuse(error)
    except DatabaseAway:
        _refuse(DatabaseRefused("The database went away meanwhile", "start it again when the server is back"))


def _refuse(error: SettingsRefused | DatabaseRefused | PicturesRefused) -> NoReturn:
    typer.echo(f"Keepface cannot start:\n{error}", err=True)
    raise typer.Exit(2)


if __name__ == "__main__":
    cli(prog_name="python -m bot")
