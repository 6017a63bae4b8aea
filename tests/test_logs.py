"""No secret in any line, however it is written."""

import asyncio
import base64
import json
import logging
import re
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import quote, quote_plus

import httpx
import pytest
from starlette.applications import Starlette

from bot.logs import BLANK, set_up_logs
from core.about import about
from core.adapters.postgres.database import open_database
from tests.fakes.bot_process import finished
from tests.fakes.logbook import WHOLE_RUN, Logbook, WholeRun, encodings
from tests.fakes.pictures import photo
from tests.fakes.serving import serve

TOKEN = "4242:AAF-tok_en/with+odd=signs"
DSN = 'postgresql://me:p"w\\ö@db.example.org:5432/keepface'
Style = Literal["text", "json"]
STYLES: tuple[Style, ...] = ("text", "json")
log = logging.getLogger("keepface.test")


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    """The root's handlers and every level are given back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    loggers = [one for one in logging.Logger.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    levels = {one: one.level for one in loggers}
    yield
    logging.captureWarnings(False)
    root.handlers[:], root.level = handlers, level
    for one, before in levels.items():
        one.setLevel(before)


def written_forms(secret: str) -> list[str]:
    return [
        secret,
        quote(secret, safe=""),
        quote(secret),
        quote_plus(secret),
        re.sub("%..", lambda pair: pair[0].lower(), quote(secret, safe="")),
        repr(secret)[1:-1],
        json.dumps(secret)[1:-1],
        json.dumps(json.dumps(secret))[3:-3],
        secret.encode().hex(),
        *(base64.b64encode(f"{before}{secret}:x".encode()).decode() for before in ("", "a", "me")),
        *(base64.urlsafe_b64encode(f"{before}{secret}".encode()).decode() for before in ("", "a", "me")),
    ]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("secret", [TOKEN, DSN])
def test_a_secret_is_blanked_however_it_is_written(
    style: Style, secret: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logs(style, [secret])
    for form in written_forms(secret):
        log.info("at https://api.telegram.org/file/bot%s/photos/1.jpg", form)
    log.info({"url": secret})
    lines = capsys.readouterr().err
    assert lines.count(BLANK) + lines.count(json.dumps(BLANK)[1:-1]) >= len(written_forms(secret))
    assert "photos/1.jpg" in lines, "the rest of the line stays"
    for trace in ("AAF-tok", "db.example.org"):
        assert trace not in lines


@pytest.mark.parametrize("style", STYLES)
def test_a_secret_in_a_trace_is_blanked(style: Style, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(style, [TOKEN])

    def connect() -> None:
        raise ValueError(f"no route to /bot{TOKEN}/getMe")

    def poll() -> None:
        try:
            connect()
        except ValueError as error:
            raise RuntimeError(f"gave up on {quote(TOKEN, safe='')}") from error

    try:
        poll()
    except RuntimeError:
        log.exception("polling failed at %s", TOKEN)
        assert TOKEN in traceback.format_exc()
    lines = capsys.readouterr().err
    assert "AAF-tok" not in lines
    assert "no route to" in lines
    assert "gave up on" in lines


def test_of_two_secrets_the_longer_goes_first(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("text", ["abcdef", "abcdef-and-more"])
    log.info("key abcdef-and-more end")
    assert capsys.readouterr().err.rstrip().endswith(f"key {BLANK} end")


def test_without_secrets_lines_stay_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("text", ["", ""])
    log.info("ready: %s polls", "@bot")
    assert capsys.readouterr().err.rstrip().endswith("INFO    keepface.test: ready: @bot polls")


def test_json_lines_are_json_with_their_level_and_words(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("json", [TOKEN])
    log.warning("token %s", TOKEN)
    line = json.loads(capsys.readouterr().err)
    assert (line["levelname"], line["name"], line["message"]) == ("WARNING", "keepface.test", f"token {BLANK}")


@pytest.mark.parametrize("style", STYLES)
def test_lines_carry_the_ids_of_what_they_are_about(style: Style, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(style, [])
    with about(update=7):
        with about(generation="gen-1", run=2):
            log.info("begun")
        log.info("handled")
    log.info("ready")
    first, second, third = capsys.readouterr().err.splitlines()
    if style == "json":
        known = [{**json.loads(line), "asctime": ""} for line in (first, second, third)]
        line = {"asctime": "", "levelname": "INFO", "name": "keepface.test"}
        assert known == [
            {**line, "message": "begun", "update": 7, "generation": "gen-1", "run": 2},
            {**line, "message": "handled", "update": 7},
            {**line, "message": "ready"},
        ]
    else:
        assert first.endswith("begun [update=7 generation=gen-1 run=2]")
        assert second.endswith("handled [update=7]")
        assert third.endswith("ready")


async def test_tasks_carry_the_ids_under_which_they_were_begun(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("text", [])

    async def work(number: int) -> None:
        with about(n=number):
            await asyncio.sleep(0)
            log.info("drawn")

    with about(generation="gen-1"):
        await asyncio.gather(work(1), work(2))
    lines = capsys.readouterr().err.splitlines()
    assert [line.rpartition("[")[2] for line in lines] == ["generation=gen-1 n=1]", "generation=gen-1 n=2]"]


@pytest.mark.parametrize("style", STYLES)
async def test_the_row_that_the_database_refused_is_not_logged(
    style: Style, dsn: str, capsys: pytest.CaptureFixture[str]
) -> None:
    prompt = 'a very "particular" sunflower\nfield'
    async with open_database(dsn) as database:
        set_up_logs(style, [])
        try:
            await database.run("INSERT INTO generations (id, prompt) VALUES ('gen-1', %s)", prompt)
        except Exception:
            log.exception("failed by surprise")
    lines = capsys.readouterr().err
    assert "NotNullViolation" in lines
    assert "sunflower" not in lines


@pytest.mark.parametrize("form", sorted(encodings(TOKEN)))
def test_a_search_over_all_tests_would_notice_every_form(form: str) -> None:
    run = WholeRun({f"GET /file/{form}/1.jpg"}, {TOKEN})
    assert run.leaks() != []


def test_a_search_over_all_tests_would_notice_words_and_pictures(capsys: pytest.CaptureFixture[str]) -> None:
    book = Logbook()
    book.private.add("a kite over the harbour")
    for leak in ("a kite over the harbour", base64.b64encode(photo(1)).decode(), repr(photo(1)), photo(1).hex()):
        assert WholeRun({f"INFO drawn: {leak}"}, set(), [book]).leaks() != []
    assert WholeRun({"INFO drawn"}, {TOKEN}, [book]).leaks() == []


def test_a_search_over_all_tests_knows_the_secrets_of_every_house() -> None:
    book = Logbook()
    book.secrets += (DSN,)
    assert WholeRun({f"INFO connected to {quote(DSN, safe='')}"}, set(), [book]).leaks() != []


async def test_what_a_process_of_its_own_writes_is_searched_too(tmp_path: Path) -> None:
    code, text = await finished({}, tmp_path, "no-such-command")
    assert code != 0
    assert "no-such-command" in text
    assert set(text.splitlines()) <= WHOLE_RUN.lines


async def test_the_addresses_of_requests_are_not_logged_at_all(capsys: pytest.CaptureFixture[str]) -> None:
    async with serve(Starlette()) as url, httpx.AsyncClient() as client:
        set_up_logs("text", [])
        logging.getLogger("uvicorn").setLevel(logging.CRITICAL)
        assert (await client.get(f"{url}/bot{TOKEN}/getMe")).status_code == 404
        assert capsys.readouterr().err == ""


def test_what_a_quiet_library_warns_of_is_heard(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("text", [])
    logging.getLogger("httpx").info("GET https://api.telegram.org/bot%s/getMe", TOKEN)
    logging.getLogger("httpx").warning("heard")
    assert capsys.readouterr().err.count("\n") == 1
