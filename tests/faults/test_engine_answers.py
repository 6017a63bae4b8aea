"""What engines may send instead of a picture, or never: right accounts, a slot that is free again, bounded memory."""

from collections import Counter

import psutil
import pytest

from tests.fakes.house import House
from tests.faults.conftest import Site
from tests.faults.test_killed import from_bot

SCENE = "standing in a coffee shop"
MOST_MEMORY = 450 * 2**20  # bytes; an idle bot has some 120 MB

# What the engine answers each time · what the user reads · how often it is asked · whether the vendor bills each answer
ANSWERS = [
    ("safety", "safety filter", 3, False),
    ("no_image", "", 2, False),
    ("text_only", "answered in words", 2, True),
    ("empty", "", 2, False),
    ("no_content", "", 2, False),
    ("image_other", "", 2, False),
    ("blocked_input", "", 2, False),
    ("prohibited", "does not draw this", 1, False),
]


@pytest.mark.parametrize(("outcome", "says", "asked", "billed"), ANSWERS, ids=[one[0] for one in ANSWERS])
async def test_an_answer_without_a_picture_is_asked_for_a_bounded_number_of_times_and_accounted(
    house: House, outcome: str, says: str, asked: int, billed: bool
) -> None:
    ida, _ = await house.locked()
    house.engines.always("gemini", outcome)

    await ida.says(SCENE)
    told = await ida.sees(says)
    await house.settled()

    assert "went wrong on my side" not in told["text"]
    assert house.paid() == (0, asked)
    rows = await house.rows("SELECT outcome, cost_usd::float AS usd FROM calls WHERE user_id = %s", ida.id)
    assert Counter(row["outcome"] for row in rows) == {"refused": asked}
    assert all((row["usd"] > 0) is billed for row in rows), rows
    assert await house.value("SELECT status FROM generations WHERE user_id = %s AND kind = 'scene'", ida.id) == "failed"


async def test_an_engine_that_never_answers_is_cut_at_the_deadline_and_its_slot_is_free_again(site: Site) -> None:
    house = site.house
    ida, _ = await house.locked()
    async with site.runs(picture_deadline_seconds=3) as bot:
        house.engines.script("gemini", *["hang:600"] * 4)
        for n in range(3):
            await ida.says(f"scene {n} in an old library")
        # Two are under way, each asked twice; the third waits for one of their slots.
        await ida.sees("did not answer in time, twice", timeout=60)
        await house.settled()
        site.heard(bot)
    assert len(await from_bot(ida)) == 1
    assert house.paid() == (0, 5)
    assert await site.ledger(ida.id) == {("scene", "unknown"): 4, ("scene", "ok"): 1}


async def test_rubbish_huge_and_mislabelled_answers_end_nothing_and_stay_in_bounded_memory(site: Site) -> None:
    house = site.house
    ida, _ = await house.locked()
    rubbish = ("huge", "bad_base64", "corrupt_image", "not_a_picture", "truncated_json", "only_thought", "gif")
    async with site.runs(daily_pictures_per_user=100) as bot:
        for outcome in rubbish:
            house.engines.script("gemini", outcome, "ok")
            await ida.says(f"{SCENE}, {outcome}")
            await ida.sees_photo("AI-generated", timeout=40)
        house.engines.script("gemini", *["wrong_mime"] * 2, *["huge"] * 6)
        for n in range(4):
            await ida.says(f"{SCENE} {n}")
        await house.settled()
        assert psutil.Process(bot.process.pid).memory_info().rss < MOST_MEMORY
        site.heard(bot)
    kinds = await house.rows(
        "SELECT DISTINCT mime FROM pictures JOIN generations g ON g.id = generation_id WHERE user_id = %s"
        " AND g.kind = 'scene'",
        ida.id,
    )
    assert {row["mime"] for row in kinds} <= {"image/jpeg", "image/png", "image/webp"}


@pytest.mark.slow
async def test_a_rate_limit_of_55_seconds_is_told_and_waited_for(site: Site) -> None:
    house = site.house
    ida, _ = await house.locked()
    async with site.runs() as bot:
        house.engines.script("gemini", "rate_limited:55", "ok")
        await ida.says(SCENE)
        await ida.sees("I try again in 55 seconds; you need not do anything.")
        await ida.sees_photo("AI-generated", timeout=120)
        await house.settled()
        site.heard(bot)
    first, second = house.painted()
    assert second.at - first.at >= 55
    assert await site.ledger(ida.id) == {("scene", "failed"): 1, ("scene", "ok"): 1}
