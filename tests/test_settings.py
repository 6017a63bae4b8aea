"""Settings: where they come from, and every mistake at once with its fix."""

import base64
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from core.errors import SettingsRefused
from core.models import Pack
from core.settings import Settings, load_settings, refuse_bad_settings

ROOT = Path(__file__).parents[1]
SECRETS = [name for name, field in Settings.model_fields.items() if field.annotation is SecretStr]
DEFAULTS = Settings.model_construct()
KEYS = {"openai_api_key": "o", "gemini_api_key": "g"}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting in the environment, and no `.env` in the working directory."""
    for name in Settings.model_fields:
        for spelling in (name, name.upper()):
            monkeypatch.delenv(spelling, raising=False)
    monkeypatch.chdir(tmp_path)


def problems_of(*, on_telegram: bool = False, **settings: object) -> tuple[str, ...]:
    with pytest.raises(SettingsRefused) as refused:
        refuse_bad_settings(load_settings(**settings), on_telegram=on_telegram)
    return refused.value.problems


def test_without_any_setting_the_playground_runs_offline() -> None:
    settings = load_settings()
    refuse_bad_settings(settings, on_telegram=False)
    assert (settings.offline_analyst, settings.offline_painter) == (True, True)
    assert settings.secrets() == ()


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("DAILY_PICTURES_PER_USER=5\nDAILY_BUDGET_USD=2.5\nSOMETHING_ELSE=1\n")
    monkeypatch.setenv("DAILY_PICTURES_PER_USER", "7")
    settings = load_settings()
    assert (settings.daily_pictures_per_user, settings.daily_budget_usd) == (7, 2.5)


def test_an_empty_line_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("OWNER_ID=\nPORT=\nOPENAI_ENGINES=\n")
    monkeypatch.setenv("LOG_FORMAT", "")
    assert load_settings() == DEFAULTS
    assert load_settings().analyst_chain[0] == "gpt-5"


def test_settings_do_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings().port = 1


def test_bad_values_are_named_all_at_once_and_never_quoted() -> None:
    with pytest.raises(SettingsRefused) as refused:
        load_settings(port="s3cret-port", owner_id="me", log_format="xml", daily_budget_usd="lots")
    assert sorted(problem.split(":")[0] for problem in refused.value.problems) == [
        "DAILY_BUDGET_USD", "LOG_FORMAT", "OWNER_ID", "PORT",
    ]  # fmt: skip
    assert all(".env.example" in problem for problem in refused.value.problems)
    assert "s3cret-port" not in str(refused.value)


def test_mistakes_are_named_all_at_once_each_with_its_fix() -> None:
    problems = problems_of(
        on_telegram=True,
        telegram_api_url="api.telegram.org",
        openai_base_url="ftp://x",
        gemini_engines=" , ",
        allowed_users="12, @anna",
        daily_pictures_per_user=0,
    )
    for name, fix in {
        "TELEGRAM_BOT_TOKEN": "@BotFather",
        "TELEGRAM_API_URL": "https://",
        "OPENAI_BASE_URL": "https://",
        "GEMINI_ENGINES": "Remove the line",
        "OPENAI_API_KEY": "ENGINES=offline",
        "GEMINI_API_KEY": "ENGINES=offline",
        "ALLOWED_USERS": "Use numbers",
        "DAILY_PICTURES_PER_USER": "above zero",
    }.items():
        assert [problem for problem in problems if problem.startswith(name) and fix in problem], name
    assert "'@anna'" in str(problems)


@pytest.mark.parametrize("budget", [0, -1, float("nan")])
def test_a_budget_that_is_none_is_refused(budget: float) -> None:
    (problem,) = problems_of(daily_budget_usd=budget)
    assert "DAILY_BUDGET_USD" in problem


@pytest.mark.parametrize(("budget", "problems"), [(0, 0), (0.5, 0), (-1, 1), (float("nan"), 1)])
def test_a_users_own_budget_may_be_none(budget: float, problems: int) -> None:
    named = problems_of(daily_budget_usd_per_user=budget, daily_pictures_per_user=0)
    assert len([problem for problem in named if problem.startswith("DAILY_BUDGET_USD_PER_USER")]) == problems


ONE, OTHER = (base64.b64encode(bytes([n]) * 32).decode() for n in (251, 252))


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"picture_key": "short"}, "PICTURE_KEY: key 1 is not base64 of 32 bytes"),
        ({"picture_key": f"{ONE},{OTHER[:-6]}"}, "PICTURE_KEY: key 2 is not base64 of 32 bytes"),
        ({"picture_key_file": ".data/keys/picture.key"}, "beside the pictures"),
        ({"supabase_secret_key": "sb_secret_x"}, "without SUPABASE_URL"),
        ({"supabase_url": "https://a.co", "supabase_secret_key": "sb_publishable_x"}, "not a secret key"),
        ({"supabase_url": "https://a.co", "supabase_secret_key": "sb_secret_x\n"}, "not a secret key"),
        ({"supabase_url": "abc.supabase.co"}, "SUPABASE_URL must be"),
        ({"supabase_url": "https://key@abc.supabase.co"}, "SUPABASE_URL must be"),
        ({"supabase_url": "https://abc.supabase.co/rest/v1"}, "SUPABASE_URL must be"),
    ],
)
def test_where_pictures_are_kept_is_checked_and_no_key_is_quoted(settings: dict[str, Any], words: str) -> None:
    (problem,) = problems_of(**settings)
    assert words in problem
    assert not any(str(settings.get(name, "-none-")) in problem for name in ("picture_key", "supabase_secret_key"))


def test_keys_for_pictures_are_accepted_and_each_is_hidden_in_the_logs() -> None:
    settings = load_settings(
        picture_key=f"{ONE}, {OTHER}", supabase_url="https://abcdefgh.supabase.co/", supabase_secret_key="sb_secret_x"
    )
    refuse_bad_settings(settings, on_telegram=False)
    assert {ONE, OTHER, "sb_secret_x"} <= set(settings.secrets())
    refuse_bad_settings(load_settings(supabase_url="http://127.0.0.1:54321"), on_telegram=False)


def test_previews_reach_telegram_only_when_they_are_asked_for() -> None:
    token = {"telegram_bot_token": "1:t"}
    assert len(problems_of(on_telegram=True, **token)) == 2
    refuse_bad_settings(load_settings(**token, engines="offline"), on_telegram=True)
    refuse_bad_settings(load_settings(**token, **KEYS), on_telegram=True)


@pytest.mark.parametrize("name", ["openai_api_key", "gemini_api_key"])
def test_one_key_alone_is_not_enough_on_telegram(name: str) -> None:
    (problem,) = problems_of(on_telegram=True, telegram_bot_token="1:t", **{name: "k"})
    assert problem.startswith(({*KEYS} - {name}).pop().upper())


def test_an_engine_with_a_key_is_never_the_offline_studio() -> None:
    settings = load_settings(gemini_api_key="g")
    assert (settings.offline_analyst, settings.offline_painter) == (True, False)


def test_chains_are_read_in_order_without_blanks() -> None:
    settings = load_settings(openai_engines=" a, b ,,c", gemini_engines="d")
    assert (settings.analyst_chain, settings.painter_chain) == (("a", "b", "c"), ("d",))


@pytest.mark.parametrize(
    ("owner", "allowed", "admitted"),
    [
        (None, "", set()),
        (1, "", {1}),
        (1, "2", {1, 2}),
        (None, " 2 , 3,", {2, 3}),
        (None, "*", {1, 2, 3, 23}),
        (1, "2,*", {1, 2, 3, 23}),
        (None, "23", {23}),
    ],
)
def test_the_list_admits_whom_it_names_and_the_owner(owner: int | None, allowed: str, admitted: set[int]) -> None:
    settings = load_settings(owner_id=owner, allowed_users=allowed)
    assert {user for user in (1, 2, 3, 23) if settings.allows(user)} == admitted


def test_what_looks_secret_is_one() -> None:
    suspicious = [name for name in Settings.model_fields if re.search("key$|token|secret|password|database_url", name)]
    assert sorted(SECRETS) == sorted(suspicious)


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_in_no_representation_and_known_to_the_logs(name: str) -> None:
    settings = load_settings(**{name: "s3cr3t-word"})
    assert settings.secrets() == ("s3cr3t-word",)
    for shown in (repr(settings), str(settings), repr(settings.model_dump()), settings.model_dump_json()):
        assert "s3cr3t-word" not in shown


def test_the_example_explains_every_setting_and_no_other() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = re.findall(r"^#?\s?([A-Z][A-Z0-9_]+)=", text, re.MULTILINE)
    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)


def test_the_example_as_it_stands_changes_nothing() -> None:
    Path(".env").write_text((ROOT / ".env.example").read_text(encoding="utf-8"), encoding="utf-8")
    assert load_settings() == DEFAULTS


def test_packs_are_pictures_and_stars_and_none_unless_they_are_named() -> None:
    assert load_settings().packs == ()
    refuse_bad_settings(settings := load_settings(stars_packs=" 20:150, 100:600,"), on_telegram=False)
    assert settings.packs == (Pack(20, 150), Pack(100, 600))


@pytest.mark.parametrize(
    ("packs", "words"),
    [
        ("20", "STARS_PACKS has '20', which is no pack. Write pictures:stars"),
        ("20:0", "which is no pack"),
        ("0:150", "which is no pack"),
        ("20:1.5", "which is no pack"),
        ("20=150", "which is no pack"),
        ("20:10001", "more than 10000 stars. Make it smaller."),
        ("20:150,20:150", "names a pack twice. Take one away."),
        (",".join(f"{n}:{n}" for n in range(1, 8)), "more than 6 packs. Leave some out"),
    ],
)
def test_packs_that_cannot_be_sold_are_refused_with_the_fix(packs: str, words: str) -> None:
    (problem,) = problems_of(stars_packs=packs)
    assert words in problem
