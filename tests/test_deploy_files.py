"""What stands in the pages and the deploy files is true, and a backup can be restored."""

import asyncio
import re
import sys
from pathlib import Path

import psycopg
import pytest

from core.adapters.postgres.embedded import start_embedded
from tests.licences import LOCK, locked, table

ROOT = Path(__file__).parents[1]
PAGES = ["README.md", "CONTRIBUTING.md", "docs/deploy.md"]


def test_the_licence_list_names_what_the_lock_pins() -> None:
    listed = re.findall(r"(?m)^\| ([\w.-]+) \| ([^|]+) \| ([^|]*) \|", (ROOT / "docs/licences.md").read_text())[1:]
    assert {name: versions.strip().split(", ") for name, versions, _ in listed} == locked(LOCK.read_text())
    assert [name for name, _, licence in listed if not licence.strip()] == []


def test_no_package_forbids_what_we_do() -> None:
    assert [line for line in table().splitlines() if "AGPL" in line or "must not be passed on" in line] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_a_page_exists(page: str) -> None:
    text = (ROOT / page).read_text()
    source = (ROOT / "bot/__main__.py").read_text()
    commands = set(re.findall(r"@cli\.command\(\)\ndef (\w+)", source))
    targets = set(re.findall(r"(?m)^(\w+):", (ROOT / "Makefile").read_text()))
    assert set(re.findall(r"python -m bot (\w+)", text)) <= commands
    assert set(re.findall(r"(?m)(?:^|`)make (\w+)", text)) <= targets


def test_the_image_is_built_from_hashes_and_runs_as_nobody_special() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert any("--require-hashes" in line for line in lines)
    assert [line for line in lines if line.startswith("FROM") and (":latest" in line or ":" not in line)] == []
    assert any(re.fullmatch(r"USER (?!root|0)\w+", line) for line in lines)
    assert any(line.startswith("HEALTHCHECK") for line in lines)


def test_the_composed_bot_has_no_more_rights_than_it_needs() -> None:
    text = (ROOT / "compose.yaml").read_text()
    for rule in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "stop_grace_period: 45s"):
        assert rule in text
    assert "\t" not in text
    assert ":latest" not in text


def test_the_workflow_calls_what_everybody_calls() -> None:
    text = (ROOT / ".github/workflows/check.yml").read_text()
    assert "bash .ci/run" in text
    assert "contents: read" in text
    assert all(f'"3.{minor}"' in text for minor in (11, 12, 13, 14))


async def test_a_copied_data_directory_is_a_backup(tmp_path: Path) -> None:
    """As docs/deploy.md says: stop, copy, start elsewhere."""
    first, copy = tmp_path / "first", tmp_path / "copy"
    tmp_path.chmod(0o755)
    await _in_its_own_process(first, "CREATE TABLE kept AS SELECT 42 AS answer")
    copied = await asyncio.create_subprocess_exec("cp", "-a", str(first), str(copy))
    assert await copied.wait() == 0
    await _in_its_own_process(copy, "INSERT INTO kept SELECT 43")
    dsn = await start_embedded(copy)
    with psycopg.connect(dsn) as connection:
        assert connection.execute("SELECT answer FROM kept ORDER BY 1").fetchall() == [(42,), (43,)]


async def _in_its_own_process(folder: Path, sql: str) -> None:
    """The database stops with the process, as the bot's does."""
    script = (
        "import asyncio, sys, pathlib, psycopg\n"
        "from core.adapters.postgres.embedded import start_embedded\n"
        "dsn = asyncio.run(start_embedded(pathlib.Path(sys.argv[1])))\n"
        "psycopg.connect(dsn, autocommit=True).execute(sys.argv[2])\n"
    )
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", script, str(folder), sql, cwd=ROOT)
    assert await process.wait() == 0
