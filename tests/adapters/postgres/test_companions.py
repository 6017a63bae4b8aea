"""Scenes with several people: their rows, whose gallery shows them, and that they go with any of their people."""

from dataclasses import replace

import pytest

from core.adapters.postgres.database import Database
from core.adapters.postgres.erasures import PostgresErasures
from core.adapters.postgres.expiry import PostgresExpiry
from core.adapters.postgres.exports import PostgresExports
from core.adapters.postgres.figures import PostgresFigures
from core.adapters.postgres.ledger import PostgresLedger
from core.models import Generation, Kind, Likeness, Model, made_folder
from tests.adapters.postgres.conftest import House, picture

ENGINE = "engine-a"


async def together(house: House, *cast: Model, key: str = "together") -> Generation:
    generation, _ = await house.generations.accept(
        kind=Kind.SCENE,
        key=key,
        model_id=cast[0].id,
        user_id=cast[0].owner,
        chat_id=cast[0].owner,
        prompt="{@1} and {@2} on a bridge",
        companions=[model.id for model in cast[1:]],
    )
    return generation


async def kept(house: House, generation: Generation, *faces: Likeness, least: Likeness, tries: int = 1) -> None:
    ledger = PostgresLedger(house.database, 1000, 1000.0)
    call = await ledger.open(generation, "scene", 1, ENGINE, 0.1)
    made = replace(picture(generation), key=f"{generation.folder}/{generation.id}-{tries}.jpg", likeness=least)
    await ledger.keep(generation, call, replace(made, faces=faces, tries=tries, engine=ENGINE), 0.1)


@pytest.fixture
async def people(house: House) -> list[Model]:
    return [await house.model() for _ in range(3)]


async def test_a_scene_keeps_all_its_people_in_order_over_runs_and_repetitions(
    house: House, people: list[Model]
) -> None:
    anna, ben, carl = people
    accepted = await together(house, carl, anna, ben)
    assert accepted.cast == (carl.id, anna.id, ben.id)
    again = await together(house, carl, anna, ben)
    started = await house.started(accepted)
    read = await house.generations.get(accepted.id)
    assert read is not None
    assert again.id == accepted.id
    assert again.cast == started.cast == read.cast == accepted.cast
    assert await house.database.row("SELECT count(*) AS n FROM companions") == {"n": 2}
    assert (await house.scene(anna)).cast == (anna.id,)


async def test_its_faces_are_kept_and_the_lowest_score_of_a_try_decides(house: House, people: list[Model]) -> None:
    anna, ben, _ = people
    one = await house.started(await together(house, anna, ben))
    low, high = Likeness(0.25, 0.5), Likeness(0.75, 0.5)
    missing = Likeness(unmeasured="missing")
    await kept(house, one, high, missing, least=missing)
    await kept(house, one, high, low, least=low, tries=2)
    (shown,) = await house.generations.pictures(one.id)
    assert (shown.faces, shown.likeness, shown.tries) == ((high, low), low, 2)
    assert [await house.models.mean_likeness(model.id, 10) for model in people] == [(0.75, 1), (0.25, 1), (0.0, 0)]
    assert await PostgresFigures(house.database).likeness(10) == [], "an engine is measured by pictures of one person"


async def test_the_gallery_of_each_shows_it_once(house: House, people: list[Model]) -> None:
    anna, ben, carl = people
    one = await house.started(await together(house, anna, ben))
    face = Likeness(0.5, 0.5)
    await kept(house, one, face, face, least=face)
    await house.generations.star(one.id, 1, starred=True)
    for starred in (False, True):
        pages = [await house.generations.page(model.id, 0, 10, starred=starred) for model in people]
        assert [[shown.key for shown in page.pictures] for page in pages] == [[f"{one.folder}/{one.id}-1.jpg"]] * 2 + [
            []
        ]
        assert pages[1].pictures[0].faces == (face, face)
    assert carl.id not in one.cast


@pytest.mark.parametrize("erased", [0, 1])
async def test_it_goes_with_any_of_its_people_and_its_folder_is_to_be_emptied(
    house: House, people: list[Model], database: Database, erased: int
) -> None:
    anna, ben, carl = people
    erasures = PostgresErasures(database, house.generations.promote)
    both, alone = await together(house, anna, ben), await house.scene(carl)
    await house.database.run(
        "UPDATE procrastinate_jobs SET status = 'doing' WHERE args ->> 'generation_id' = %s", both.id
    )
    belongings = await erasures.belongings(7, people[erased].id)
    assert (belongings.scenes, belongings.together, belongings.under_way) == (1, 1, 1)
    assert (await erasures.belongings(7, carl.id)).together == 0

    erasure = await erasures.begin(7, 7, people[erased].id)
    assert erasure is not None
    assert (erasure.models, erasure.folders) == ((people[erased].id,), (both.folder,))
    assert await house.generations.get(both.id) is None
    assert await house.generations.get(alone.id) is not None
    assert await erasures.under_way(erasure), "its run may still write"
    await database.run("DELETE FROM procrastinate_jobs")
    due = await erasures.due(1)
    assert due is not None
    assert due.folders == erasure.folders
    await erasures.done(due)
    assert await database.row("SELECT folders, models FROM erasures") == {"folders": [], "models": []}
    assert await database.row("SELECT count(*) AS n FROM companions") == {"n": 0}


async def test_erasing_a_third_leaves_it_alone(house: House, people: list[Model], database: Database) -> None:
    anna, ben, carl = people
    both = await together(house, anna, ben)
    erasure = await PostgresErasures(database, house.generations.promote).begin(7, 7, carl.id)
    assert erasure is not None
    assert erasure.folders == ()
    read = await house.generations.get(both.id)
    assert read is not None
    assert read.cast == (anna.id, ben.id)


async def test_it_is_exported_and_expires_like_any_other(house: House, people: list[Model], database: Database) -> None:
    anna, ben, _ = people
    one = await house.started(await together(house, anna, ben))
    face = Likeness(0.5, 0.5)
    await kept(house, one, face, face, least=face)
    await house.generations.finish(one)
    rows = await PostgresExports(database).rows(7)
    assert rows["companions"] == [{"generation_id": one.id, "model_id": ben.id, "place": 2}]
    await database.run("UPDATE generations SET finished_at = now() - interval '9 days'")
    expired = await PostgresExpiry(database).expired(7)
    assert (expired.generations, expired.keys) == ((one.id,), (f"{one.folder}/{one.id}-1.jpg",))
    await PostgresExpiry(database).forget(expired)
    assert await database.row("SELECT count(*) AS n FROM companions") == {"n": 0}


def test_a_folder_is_told_by_its_people_whatever_their_order_and_names_nobody_but_the_first() -> None:
    assert made_folder("a") == "made/a"
    assert made_folder("a", ["b", "c"]) == made_folder("a", ["c", "b"]) != made_folder("a", ["b"])
    assert made_folder("a", ["some-person"]).startswith("made/a/with-")
    assert "some-person" not in made_folder("a", ["some-person"])
