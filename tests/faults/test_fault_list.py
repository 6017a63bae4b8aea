"""docs/faults.md keeps its word: each fault has tests, and each test that it names exists."""

import ast
import re
from functools import lru_cache
from pathlib import Path

from tests.fakes.bot_process import ROOT

PAGE = ROOT / "docs" / "faults.md"
FAULTS = range(1, 46)
ROW = re.compile(r"^\| (\d+) \|(.+)\|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


@lru_cache
def known_in(file: Path) -> set[str]:
    return {
        one.name for one in ast.parse(file.read_text()).body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def rows() -> dict[int, list[tuple[str, str]]]:
    return {int(number): NAMED.findall(cells) for number, cells in ROW.findall(PAGE.read_text())}


def test_every_fault_has_a_row_with_at_least_one_test() -> None:
    found = rows()
    assert sorted(found) == list(FAULTS)
    assert [number for number, tests in found.items() if not tests] == []


def test_every_test_that_the_page_names_exists() -> None:
    named = NAMED.findall(PAGE.read_text())
    assert len(named) > len(FAULTS)
    assert [f"{file}::{name}" for file, name in named if name not in known_in(ROOT / file)] == []
