"""Two processes that poll with one token and know nothing of each other: the first one stays, the other one ends."""

import asyncio

from bot.polling import FIRST_AFTER
from tests.conftest import FreshDsn
from tests.fakes.bot_process import finished
from tests.faults.conftest import Site
from tests.faults.test_killed import from_bot


async def test_the_second_poller_on_another_database_ends_with_the_reason_and_the_first_one_stays(
    site: Site, fresh_dsn: FreshDsn
) -> None:
    house = site.house
    ida, _ = await house.locked()
    async with site.runs() as first:
        await ida.says("first, in an old library")
        await ida.sees_photo("AI-generated")
        await _polled_for_long(site)
        code, text = await finished(house.settings(database_url=fresh_dsn()), house.data_dir, "run")
        assert code == 2
        assert "asks Telegram for the updates of TELEGRAM_BOT_TOKEN already" in text
        assert "Traceback" not in text

        await ida.says("second, on a bridge at dawn")
        await ida.sees_photo("AI-generated", timeout=60)
        await house.settled()
        site.heard(first)
    assert len(await from_bot(ida)) == 2
    assert house.paid() == (0, 2)


async def _polled_for_long(site: Site) -> None:
    """So long that there is no doubt who came first."""
    await asyncio.sleep(FIRST_AFTER + 1)
