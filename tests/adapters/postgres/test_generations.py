"""Paid work: accepted once, in turn, with its job, and fenced."""

import asyncio
from dataclasses import replace

import psycopg
import pytest

from core.adapters.postgres.ledger import PostgresLedger
from core.adapters.postgres.outbox import PostgresOutbox
from core.errors import StillDrawing, Superseded, TooManyWaiting
from core.models import SCENES_AT_ONCE, SCENES_WAITING, Failure, Kind, Stage, Status
from tests.adapters.postgres.conftest import House, picture


async def test_candidates_get_a_job_and_put_the_model_into_drawing(house: House) -> None:
    model = await house.model()
    generation = await house.candidates(model)
    assert (generation.kind, generation.status, generation.run) == (Kind.CANDIDATES, Status.QUEUED, 0)
    assert generation.wanted == (1, 2, 3)
    assert await house.deferred() == [generation.id]
    assert (await house.known(model.id)).stage is Stage.DRAWING


async def test_what_is_accepted_reads_back_whole(house: House) -> None:
    model = await house.model()
    generation, _ = await house.accept_scene(model, prompt="100 % “sea”, {now} ✓")
    assert await house.generations.get(generation.id) == generation
    assert (generation.prompt, generation.reply_to, generation.model_id) == ("100 % “sea”, {now} ✓", 31, model.id)
    assert await house.generations.get("unknown") is None


async def test_ten_deliveries_of_one_update_make_one_generation_and_one_job(house: House) -> None:
    model = await house.model()
    accepted = await asyncio.gather(*(house.accept_scene(model, "7:99:scene") for _ in range(10)))
    assert len({generation.id for generation, _ in accepted}) == 1
    assert await house.deferred() == [accepted[0][0].id]


async def test_ten_completions_at_once_make_one_set_of_candidates(house: House) -> None:
    model = await house.model()
    accepted = await asyncio.gather(*(house.candidates(model, f"{model.id}:photos") for _ in range(10)))
    assert len({generation.id for generation in accepted}) == 1
    assert len(await house.deferred()) == 1


async def test_a_second_set_is_refused_while_one_is_drawn(house: House) -> None:
    model = await house.model()
    await house.candidates(model)
    with pytest.raises(StillDrawing):
        await house.candidates(model)
    assert len(await house.deferred()) == 1


async def test_without_its_job_nothing_is_accepted(house: House) -> None:
    model = await house.model()
    await house.database.run("ALTER TABLE procrastinate_jobs ADD CHECK (false)")
    with pytest.raises(psycopg.errors.CheckViolation):
        await house.candidates(model)
    with pytest.raises(psycopg.errors.CheckViolation):
        await house.scene(model)
    assert await house.database.rows("SELECT id FROM generations") == []
    assert (await house.known(model.id)).stage is Stage.COLLECTING


async def test_scenes_begin_two_at_a_time_and_the_others_are_told_their_place(house: House) -> None:
    model = await house.model()
    places = [(await house.accept_scene(model))[1] for _ in range(SCENES_AT_ONCE + 3)]
    assert places == [0] * SCENES_AT_ONCE + [1, 2, 3]
    assert len(await house.deferred()) == SCENES_AT_ONCE


async def test_the_cap_of_two_holds_for_ten_scenes_at_once(house: House) -> None:
    model = await house.model()
    accepted = await asyncio.gather(*(house.accept_scene(model) for _ in range(10)))
    assert sorted(place for _, place in accepted) == [0, 0, 1, 2, 3, 4, 5, 6, 7, 8]
    assert set(await house.deferred()) == {generation.id for generation, place in accepted if not place}


async def test_a_waiting_scene_that_is_delivered_again_is_told_the_same_place(house: House) -> None:
    model = await house.model()
    for _ in range(SCENES_AT_ONCE + 1):
        await house.scene(model)
    first = await house.accept_scene(model, "again")
    await house.scene(model)
    assert await house.accept_scene(model, "again") == first
    assert first[1] == 2


async def test_each_end_gives_the_oldest_waiting_scene_its_job(house: House) -> None:
    model = await house.model()
    scenes = [await house.scene(model) for _ in range(5)]
    for n, scene in enumerate(scenes):
        await house.generations.finish(await house.started(scene), Failure("operator") if n % 2 else None)
        assert await house.deferred() == [one.id for one in scenes[: SCENES_AT_ONCE + n + 1]]


async def test_two_ends_at_once_promote_two(house: House) -> None:
    model = await house.model()
    scenes = [await house.scene(model) for _ in range(5)]
    running = [await house.started(scene) for scene in scenes[:2]]
    await asyncio.gather(*(house.generations.finish(one) for one in running))
    assert set(await house.deferred()) == {one.id for one in scenes[:4]}


async def test_one_users_scenes_do_not_hold_up_anothers(house: House) -> None:
    mine, theirs = await house.model(7), await house.model(8)
    for _ in range(4):
        await house.scene(mine)
    assert (await house.accept_scene(theirs))[1] == 0


async def test_a_full_queue_refuses_and_says_how_many(house: House) -> None:
    model = await house.model()
    for _ in range(SCENES_AT_ONCE + SCENES_WAITING):
        await house.scene(model)
    with pytest.raises(TooManyWaiting) as full:
        await house.scene(model)
    assert full.value.most == SCENES_WAITING


async def test_cancelling_gives_up_what_is_not_paid_and_its_jobs_find_nothing_to_do(house: House) -> None:
    model = await house.model()
    scenes = [await house.scene(model) for _ in range(4)]
    other = await house.scene(await house.model(8))
    running = await house.started(scenes[0])
    await PostgresLedger(house.database, 100, 100.0).open(running, "scene", 1, "engine-a", 0.1)
    assert await house.generations.cancel(7) == 3
    assert [await house.generations.start(scene.id) for scene in scenes[1:]] == [None] * 3
    await house.generations.finish(running)
    assert len(await house.deferred()) == SCENES_AT_ONCE + 1, "nothing cancelled is promoted"
    assert await house.started(other)
    assert await house.generations.cancel(7) == 0


async def test_a_scene_is_either_given_up_or_paid_whichever_comes_first(house: House) -> None:
    model, ledger = await house.model(), PostgresLedger(house.database, 100, 100.0)
    outcomes = set()
    for n in range(12):
        running = await house.started(await house.scene(model))
        paying = ledger.open(running, "scene", 1, "engine-a", 0.01)
        giving_up = house.generations.cancel_one(7, running.id)
        both = (paying, giving_up) if n % 2 else (giving_up, paying)
        results = await asyncio.gather(*both, return_exceptions=True)
        call, gone = results if n % 2 else reversed(results)
        outcomes.add((type(call), gone))
        known = await house.generations.get(running.id)
        assert known
        assert (known.status is Status.CANCELLED) is gone
        if not gone:
            await ledger.close(call, "failed", 0.0)  # type: ignore[arg-type]  # the number of the call
            assert await house.generations.cancel_one(7, running.id), "what failed cost nothing"
    assert outcomes <= {(int, False), (Superseded, True)}


async def test_cancelling_one_that_has_its_turn_gives_the_turn_to_the_next(house: House) -> None:
    model = await house.model()
    scenes = [await house.scene(model) for _ in range(4)]
    assert await house.generations.cancel_one(7, scenes[0].id)
    assert await house.generations.cancel_one(7, scenes[1].id)
    assert await house.deferred() == [scene.id for scene in scenes]
    assert not await house.generations.cancel_one(7, scenes[0].id)


@pytest.mark.parametrize("failure", [None, Failure("unknown")])
async def test_what_has_ended_does_not_start_again(house: House, failure: Failure | None) -> None:
    running = await house.running()
    await house.generations.finish(running, failure)
    assert await house.generations.start(running.id) is None
    ended = await house.generations.get(running.id)
    assert ended is not None
    assert (ended.status, ended.failure) == ((Status.FAILED, "unknown") if failure else (Status.DONE, None))


@pytest.mark.parametrize("failure", [None, Failure("unknown")])
async def test_after_candidates_the_model_is_choosing_even_when_none_came(
    house: House, failure: Failure | None
) -> None:
    model = await house.model()
    await house.generations.finish(await house.started(await house.candidates(model)), failure)
    assert (await house.known(model.id)).stage is Stage.CHOOSING


async def test_candidates_may_be_chosen_before_their_delivery_is_over(house: House) -> None:
    model = await house.model()
    running = await house.started(await house.candidates(model))
    await house.generations.drawn(running)
    assert (await house.known(model.id)).stage is Stage.CHOOSING
    await house.models.lock(model.id, "made/1.png")
    await house.generations.finish(running)
    assert (await house.known(model.id)).stage is Stage.LOCKED, "the end does not undo the choice"


async def test_an_older_run_can_neither_write_nor_pay_nor_send(house: House) -> None:
    ledger, outbox = PostgresLedger(house.database, 60, 10.0), PostgresOutbox(house.database)
    old = await house.started(await house.candidates(await house.model()))
    call = await ledger.open(old, "candidate", 1, "engine-a", 0.1)
    new = await house.started(old)
    assert (old.run, new.run) == (1, 2)
    await outbox.begin(new, "album")
    for attempt in (
        house.generations.drawn(old),
        house.generations.finish(old),
        ledger.open(old, "candidate", 2, "engine-a", 0.1),
        ledger.keep(old, call, picture(old), 0.1),
        outbox.begin(old, "selection"),
        outbox.begin(old, "album"),
    ):
        with pytest.raises(Superseded):
            await attempt
    assert await house.generations.pictures(old.id) == []
    assert await outbox.find(old.id, "selection") is None
    await house.generations.finish(new)


async def test_a_new_run_settles_the_open_calls_of_the_old_one_as_unknown(house: House) -> None:
    ledger = PostgresLedger(house.database, 60, 10.0)
    old = await house.running()
    await ledger.open(old, "scene", 1, "engine-a", 0.25)
    settled = await ledger.open(old, "scene", 2, "engine-a", 0.25)
    await ledger.keep(old, settled, picture(old, 2), 0.2)
    new = await house.started(old)
    await ledger.open(new, "scene", 1, "engine-a", 0.25)
    rows = await house.database.rows("SELECT n, outcome, cost_usd::float AS cost FROM calls ORDER BY id")
    assert [tuple(row.values()) for row in rows] == [(1, "unknown", 0.25), (2, "ok", 0.2), (1, "intent", None)]


async def test_the_open_calls_of_a_scene_that_was_given_up_and_cut_off_are_settled_as_unknown(house: House) -> None:
    ledger = PostgresLedger(house.database, 60, 10.0)
    await ledger.open(await house.running(8), "scene", 1, "engine-a", 0.25)
    given_up = await house.running()
    await ledger.open(given_up, "scene", 1, "engine-a", 0.25)
    await house.generations.abandon(7)
    assert await house.generations.start(given_up.id) is None
    rows = await house.database.rows("SELECT user_id, outcome, cost_usd::float AS cost FROM calls ORDER BY id")
    assert [tuple(row.values()) for row in rows] == [(8, "intent", None), (7, "unknown", 0.25)]


async def test_of_ten_starts_at_once_only_the_last_may_write(house: House) -> None:
    scene = await house.scene(await house.model())
    runs = await asyncio.gather(*(house.started(scene) for _ in range(10)))
    assert sorted(one.run for one in runs) == list(range(1, 11))
    results = await asyncio.gather(*(house.generations.finish(one) for one in runs), return_exceptions=True)
    assert [one.run for one, result in zip(runs, results, strict=True) if result is None] == [10]


async def test_pictures_are_listed_by_number_and_carry_over_to_a_copy(house: House) -> None:
    ledger = PostgresLedger(house.database, 60, 10.0)
    model = await house.model()
    running = await house.started(await house.candidates(model))
    for n in (3, 1):
        await ledger.keep(
            running, await ledger.open(running, "candidate", n, "engine-a", 0.1), picture(running, n), 0.1
        )
    assert await house.generations.pictures(running.id) == [picture(running, 1), picture(running, 3)]
    await house.generations.finish(running)
    copy, _ = await house.generations.accept(
        kind=Kind.CANDIDATES,
        key="missing",
        model_id=model.id,
        user_id=7,
        chat_id=7,
        wanted=(1, 2, 3),
        copy_of=running.id,
    )
    assert await house.generations.pictures(copy.id) == [
        replace(picture(running, n), generation_id=copy.id) for n in (1, 3)
    ]


async def test_the_newest_set_with_a_picture_is_offered(house: House) -> None:
    ledger = PostgresLedger(house.database, 60, 10.0)
    model = await house.model()
    assert await house.generations.offered(model.id) is None
    made = []
    for with_picture in (True, True, False):
        running = await house.started(await house.candidates(model))
        if with_picture:
            call = await ledger.open(running, "candidate", 1, "engine-a", 0.1)
            await ledger.keep(running, call, picture(running), 0.1)
        await house.generations.finish(running)
        made.append(running.id)
    offered = await house.generations.offered(model.id)
    assert offered is not None
    assert offered.id == made[1]


async def test_marking_the_marked_one_again_is_no_change(house: House) -> None:
    generation = await house.candidates(await house.model())
    assert [await house.generations.mark(generation.id, n) for n in (2, 2, 3, 2)] == [True, False, True, True]
    marked = await house.generations.get(generation.id)
    assert marked is not None
    assert marked.marked == 2


async def test_the_status_message_is_remembered_over_runs(house: House) -> None:
    running = await house.running()
    await house.generations.told(running.id, 55)
    assert (await house.started(running)).status_message_id == 55
