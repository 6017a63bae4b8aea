"""Leases and notices: one holder at a time, and told once."""

import asyncio

import pytest

from core.adapters.postgres.database import Database
from core.adapters.postgres.leases import PostgresLeases
from core.adapters.postgres.notices import PostgresNotices
from core.services.hold_lease import HoldLease


async def test_of_many_who_want_a_lease_one_gets_it(database: Database) -> None:
    leases = PostgresLeases(database)
    got = await asyncio.gather(*(leases.hold("polling", f"process {n}", 60) for n in range(10)))
    assert sorted(got) == [False] * 9 + [True]


async def test_a_lease_is_renewed_by_its_holder_and_passes_on_when_it_expires(database: Database) -> None:
    leases = PostgresLeases(database)
    assert await leases.hold("polling", "one", 60)
    assert await leases.hold("polling", "one", 60)
    assert not await leases.hold("polling", "other", 60)
    await database.run("UPDATE leases SET expires_at = now() - interval '1 second'")
    assert await leases.hold("polling", "other", 60)
    assert not await leases.hold("polling", "one", 60)


async def test_a_released_lease_is_free_at_once_and_nobody_releases_anothers(database: Database) -> None:
    leases = PostgresLeases(database)
    await leases.hold("polling", "one", 60)
    await leases.release("polling", "other")
    assert not await leases.hold("polling", "other", 60)
    await leases.release("polling", "one")
    assert await leases.hold("polling", "other", 60)


async def test_a_holder_knows_that_it_lost_the_lease_without_asking(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr("core.services.hold_lease._now", lambda: now)
    lease = HoldLease(PostgresLeases(database), "polling", "one", seconds=60)
    assert await lease.renew()
    now += 59
    assert lease.held()
    now += 1
    assert not lease.held()


async def test_leases_of_processes_that_ended_are_forgotten(database: Database) -> None:
    leases = PostgresLeases(database)
    await leases.hold("process gone", "gone", 60)
    await leases.hold("process alive", "alive", 60)
    await leases.forget(lambda holder: holder == "gone")
    assert await database.rows("SELECT name FROM leases") == [{"name": "process alive"}]


async def test_a_subject_is_told_once_until_it_is_forgotten(database: Database) -> None:
    notices = PostgresNotices(database)
    assert sorted(await asyncio.gather(*(notices.first("engine:x") for _ in range(5)))) == [False] * 4 + [True]
    await notices.forget("engine:x")
    assert await notices.first("engine:x")


async def test_a_subject_that_is_over_is_told_with_its_age_once(database: Database) -> None:
    notices = PostgresNotices(database)
    await notices.first("engine:x")
    await database.run("UPDATE notices SET told_at = now() - interval '12 minutes'")
    ages = await asyncio.gather(*(notices.over("engine:x") for _ in range(5)))
    assert [age for age in ages if age is not None] == [pytest.approx(720, abs=60)]
    assert await notices.over("engine:x") is None
    assert await notices.first("engine:x")


async def test_a_subject_may_be_news_again_after_a_while(database: Database) -> None:
    notices = PostgresNotices(database)
    assert await notices.first("surprise:x", 3600)
    assert not await notices.first("surprise:x", 3600)
    await database.run("UPDATE notices SET told_at = now() - interval '61 minutes'")
    assert not await notices.first("surprise:x")
    assert sorted(await asyncio.gather(*(notices.first("surprise:x", 3600) for _ in range(5)))) == [False] * 4 + [True]
