"""`python -m bot doctor`: each broken part is named with its fix, and none hides another."""

import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import psycopg
import pytest

from bot.doctor import examine, judge_clock, tell
from bot.playground import Playground
from bot.playground.serving import serving
from core.adapters.encrypted import open_encrypted
from core.adapters.local_files import LocalPictures
from core.errors import SettingsRefused
from core.models import Finding
from core.settings import Settings, load_settings, refuse_bad_settings
from tests.conftest import FreshDsn
from tests.fakes.engines import FakeEngines
from tests.fakes.serving import serve

ROOT = Path(__file__).parents[1]
TOKEN = "4242:AAF-the_token_of_the_doctor"
OPENAI_KEY, GEMINI_KEY = "sk-proj-a/key+of=the-doctor", "AIza/another+key=of-the-doctor"
PICTURE_KEY, OTHER_KEY = "A" * 43 + "=", "B" * 43 + "="
PASSWORD = "p4ssw0rd-of-the-d0ctor"


@dataclass
class Practice:
    """Everything that a bot needs, in good health, and what the doctor finds."""

    playground: Playground
    engines: FakeEngines
    dsn: str
    folder: Path
    monkeypatch: pytest.MonkeyPatch

    def set(self, **settings: object) -> None:
        for name, value in settings.items():
            self.monkeypatch.setenv(name.upper(), str(value))

    async def finds(self, **settings: object) -> dict[str, Finding]:
        self.set(**settings)
        found, _ = await examine(offline=False)
        return {finding.name: finding for finding in found}

    async def sick(self, **settings: object) -> dict[str, Finding]:
        found = await self.finds(**settings)
        return {name: finding for name, finding in found.items() if finding.verdict == "bad"}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
async def practice(dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Practice]:
    playground, engines = Playground(TOKEN), FakeEngines()
    engines.keys = {OPENAI_KEY, GEMINI_KEY}
    engines.engines["openai"]["gpt-5"] = engines.engines["openai"]["gpt-4o-mini-transcribe"] = None
    async with serving(playground) as url, serve(engines.app) as engines_url:
        practice = Practice(playground, engines, dsn, tmp_path / "data", monkeypatch)
        practice.set(
            telegram_bot_token=TOKEN,
            telegram_api_url=url,
            openai_api_key=OPENAI_KEY,
            openai_base_url=f"{engines_url}/openai/v1",
            gemini_api_key=GEMINI_KEY,
            gemini_base_url=f"{engines_url}/gemini",
            database_url=dsn,
            data_dir=practice.folder,
            picture_key=PICTURE_KEY,
            owner_id=7,
        )
        yield practice


async def test_a_healthy_bot_has_nothing_to_mend(practice: Practice, capsys: pytest.CaptureFixture[str]) -> None:
    found, settings = await examine(offline=False)
    told = {finding.name: finding.verdict for finding in found}
    assert told["gpt-transcribe"] == "good"
    assert {name for name, verdict in told.items() if verdict != "good"} <= {"clock", "disk"}  # of this machine
    names = {"settings", "Telegram", "webhook", "clock", "OpenAI", "gpt-5", "Gemini", "gemini-3-pro-image", "database"}
    assert names | {"migrations", "row-level security", "models table", "pictures", "picture key"} <= set(told)
    assert tell(found, settings) == 0
    assert "Keepface can run" in capsys.readouterr().out


async def test_nothing_is_changed_by_looking(practice: Practice) -> None:
    await practice.finds()
    assert not practice.folder.exists()
    with psycopg.connect(practice.dsn) as database:
        assert database.execute("SELECT count(*) FROM keepface.users").fetchone() == (0,)


async def test_every_broken_part_is_named_at_once_and_no_secret_with_it(
    practice: Practice, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a-file").touch()
    practice.set(
        telegram_bot_token="4242:AAF-wrong_token_of_nobody",
        openai_api_key="sk-wrong/key+of=nobody",
        gemini_api_key="AIza-wrong-key-of-nobody",
        database_url=f"postgresql://me:{PASSWORD}@127.0.0.1:9/nowhere",
        port="s3cret-port",
        data_dir="a-file/data",
    )
    found, settings = await examine(offline=False)
    assert tell(found, settings) == 1
    bad = {finding.name for finding in found if finding.verdict == "bad"}
    assert {"settings", "Telegram", "OpenAI", "Gemini", "database", "data directory"} <= bad
    assert all(finding.fix for finding in found if finding.verdict == "bad")
    said = capsys.readouterr().out
    for secret in ("wrong_token", "sk-wrong", "AIza-wrong", PASSWORD, "s3cret-port", PICTURE_KEY):
        assert secret not in said
    assert re.search(r"\d problems to mend", said)


async def test_the_settings_are_refused_in_the_words_of_a_start(
    practice: Practice, capsys: pytest.CaptureFixture[str]
) -> None:
    practice.set(telegram_api_url="ftp://x", allowed_users="anna", daily_budget_usd=0, gemini_engines=" ,")
    with pytest.raises(SettingsRefused) as refused:
        refuse_bad_settings(load_settings(), on_telegram=True)
    found, settings = await examine(offline=True)
    tell(found, settings)
    said = " ".join(capsys.readouterr().out.replace("→", " ").split())
    for problem in refused.value.problems:
        assert problem in said
    assert len([one for one in found if one.name == "settings"]) == len(refused.value.problems) == 4


async def test_a_value_that_cannot_be_read_hides_no_other_check(practice: Practice) -> None:
    found = await practice.finds(port="lots")
    assert found["settings"].fact.startswith("PORT")
    assert found["Telegram"].verdict == found["database"].verdict == "good"


async def test_offline_asks_nobody(practice: Practice) -> None:
    found, _ = await examine(offline=True)
    assert {finding.name for finding in found} >= {"settings", "data directory", "disk", "picture key"}
    assert not {finding.name for finding in found} & {"Telegram", "OpenAI", "Gemini", "database"}
    assert practice.playground.calls == []
    assert practice.engines.calls == []


async def test_engines_that_end_or_are_gone_are_told(practice: Practice) -> None:
    last_day = (datetime.now(UTC) + timedelta(days=18)).date()
    practice.engines.engines["openai"]["gpt-5"] = last_day.isoformat()
    practice.engines.retire("gemini-nano-banana-2.1")
    found = await practice.finds()
    assert (found["gpt-5"].verdict, str(last_day) in found["gpt-5"].fact) == ("warning", True)
    assert (found["gemini-nano-banana-2.1"].verdict, found["gemini-3-pro-image"].fact) == ("warning", "in use")
    bad = await practice.sick(gemini_engines="imagen-4")
    assert set(bad) == {"imagen-4"}


async def test_a_vendor_without_an_answer_is_named(practice: Practice) -> None:
    bad = await practice.sick(openai_base_url="http://127.0.0.1:9/v1", gemini_api_key="a-wrong-key")
    assert set(bad) == {"OpenAI", "Gemini"}
    assert "key" in bad["Gemini"].fix


async def test_a_wrong_token_and_a_telegram_that_is_away_are_told_apart(practice: Practice) -> None:
    assert "refused" in (await practice.sick(telegram_bot_token="4242:wrong"))["Telegram"].fact
    away = await practice.sick(telegram_api_url="http://127.0.0.1:9")
    assert "cannot be reached" in away["Telegram"].fact


async def test_a_webhook_that_is_not_ours_is_told(practice: Practice) -> None:
    from telegram import Bot

    settings = load_settings()
    async with Bot(TOKEN, base_url=f"{settings.telegram_api_url}/bot") as bot:
        await bot.set_webhook("https://elsewhere.example.org/hook")
    found = await practice.finds()
    assert (found["webhook"].verdict, "elsewhere.example.org" in found["webhook"].fact) == ("warning", True)


@pytest.mark.parametrize(
    ("seconds", "verdict", "words"),
    [(0, "good", "agrees"), (-9, "good", "agrees"), (60, "warning", "60 s ahead"), (-3600, "bad", "3600 s behind")],
)
def test_the_clock_is_judged_by_telegrams(seconds: int, verdict: str, words: str) -> None:
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    found = judge_clock(format_datetime(now - timedelta(seconds=seconds), usegmt=True), now)
    assert (found.verdict, words in found.fact) == (verdict, True)
    assert judge_clock("yesterday", now).verdict == judge_clock("", now).verdict == "warning"


async def test_a_database_without_migrations_is_a_warning_and_a_newer_one_is_bad(
    practice: Practice, fresh_dsn: FreshDsn
) -> None:
    found = await practice.finds(database_url=fresh_dsn(migrated=False))
    assert (found["migrations"].verdict, "pending" in found["migrations"].fact) == ("warning", True)
    with psycopg.connect(practice.dsn, autocommit=True) as database:
        database.execute("INSERT INTO keepface.migrations (version, name) VALUES (99, '0099_later')")
    assert set(await practice.sick(database_url=practice.dsn)) == {"migrations"}


async def test_a_table_without_row_level_security_is_bad(practice: Practice) -> None:
    with psycopg.connect(practice.dsn, autocommit=True) as database:
        database.execute("ALTER TABLE keepface.inbox DISABLE ROW LEVEL SECURITY")
    bad = await practice.sick()
    assert set(bad) == {"row-level security"}
    assert "ALTER TABLE keepface.inbox ENABLE" in bad["row-level security"].fix


async def test_a_user_from_whom_the_rows_are_hidden_is_told_to_connect_as_the_owner(practice: Practice) -> None:
    with psycopg.connect(practice.dsn, autocommit=True) as database:
        database.execute("CREATE ROLE borrower LOGIN")
        database.execute("GRANT USAGE ON SCHEMA keepface TO borrower")
        database.execute("GRANT ALL ON ALL TABLES IN SCHEMA keepface, public TO borrower")
        try:
            bad = await practice.sick(database_url=re.sub(r"//[^@/]*@", "//borrower@", practice.dsn))
        finally:
            database.execute("DROP OWNED BY borrower")
            database.execute("DROP ROLE borrower")
    assert {"row-level security", "models table"} == set(bad)
    assert "connect as postgres" in bad["row-level security"].fix


async def test_an_older_models_table_that_the_public_key_opens_is_a_warning(practice: Practice) -> None:
    with psycopg.connect(practice.dsn, autocommit=True) as database:
        database.execute("ALTER TABLE public.models DISABLE ROW LEVEL SECURITY")
        database.execute("INSERT INTO public.models (name) VALUES ('Anna')")
        assert (await practice.finds())["models table"].verdict == "good", "there is no public role here"
        database.execute("CREATE ROLE anon")
        try:
            database.execute("GRANT SELECT ON public.models TO anon")
            found = (await practice.finds())["models table"]
        finally:
            database.execute("DROP OWNED BY anon")
            database.execute("DROP ROLE anon")
    assert (found.verdict, "1 models of an older system" in found.fact) == ("warning", True)


async def test_the_wrong_picture_key_is_bad_and_an_older_one_behind_it_is_missed(practice: Practice) -> None:
    store = LocalPictures(practice.folder / "pictures")
    await open_encrypted(store, PICTURE_KEY, None)
    assert "opens what is stored" in (await practice.finds())["picture key"].fact
    assert set(await practice.sick(picture_key=OTHER_KEY)) == {"picture key"}
    await open_encrypted(store, f"{OTHER_KEY},{PICTURE_KEY}", None)
    assert set(await practice.sick(picture_key=OTHER_KEY)) == {"picture key"}
    assert await practice.sick(picture_key=f"{OTHER_KEY},{PICTURE_KEY}") == {}


async def test_a_key_that_is_gone_is_bad_and_one_that_was_never_made_is_told(practice: Practice) -> None:
    practice.monkeypatch.delenv("PICTURE_KEY")
    assert "first start" in (await practice.finds())["picture key"].fact
    await open_encrypted(LocalPictures(practice.folder / "pictures"), PICTURE_KEY, None)
    assert set(await practice.sick()) == {"picture key"}


async def test_a_folder_of_pictures_that_others_may_enter_is_a_warning(practice: Practice) -> None:
    (practice.folder / "pictures").mkdir(parents=True)
    (practice.folder / "pictures").chmod(0o755)
    found = await practice.finds()
    assert (found["pictures folder"].verdict, "everyone" in found["pictures folder"].fact) == ("warning", True)


async def test_a_check_that_hangs_or_breaks_stops_no_other(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang(_: Settings) -> list[Finding]:
        raise TimeoutError

    async def break_down(_: Settings) -> list[Finding]:
        raise ZeroDivisionError(TOKEN)

    monkeypatch.setattr("bot.doctor.check_telegram", hang)
    monkeypatch.setattr("bot.doctor.check_clock", break_down)
    bad = await practice.sick()
    assert set(bad) == {"Telegram", "clock"}
    assert "within" in bad["Telegram"].fact
    assert bad["clock"].fact == "the check failed: ZeroDivisionError"


def test_the_command_is_plain_when_piped_and_says_by_its_exit_whether_all_is_well(tmp_path: Path) -> None:
    def doctor(**settings: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(tmp_path), **settings}
        command = [sys.executable, "-m", "bot", "doctor", "--offline"]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=60
        )

    sick = doctor()
    assert (sick.returncode, "✗ settings" in sick.stdout, "\x1b" in sick.stdout) == (1, True, False)
    well = doctor(TELEGRAM_BOT_TOKEN=TOKEN, ENGINES="offline", OWNER_ID="7", PICTURE_KEY=PICTURE_KEY)
    assert (well.returncode, "✗" in well.stdout, well.stderr) == (0, False, "")


async def test_what_botfather_keeps_shut_is_named_where_the_settings_open_it(practice: Practice) -> None:
    assert {"groups", "inline"}.isdisjoint(await practice.finds())
    told = await practice.finds(groups="on", inline="on")
    assert (told["groups"].verdict, told["inline"].verdict) == ("good", "good")

    practice.playground.chats.bot |= {"can_read_all_group_messages": True}
    assert "/setprivacy" in (await practice.finds())["groups"].fix

    practice.playground.chats.bot |= {"can_join_groups": False, "supports_inline_queries": False}
    sick = await practice.sick()
    assert "/setjoingroups" in sick["groups"].fix
    assert "/setinline" in sick["inline"].fix
