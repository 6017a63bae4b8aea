"""Paid pictures: exact under concurrency, never below zero, spent on arrival and else given back, however it ends."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg
import pytest

from core.adapters.postgres.database import Database
from core.adapters.postgres.erasures import PostgresErasures
from core.adapters.postgres.exports import PostgresExports
from core.adapters.postgres.ledger import PostgresLedger
from core.adapters.postgres.outbox import PostgresOutbox
from core.adapters.postgres.sales import PostgresSales
from core.errors import CapReached, NoRefund
from core.models import BUDGET_USD, OWNER, Failure, Generation, Order, Pack, Payment, Receipt
from tests.adapters.postgres.conftest import House, picture

ENGINE = "engine-a"
PACK = Pack(20, 150)
IDA, EVE, OWNER_ID = 7, 8, 99


@pytest.fixture
def sales(database: Database) -> PostgresSales:
    return PostgresSales(database)


@pytest.fixture
def ledger(database: Database) -> PostgresLedger:
    """One free picture a day."""
    return PostgresLedger(database, 1, 1000.0, sells=True, owner_id=OWNER_ID)


async def ordered(house: House, sales: PostgresSales, user: int = IDA, pack: Pack = PACK) -> Order:
    await house.database.run("INSERT INTO users (id) VALUES (%s) ON CONFLICT DO NOTHING", user)
    return await sales.order(f"order {next(house.numbers)}", user, pack)


async def buys(house: House, sales: PostgresSales, user: int = IDA, pack: Pack = PACK) -> Payment:
    order = await ordered(house, sales, user, pack)
    receipt = Receipt(f"charge {next(house.numbers)}", user, pack.stars, order.id)
    assert await sales.book(receipt, welcome=True) == "credited"
    payment = await sales.charged(receipt.charge_id)
    assert payment
    return payment


async def scene(house: House, user: int = IDA) -> Generation:
    """Under way, however many others are."""
    generation = await house.scene(await house.model(user))
    await house.database.run("UPDATE generations SET status = 'queued' WHERE id = %s", generation.id)
    return await house.started(generation)


async def draws(ledger: PostgresLedger, generation: Generation, n: int = 1) -> None:
    """A picture that is stored and not yet sent."""
    call = await ledger.open(generation, "scene", n, ENGINE, 0.1)
    await ledger.keep(generation, call, picture(generation, n), 0.1)


async def arrives(house: House, generation: Generation, part: str = "scene", state: str = "sent") -> None:
    outbox = PostgresOutbox(house.database)
    await outbox.begin(generation, part)
    if state == "sent":
        await outbox.sent(generation, part, [1], ["f"])
    elif state == "unsure":
        await outbox.unsure(generation, part)


async def use_up(house: House, ledger: PostgresLedger, user: int = IDA) -> None:
    """The free picture of the day."""
    generation = await scene(house, user)
    await draws(ledger, generation)
    await house.generations.finish(generation)


async def entries(house: House, user: int = IDA) -> list[str]:
    return [
        row["what"]
        for row in await house.database.rows("SELECT what FROM credits WHERE user_id = %s ORDER BY id", user)
    ]


# --- buying ---


async def test_a_payment_is_credited_once_however_often_and_how_parallel_it_is_told(
    house: House, sales: PostgresSales
) -> None:
    order = await ordered(house, sales)
    receipt = Receipt("charge", IDA, 150, order.id)

    told = await asyncio.gather(*(sales.book(receipt, welcome=True) for _ in range(10)))

    assert set(told) == {"credited"}
    assert await sales.balance(IDA) == 20
    assert await entries(house) == ["purchase"]
    assert await sales.totals() == (150, 0)


async def test_one_tap_is_one_order(house: House, sales: PostgresSales) -> None:
    await ordered(house, sales)
    made = await asyncio.gather(*(sales.order("7:1:order", IDA, PACK) for _ in range(5)))
    assert len({order.id for order in made}) == 1
    assert await sales.find(made[0].id) == made[0]


async def test_two_payments_of_one_order_are_two_packs(house: House, sales: PostgresSales) -> None:
    order = await ordered(house, sales)
    for charge in ("one", "other"):
        await sales.book(Receipt(charge, IDA, 150, order.id), welcome=True)
    assert await sales.balance(IDA) == 40
    assert (await sales.find(order.id)) == Order(order.id, IDA, PACK, fresh=True, paid=True)


@pytest.mark.parametrize(
    ("payer", "welcome", "order_id"), [(IDA, False, None), (EVE, True, None), (IDA, True, "no-such-order")]
)
async def test_what_cannot_be_credited_is_owed_to_its_payer(
    house: House, sales: PostgresSales, payer: int, welcome: bool, order_id: str | None
) -> None:
    order = await ordered(house, sales)
    receipt = Receipt("charge", payer, 150, order_id or order.id)

    assert await sales.book(receipt, welcome=welcome) == "returned"
    assert await sales.book(receipt, welcome=True) == "returned", "told once more it is still on its way back"

    owed = await sales.due(30)
    assert owed
    assert (owed.charge_id, owed.user_id, owed.stars, owed.pictures) == ("charge", payer, 150, 0)
    assert await sales.due(30) is None, "claimed"
    assert await sales.balance(payer) == 0


# --- drawing ---


async def test_of_parallel_scenes_at_balance_one_one_is_drawn(
    house: House, sales: PostgresSales, ledger: PostgresLedger
) -> None:
    await buys(house, sales, pack=Pack(1, 10))
    await use_up(house, ledger)
    scenes = [await scene(house) for _ in range(8)]

    results = await asyncio.gather(
        *(ledger.open(one, "scene", 1, ENGINE, 0.1) for one in scenes), return_exceptions=True
    )

    refused = [one for one in results if isinstance(one, CapReached)]
    assert (len(results) - len(refused), {one.cap for one in refused}) == (1, {"credits"})
    assert await sales.balance(IDA) == 0


async def test_the_free_pictures_of_the_day_come_first(
    house: House, sales: PostgresSales, ledger: PostgresLedger
) -> None:
    await buys(house, sales)
    await use_up(house, ledger)
    assert (await ledger.left(IDA), await ledger.credits(IDA)) == (0, 20)
    await draws(ledger, await scene(house))
    assert (await ledger.left(IDA), await ledger.credits(IDA)) == (0, 19)


async def test_a_paid_picture_takes_no_place_among_the_free_ones(
    house: House, sales: PostgresSales, ledger: PostgresLedger
) -> None:
    await buys(house, sales)
    free, paid = await scene(house), await scene(house)
    call = await ledger.open(free, "scene", 1, ENGINE, 0.1)
    await draws(ledger, paid)
    await ledger.close(call, "refused", 0.0, "safety")
    assert await ledger.left(IDA) == 1
    assert await entries(house) == ["purchase", "reserve"]


async def test_another_try_of_the_same_picture_costs_nothing_more(
    house: House, sales: PostgresSales, ledger: PostgresLedger
) -> None:
    await buys(house, sales)
    await use_up(house, ledger)
    generation = await scene(house)
    await ledger.close(await ledger.open(generation, "scene", 1, ENGINE, 0.1), "unknown", 0.1)
    for _ in range(2):
        await ledger.close(await ledger.open(generation, "scene", 1, "engine-b", 0.1), "ok", 0.1)
    assert await sales.balance(IDA) == 19
    assert (await house.database.row("SELECT count(*) AS n FROM calls WHERE credit")) == {"n": 3}


async def test_a_second_try_of_a_free_picture_is_free_even_when_a_new_day_is_used_up(
    house: House, sales: PostgresSales, ledger: PostgresLedger
) -> None:
    await buys(house, sales)
    generation = await scene(house)
    await draws(ledger, generation)
    await house.database.run("UPDATE calls SET created_at = created_at - interval '1 day'")
    await use_up(house, ledger)
    assert await ledger.open(generation, "scene", 1, ENGINE, 0.1)
    assert await entries(house) == ["purchase"]


async def test_the_budget_of_the_day_holds_above_all(
    house: House, sales: PostgresSales, ledger: PostgresLedger
) -> None:
    await buys(house, sales)
    await use_up(house, ledger)
    await house.database.run("INSERT INTO decisions (name, value) VALUES (%s, '0.15')", BUDGET_USD)
    for user in (IDA, OWNER_ID):
        with pytest.raises(CapReached) as reached:
            await ledger.open(await scene(house, user), "scene", 1, ENGINE, 0.1)
        assert reached.value.cap == "budget"
    assert await sales.balance(IDA) == 20


async def test_what_a_user_pays_for_is_no_part_of_the_share_that_is_given(house: House, sales: PostgresSales) -> None:
    ledger = PostgresLedger(house.database, 1, 1000.0, 0.15, sells=True)
    await buys(house, sales)
    for _ in range(4):
        await draws(ledger, await scene(house))
    assert await sales.balance(IDA) == 17
    with pytest.raises(CapReached) as reached:
        await ledger.open(await scene(house), "analysis", 1, ENGINE, 0.1)
    assert reached.value.cap == "own_budget"


@pytest.mark.parametrize("claimed", [False, True])
async def test_the_owners_pictures_cost_no_credit(house: House, sales: PostgresSales, claimed: bool) -> None:
    ledger = PostgresLedger(house.database, 1, 1000.0, sells=True, owner_id=None if claimed else OWNER_ID)
    if claimed:
        await house.database.run("INSERT INTO decisions (name, value) VALUES (%s, %s)", OWNER, str(OWNER_ID))
    await buys(house, sales, OWNER_ID)
    for _ in range(3):
        await draws(ledger, await scene(house, OWNER_ID))
    assert await sales.balance(OWNER_ID) == 20


async def test_where_nothing_is_sold_the_cap_is_as_it_was_and_what_was_bought_before_still_counts(
    house: House, sales: PostgresSales
) -> None:
    ledger = PostgresLedger(house.database, 1, 1000.0)
    await use_up(house, ledger)
    with pytest.raises(CapReached) as reached:
        await ledger.open(await scene(house), "scene", 1, ENGINE, 0.1)
    assert (reached.value.cap, await ledger.credits(IDA)) == ("pictures", None)
    await buys(house, sales)
    await draws(ledger, await scene(house))
    assert await sales.balance(IDA) == 19


# --- spent on arrival, else given back ---

Ending = Callable[[House, Generation], Awaitable[Any]]


async def blocked(house: House, generation: Generation) -> None:
    await house.generations.finish(generation, Failure("refused_policy"))


async def chat_gone(house: House, generation: Generation) -> None:
    await house.generations.abandon(generation.user_id)


async def model_erased(house: House, generation: Generation) -> None:
    await PostgresErasures(house.database, house.generations.promote).begin(generation.user_id, 1, generation.model_id)


async def row_deleted(house: House, generation: Generation) -> None:
    await house.database.run("DELETE FROM generations WHERE id = %s", generation.id)


async def any_other_statement(house: House, generation: Generation) -> None:
    """What somebody may write one day who knows nothing of credits."""
    await house.database.run("UPDATE generations SET status = 'cancelled' WHERE id = %s", generation.id)


@pytest.mark.parametrize("end", [blocked, chat_gone, model_erased, row_deleted, any_other_statement])
@pytest.mark.parametrize("state", ["not drawn", "drawn", "sending"])
async def test_what_has_not_arrived_is_given_back_once_however_it_ends(
    house: House, sales: PostgresSales, ledger: PostgresLedger, end: Ending, state: str
) -> None:
    await buys(house, sales)
    await use_up(house, ledger)
    generation = await scene(house)
    if state == "not drawn":
        await ledger.open(generation, "scene", 1, ENGINE, 0.1)
    else:
        await draws(ledger, generation)
    if state == "sending":
        await arrives(house, generation, state="sending")
    assert await sales.balance(IDA) == 19

    await end(house, generation)

    assert await sales.balance(IDA) == 20
    assert await entries(house) == ["purchase", "reserve", "give back"]


@pytest.mark.parametrize("end", [chat_gone, model_erased, row_deleted, any_other_statement])
@pytest.mark.parametrize("state", ["sent", "unsure"])
async def test_what_has_arrived_is_spent_however_it_ends(
    house: House, sales: PostgresSales, ledger: PostgresLedger, end: Ending, state: str
) -> None:
    await buys(house, sales)
    await use_up(house, ledger)
    generation = await scene(house)
    await draws(ledger, generation)
    await arrives(house, generation, state=state)
    await end(house, generation)
    assert await entries(house) == ["purchase", "reserve", "spend"]
    assert await sales.balance(IDA) == 19


async def test_of_several_pictures_those_that_came_about_are_spent(
    house: House, sales: PostgresSales, ledger: PostgresLedger
) -> None:
    await buys(house, sales)
    await use_up(house, ledger)
    generation = await scene(house)
    for n in (1, 3):
        await draws(ledger, generation, n)
    await ledger.close(await ledger.open(generation, "scene", 2, ENGINE, 0.1), "refused", 0.0)
    await arrives(house, generation)
    await house.generations.finish(generation)
    assert await sales.balance(IDA) == 18
    assert sorted(await entries(house)) == ["give back", "purchase", "reserve", "reserve", "reserve", "spend", "spend"]


async def test_a_run_that_is_taken_over_reserves_nothing_anew(
    house: House, sales: PostgresSales, ledger: PostgresLedger
) -> None:
    await buys(house, sales)
    await use_up(house, ledger)
    generation = await scene(house)
    await ledger.open(generation, "scene", 1, ENGINE, 0.1)
    again = await house.started(generation)
    await draws(ledger, again)
    await arrives(house, again)
    await house.generations.finish(again)
    assert await entries(house) == ["purchase", "reserve", "spend"]


# --- refunds ---


async def test_an_unspent_pack_goes_back_and_its_pictures_are_taken_out_first(
    house: House, sales: PostgresSales
) -> None:
    payment = await buys(house, sales)
    asked = await asyncio.gather(*(sales.take_back(payment.id, payer=IDA) for _ in range(5)))
    assert all(asked)
    assert await sales.balance(IDA) == 0
    assert await entries(house) == ["purchase", "refund"]
    owed = await sales.due(30)
    assert owed
    assert owed.id == payment.id
    receipt = Receipt(payment.charge_id, IDA, 150, "")
    assert [await sales.refunded(receipt) for _ in range(3)] == [True, False, False]
    assert await entries(house) == ["purchase", "refund"]
    assert await sales.totals() == (0, 150)


async def test_its_payer_cannot_take_back_what_is_drawn_from_or_old_or_somebody_elses(
    house: House, sales: PostgresSales, ledger: PostgresLedger
) -> None:
    payment = await buys(house, sales)
    assert await sales.take_back(payment.id, payer=EVE) is None
    await house.database.run("UPDATE payments SET paid_at = now() - interval '15 days'")
    with pytest.raises(NoRefund) as late:
        await sales.take_back(payment.id, payer=IDA)
    await house.database.run("UPDATE payments SET paid_at = now()")
    await use_up(house, ledger)
    await ledger.open(await scene(house), "scene", 1, ENGINE, 0.1)
    with pytest.raises(NoRefund) as spent:
        await sales.take_back(payment.id, payer=IDA)
    assert (late.value.why, spent.value.why) == ("late", "spent")
    assert await sales.balance(IDA) == 19


async def test_the_owner_gives_back_what_is_half_spent_and_what_is_left_of_it_goes(
    house: House, sales: PostgresSales, ledger: PostgresLedger
) -> None:
    payment = await buys(house, sales)
    await use_up(house, ledger)
    await draws(ledger, await scene(house))
    assert await sales.take_back(payment.id, payer=None)
    assert await sales.balance(IDA) == 0


async def test_a_refund_that_telegram_tells_of_itself_takes_the_pictures_once(
    house: House, sales: PostgresSales
) -> None:
    await buys(house, sales)
    payment = await buys(house, sales)
    receipt = Receipt(payment.charge_id, IDA, 150, "")
    told = await asyncio.gather(*(sales.refunded(receipt) for _ in range(5)))
    assert sorted(told) == [False] * 4 + [True]
    assert await sales.balance(IDA) == 20


async def test_a_refund_that_comes_before_its_payment_leaves_nothing_to_credit(
    house: House, sales: PostgresSales
) -> None:
    order = await ordered(house, sales)
    receipt = Receipt("charge", IDA, 150, order.id)
    assert await sales.refunded(receipt)
    assert await sales.book(receipt, welcome=True) == "returned"
    assert await sales.balance(IDA) == 0
    assert await sales.due(30) is None, "it is back already"


async def test_what_telegram_will_not_refund_is_the_users_again(house: House, sales: PostgresSales) -> None:
    payment = await buys(house, sales)
    for _ in range(2):
        await sales.take_back(payment.id, payer=IDA)
        for _ in range(2):
            await sales.undo(payment)
        assert await sales.balance(IDA) == 20
    assert await entries(house) == ["purchase", "refund", "refund undone", "refund", "refund undone"]


async def test_a_refund_is_tried_again_by_whoever_comes_after_the_claim(house: House, sales: PostgresSales) -> None:
    payment = await buys(house, sales)
    await sales.take_back(payment.id, payer=None)
    first = await sales.due(0.0)
    second = await sales.due(30.0)
    assert first
    assert second
    assert (first.tries, second.tries) == (1, 2)
    await sales.later(first, 0.0)
    assert await sales.due(30.0) is None, "a claim that is over changes nothing"
    await sales.later(second, 0.0)
    assert await sales.due(30.0)


# --- whose it is ---


async def test_erasing_everything_loses_the_pictures_and_keeps_the_books_without_the_user(
    house: House, sales: PostgresSales
) -> None:
    erasures = PostgresErasures(house.database, house.generations.promote)
    payment, other = await buys(house, sales), await buys(house, sales)
    await sales.take_back(other.id, payer=IDA)
    order = await ordered(house, sales)
    assert (await erasures.belongings(IDA, None)).credits == 20
    assert set(await PostgresExports(house.database).rows(IDA)) >= {"orders", "payments", "credits"}

    erasure = await erasures.begin(IDA, IDA, None)

    assert erasure
    assert erasure.counts["payments"] == 2
    assert await entries(house) == []
    kept = await sales.charged(payment.charge_id)
    assert kept
    assert (kept.user_id, kept.stars) == (0, 150)
    assert await sales.find(order.id) is None
    assert await sales.book(Receipt("paid just then", IDA, 150, order.id), welcome=True) == "returned"
    for charge in (other.charge_id, "paid just then"):
        owed = await sales.due(30)
        assert owed
        assert (owed.user_id, owed.charge_id) == (IDA, charge), "until they are back it is known whose they are"
        await sales.refunded(Receipt(owed.charge_id, IDA, 150, ""))
    assert await house.database.rows("SELECT FROM payments WHERE user_id = %s", IDA) == []


async def test_a_payment_of_somebody_who_is_erased_can_still_be_given_back(house: House, sales: PostgresSales) -> None:
    payment = await buys(house, sales)
    await PostgresErasures(house.database, house.generations.promote).begin(IDA, IDA, None)
    owed = await sales.owe(payment.charge_id, IDA)
    assert (owed.id, owed.user_id, owed.state) == (payment.id, IDA, "refunding")
    known = await sales.owe(payment.charge_id, EVE)
    assert known.user_id == IDA, "on its way it goes to nobody else"


async def test_no_statement_can_overdraw(house: House, sales: PostgresSales) -> None:
    payment = await buys(house, sales)
    with pytest.raises(psycopg.errors.RaiseException):
        await house.database.run(
            "INSERT INTO credits (user_id, what, pictures, payment_id) VALUES (%s, 'refund', -21, %s)", IDA, payment.id
        )
    assert await sales.balance(IDA) == 20


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_happens_in_whatever_order_nothing_is_lost_and_nothing_is_below_zero(
    house: House, sales: PostgresSales, ledger: PostgresLedger, seed: int
) -> None:
    """Many hands at once on one account: buying, drawing, endings of every kind, and refunds."""
    chance = random.Random(seed)  # noqa: S311  # to be repeatable
    await use_up(house, ledger)
    payments = [await buys(house, sales, pack=Pack(3, 10))]

    async def draw() -> None:
        generation = await scene(house)
        for n in range(1, chance.randint(1, 3) + 1):
            try:
                await draws(ledger, generation, n)
            except CapReached:
                break
        ending = chance.choice(["done", "failed", "deleted", "cancelled", "left"])
        if ending in {"done", "cancelled"} and chance.random() < 0.8:
            await arrives(house, generation, state=chance.choice(["sent", "unsure", "sending"]))
        if ending in {"done", "failed"}:
            await house.generations.finish(generation, Failure("surprise") if ending == "failed" else None)
        elif ending != "left":
            await (row_deleted if ending == "deleted" else any_other_statement)(house, generation)

    async def buy() -> None:
        payments.append(await buys(house, sales, pack=Pack(chance.randint(1, 4), 10)))

    async def refund() -> None:
        payment = chance.choice(payments)
        try:
            await sales.take_back(payment.id, payer=chance.choice([None, IDA]))
        except NoRefund:
            return
        await (
            sales.undo(payment) if chance.random() < 0.3 else sales.refunded(Receipt(payment.charge_id, IDA, 10, ""))
        )

    for _ in range(6):
        await asyncio.gather(*(chance.choices([draw, buy, refund], [5, 2, 1], k=4)[n]() for n in range(4)))
        low = "SELECT min(so_far) AS low FROM (SELECT sum(pictures) OVER (ORDER BY id) AS so_far FROM credits) AS each"
        row = await house.database.row(low)
        assert row
        assert row["low"] >= 0
    under_way = await house.database.rows("SELECT id FROM generations WHERE status = 'running'")
    for one in under_way:
        await house.database.run("UPDATE generations SET status = 'failed' WHERE id = %s", one["id"])
    (sums,) = await house.database.rows("""
        SELECT coalesce(sum(pictures), 0)::int AS balance,
               coalesce(sum(pictures) FILTER (WHERE what IN ('purchase', 'refund', 'refund undone')), 0)::int AS bought,
               count(*) FILTER (WHERE what = 'spend') AS spent,
               count(*) FILTER (WHERE what = 'reserve') - count(*) FILTER (WHERE what IN ('spend', 'give back')) AS open
          FROM credits
        """)
    assert sums["open"] == 0
    assert sums["balance"] == sums["bought"] - sums["spent"]
