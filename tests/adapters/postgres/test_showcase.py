"""What models have, also in pictures with others, and that no file id outlasts its picture."""

import pytest

from core.adapters.postgres.database import Database
from core.adapters.postgres.erasures import PostgresErasures
from core.adapters.postgres.expiry import PostgresExpiry
from core.adapters.postgres.exports import PostgresExports
from core.adapters.postgres.showcase import PostgresShowcase
from core.models import Counts, Expired, Likeness, Model
from tests.adapters.postgres.conftest import House
from tests.adapters.postgres.test_companions import kept, together


@pytest.fixture
def showcase(database: Database) -> PostgresShowcase:
    return PostgresShowcase(database)


async def pictured(house: House) -> tuple[Model, Model, str, str]:
    """Two models with a picture of both; the scene's id, and the key of its picture."""
    anna, ben = await house.model(), await house.model()
    generation = await house.started(await together(house, anna, ben))
    await kept(house, generation, Likeness(0.6), Likeness(0.7), least=Likeness(0.6))
    await kept(house, generation, Likeness(0.5), Likeness(0.5), least=Likeness(0.5), tries=2)
    row = await house.database.row("SELECT key FROM pictures WHERE generation_id = %s AND try = 1", generation.id)
    assert row
    return anna, ben, generation.id, row["key"]


async def test_a_picture_with_others_counts_once_for_each_of_them(house: House, showcase: PostgresShowcase) -> None:
    anna, ben, _, key = await pictured(house)
    eve = await house.model(8)
    assert await showcase.counts(7) == {anna.id: Counts(pictures=1), ben.id: Counts(pictures=1)}
    assert await showcase.counts(8) == {eve.id: Counts()}
    for model in (anna, ben):
        assert [one.pictures for one in await showcase.months(model.id, starred=False)] == [1]
        assert await showcase.months(model.id, starred=True) == []
        shots = await PostgresExports(house.database).shots(model.id, starred=False)
        assert [one.key for one in shots] == [key], "of two tries the nearer one"


async def test_a_file_id_is_remembered_replaced_and_only_of_a_model_that_is_there(
    house: House, showcase: PostgresShowcase
) -> None:
    anna = await house.model()
    for file_id in ("one", "two"):
        await showcase.remember(anna.id, "look", file_id)
    await showcase.remember("nobody", "look", "three")
    assert await showcase.file_ids(anna.id, ["look", "other"]) == {"look": "two"}
    assert await showcase.file_ids("nobody", ["look"]) == {}


@pytest.mark.parametrize("how", ["its first person is erased", "its second person is erased", "it expires"])
async def test_what_telegram_has_seen_of_a_picture_is_forgotten_with_it(
    house: House, showcase: PostgresShowcase, how: str
) -> None:
    anna, ben, generation, key = await pictured(house)
    for model in (anna, ben):
        await showcase.remember(model.id, f"page:{key}", "AgAC")
        await showcase.remember(model.id, "card", "AgAC")
    if how == "it expires":
        await PostgresExpiry(house.database).forget(Expired((generation,), (key,)))
    else:
        erased = anna if "first" in how else ben
        assert await PostgresErasures(house.database, house.generations.promote).begin(7, 7, erased.id)
    rows = await house.database.rows("SELECT DISTINCT look FROM telegram_files")
    assert [row["look"] for row in rows] == ["card"]
