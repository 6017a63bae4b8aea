"""Erasing rows: one transaction, nothing of anybody else, and no table that is forgotten."""

import asyncio

import pytest

from core.adapters.postgres.database import Database
from core.adapters.postgres.erasures import PostgresErasures
from core.adapters.postgres.expiry import PostgresExpiry
from core.adapters.postgres.exports import TABLES, PostgresExports
from core.adapters.postgres.ledger import PostgresLedger
from core.adapters.postgres.questions import PostgresQuestions
from core.adapters.postgres.users import PostgresUsers
from core.errors import Erased, Superseded
from core.models import Generation
from tests.adapters.postgres.conftest import House, picture

# Columns that name a user or what is a user's, and how erasing reaches them.
NAMES = ("user_id", "chat_id", "telegram_id", "model_id", "generation_id", "owner_id", "claimed_for")
REACHED = {
    "models.telegram_id": "deleted, or taken away on rows of the older web system",
    "models.user_id": "the older web system's own",
    "calls.user_id": "replaced by nobody",
    "calls.generation_id": "set to null by its foreign key",
    "payments.user_id": "replaced by nobody; of a refund under way when it is there",
    "credits.user_id": "deleted",
    "credits.generation_id": "set to null by its foreign key",
    "generations.chat_id": "with its row",
    "questions.chat_id": "with its row",
    "exports.chat_id": "with its row",
    "access.user_id": "deleted; of whoever is shut out the number alone stays",
    "claim_tries.user_id": "stays until the code is used: it counts wrong codes",
    "inbox.chat_id": "forgotten when the update is handled, which the receipt waits for",
    "erasures.user_id": "forgotten when it is done",
    "erasures.chat_id": "forgotten when it is done",
}


@pytest.fixture
def erasures(house: House) -> PostgresErasures:
    return PostgresErasures(house.database, house.generations.promote)


@pytest.fixture
def ledger(database: Database) -> PostgresLedger:
    return PostgresLedger(database, 60, 100.0)


async def job(house: House, generation: Generation, status: str) -> int:
    """The generation's job, which has this status now."""
    row = await house.database.row(
        "UPDATE procrastinate_jobs SET status = %s WHERE args ->> 'generation_id' = %s RETURNING id",
        status,
        generation.id,
    )
    assert row
    return int(row["id"])


async def test_every_column_that_names_a_user_is_reached_by_erasing(database: Database) -> None:
    """Whoever adds a table: let a foreign key delete its rows with the user, the model or the generation, or say how
    PostgresErasures reaches them."""
    rows = await database.rows(
        """
        SELECT c.relname || '.' || a.attname AS name, EXISTS (
                   SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confdeltype = 'c'
                      AND a.attnum = ANY (k.conkey)) AS cascades
          FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname IN ('keepface', 'public') AND c.relkind = 'r' AND a.attname = ANY (%s) AND NOT a.attisdropped
        """,
        list(NAMES),
    )
    forgotten = [row["name"] for row in rows if not row["cascades"] and row["name"] not in REACHED]
    assert {"generations.user_id", "pictures.generation_id"} <= {row["name"] for row in rows if row["cascades"]}
    assert forgotten == []


async def test_every_table_about_a_user_is_exported(database: Database) -> None:
    rows = await database.rows(
        "SELECT DISTINCT table_name AS name FROM information_schema.columns"
        " WHERE table_schema = 'keepface' AND column_name = ANY (%s) AND table_name NOT LIKE 'procrastinate%%'",
        list(NAMES),
    )
    # Calls are exported as the ledger; the others are under way, or count wrong codes.
    work = {"calls", "erasures", "exports", "inbox", "claim_tries"}
    assert {row["name"] for row in rows} - work <= set(TABLES)


async def test_only_what_was_asked_for_goes(house: House, erasures: PostgresErasures) -> None:
    anna, bea, eves = await house.model(7), await house.model(7), await house.model(8)
    scenes = [await house.scene(one) for one in (anna, bea, eves)]
    erasure = await erasures.begin(7, 7, anna.id)
    assert erasure
    assert erasure.models == (anna.id,)
    assert await house.models.get(anna.id) is None
    assert [await house.generations.get(one.id) is not None for one in scenes] == [False, True, True]
    assert (await house.models.of(7), await house.models.of(8)) == ([bea], [eves])
    assert await erasures.begin(8, 8, bea.id) is None


async def test_jobs_that_wait_are_gone_and_one_under_way_is_waited_for(
    house: House, erasures: PostgresErasures
) -> None:
    model = await house.model()
    scenes = [await house.scene(model), await house.scene(model)]
    waiting, running = await job(house, scenes[0], "todo"), await job(house, scenes[1], "doing")
    other = await job(house, await house.scene(await house.model(8)), "todo")
    erasure = await erasures.begin(7, 7, None)
    assert erasure
    left = {row["id"] for row in await house.database.rows("SELECT id FROM procrastinate_jobs")}
    assert left == {running, other}
    assert waiting not in left
    assert await erasures.under_way(erasure)
    await house.database.run("UPDATE procrastinate_jobs SET status = 'todo' WHERE id = %s", running)  # to be retried
    assert not await erasures.under_way(erasure)
    assert {row["id"] for row in await house.database.rows("SELECT id FROM procrastinate_jobs")} == {other}


async def test_scenes_of_another_model_that_waited_behind_those_of_the_erased_one_begin(
    house: House, erasures: PostgresErasures
) -> None:
    gone, stays = await house.model(), await house.model()
    for _ in range(2):
        await house.started(await house.scene(gone))
    waiting = [await house.scene(stays) for _ in range(3)]
    assert await erasures.begin(7, 7, gone.id)
    assert await house.deferred() == [scene.id for scene in waiting[:2]]
    await house.started(waiting[0])


async def test_fault_37_a_late_picture_is_not_kept_and_its_call_is_settled(
    house: House, erasures: PostgresErasures, ledger: PostgresLedger
) -> None:
    generation = await house.running()
    call = await ledger.open(generation, "scene", 1, "engine-a", 0.04)
    await erasures.begin(7, 7, None)
    for _ in range(2):  # also when it is written again because the answer was lost
        with pytest.raises(Erased):
            await ledger.keep(generation, call, picture(generation), 0.03)
    (row,) = await house.database.rows("SELECT user_id, generation_id, outcome, cost_usd::float AS cost FROM calls")
    assert row == {"user_id": 0, "generation_id": None, "outcome": "ok", "cost": 0.03}
    assert await house.database.rows("SELECT FROM pictures") == []
    with pytest.raises(Superseded):
        await ledger.open(generation, "scene", 2, "engine-a", 0.04)
    with pytest.raises(Superseded):
        await house.generations.finish(generation)


async def test_a_call_that_nobody_will_settle_any_more_is_counted_as_spent(
    house: House, erasures: PostgresErasures, ledger: PostgresLedger
) -> None:
    generation = await house.running()
    running = await job(house, generation, "doing")
    await ledger.open(generation, "scene", 1, "engine-a", 0.04)
    erasure = await erasures.begin(7, 7, None)
    assert erasure
    assert await erasures.under_way(erasure)
    assert await house.database.row("SELECT FROM calls WHERE outcome = 'intent'") is not None
    await house.database.run("DELETE FROM procrastinate_jobs WHERE id = %s", running)
    assert not await erasures.under_way(erasure)
    (row,) = await house.database.rows("SELECT outcome, cost_usd::float AS cost FROM calls")
    assert row == {"outcome": "unknown", "cost": 0.04}


async def test_calls_that_are_opened_meanwhile_are_found_or_refused(
    house: House, erasures: PostgresErasures, ledger: PostgresLedger
) -> None:
    generations = [await house.running(user) for user in range(100, 112)]

    async def opens(generation: Generation) -> bool:
        try:
            await ledger.open(generation, "scene", 1, "engine-a", 0.01)
        except Superseded:
            return False
        return True

    opened, _ = await asyncio.gather(
        asyncio.gather(*map(opens, generations)),
        asyncio.gather(*(erasures.begin(one.user_id, one.user_id, None) for one in generations)),
    )
    rows = await house.database.rows("SELECT user_id, generation_id FROM calls")
    assert rows == [{"user_id": 0, "generation_id": None}] * sum(opened)


async def test_an_erasure_is_claimed_by_one_and_again_when_the_claim_ends(
    house: House, erasures: PostgresErasures
) -> None:
    await house.model()
    begun = await erasures.begin(7, 7, None)
    claims = await asyncio.gather(*(erasures.due(30) for _ in range(4)))
    (first,) = [one for one in claims if one]
    assert begun
    assert (first.reference, first.tries) == (begun.reference, 1)
    await erasures.later(first, 0)
    second = await erasures.due(30)
    assert second
    assert not await erasures.later(first, 0)  # taken over
    assert await erasures.later(second, 30)
    await erasures.done(second)
    assert await erasures.due(30) is None
    row = await house.database.row("SELECT user_id, chat_id, models, jobs, calls FROM erasures")
    assert row == {"user_id": None, "chat_id": None, "models": [], "jobs": [], "calls": []}


async def test_exports_are_one_a_user_and_end_with_the_user(house: House, erasures: PostgresErasures) -> None:
    exports = PostgresExports(house.database)
    await house.model()
    assert [await exports.ask(7, 7), await exports.ask(7, 7), await exports.ask(999, 999)] == [True, False, False]
    export = await exports.due(30)
    assert export
    assert await exports.due(30) is None
    await erasures.begin(7, 7, None)
    assert not await exports.hold(export, 30)


async def test_whoever_was_let_in_is_forgotten_and_whoever_was_shut_out_stays_out(
    house: House, erasures: PostgresErasures
) -> None:
    for user, state in ((7, "allowed"), (8, "asked"), (9, "denied")):
        await house.model(user)
        await house.database.run("INSERT INTO access (user_id, state, name) VALUES (%s, %s, 'Ida')", user, state)
        await erasures.begin(user, user, None)
    left = await house.database.rows("SELECT user_id, state, name FROM access")
    assert left == [{"user_id": 9, "state": "denied", "name": ""}]


async def test_a_question_to_somebody_who_is_erased_is_forgotten(house: House, erasures: PostgresErasures) -> None:
    await house.model()
    questions = PostgresQuestions(house.database)
    await questions.ask(7, 7, 31, "rename", "model")
    assert await questions.asked(7, 7, 31) == ("rename", "model")
    assert await erasures.begin(7, 7, None)
    await questions.ask(7, 7, 32, "rename", "model")
    assert await questions.asked(7, 7, 32) is None


async def test_consent_has_a_history(house: House) -> None:
    users = PostgresUsers(house.database)
    assert not await users.known(7)
    for version in (1, 1, 2):
        await users.agree(7, version)
    assert await users.revoke(7)
    assert not await users.revoke(7)
    assert await users.agreed(7) is None
    await users.agree(7, 2)
    rows = await house.database.rows("SELECT version, revoked_at IS NULL AS holds FROM consents ORDER BY id")
    assert [(row["version"], row["holds"]) for row in rows] == [(1, False), (2, False), (2, True)]


async def test_only_scenes_that_ended_long_ago_and_are_not_in_use_expire(house: House, ledger: PostgresLedger) -> None:
    expiry = PostgresExpiry(house.database)
    model = await house.model()

    async def ended(days: int, *, lock: bool = False) -> Generation:
        generation = await house.started(await house.scene(model))
        call = await ledger.open(generation, "scene", 1, "engine-a", 0.01)
        await ledger.keep(generation, call, picture(generation), 0.01)
        await house.generations.finish(generation)
        await house.database.run(
            "UPDATE generations SET finished_at = now() - make_interval(days => %s) WHERE id = %s", days, generation.id
        )
        if lock:
            await house.database.run(
                "INSERT INTO locks (model_id, key) VALUES (%s, %s)", model.id, picture(generation).key
            )
        return generation

    old, _young, _locked, started_from = await ended(31), await ended(29), await ended(40, lock=True), await ended(40)
    under_way = await house.scene(model)
    await house.database.run("UPDATE generations SET alike = %s WHERE id = %s", picture(started_from).key, under_way.id)
    expired = await expiry.expired(30)
    assert (expired.generations, expired.keys) == ((old.id,), (picture(old).key,))
    await expiry.forget(expired)
    assert (await expiry.expired(30)).generations == ()
    assert await house.generations.get(old.id) is None


async def test_a_pose_goes_with_the_last_scene_that_used_it(house: House) -> None:
    expiry = PostgresExpiry(house.database)
    model = await house.model()
    for days in (31, 1):
        scene = await house.scene(model)
        await house.database.run(
            "UPDATE generations SET way = 'pose', alike = 'made/m/pose-1.jpg', status = 'done',"
            " finished_at = now() - make_interval(days => %s) WHERE id = %s",
            days,
            scene.id,
        )
    expired = await expiry.expired(30)
    assert (len(expired.generations), expired.keys) == (1, ())
    await expiry.forget(expired)
    await house.database.run("UPDATE generations SET finished_at = now() - interval '31 days'")
    assert (await expiry.expired(30)).keys == ("made/m/pose-1.jpg",)
