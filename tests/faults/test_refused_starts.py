"""Settings that cannot work: exit code 2, every problem with its fix, and no trace."""

import tempfile
from pathlib import Path

import pytest

from tests.fakes.bot_process import running
from tests.fakes.house import OPENAI_KEY, TOKEN
from tests.faults.conftest import Site


async def test_every_missing_setting_is_named_at_once(site: Site) -> None:
    code, text = await site.command(
        "run", telegram_bot_token="", openai_api_key="", gemini_api_key="", allowed_users="Ada", daily_budget_usd=0
    )

    assert code == 2
    for name in ("TELEGRAM_BOT_TOKEN", "OPENAI_API_KEY", "GEMINI_API_KEY", "ALLOWED_USERS", "DAILY_BUDGET_USD"):
        assert name in text
    assert "ENGINES=offline" in text
    assert "Traceback" not in text


async def test_a_value_that_is_none_is_named_without_being_repeated(site: Site) -> None:
    code, text = await site.command("run", port="the front door", openai_api_key=OPENAI_KEY)

    assert code == 2
    assert "PORT" in text
    assert "the front door" not in text
    assert OPENAI_KEY not in text
    assert "Traceback" not in text


async def test_a_token_that_telegram_refuses_ends_the_start(site: Site) -> None:
    wrong = f"{TOKEN}x"
    code, text = await site.command("run", telegram_bot_token=wrong)

    assert code == 2
    assert "TELEGRAM_BOT_TOKEN was refused by Telegram. Copy it from @BotFather once more." in text
    assert wrong not in text
    assert "Traceback" not in text


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql://keepface:s3cret-word@127.0.0.1:9/none", "The database cannot be reached"),
        ("postgresql://keepface:s3cret-word@127.0.0.1:6543/none", "port 6543"),
        ("mysql://keepface:s3cret-word@127.0.0.1/none", "DATABASE_URL"),
        ("s3cret-word", "DATABASE_URL"),
    ],
)
async def test_a_database_that_cannot_be_used_ends_the_start(site: Site, url: str, says: str) -> None:
    code, text = await site.command("run", database_url=url)

    assert code == 2
    assert says in text
    assert "Fix:" in text
    assert "s3cret-word" not in text
    assert "Traceback" not in text


async def test_the_embedded_database_is_shared_by_a_command_and_outlives_it(site: Site) -> None:
    house = site.house
    with tempfile.TemporaryDirectory(prefix="kf-", ignore_cleanup_errors=True) as folder:
        data_dir = Path(folder) / "data"
        Path(folder).chmod(0o755)
        settings = house.settings(database_url="", data_dir=data_dir)
        async with running(settings, Path(folder)) as bot:
            code, text = await site.command("ledger", database_url="", data_dir=data_dir)
            assert (code, "purpose" in text) == (0, True)
            ida = await house.someone(agreed=False)
            await ida.says("/start")
            await ida.taps("I agree, and I am 18 or older")
            await ida.sees("Send me three photos of one person")
            bot.terminate()
            assert await bot.ends() == 0
            site.heard(bot)
