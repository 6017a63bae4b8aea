"""Every try of a picture with its scores: the better one is shown, means are kept, and statements go with the model."""

from dataclasses import replace

from core.adapters.postgres.figures import PostgresFigures
from core.adapters.postgres.ledger import PostgresLedger
from core.models import EngineLikeness, Gate, Generation, Likeness
from tests.adapters.postgres.conftest import House, photo, picture

ENGINE = "engine-a"


async def kept(house: House, generation: Generation, score: float | None, n: int = 1, tries: int = 1) -> None:
    ledger = PostgresLedger(house.database, 1000, 1000.0)
    call = await ledger.open(generation, "scene", n, ENGINE, 0.1)
    likeness = Likeness(score, score, "" if score is not None else "no_face")
    made = replace(
        picture(generation, n), key=f"made/{generation.id}-{n}-{tries}.jpg", engine=ENGINE, likeness=likeness
    )
    await ledger.keep(generation, call, replace(made, tries=tries), 0.1)


async def test_the_better_of_two_tries_is_the_picture_and_both_are_in_the_ledger(house: House) -> None:
    one = await house.running()
    await kept(house, one, 0.25)
    await kept(house, one, 0.625, tries=2)
    await kept(house, one, 0.75, n=2)
    await kept(house, one, 0.125, n=2, tries=2)
    first, second = await house.generations.pictures(one.id)
    assert (first.key[-5], first.tries, first.likeness.photos) == ("2", 2, 0.625)
    assert (second.key[-5], second.tries, second.likeness.photos) == ("1", 2, 0.75)
    assert await house.database.row("SELECT count(*) AS n FROM calls") == {"n": 4}


async def test_two_tries_of_one_picture_count_once_for_the_cap(house: House) -> None:
    ledger = PostgresLedger(house.database, 2, 1000.0)
    one = await house.running()
    await kept(house, one, 0.25)
    await kept(house, one, 0.625, tries=2)
    assert await ledger.open(one, "scene", 2, ENGINE, 0.1)


async def test_a_measured_try_goes_before_one_that_could_not_be_measured(house: House) -> None:
    one = await house.running()
    await kept(house, one, None)
    await kept(house, one, 0.125, tries=2)
    (shown,) = await house.generations.pictures(one.id)
    assert shown.likeness == Likeness(0.125, 0.125)


async def test_a_copied_set_keeps_the_better_tries(house: House) -> None:
    one = await house.running()
    await kept(house, one, 0.25)
    await kept(house, one, 0.625, tries=2)
    await house.generations.finish(one)
    (model,) = await house.models.of(one.user_id)
    copy, _ = await house.generations.accept(
        kind=one.kind, key="copy", model_id=model.id, user_id=one.user_id, chat_id=one.chat_id, copy_of=one.id
    )
    (shown,) = await house.generations.pictures(copy.id)
    assert (shown.tries, shown.likeness.photos) == (1, 0.625)


async def test_what_is_drawn_is_noted_for_later_runs(house: House) -> None:
    one = await house.running()
    assert not one.drawn
    await house.generations.drawn(one)
    again = await house.generations.get(one.id)
    assert again is not None
    assert again.drawn


async def test_the_mean_of_a_model_is_that_of_its_newest_shown_scenes(house: House) -> None:
    model = await house.model()
    for scores in ((0.25,), (0.125, 0.5), (0.75,)):
        one = await house.started(await house.scene(model))
        for tries, score in enumerate(scores, 1):
            await kept(house, one, score, tries=tries)
        await house.generations.finish(one)
    assert await house.models.mean_likeness(model.id, 2) == (0.625, 2)
    assert await house.models.mean_likeness(model.id, 20) == (0.5, 3)


async def test_a_model_without_pictures_has_no_mean(house: House) -> None:
    assert await house.models.mean_likeness((await house.models.create(9)).id, 20) == (0.0, 0)


async def test_an_engines_newest_pictures_are_told_from_those_before(house: House) -> None:
    one = await house.running()
    for n, score in enumerate((0.75, 0.5, 0.25, 0.375, 0.125), 1):
        await kept(house, one, score, n=n)
    await kept(house, one, None, n=6)
    (found,) = await PostgresFigures(house.database).likeness(2)
    assert found == EngineLikeness(ENGINE, 0.25, 2, 0.5, 3)


async def test_a_gate_is_set_by_the_models_owner_alone(house: House) -> None:
    model = await house.models.create(7)
    assert model.gate is Gate.NORMAL
    assert await house.models.set_gate(7, model.id, Gate.STRICT)
    assert not await house.models.set_gate(8, model.id, Gate.OFF)
    assert not await house.models.set_gate(7, "no such id", Gate.OFF)
    found = await house.models.get(model.id)
    assert found is not None
    assert found.gate is Gate.STRICT


async def test_what_the_user_said_goes_with_the_model(house: House) -> None:
    model = await house.models.create(7)
    await house.models.state(7, model.id, "same person")
    said = "SELECT user_id, what FROM statements"
    assert await house.database.row(said) == {"user_id": 7, "what": "same person"}
    await house.models.discard(7, model.id)
    assert await house.database.row(said) is None


async def test_scores_of_photos_are_kept_in_their_order(house: House) -> None:
    model = await house.models.create(7)
    await house.models.add_photo(model.id, photo(1), 3)
    await house.models.add_photo(model.id, replace(photo(2), faces=1, turn=0.2), 3)
    await house.models.compared(model.id, [0.5, None])
    found = await house.models.get(model.id)
    assert found is not None
    assert [(one.alike, one.turn) for one in found.reference_images] == [(0.5, None), (None, 0.2)]
    await house.models.compared(model.id, [0.1])
    assert await house.models.get(model.id) == found, "scores of other photos change nothing"
