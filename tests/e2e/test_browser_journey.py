"""The whole journey as a newcomer makes it: `python -m bot play`, a real browser, three real photos, no key.

Screenshots are left in artefacts/.
"""

import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import FilePayload, Locator, Page, ViewportSize, async_playwright, expect

from tests.fakes.bot_process import ROOT, BotProcess
from tests.fakes.telegram_user import TelegramUser
from tests.photos import three_photos

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]
SIZES = {"desktop": ViewportSize(width=1280, height=860), "phone": ViewportSize(width=390, height=844)}
PEOPLE = {"desktop": 1001, "phone": 1002}
ARTEFACTS = ROOT / "artefacts"
PATIENCE = 60_000.0  # milliseconds: the studio draws, two cores may be busy
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
async def address() -> AsyncIterator[str]:
    """The playground, in a data directory of its own."""
    with tempfile.TemporaryDirectory(prefix="kf-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        command = ("play", "--no-browser", "--port", "0")
        bot = await BotProcess.started({"data_dir": f"{folder}/data"}, Path(folder), *command)
        try:
            yield (await bot.says("http://", within=120)).rpartition(" ")[2]
            bot.terminate()
            assert await bot.ends() == 0
            assert "Traceback" not in bot.text
        finally:
            await bot.gone()


@asynccontextmanager
async def browsing(address: str, size: str, person: int | None = None) -> AsyncIterator[Page]:
    """The chat page of one person. The page itself must not complain."""
    chromium = shutil.which("chromium")
    if chromium is None and not os.environ.get("REQUIRE_BROWSER"):
        pytest.skip("there is no chromium on this computer")
    complaints: list[str] = []
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        context = await browser.new_context(viewport=SIZES[size], reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        await page.goto(f"{address}/#{person or PEOPLE[size]}")
        await expect(page.locator("body[data-ready]")).to_be_visible()
        yield page
        await browser.close()
    assert complaints == []


class Newcomer:
    def __init__(self, page: Page, size: str) -> None:
        self.page = page
        self.size = size
        self.answers = page.locator(".row.in")

    async def sees(self, words: str) -> Locator:
        row = self.answers.filter(has_text=words).last
        await expect(row).to_be_visible()
        return row

    async def taps(self, label: str) -> None:
        await self.page.get_by_role("button", name=label, exact=True).last.click()

    async def types(self, words: str) -> None:
        await self.page.get_by_test_id("composer").fill(words)
        await self.page.keyboard.press("Enter")

    async def uploads(self, *photos: bytes) -> None:
        files = [FilePayload(name=f"photo-{n}.jpg", mimeType="image/jpeg", buffer=one) for n, one in enumerate(photos)]
        await self.page.get_by_test_id("file-input").set_input_files(files)
        await self.page.get_by_test_id("send").click()

    async def loaded(self, row: Locator, pictures: int) -> None:
        """Every picture of a row is really there, not only its frame."""
        images = row.locator("img")
        await expect(images).to_have_count(pictures)
        for n in range(pictures):
            # One look: a row that is drawn anew in between has another picture element.
            await expect(images.nth(n)).to_have_js_property("complete", True)
            assert await images.nth(n).evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 200

    async def keeps(self, name: str) -> None:
        ARTEFACTS.mkdir(exist_ok=True)
        await self.page.screenshot(path=ARTEFACTS / f"{self.size}-{name}.png")


@pytest.mark.parametrize("size", SIZES)
async def test_a_newcomer_makes_a_model_and_scenes_in_the_browser(address: str, size: str) -> None:
    async with browsing(address, size) as page:
        newcomer = Newcomer(page, size)
        await newcomer.keeps("1-empty")
        await page.get_by_test_id("start").click()
        await newcomer.sees("Before you send photos, please agree")
        await newcomer.keeps("2-consent")
        await newcomer.taps("I agree, and I am 18 or older")
        await newcomer.sees("Send me three photos of one person")

        await newcomer.uploads(*three_photos())
        await newcomer.sees("Select your reference image")
        album = newcomer.answers.filter(has=page.locator(".album.n3")).last
        await newcomer.loaded(album, 3)
        await expect(newcomer.answers.filter(has_text="3 of 3 portraits are ready")).to_have_count(1)
        await newcomer.keeps("3-album")

        await newcomer.taps("2")
        await expect(page.get_by_role("button", name="✓ 2", exact=True)).to_be_visible()
        await newcomer.keeps("4-marked")
        await newcomer.taps("Confirm selection")
        await newcomer.loaded(await newcomer.sees("Locked."), 1)
        await newcomer.keeps("5-locked")

        await newcomer.types("standing in a coffee shop")
        scene = await newcomer.sees("Model 1 · offline preview")
        await newcomer.loaded(scene, 1)
        await expect(scene.locator(".quote")).to_contain_text("standing in a coffee shop")
        await newcomer.keeps("6-scene")

        scenes = newcomer.answers.filter(has_text="Model 1 · offline preview")
        await newcomer.taps("Again")
        await expect(scenes).to_have_count(2)

        await newcomer.taps("File")
        card = newcomer.answers.locator("a.card").last
        async with page.expect_download() as downloading:
            await card.click()
        download = await downloading.value
        assert download.suggested_filename.startswith("keepface-")
        with Image.open(io.BytesIO(Path(await download.path()).read_bytes())) as picture:
            assert min(picture.size) >= 512

        await scenes.last.hover()
        await scenes.last.get_by_role("button", name="Reply to").click()
        await expect(page.get_by_test_id("reply-strip")).to_be_visible()
        await newcomer.types("the same, in winter")
        await expect(scenes).to_have_count(3)
        await newcomer.keeps("7-reply")

        # A scene that took a moment had a status, which goes when the picture is there.
        await expect(newcomer.answers.filter(has_text="Drawing …")).to_have_count(0)
        rows = await page.locator(".row").count()
        await page.reload()
        await expect(page.locator("body[data-ready]")).to_be_visible()
        await expect(page.locator(".row")).to_have_count(rows)
        await newcomer.loaded(newcomer.answers.filter(has=page.locator(".album.n3")).last, 3)
        await newcomer.types("/models")
        await newcomer.sees("Model 1 · ✓ active")
        await newcomer.keeps("8-reloaded")


async def with_two_models(address: str) -> int:
    """Somebody with two locked models, the first with two sets of portraits, and two pictures of the second."""
    person = await TelegramUser.join(address, "Grace")
    async with person:
        await person.says("/start")
        await person.taps("I agree")
        for name, photos in (("Anna", three_photos()), ("Berta", three_photos()[::-1])):
            await person.says("/new")
            await person.sees("Send me three photos")
            await person.sends_photos(*photos)
            await person.sees("Select your reference", timeout=60, buttons=True)
            await person.taps("2")
            await person.taps("Confirm")
            asked = await person.sees("What is this person called?", timeout=60)
            await person.says(name, reply_to=asked["message_id"])
            await person.sees(f"Done: {name}")
            if name == "Anna":
                await person.says("/models")
                await person.taps("Choose another reference")
                await person.taps("New three", timeout=60)
                await person.sees("Set 2 of 2", timeout=60)
                await person.taps("3")
                await person.taps("Confirm")
                await person.sees_photo("Locked.", timeout=60)
        for scene in ("in a rose garden", "on a bridge at night"):
            await person.says(scene)
            await person.sees_photo("Berta", timeout=60)
    return person.id


@pytest.mark.parametrize("size", SIZES)
async def test_models_their_locks_and_their_pictures_are_leafed_through_in_the_browser(address: str, size: str) -> None:
    someone = await with_two_models(address)
    async with browsing(address, size, someone) as page:
        newcomer = Newcomer(page, size)
        await newcomer.types("/models")
        card = await newcomer.sees("Berta · ✓ active")
        await newcomer.loaded(card, 1)
        await newcomer.keeps("m1-card")
        before = await card.locator("img").get_attribute("data-file-id")

        await newcomer.taps("◀")
        card = await newcomer.sees("model 1 of 2")
        await newcomer.loaded(card, 1)
        assert await card.locator("img").get_attribute("data-file-id") != before, "the picture turned with the words"
        await newcomer.keeps("m2-turned")
        await newcomer.taps("☰ List")
        await newcomer.sees("Your models (2).")
        await newcomer.keeps("m3-list")
        await newcomer.taps("Anna")
        await newcomer.sees("model 1 of 2")

        await newcomer.taps("Lock history")
        await newcomer.loaded(await newcomer.sees("Anna: lock 2 of 2"), 1)
        await newcomer.keeps("m4-lock")
        await newcomer.taps("◀")
        await newcomer.sees("Portrait 2 of set 1")
        await newcomer.taps("Use this one again")
        await newcomer.sees("The present one since")
        await newcomer.keeps("m5-lock-again")
        await newcomer.taps("◀ Model")
        await newcomer.sees("model 1 of 2")

        await newcomer.taps("Choose another reference")
        await newcomer.sees("Set 2 of 2, the newest.")
        await newcomer.taps("◀ Older set")
        await newcomer.sees("Set 1 of 2.")
        await newcomer.loaded(newcomer.answers.filter(has=page.locator(".album.n3")).last, 3)
        await newcomer.keeps("m6-older-set")

        await newcomer.types("/models")
        await newcomer.sees("another one may be chosen · no pictures yet")
        await newcomer.taps("▶")
        await newcomer.sees("model 2 of 2")
        await newcomer.taps("Use this one")
        await newcomer.sees("Berta · ✓ active")
        await newcomer.taps("Settings")
        await newcomer.sees("Pictures for each scene")
        await newcomer.keeps("m7-settings")
        await newcomer.taps("Gallery")
        await newcomer.sees("pictures 1 to 2 of 2")
        await newcomer.loaded(newcomer.answers.filter(has=page.locator(".album.n2")).last, 2)
        await newcomer.keeps("m8-gallery")
        await newcomer.taps("Months")
        await newcomer.sees("The months in which Berta got pictures")
        await newcomer.keeps("m9-months")
        await newcomer.taps("⬇ Download")
        await newcomer.sees("That is all: 2 pictures of Berta in 1 file")
        await newcomer.keeps("m10-download")
        async with page.expect_download() as downloading:
            await newcomer.answers.locator("a.card").last.click()
        with zipfile.ZipFile(await (await downloading.value).path()) as archive:
            assert [name.rpartition("-")[2] for name in archive.namelist()] == ["001.jpg", "002.jpg"]
