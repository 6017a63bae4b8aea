"""A second replica beside a first one that works, dies, or is paused: the work goes on, and nothing twice."""

import asyncio

from tests.faults.conftest import TAKEOVER, Site
from tests.faults.test_killed import from_bot


async def test_a_second_replica_that_starts_runs_no_running_job_again(site: Site) -> None:
    house = site.house
    ida, _ = await house.locked()
    async with site.runs() as one:
        house.engines.script("gemini", f"hang:{3 * TAKEOVER}")
        await ida.says("by the window, reading")
        await house.engines.arrived("gemini", 1)
        async with site.runs() as other:
            await ida.sees_photo("AI-generated", timeout=40)
            await house.settled()
            site.heard(other)
        site.heard(one)
    assert house.paid() == (0, 1)
    assert len(await from_bot(ida)) == 1
    assert await site.ledger(ida.id) == {("scene", "ok"): 1}


async def test_what_a_replica_that_died_for_good_had_in_hand_the_other_finishes_and_the_chat_goes_on(
    site: Site,
) -> None:
    house = site.house
    ida, _ = await house.locked()
    async with site.runs() as one:
        house.engines.script("gemini", "hang:600", "hang:600")
        await ida.says("first, in an old library")
        await ida.says("second, on a bridge at dawn")
        await house.engines.arrived("gemini", 2)
        async with site.runs() as other:
            await one.killed()
            await ida.says("third, in a greenhouse")
            await house.settled()
            site.heard(other)
        site.heard(one)
    answered = [message["reply_to_message"]["text"][:5] for message in await from_bot(ida)]
    assert sorted(answered) == ["first", "secon", "third"]
    assert house.paid() == (0, 5)
    assert await site.ledger(ida.id) == {("scene", "unknown"): 2, ("scene", "ok"): 3}


async def test_a_paused_replica_that_wakes_after_its_work_was_taken_over_writes_and_sends_nothing(site: Site) -> None:
    house = site.house
    ida, _ = await house.locked()
    async with site.runs() as one:
        house.engines.script("gemini", f"hang:{4 * TAKEOVER}")
        await ida.says("by the window, reading")
        await house.engines.arrived("gemini", 1)
        one.paused()
        async with site.runs() as other:
            await ida.sees_photo("AI-generated", timeout=40)
            await house.settled()
            ended = await house.rows("SELECT * FROM generations WHERE user_id = %s AND kind = 'scene'", ida.id)
            await house.until(lambda: _answered(site))  # the paused one's call has its answer waiting
            one.resumed()
            # It is awake, and has met its answer, when it has polled or worked again.
            await other.killed()
            await ida.says("and one more")
            await ida.sees_photo("AI-generated", timeout=40)
            await house.settled()
            site.heard(other)
        site.heard(one)
    sql = "SELECT * FROM generations WHERE user_id = %s AND kind = 'scene' ORDER BY created_at LIMIT 1"
    (now,) = await house.rows(sql, ida.id)
    assert {name: value for name, value in now.items() if value != ended[0][name]} == {}
    assert [message["reply_to_message"]["text"] for message in await from_bot(ida)] == [
        "by the window, reading",
        "and one more",
    ]
    assert house.paid() == (0, 3)
    assert await site.ledger(ida.id) == {("scene", "unknown"): 1, ("scene", "ok"): 2}


async def _answered(site: Site) -> bool:
    await asyncio.sleep(0.2)
    return site.house.engines.under_way("gemini") == 0
