"""One embedded PostgreSQL for the whole run, and fresh databases in it."""

import atexit
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from hypothesis import settings

from core.adapters.postgres.database import open_database
from core.adapters.postgres.embedded import start_embedded
from core.adapters.postgres.migrate import migrate
from core.proxies import spare_this_machine
from tests.fakes.logbook import WHOLE_RUN
from tests.properties.profile import profile

spare_this_machine()
FreshDsn = Callable[..., str]
DAY = 24 * 3600
LONGEST = 100  # seconds that a test may take
MEMORY = Path("/dev/shm")  # noqa: S108  # thrice as fast as a disk, where there is enough of it

# Hypothesis' own profile fails an example that takes 0.2 seconds, and looks at other ones in each run.
settings.register_profile("keepface", profile(100))
settings.load_profile("keepface")


class Server:
    """The server of the run. Databases are copied from a template, which takes some 50 milliseconds."""

    def __init__(self, dsn: str, folder: Path) -> None:
        self.dsn = dsn
        self.folder = folder

    def dsn_of(self, name: str) -> str:
        return urlsplit(self.dsn)._replace(path=f"/{name}").geturl()

    def create(self, template: str, name: str = "") -> str:
        name = name or f"test_{secrets.token_hex(6)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return self.dsn_of(name)

    def drop(self, dsn: str) -> None:
        self.run(f"DROP DATABASE IF EXISTS {urlsplit(dsn).path[1:]} WITH (FORCE)")

    def run(self, *statements: str) -> None:
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


def _roomy(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > 2**31


@pytest.fixture(scope="session", autouse=True)
def key_file_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test makes a picture key in somebody's home folder; processes that tests start inherit this too."""
    os.environ["PICTURE_KEY_FILE"] = str(tmp_path_factory.mktemp("key") / "picture.key")


@pytest.fixture(scope="session", autouse=True)
def logs_of_the_run() -> Iterator[None]:
    """Over all tests together: no bot has logged a secret in any encoding, a word of a user, or a picture."""
    yield
    assert WHOLE_RUN.leaks() == []


@pytest.fixture(autouse=True)
def day_of_the_test() -> None:
    """No test begins so shortly before 00:00 UTC that it ends on another day: caps and budgets begin anew there."""
    left = DAY - time.time() % DAY
    if left < LONGEST:
        time.sleep(left + 1)


@pytest.fixture(scope="session")
async def server() -> Server:
    """An empty PostgreSQL in a short folder that its own OS user may enter; it ends with the run."""
    folder = Path(tempfile.mkdtemp(prefix="keepface-", dir=MEMORY if _roomy(MEMORY) else None))
    folder.chmod(0o755)
    # Registered before the server registers its own end, so run after it.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    started = Server(await start_embedded(folder), folder)
    # Nothing here outlives the run, so nothing has to reach the disk.
    started.run(*(f"ALTER SYSTEM SET {name} = off" for name in ("fsync", "full_page_writes", "synchronous_commit")))
    started.run("SELECT pg_reload_conf()")
    async with open_database(started.create("template1", "migrated")) as database:
        await migrate(database)
    return started


@pytest.fixture
def fresh_dsn(server: Server) -> Iterator[FreshDsn]:
    """A factory: `fresh_dsn()` is the connection string of a new, migrated database, and
    `fresh_dsn(migrated=False)` that of an empty one. It fits DATABASE_URL; all are dropped after the test.
    """
    made: list[str] = []

    def create(*, migrated: bool = True) -> str:
        made.append(server.create("migrated" if migrated else "template1"))
        return made[-1]

    yield create
    for dsn in made:
        server.drop(dsn)


@pytest.fixture
def dsn(fresh_dsn: FreshDsn) -> str:
    """A new, migrated database."""
    return fresh_dsn()
