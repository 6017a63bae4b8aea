"""A wall clock that is an hour off, or jumps: leases, jobs and limits go by the database's clock and steady ones."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.playground.faults import Fault
from core.adapters.jobs import LONGEST_WAIT
from tests.fakes.bot_process import ROOT
from tests.fakes.house import House
from tests.faults.conftest import UNHURRIED, Site
from tests.faults.test_killed import from_bot

HOUR = 3600


class Clock:
    """The wall clock of a bot process."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.jumps(0)

    def jumps(self, seconds: float) -> None:
        self._file.write_text(str(seconds))

    @property
    def settings(self) -> dict[str, object]:
        return {"wrong_clock": self._file, "pythonpath": f"{ROOT}/tests/fakes/wrong_clock:{ROOT}"}


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    return Clock(tmp_path / "ahead")


@pytest.mark.parametrize("ahead", [HOUR, -HOUR])
async def test_a_process_an_hour_off_takes_over_at_once_and_nothing_is_paid_more_than_it_must(
    site: Site, clock: Clock, ahead: int
) -> None:
    house = site.house
    ida, _ = await house.locked()
    clock.jumps(ahead)
    async with site.runs() as right:
        house.engines.script("gemini", "hang:600")
        await ida.says("by the window, reading")
        await house.engines.arrived("gemini", 1)
        await right.killed()
    async with site.runs(**clock.settings) as wrong:
        await ida.sees_photo("AI-generated", timeout=40)
        await house.settled()
        site.heard(wrong)
    assert house.paid() == (0, 2)
    assert await site.ledger(ida.id) == {("scene", "unknown"): 1, ("scene", "ok"): 1}
    await _no_time_but_the_databases(house)


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
async def test_a_clock_that_jumps_under_a_replica_takes_no_work_from_it_and_none_from_the_other(
    site: Site, clock: Clock, jump: int
) -> None:
    house = site.house
    ida, _ = await house.locked()
    unhurried = {"takeover_seconds": UNHURRIED}
    async with site.runs(**clock.settings, **unhurried) as one, site.runs(**unhurried) as other:
        house.engines.script("gemini", *[f"hang:{2 * UNHURRIED}"] * 2)
        await ida.says("first, in an old library")
        await ida.says("second, on a bridge at dawn")
        await house.engines.arrived("gemini", 2)
        clock.jumps(jump)
        await house.settled()
        clock.jumps(0)
        await asyncio.sleep(UNHURRIED)
        assert (one.text + other.text).count("this process polls") == 1, "the lease stayed where it was"
        site.heard(one)
        site.heard(other)
    assert house.paid() == (0, 2)
    assert len(await from_bot(ida)) == 2
    await _no_time_but_the_databases(house)


async def test_after_a_jump_a_job_that_waits_for_another_try_is_not_an_hour_late(site: Site, clock: Clock) -> None:
    house = site.house
    ida, _ = await house.locked()
    clock.jumps(HOUR)
    async with site.runs(**clock.settings) as bot:
        # Three tries of one run: then the job comes again.
        house.playground.faults.append(Fault("sendPhoto", status=502, description="Bad Gateway", times=3))
        await ida.says("by the window, reading")
        await ida.sees_photo("AI-generated", timeout=60)
        await house.settled()
        site.heard(bot)
    assert house.paid() == (0, 1)
    assert len(await from_bot(ida)) == 1


async def _no_time_but_the_databases(house: House) -> None:
    """No row has a time that the database's clock has not had, or a wait that nobody ordered."""
    newest = await house.value("SELECT greatest(max(received_at), max(claimed_at), max(done_at)) FROM inbox")
    settled = await house.value("SELECT greatest(max(created_at), max(settled_at)) FROM calls")
    begun = await house.value("SELECT greatest(max(created_at), max(started_at), max(finished_at)) FROM generations")
    latest = datetime.now(UTC) + timedelta(seconds=LONGEST_WAIT)
    assert max(newest, settled, begun) < latest
    leases = await house.rows("SELECT expires_at FROM leases")
    assert all(one["expires_at"] < latest for one in leases)
    early = "SELECT count(*) FROM inbox WHERE done_at < received_at OR claimed_at < received_at"
    assert await house.value(early) == 0
