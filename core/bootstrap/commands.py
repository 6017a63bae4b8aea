"""What commands open: a part of the whole, and no engine."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from core import imaging
from core.adapters.postgres.ledger import PostgresLedger
from core.adapters.postgres.migrate import migrate, script
from core.adapters.postgres.models import PostgresModels
from core.bootstrap.stores import ledger_of, opened_database
from core.errors import FacesUnavailable
from core.ports import Faces
from core.settings import Settings


@dataclass(frozen=True)
class Admin:
    """What the command line needs: an up-to-date database, no engines and no jobs."""

    applied: list[str]
    models: PostgresModels
    ledger: PostgresLedger


@asynccontextmanager
async def administered(settings: Settings) -> AsyncIterator[Admin]:
    """Bring the database up to date and open it for a command. Raises DatabaseRefused."""
    async with opened_database(settings) as database:
        applied = await migrate(database)
        ledger = ledger_of(database, settings)
        yield Admin(applied, PostgresModels(database, imaging.alike), ledger)


def opened_faces() -> Faces:
    """The face engine for a command. Raises FacesUnavailable."""
    from core.adapters.faces import OpenCVFaces

    faces = OpenCVFaces()
    if why := faces.ready():
        raise FacesUnavailable(why)
    return faces


def migration_script() -> str:
    """All migrations as SQL for `psql -f`; nothing is opened."""
    return script()
