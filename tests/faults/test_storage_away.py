"""The picture store refuses, fails or hangs: tried again, paid once, and /ready says no."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.fakes.house import House
from tests.fakes.serving import free_port, serve
from tests.fakes.supabase import KEY, FakeSupabase, Stored
from tests.faults.conftest import Site
from tests.faults.test_database_away import is_ready, ready
from tests.faults.test_killed import from_bot


@pytest.fixture
async def project() -> AsyncIterator[tuple[FakeSupabase, dict[str, object]]]:
    """A Supabase project, and the settings that name it."""
    fake = FakeSupabase()
    fake.buckets["portraits"] = False
    async with serve(fake.app) as url:
        yield fake, {"supabase_url": url, "supabase_secret_key": KEY, "supabase_bucket": "portraits"}


def moved(house: House, project: FakeSupabase) -> None:
    """What lies in the folder lies in the bucket too."""
    folder = house.data_dir / "pictures"
    for path in folder.rglob("*.jpg"):
        project.objects["portraits", path.relative_to(folder).as_posix()] = Stored(path.read_bytes(), "image/jpeg")


@pytest.mark.parametrize("fault", ["503", "500", "drop", "slow:1.5", "html"])
async def test_a_store_that_fails_while_a_picture_is_put_is_tried_again_and_the_picture_paid_once(
    site: Site, project: tuple[FakeSupabase, dict[str, object]], fault: str
) -> None:
    house, (fake, settings) = site.house, project
    ida, _ = await house.locked()
    moved(house, fake)
    async with site.runs(**settings, backoff_seconds=0.5) as bot:
        fake.fail("put", *[fault] * 4)
        await ida.says("by the window, reading")
        await ida.sees_photo("AI-generated", timeout=60)
        await house.settled()
        site.heard(bot)
    assert len(await from_bot(ida)) == 1
    assert house.paid() == (0, 1)
    assert await site.ledger(ida.id) == {("scene", "ok"): 1}


async def test_a_store_that_does_not_answer_makes_the_bot_unready_until_it_does(
    site: Site, project: tuple[FakeSupabase, dict[str, object]]
) -> None:
    house, (fake, settings), port = site.house, project, free_port()
    async with (
        site.runs(**settings, metrics_port=port) as bot,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as web,
    ):
        await house.until(lambda: is_ready(web))
        for fault in ("503", "slow:30"):
            fake.fail("list", *[fault] * 40)  # others list too
            status, checks = await ready(web)
            assert (status, checks["storage"], checks["database"]) == (503, False, True)
            fake.reset()
            fake.buckets["portraits"] = False
        await house.until(lambda: is_ready(web))
        fake.key = "another"
        status, checks = await ready(web)
        assert (status, checks["storage"]) == (503, False), "a key that was revoked"
        site.heard(bot)
