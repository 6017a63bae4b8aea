"""The playground: the same bot, on a small Telegram of its own, with a chat page in the browser."""

import asyncio
import secrets
import webbrowser
from collections.abc import Callable

from bot.logs import set_up_logs
from bot.playground import Playground
from bot.playground.serving import serving
from bot.run import run_bot, stop_on_signals
from core.settings import Settings, load_settings

STUDIO_DELAY = 0.7  # seconds: a visitor should see the stages


async def play(port: int, *, open_browser: bool, say: Callable[[str], None]) -> None:
    """Serve until a signal comes. Playground and real bot never share a database: update ids are per Telegram."""
    base = load_settings()
    token = f"1000001:{secrets.token_urlsafe(24)}"
    folder = base.data_dir / "playground"
    folder.mkdir(parents=True, exist_ok=True)
    playground = Playground(token, folder / "telegram")
    stop = asyncio.Event()
    stop_on_signals(stop)
    async with serving(playground, port) as url:
        settings = load_settings(
            telegram_bot_token=token,
            telegram_api_url=url,
            data_dir=folder,
            database_url="",
            supabase_secret_key="",
            picture_key="",
            picture_key_file=base.data_dir / "playground.key",
            allowed_users="*",
        )

        set_up_logs(settings.log_format, settings.secrets())

        def ready() -> None:
            say(_welcome(url, settings))
            if open_browser:
                webbrowser.open(url)

        await run_bot(settings, stop, studio_delay=STUDIO_DELAY, ready=ready, say=say)


def _welcome(url: str, settings: Settings) -> str:
    studio = "offline studio (previews, no AI)" if settings.offline_painter else "Google Gemini: pictures cost money"
    analyst = "offline" if settings.offline_analyst else "OpenAI: analyses cost money"
    return f"\n  Keepface playground: {url}\n  Pictures: {studio} · Analysis: {analyst}\n  Stop with Ctrl-C.\n"
