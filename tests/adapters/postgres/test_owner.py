"""The owner's rows under concurrency: one claim, one last use of a link, no reservation after a stop."""

import asyncio
import hashlib

import pytest

from core.adapters.postgres.broadcasts import PostgresBroadcasts
from core.adapters.postgres.claims import PostgresClaims
from core.adapters.postgres.database import Database
from core.adapters.postgres.decisions import PostgresDecisions
from core.adapters.postgres.door import PostgresDoor
from core.adapters.postgres.invites import PostgresInvites
from core.adapters.postgres.ledger import LOCK, PostgresLedger
from core.adapters.postgres.oversight import PostgresOversight
from core.errors import CapReached, ChatGone
from core.models import BUDGET_USD, PAUSED, PICTURES_PER_USER, Known
from core.nursery import Nursery
from tests.adapters.postgres.conftest import House

HASH = hashlib.sha256(b"code").hexdigest()


async def test_of_twenty_who_send_the_code_at_once_one_owns_the_bot(database: Database) -> None:
    claims = PostgresClaims(database)
    assert await claims.renew(HASH)
    outcomes = await asyncio.gather(*(claims.take(user, lambda valid: valid == HASH, 5) for user in range(1, 21)))
    assert outcomes.count("taken") == 1
    assert (await database.row("SELECT count(*) AS n FROM decisions")) == {"n": 1}
    assert not await claims.renew(HASH), "the bot has its owner"


async def test_of_twenty_wrong_tries_at_once_five_are_compared(database: Database) -> None:
    claims, compared = PostgresClaims(database), []
    await claims.renew(HASH)

    def fits(valid: str) -> bool:
        compared.append(valid)
        return False

    outcomes = await asyncio.gather(*(claims.take(7, fits, 5) for _ in range(20)))
    assert (outcomes.count("wrong"), outcomes.count("silence"), len(compared)) == (5, 15, 5)


async def test_of_twenty_who_open_a_link_of_three_uses_at_once_three_come_in(database: Database) -> None:
    invites = PostgresInvites(database)
    await invites.add(HASH, 3, 7)
    results = await asyncio.gather(*(invites.redeem(HASH, user, "Eve") for user in range(1, 21)))
    assert sum(results) == 3
    assert await invites.open() == []
    let_in = next(user for user, result in enumerate(results, 1) if result)
    assert await invites.redeem(HASH, let_in, "Eve"), "the same one again, as after a lost answer"
    assert await database.row("SELECT used FROM invites") == {"used": 3}


async def test_once_the_stop_has_answered_no_call_is_reserved_any_more(house: House) -> None:
    ledger, decisions = PostgresLedger(house.database, 1000, 1000.0), PostgresDecisions(house.database)
    one = await house.running()

    async def stop() -> int:
        await decisions.decide(PAUSED, "yes")
        row = await house.database.row("SELECT count(*) AS n FROM calls")
        return int(row["n"]) if row else -1

    opens = [ledger.open(one, "scene", n, "engine-a", 0.1) for n in range(1, 31)]
    results = await asyncio.gather(*opens[:15], stop(), *opens[15:], return_exceptions=True)
    at_the_stop, calls = results.pop(15), results
    assert await house.database.row("SELECT count(*) AS n FROM calls") == {"n": at_the_stop}
    assert all(isinstance(call, int) or (isinstance(call, CapReached) and call.cap == "paused") for call in calls)
    assert any(isinstance(call, CapReached) for call in calls)

    await decisions.decide(PAUSED, None)
    assert await ledger.open(one, "scene", 99, "engine-a", 0.1)


async def test_the_stop_waits_for_a_reservation_that_has_read_the_old_state(house: House) -> None:
    """Else a call could begin right after the owner was told that none does."""
    decisions = PostgresDecisions(house.database)
    async with Nursery() as nursery:
        async with house.database.transaction() as reserving:
            await reserving.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            stopping = nursery.start(decisions.decide(PAUSED, "yes"), "stop")
            await asyncio.wait({stopping}, timeout=0.3)
            assert not stopping.done()
        await asyncio.wait_for(stopping, 30)


async def test_what_the_owner_decided_counts_instead_of_the_settings_until_it_is_taken_back(house: House) -> None:
    ledger, decisions = PostgresLedger(house.database, 0, 0.0), PostgresDecisions(house.database)
    one = await house.running()
    with pytest.raises(CapReached):
        await ledger.open(one, "scene", 1, "engine-a", 0.5)
    await decisions.decide(PICTURES_PER_USER, "2")
    await decisions.decide(BUDGET_USD, "1")
    assert await ledger.left(one.user_id) == 2
    await ledger.open(one, "scene", 1, "engine-a", 0.4)
    assert await ledger.left(one.user_id) == 1
    with pytest.raises(CapReached) as budget:
        await ledger.open(one, "scene", 2, "engine-a", 0.7)
    assert (budget.value.cap, budget.value.limit) == ("budget", 1.0)
    await ledger.open(one, "scene", 2, "engine-a", 0.4)
    with pytest.raises(CapReached) as pictures:
        await ledger.open(one, "scene", 3, "engine-a", 0.1)
    assert (pictures.value.cap, pictures.value.limit) == ("pictures", 2)
    for name in (PICTURES_PER_USER, BUDGET_USD):
        await decisions.decide(name, None)
    assert await decisions.read() == {}
    assert await ledger.left(one.user_id) == 0


async def test_no_call_is_reserved_for_whoever_is_denied(house: House) -> None:
    """Also for work that was accepted in the moment of the denial."""
    ledger, one = PostgresLedger(house.database, 10, 10.0), await house.running(8)
    await PostgresDoor(house.database).decide(8, "denied")
    with pytest.raises(ChatGone):
        await ledger.open(one, "scene", 1, "engine-a", 0.1)


async def test_one_look_at_the_door_says_all_and_notes_who_was_seen(database: Database) -> None:
    door = PostgresDoor(database)
    assert await door.look(7, "Ida", "de") == Known()
    await database.run("INSERT INTO users (id, consent_version) VALUES (7, 1)")
    await door.decide(7, "allowed", "old name")
    await PostgresDecisions(database).decide("owner", "9")
    assert await door.look(7, "Ida", "de") == Known(1, "allowed", 9, has_data=True)
    seen = await door.person(7)
    assert seen
    assert (seen.name, seen.access, seen.agreed) == ("Ida", "allowed", True)
    await door.look(7, "Ida", "de")
    again = await door.person(7)
    assert again
    assert again.seen_at == seen.seen_at, "a row is written once a minute"


async def test_a_day_without_a_call_is_a_line_too(house: House) -> None:
    oversight = PostgresOversight(house.database)
    one = await house.running()
    ledger = PostgresLedger(house.database, 10, 10.0)
    await ledger.close(await ledger.open(one, "scene", 1, "engine-a", 0.5), "unknown", 0.5, "OutcomeUnknown")
    (today, usd, pictures), *before = await oversight.spent(7)
    assert (usd, pictures, [day for _, day, _ in before]) == (0.5, 0, [0.0] * 6)
    assert len({today, *(day for day, _, _ in before)}) == 7
    assert await oversight.failures_today() == [("OutcomeUnknown", 1)]


async def test_a_copy_goes_to_one_of_two_that_ask_and_is_never_handed_out_again(database: Database) -> None:
    await database.run("INSERT INTO users (id, consent_version) SELECT n, 1 FROM generate_series(1, 20) n")
    broadcasts = PostgresBroadcasts(database)
    draft = await broadcasts.draft("key", "hello")
    assert (await broadcasts.draft("key", "hello")).id == draft.id
    assert draft.copies == {"waiting": 20}
    assert await broadcasts.next_copy() is None, "a draft is not sent"
    assert await broadcasts.begin(draft.id)
    assert not await broadcasts.begin(draft.id)

    taken = await asyncio.gather(*(broadcasts.next_copy() for _ in range(10)))
    assert len({copy.user_id for copy in taken if copy}) == len([copy for copy in taken if copy])
    await broadcasts.cut_off()
    rest = []
    while copy := await broadcasts.next_copy():
        rest.append(copy)
        await broadcasts.mark(copy, "sent")
    assert {copy.user_id for copy in rest}.isdisjoint({copy.user_id for copy in taken if copy})
    (ended,) = await broadcasts.ending()
    assert sum(ended.copies.values()) == 20
    await broadcasts.end(ended.id)
    assert await broadcasts.ending() == []


async def test_whoever_is_denied_in_the_meantime_is_left_out(database: Database) -> None:
    await database.run("INSERT INTO users (id, consent_version) VALUES (1, 1), (2, 1)")
    broadcasts = PostgresBroadcasts(database)
    draft = await broadcasts.draft("key", "hello")
    await broadcasts.begin(draft.id)
    await PostgresDoor(database).decide(2, "denied")
    copy = await broadcasts.next_copy()
    assert copy
    assert copy.user_id == 1
    await broadcasts.mark(copy, "sent")
    assert await broadcasts.next_copy() is None
    (ended,) = await broadcasts.ending()
    await broadcasts.end(ended.id)
    done = await broadcasts.get(draft.id)
    assert done
    assert done.copies == {"sent": 1, "left out": 1}
