"""An open database for each test, and what stands in it."""

import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from core.adapters.postgres.database import Database, open_database
from core.adapters.postgres.generations import PostgresGenerations
from core.adapters.postgres.models import PostgresModels
from core.models import CANDIDATES, Generation, Kind, Model, Picture, ReferencePhoto
from tests.conftest import FreshDsn


@pytest.fixture
async def database(dsn: str) -> AsyncIterator[Database]:
    """Open and migrated."""
    async with open_database(dsn) as opened:
        yield opened


@pytest.fixture
async def empty(fresh_dsn: FreshDsn) -> AsyncIterator[Database]:
    """Open, with nothing in it."""
    async with open_database(fresh_dsn(migrated=False)) as opened:
        yield opened


def photo(n: int) -> ReferencePhoto:
    """Photo `n`, unlike the others, that came with message `n`."""
    return ReferencePhoto(f"photos/{n}.jpg", f"{n:016x}", n)


def picture(generation: Generation, n: int = 1) -> Picture:
    return Picture(generation.id, n, f"made/{generation.id}-{n}.png", "image/png", "engine-a", 768, 1024)


@dataclass
class House:
    """Models and generations on one database, with short ways to make both."""

    database: Database
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.models = PostgresModels(self.database, lambda one, other: one == other)
        self.generations = PostgresGenerations(self.database)

    async def deferred(self) -> list[str]:
        """Generations that have a job, in the order in which they got it."""
        rows = await self.database.rows(
            "SELECT args ->> 'generation_id' AS generation FROM procrastinate_jobs ORDER BY procrastinate_jobs.id"
        )
        return [row["generation"] for row in rows]

    async def model(self, user: int = 7, photos: int = 3) -> Model:
        model = await self.models.create(user)
        for n in range(1, photos + 1):
            await self.models.add_photo(model.id, photo(n), 3)
        return await self.known(model.id)

    async def known(self, model_id: str) -> Model:
        model = await self.models.get(model_id)
        assert model is not None
        return model

    async def candidates(self, model: Model, key: str = "") -> Generation:
        generation, _ = await self.generations.accept(
            kind=Kind.CANDIDATES,
            key=key or f"key-{next(self.numbers)}",
            model_id=model.id,
            user_id=model.owner,
            chat_id=model.owner,
            wanted=range(1, CANDIDATES + 1),
        )
        return generation

    async def accept_scene(self, model: Model, key: str = "", prompt: str = "by the sea") -> tuple[Generation, int]:
        return await self.generations.accept(
            kind=Kind.SCENE,
            key=key or f"key-{next(self.numbers)}",
            model_id=model.id,
            user_id=model.owner,
            chat_id=model.owner,
            prompt=prompt,
            reply_to=31,
        )

    async def scene(self, model: Model) -> Generation:
        return (await self.accept_scene(model))[0]

    async def started(self, generation: Generation) -> Generation:
        begun = await self.generations.start(generation.id)
        assert begun is not None
        return begun

    async def running(self, user: int = 7) -> Generation:
        """A scene of a new model, under way."""
        return await self.started(await self.scene(await self.model(user)))


@pytest.fixture
async def house(database: Database) -> House:
    return House(database)
