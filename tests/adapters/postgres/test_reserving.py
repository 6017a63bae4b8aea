"""Reservations in one statement: as exact beside the statements of the version before, refused in the same order."""

import asyncio
import shutil
from pathlib import Path

import pytest

from core.adapters.postgres.database import Database
from core.adapters.postgres.decisions import PostgresDecisions
from core.adapters.postgres.door import PostgresDoor
from core.adapters.postgres.ledger import LOCK, TODAY, PostgresLedger
from core.adapters.postgres.migrate import FOLDER, migrate
from core.errors import CapReached, ChatGone, CoreError, OutcomeUnknown, Superseded
from core.models import BUDGET_USD, OWNER, PAUSED, Generation
from core.nursery import Nursery
from tests.adapters.postgres.conftest import House, picture

ENGINE = "engine-a"
OLDER = 16  # migrations, of the version without totals
SPENT = "SELECT coalesce(sum(coalesce(cost_usd, reserved_usd)), 0)::float AS usd FROM calls"
# Both sums by day; a day without calls may have a total of nothing.
TOTALS = """
    SELECT day, coalesce(calls.usd, 0) AS calls, coalesce(spent.usd, 0) AS total FROM spent
      FULL JOIN (SELECT (created_at AT TIME ZONE 'utc')::date AS day, sum(coalesce(cost_usd, reserved_usd)) AS usd
                   FROM calls GROUP BY 1) AS calls USING (day)
"""


async def reserved_as_before(database: Database, generation: Generation, n: int, usd: float, budget: float) -> bool:
    """As a process of the version before does it, which may go on during an upgrade."""
    async with database.transaction() as connection:
        await connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        spent = await (await connection.execute(f"{SPENT} WHERE created_at >= {TODAY}".encode())).fetchone()
        if spent is None or spent["usd"] + usd > budget:
            return False
        await connection.execute(
            "INSERT INTO calls (generation_id, user_id, purpose, n, run, engine, reserved_usd)"
            " VALUES (%s, %s, 'scene', %s, %s, %s, %s)",
            (generation.id, generation.user_id, n, generation.run, ENGINE, usd),
        )
    return True


async def test_processes_of_this_version_and_the_one_before_do_not_pass_the_budget_together(house: House) -> None:
    ledger, one = PostgresLedger(house.database, 1000, 2.0), await house.running()
    new = [ledger.open(one, "scene", n, ENGINE, 0.1) for n in range(1, 31)]
    old = [reserved_as_before(house.database, one, n, 0.1, 2.0) for n in range(31, 61)]
    in_turn = [one for pair in zip(new, old, strict=True) for one in pair]
    results = await asyncio.gather(*in_turn, return_exceptions=True)
    assert {one.cap for one in results if isinstance(one, CapReached)} == {"budget"}
    assert sum(result is True or type(result) is int for result in results) == 20
    assert await house.database.row(SPENT) == {"usd": 2.0}


async def test_a_reservation_waits_for_whoever_holds_the_lock_and_sees_what_it_has_left(house: House) -> None:
    ledger, one = PostgresLedger(house.database, 1, 1.0), await house.running()
    async with Nursery() as nursery:
        async with house.database.transaction() as other:
            await other.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            opening = nursery.start(ledger.open(one, "scene", 1, ENGINE, 0.1), "reservation")
            await asyncio.wait({opening}, timeout=0.3)
            assert not opening.done()
            await other.execute("INSERT INTO decisions (name, value) VALUES (%s, 'yes')", (PAUSED,))
        with pytest.raises(CapReached) as refused:
            await asyncio.wait_for(opening, 30)
    assert refused.value.cap == "paused"


@pytest.mark.parametrize("sells", [False, True])
async def test_of_several_refusals_the_same_one_as_ever_is_said(house: House, sells: bool) -> None:
    """All stand in the way of one call; each that is lifted uncovers the next."""
    database, decisions, door = house.database, PostgresDecisions(house.database), PostgresDoor(house.database)
    ledger = PostgresLedger(database, 1, 1.0, 1.0, sells=sells)
    one = await house.running()
    for _ in range(2):
        await ledger.close(await ledger.open(one, "transcription", 1, ENGINE, 0.5), "unknown", 0.5)
    await decisions.decide(BUDGET_USD, "20")
    ledger = PostgresLedger(database, 1, 1.0, 20.0, sells=sells)
    drawn = await ledger.open(one, "scene", 1, ENGINE, 0.5)
    await decisions.decide(BUDGET_USD, "0.75")
    ledger = PostgresLedger(database, 1, 1.0, 1.25, sells=sells)
    await decisions.decide(PAUSED, "yes")
    await door.decide(7, "denied")

    async def refusal(generation: Generation = one, n: int = 1) -> tuple[str, float]:
        with pytest.raises(CoreError) as refused:
            await ledger.open(generation, "transcription", n, ENGINE, 0.25)
        match refused.value:
            case CapReached(cap, limit):
                return cap, limit
            case OutcomeUnknown(engine):
                return f"unknown at {engine}", 0
        return type(refused.value).__name__, 0

    older = Generation(**{**vars(one), "run": one.run - 1})
    assert await refusal(older) == (Superseded.__name__, 0)
    assert await refusal() == (ChatGone.__name__, 0)
    await door.decide(7, "allowed")
    assert await refusal() == ("paused", 0)
    await decisions.decide(PAUSED, None)
    assert await refusal() == ("unknown at engine-a", 0)
    assert await refusal(n=2) == ("credits" if sells else "pictures", 1)
    await ledger.close(drawn, "failed", 0.5)
    assert await refusal(n=2) == ("own_budget", 1.25)
    ledger = PostgresLedger(database, 1, 1.0, 0.0, sells=sells)
    assert await refusal(n=2) == ("voices", 2)
    await database.run("UPDATE calls SET purpose = 'analysis' WHERE n = 1 AND purpose = 'transcription'")
    assert await refusal(n=2) == ("budget", 0.75)
    await decisions.decide(BUDGET_USD, "1.75")
    assert await ledger.open(one, "transcription", 2, ENGINE, 0.25)


async def test_what_a_credit_would_pay_is_refused_by_the_budget_and_leaves_the_credit(house: House) -> None:
    ledger, one = PostgresLedger(house.database, 0, 0.5, sells=True), await house.running()
    await house.database.run("INSERT INTO credits (user_id, what, pictures) VALUES (7, 'purchase', 2)")
    with pytest.raises(CapReached) as refused:
        await ledger.open(one, "scene", 1, ENGINE, 0.6)
    assert (refused.value.cap, await ledger.credits(7)) == ("budget", 2)
    await ledger.close(await ledger.open(one, "scene", 1, ENGINE, 0.1), "failed", 0.0)
    await ledger.open(one, "scene", 1, ENGINE, 0.1)
    assert await ledger.credits(7) == 1, "another try of the same picture costs no second one"


async def test_the_owner_is_known_by_the_setting_or_by_the_chat_and_only_where_pictures_are_sold(house: House) -> None:
    one = await house.running()
    await PostgresDecisions(house.database).decide(OWNER, "7")
    for sells, owner, free in ((True, None, True), (True, 8, False), (True, 7, True), (False, 7, False)):
        ledger = PostgresLedger(house.database, 0, 10.0, sells=sells, owner_id=owner)
        if free:
            assert await ledger.open(one, "scene", 1, ENGINE, 0.1)
        else:
            with pytest.raises(CapReached):
                await ledger.open(one, "scene", 1, ENGINE, 0.1)


async def test_the_total_of_a_day_is_the_sum_of_its_calls_whatever_is_done_to_them(house: House) -> None:
    database, ledger = house.database, PostgresLedger(house.database, 1000, 1000.0)
    generations = [await house.running(user) for user in range(1, 5)]

    async def lives(generation: Generation, n: int) -> None:
        call = await ledger.open(generation, "scene", n, ENGINE, 0.125)
        if n % 3 == 0:
            await ledger.keep(generation, call, picture(generation, n), 0.25)
        elif n % 3 == 1:
            await ledger.close(call, "failed", 0.0)

    async def agree() -> bool:
        return all(row["calls"] == row["total"] for row in await database.rows(TOTALS))

    await asyncio.gather(*(lives(one, n) for one in generations for n in range(1, 10)))
    assert await database.row("SELECT sum(usd)::float AS usd FROM spent") == {"usd": 4.5}
    for harm in (
        "UPDATE calls SET outcome = 'unknown', cost_usd = reserved_usd WHERE outcome = 'intent'",  # as one statement
        "UPDATE calls SET created_at = created_at - n * interval '9 hours', reserved_usd = 1, cost_usd = 1.5",
        "UPDATE calls SET user_id = 0",
        "DELETE FROM generations WHERE user_id = 1",
        "DELETE FROM calls WHERE n > 5",
        "TRUNCATE calls",
    ):
        assert await agree()
        await database.run(harm)
        assert await agree(), harm
    assert await database.rows("SELECT FROM spent") == []


async def test_calls_from_before_the_totals_are_in_them(empty: Database, tmp_path: Path) -> None:
    for file in sorted(FOLDER.glob("*.sql"))[:OLDER]:
        shutil.copy(file, tmp_path)
    await migrate(empty, tmp_path)
    await empty.run(
        "INSERT INTO calls (user_id, purpose, n, run, engine, reserved_usd, cost_usd, created_at)"
        " SELECT 7, 'scene', n, 1, 'engine-a', 0.25, nullif(n, 2), now() - n * interval '15 hours'"
        "   FROM generate_series(1, 5) AS n"
    )
    await migrate(empty)
    totals = await empty.rows(TOTALS)
    assert len(totals) > 2
    assert [row["calls"] for row in totals] == [row["total"] for row in totals]


async def test_two_that_settle_calls_of_two_days_in_opposite_orders_do_not_block_each_other(database: Database) -> None:
    for user in (1, 2):
        await database.run(
            "INSERT INTO calls (user_id, purpose, n, run, engine, reserved_usd, created_at)"
            " SELECT %s, 'scene', 1, 1, 'engine-a', 0.1, now() - interval '1 day' * ((n <= 2000) = (%s = 1))::integer"
            "   FROM generate_series(1, 4000) AS n",
            *(user, user),
        )
    settle = "UPDATE calls SET outcome = 'unknown', cost_usd = 0.2 WHERE user_id = %s"
    assert await asyncio.gather(*(database.run(settle, user) for user in (1, 2))) == [4000, 4000]
    assert [row["total"] for row in await database.rows(TOTALS)] == [800, 800]
