"""Where something is still named: every table of the database as text, and every path of the pictures folder."""

import re
from pathlib import Path

from tests.fakes.house import House


async def traces(house: House, *needles: object) -> list[str]:
    """`table: needle` for each row, and each path, that still has one. A number counts only by itself."""
    tables = await house.rows(
        "SELECT table_schema || '.' || table_name AS name FROM information_schema.tables"
        " WHERE table_schema IN ('keepface', 'public') AND table_type = 'BASE TABLE'"
    )
    found = []
    for name in (row["name"] for row in tables):
        rows = await house.rows(f"SELECT to_jsonb(t)::text AS text FROM {name} t")  # noqa: S608
        found += [f"{name}: {one}" for one in needles for row in rows if _names(row["text"], str(one))]
    paths = "\n".join(str(path) for path in all_paths(house.data_dir))
    return found + [f"disk: {one}" for one in needles if _names(paths, str(one))]


def all_paths(folder: Path) -> list[Path]:
    """Also empty folders, and files that were never finished."""
    return sorted(path for path in folder.rglob("*") if "postgres" not in path.parts)


def _names(text: str, needle: str) -> bool:
    return bool(re.search(rf"(?<![\w.]){re.escape(needle)}(?![\w.])" if needle.isdigit() else re.escape(needle), text))
