"""A place that becomes free goes to the scene that waits longest, however it became free; and what ends is settled."""

import pytest

from core.adapters.postgres.erasures import PostgresErasures
from core.adapters.postgres.ledger import PostgresLedger
from core.errors import Superseded
from core.models import Failure, Stage, Status
from tests.adapters.postgres.conftest import House

ENGINE = "engine-a"


async def outcomes(house: House) -> list[str]:
    return [row["outcome"] for row in await house.database.rows("SELECT outcome FROM calls ORDER BY id")]


async def test_the_places_of_scenes_that_are_given_up_go_to_those_that_wait(house: House) -> None:
    model = await house.model()
    one, two, three, four = [await house.scene(model) for _ in range(4)]
    assert await house.deferred() == [one.id, two.id]
    assert await house.generations.cancel_one(7, two.id)
    assert await house.deferred() == [one.id, two.id, three.id]
    assert await house.generations.cancel_one(7, four.id), "it held no place"
    assert await house.deferred() == [one.id, two.id, three.id]


async def test_nobody_gives_up_the_scene_of_somebody_else(house: House) -> None:
    one = await house.scene(await house.model())
    assert not await house.generations.cancel_one(8, one.id)


async def test_the_places_of_an_erased_model_go_to_the_scenes_of_the_others(house: House) -> None:
    anna, ben = await house.model(), await house.model()
    for _ in range(2):
        await house.started(await house.scene(anna))
    waiting = [await house.scene(ben) for _ in range(3)]
    await PostgresErasures(house.database, house.generations.promote).begin(7, 7, anna.id)
    assert await house.deferred() == [waiting[0].id, waiting[1].id]


async def test_the_late_end_of_a_delivered_set_does_not_open_the_choice_while_the_next_one_is_drawn(
    house: House,
) -> None:
    model = await house.model()
    first = await house.started(await house.candidates(model))
    await house.generations.drawn(first)
    await house.candidates(model)  # tapped as soon as the first set was there
    await house.generations.finish(first)
    assert (await house.known(model.id)).stage is Stage.DRAWING


async def test_a_call_of_a_run_that_was_given_up_and_then_killed_is_settled_as_unknown(house: House) -> None:
    ledger = PostgresLedger(house.database, 60, 10.0)
    one = await house.running()
    await ledger.open(one, "scene", 1, ENGINE, 0.5)
    await house.generations.abandon(one.user_id)
    assert await outcomes(house) == ["intent"], "it may still have its answer"
    assert await house.generations.start(one.id) is None, "its job runs again because its process is dead"
    assert await outcomes(house) == ["unknown"]


async def test_a_run_that_was_given_up_may_neither_end_nor_be_offered(house: House) -> None:
    one = await house.running()
    await house.generations.abandon(one.user_id)
    for late in (
        house.generations.drawn(one),
        house.generations.failing(one, Failure("unknown")),
        house.generations.finish(one),
    ):
        with pytest.raises(Superseded):
            await late
    known = await house.generations.get(one.id)
    assert known is not None
    assert (known.status, known.failure) == (Status.CANCELLED, "chat_gone")


async def test_what_ends_leaves_no_call_open(house: House) -> None:
    ledger = PostgresLedger(house.database, 60, 10.0)
    one = await house.running()
    await ledger.open(one, "scene", 1, ENGINE, 0.5)  # and an error that nobody foresaw
    await house.generations.finish(one)
    assert await outcomes(house) == ["unknown"]
