"""Money: reserved before, settled after, and never more than the caps."""

import asyncio

import pytest

from core.adapters.postgres.database import Database, open_database
from core.adapters.postgres.ledger import PostgresLedger
from core.errors import CapReached, Erased, OutcomeUnknown, Superseded
from core.models import Generation, Transcript
from core.nursery import Nursery
from tests.adapters.postgres.conftest import House, picture
from tests.conftest import Server

ENGINE = "engine-a"


async def attempts(ledger: PostgresLedger, generation: Generation, count: int, reserve: float) -> list[object]:
    return list(
        await asyncio.gather(
            *(ledger.open(generation, "scene", n, ENGINE, reserve) for n in range(1, count + 1)),
            return_exceptions=True,
        )
    )


async def test_of_twenty_calls_at_once_one_below_the_cap_of_pictures_one_is_let_through(house: House) -> None:
    ledger = PostgresLedger(house.database, 3, 1000.0)
    for _ in range(2):
        one = await house.running()
        await ledger.keep(one, await ledger.open(one, "scene", 1, ENGINE, 0.1), picture(one), 0.1)
        await house.generations.finish(one)
    results = await attempts(ledger, await house.running(), 20, 0.1)
    assert sum(isinstance(result, int) for result in results) == 1
    refused = [result for result in results if isinstance(result, CapReached)]
    assert len(refused) == 19
    assert {(one.cap, one.limit) for one in refused} == {("pictures", 3)}


async def test_of_twenty_calls_at_once_one_below_the_budget_one_is_let_through(house: House) -> None:
    ledger = PostgresLedger(house.database, 1000, 1.0)
    one = await house.running(8)
    await ledger.close(await ledger.open(one, "scene", 1, ENGINE, 0.5), "unknown", 0.5)
    results = await attempts(ledger, await house.running(7), 20, 0.4)
    assert sum(isinstance(result, int) for result in results) == 1
    assert {one.cap for one in results if isinstance(one, CapReached)} == {"budget"}
    assert await house.database.row("SELECT sum(coalesce(cost_usd, reserved_usd))::float AS spent FROM calls") == {
        "spent": 0.9
    }


async def test_of_twenty_calls_at_once_one_below_the_users_own_budget_one_is_let_through_and_others_go_on(
    house: House,
) -> None:
    ledger = PostgresLedger(house.database, 1000, 1000.0, 1.0)
    one = await house.running(7)
    await ledger.close(await ledger.open(one, "analysis", 1, ENGINE, 0.5), "unknown", 0.5)
    results = await attempts(ledger, one, 20, 0.4)
    assert sum(isinstance(result, int) for result in results) == 1
    assert {(one.cap, one.limit) for one in results if isinstance(one, CapReached)} == {("own_budget", 1.0)}
    assert await ledger.open(await house.running(8), "scene", 1, ENGINE, 1.0)


async def test_a_call_that_brought_nothing_gives_the_users_own_budget_back(house: House) -> None:
    ledger = PostgresLedger(house.database, 60, 10.0, 0.5)
    one = await house.running()
    for outcome in ("refused", "failed"):
        await ledger.close(await ledger.open(one, "scene", 1, ENGINE, 0.5), outcome, 0.0)
    assert await ledger.open(one, "scene", 1, ENGINE, 0.5)


async def test_the_last_cent_of_the_budget_may_be_spent(house: House) -> None:
    ledger = PostgresLedger(house.database, 60, 1.0)
    assert await ledger.open(await house.running(), "scene", 1, ENGINE, 1.0)


async def test_one_users_pictures_do_not_count_for_another(house: House) -> None:
    ledger = PostgresLedger(house.database, 1, 10.0)
    await ledger.open(await house.running(7), "scene", 1, ENGINE, 0.1)
    assert await ledger.open(await house.running(8), "scene", 1, ENGINE, 0.1)
    with pytest.raises(CapReached):
        await ledger.open(await house.running(7), "scene", 1, ENGINE, 0.1)


async def test_an_analysis_costs_money_and_is_no_picture(house: House) -> None:
    ledger = PostgresLedger(house.database, 1, 1.0)
    one = await house.running()
    await ledger.close(await ledger.open(one, "analysis", 1, ENGINE, 0.3), "ok", 0.3)
    await ledger.open(one, "scene", 1, ENGINE, 0.1)
    await ledger.open(one, "analysis", 1, ENGINE, 0.1)
    with pytest.raises(CapReached) as reached:
        await ledger.open(one, "analysis", 1, ENGINE, 0.6)
    assert reached.value.cap == "budget"


@pytest.mark.parametrize("outcome", ["refused", "failed"])
async def test_what_brought_no_picture_gives_the_money_and_the_place_back(house: House, outcome: str) -> None:
    ledger = PostgresLedger(house.database, 1, 1.0)
    one = await house.running()
    for _ in range(3):
        await ledger.close(await ledger.open(one, "scene", 1, ENGINE, 1.0), outcome, 0.0, "safety")
    other = await house.running()
    assert await ledger.open(other, "scene", 1, ENGINE, 1.0)


async def test_the_same_picture_in_another_call_is_one_picture(house: House) -> None:
    ledger = PostgresLedger(house.database, 1, 10.0)
    one = await house.running()
    await ledger.close(await ledger.open(one, "scene", 1, ENGINE, 0.1), "unknown", 0.1)
    assert await ledger.open(one, "scene", 1, "engine-b", 0.1)
    assert await ledger.open(one, "scene", 1, "engine-b", 0.1), "it does not stand in its own way"


async def test_an_unknown_outcome_is_spent_and_repeated_once(house: House) -> None:
    ledger = PostgresLedger(house.database, 60, 10.0)
    one = await house.running()
    for _ in range(2):
        await ledger.close(await ledger.open(one, "scene", 1, ENGINE, 0.5), "unknown", 0.5, "OutcomeUnknown")
    with pytest.raises(OutcomeUnknown) as third:
        await ledger.open(one, "scene", 1, ENGINE, 0.5)
    assert third.value.engine == ENGINE
    assert await ledger.open(one, "scene", 2, ENGINE, 0.5), "another picture of the set is another matter"
    (unknown, _) = sorted(await ledger.entries(), key=lambda entry: str(entry["outcome"]), reverse=True)
    assert (unknown["outcome"], unknown["calls"], unknown["usd"]) == ("unknown", 2, 1.0)


async def test_calls_that_a_dead_process_left_open_count_as_unknown(house: House) -> None:
    ledger = PostgresLedger(house.database, 60, 10.0)
    one = await house.running()
    for _ in range(2):
        await ledger.open(one, "scene", 1, ENGINE, 0.5)
        one = await house.started(one)
    with pytest.raises(OutcomeUnknown):
        await ledger.open(one, "scene", 1, ENGINE, 0.5)


async def test_a_kept_picture_settles_its_call_at_what_it_cost(house: House) -> None:
    ledger = PostgresLedger(house.database, 60, 10.0)
    one = await house.running()
    call = await ledger.open(one, "scene", 1, ENGINE, 0.5)
    await ledger.keep(one, call, picture(one), 0.125)
    assert await house.generations.pictures(one.id) == [picture(one)]
    (entry,) = await ledger.entries()
    assert {**entry, "day": ""} == {
        "day": "", "user_id": 7, "purpose": "scene", "engine": ENGINE, "outcome": "ok", "calls": 1, "usd": 0.125,
    }  # fmt: skip


async def test_a_picture_is_kept_once(house: House) -> None:
    ledger = PostgresLedger(house.database, 60, 10.0)
    one = await house.running()
    call = await ledger.open(one, "scene", 1, ENGINE, 0.5)
    await ledger.keep(one, call, picture(one), 0.1)
    with pytest.raises(Superseded):
        await ledger.keep(one, call, picture(one, 2), 0.1)
    assert await house.generations.pictures(one.id) == [picture(one)]


async def test_a_picture_whose_commit_was_not_answered_may_be_kept_again(house: House) -> None:
    ledger = PostgresLedger(house.database, 60, 10.0)
    one = await house.running()
    call = await ledger.open(one, "scene", 1, ENGINE, 0.5)
    for _ in range(2):
        await ledger.keep(one, call, picture(one), 0.125)
    assert await house.generations.pictures(one.id) == [picture(one)]
    assert [(entry["outcome"], entry["usd"]) for entry in await ledger.entries()] == [("ok", 0.125)]


async def test_a_picture_that_is_kept_twice_at_once_is_kept(house: House) -> None:
    """The first one's answer was lost with its connection, and the database is still at it."""
    ledger, one = PostgresLedger(house.database, 1000, 1000.0), await house.running()
    for n in range(1, 11):
        call = await ledger.open(one, "scene", n, ENGINE, 0.5)
        await asyncio.gather(*(ledger.keep(one, call, picture(one, n), 0.125) for _ in range(3)))
    assert len(await house.generations.pictures(one.id)) == 10
    assert [(entry["outcome"], entry["usd"]) for entry in await ledger.entries()] == [("ok", 1.25)]


async def test_a_picture_waits_for_an_erasure_that_has_begun_and_is_told_of_it(house: House) -> None:
    ledger, one = PostgresLedger(house.database, 60, 10.0), await house.running()
    call = await ledger.open(one, "scene", 1, ENGINE, 0.5)
    async with Nursery() as nursery:
        async with house.database.transaction() as erasing:
            await erasing.execute("DELETE FROM generations WHERE id = %s", (one.id,))
            keeping = nursery.start(ledger.keep(one, call, picture(one), 0.125), "picture")
            await asyncio.wait({keeping}, timeout=0.3)
            assert not keeping.done()
            # Calls are written after the generation: else the two would wait for each other.
            await erasing.execute("UPDATE calls SET user_id = 0 WHERE id = %s", (call,))
        with pytest.raises(Erased):
            await asyncio.wait_for(keeping, 30)
    (settled,) = await ledger.entries()
    assert (settled["user_id"], settled["outcome"], settled["usd"]) == (0, "ok", 0.125)


async def test_words_that_are_heard_settle_their_call_also_when_another_run_has_taken_over(house: House) -> None:
    ledger, one = PostgresLedger(house.database, 60, 10.0), await house.running()
    for run in (one.run, one.run, one.run + 1):
        call = await ledger.open(one, "transcription", 1, ENGINE, 0.5)
        words = Transcript("by the sea", "transcription-a", 0.25)
        if run != one.run:
            await house.database.run("UPDATE generations SET run = %s", run)
            with pytest.raises(Superseded):
                await ledger.heard(one, call, words)
            continue
        for _ in range(2):
            await ledger.heard(one, call, words)
        assert (await house.generations.get(one.id) or one).prompt == "by the sea"
        await house.database.run("UPDATE generations SET status = 'running'")
    assert [(entry["outcome"], entry["usd"]) for entry in await ledger.entries()] == [("ok", 0.75)]


async def test_pictures_whose_generation_was_deleted_count_still(house: House) -> None:
    ledger = PostgresLedger(house.database, 4, 10.0)
    for _ in range(3):
        one = await house.running()
        await ledger.keep(one, await ledger.open(one, "scene", 1, ENGINE, 0.1), picture(one), 0.1)
        await house.database.run("DELETE FROM generations WHERE id = %s", one.id)
    assert await ledger.left(7) == 1
    other = await house.running()
    await ledger.open(other, "scene", 1, ENGINE, 0.1)
    assert await ledger.left(7) == 0
    with pytest.raises(CapReached):
        await ledger.open(other, "scene", 2, ENGINE, 0.1)


async def test_what_is_left_today_follows_each_outcome(house: House) -> None:
    ledger = PostgresLedger(house.database, 3, 10.0)
    one = await house.running()
    seen = [await ledger.left(7)]
    for outcome in ("refused", "failed", "unknown"):
        call = await ledger.open(one, "scene", 1, ENGINE, 0.1)
        seen.append(await ledger.left(7))
        await ledger.close(call, outcome, 0.0)
        seen.append(await ledger.left(7))
    await ledger.keep(one, await ledger.open(one, "scene", 1, ENGINE, 0.1), picture(one), 0.1)
    assert [*seen, await ledger.left(7)] == [3, 2, 3, 2, 3, 2, 3, 2]
    assert await ledger.left(8) == 3


async def test_what_is_settled_is_not_settled_again(house: House) -> None:
    ledger = PostgresLedger(house.database, 60, 10.0)
    call = await ledger.open(await house.running(), "scene", 1, ENGINE, 0.5)
    await ledger.close(call, "unknown", 0.5, "x" * 500)
    await ledger.close(call, "failed", 0.0)
    assert [entry["outcome"] for entry in await ledger.entries()] == ["unknown"]


async def test_a_generation_that_has_ended_buys_nothing(house: House) -> None:
    ledger = PostgresLedger(house.database, 60, 10.0)
    one = await house.running()
    await house.generations.finish(one)
    with pytest.raises(Superseded):
        await ledger.open(one, "scene", 1, ENGINE, 0.1)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"])
async def test_the_day_begins_at_midnight_utc_wherever_the_server_stands(
    server: Server, house: House, dsn: str, zone: str
) -> None:
    one, other = await house.running(), await house.running()
    server.run(f"ALTER DATABASE {_name(dsn)} SET timezone = '{zone}'")
    async with open_database(dsn) as abroad:
        assert (await abroad.row("SHOW timezone")) == {"TimeZone": zone}
        ledger = PostgresLedger(abroad, 1, 0.5)
        call = await ledger.open(one, "scene", 1, ENGINE, 0.5)
        await _move(abroad, call, "-1 microsecond")
        second = await ledger.open(other, "scene", 1, ENGINE, 0.5)
        await _move(abroad, second, "0")
        for cap, reserve in (("pictures", 0.0), ("budget", 0.1)):
            with pytest.raises(CapReached) as reached:
                await ledger.open(one, "scene" if cap == "pictures" else "analysis", 2, ENGINE, reserve)
            assert reached.value.cap == cap


async def _move(database: Database, call: int, offset: str) -> None:
    """Date the call this far from today's midnight in UTC."""
    await database.run(
        "UPDATE calls SET created_at = date_trunc('day', now(), 'UTC') + %s::interval WHERE id = %s", offset, call
    )


def _name(dsn: str) -> str:
    return dsn.partition("?")[0].rsplit("/", 1)[1]
