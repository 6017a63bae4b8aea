"""A full disk: nothing is taken that cannot be kept, nothing is left in pieces, and with room the work goes on."""

import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from tests.fakes.bot_process import BotProcess, running
from tests.fakes.house import House
from tests.fakes.pictures import photo
from tests.faults.conftest import Site
from tests.faults.test_killed import from_bot

NOTHING, ANYTHING = 0, resource.RLIM_INFINITY


@contextmanager
def full_disk(bot: BotProcess) -> Iterator[None]:
    """No file can grow, as on a full disk; sockets and pipes are as before."""
    process = psutil.Process(bot.process.pid)
    process.rlimit(psutil.RLIMIT_FSIZE, (NOTHING, ANYTHING))
    try:
        yield
    finally:
        process.rlimit(psutil.RLIMIT_FSIZE, (ANYTHING, ANYTHING))


async def test_photos_that_cannot_be_stored_stay_updates_until_they_can(site: Site) -> None:
    house = site.house
    ida = await house.someone()
    async with site.runs() as bot:
        with full_disk(bot):
            await ida.sends_photos(photo(1), photo(2), photo(3))
            await house.until(lambda: _tried(house, 2))
            assert [message for message in await ida.messages() if not message["outgoing"]] == [], "no promise is made"
            assert await house.value("SELECT count(*) FROM inbox WHERE done_at IS NULL") == 3
        await ida.sees_album(3, timeout=40)
        await house.settled()
        site.heard(bot)
    assert house.paid() == (1, 3)
    assert len((await house.model_of(ida))["reference_images"]) == 3
    _whole(house)


async def test_a_picture_that_was_paid_for_is_held_until_there_is_room(site: Site) -> None:
    house = site.house
    ida, _ = await house.locked()
    async with site.runs(backoff_seconds=1) as bot:
        with full_disk(bot):
            await ida.says("by the window, reading")
            await house.engines.arrived("gemini", 1)
            await bot.says("cannot be stored yet")
        await ida.sees_photo("AI-generated", timeout=40)
        await house.settled()
        site.heard(bot)
    assert house.paid() == (0, 1)
    assert len(await from_bot(ida)) == 1
    assert await site.ledger(ida.id) == {("scene", "ok"): 1}
    _whole(house)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of its own that has room for an embedded database and little more. Mounting it needs root."""
    folder = Path(tempfile.mkdtemp(prefix="kf-"))
    mount = ["mount", "-t", "tmpfs", "-o", "size=160m,mode=755", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, check=False, capture_output=True).returncode:
        folder.rmdir()
        pytest.skip("no file system can be mounted here: needs root")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
    folder.rmdir()


async def test_with_database_and_pictures_on_a_full_disk_telegram_keeps_the_updates_until_there_is_room(
    site: Site, small_disk: Path
) -> None:
    house = site.house
    ida = await house.someone(agreed=False)
    filling = small_disk / "filling"
    async with running(house.settings(database_url="", data_dir=small_disk / "data"), small_disk) as bot:
        await ida.says("/start")
        await ida.taps("I agree, and I am 18 or older")
        await ida.sees("Send me three photos of one person")
        with suppress(OSError):  # the database may be faster, and take the last page for itself
            filling.write_bytes(bytes(shutil.disk_usage(small_disk).free))
        # More than the pages that the tables have left.
        for n in range(30):
            await ida.says(f"/help {n} {'words ' * 300}")
        await bot.says("the database is away: Telegram keeps its updates")
        assert len(house.playground.chats.updates) > 0
        filling.unlink()
        await ida.sends_photos(photo(1), photo(2), photo(3))
        await ida.sees_album(3, timeout=60)
        site.heard(bot)
    helped = [message for message in await from_bot(ida, "text") if "One locked face" in message["text"]]
    assert len(helped) == 30
    assert house.paid() == (1, 3)
    house.engines.disregard()  # their ledger was on the small disk


async def _tried(house: House, times: int) -> bool:
    return len(house.called("getFile")) >= times  # each try fetches the photo anew


def _whole(house: House) -> None:
    files = [path for path in (house.data_dir / "pictures").rglob("*") if path.is_file()]
    assert [path for path in files if path.suffix == ".part"] == []
    assert all(path.stat().st_size > 100 or path.name == "keepface-key-check" for path in files)
