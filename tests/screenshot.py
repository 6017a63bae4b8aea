"""Makes the README's picture: the whole journey in the playground, photographed in headless Chromium.

`python -m tests.screenshot docs/journey.jpg`. The portrait is NASA's (public domain), fetched with the test photos.
"""

import asyncio
import io
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.async_api import async_playwright

from tests.fakes.telegram_user import TelegramUser
from tests.photos import three_photos

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
QUIET += ["--disable-sync", "--disable-quic", "--no-first-run"]
PHONE = {"width": 400, "height": 800}
MARGIN = 24


async def panels(url: str) -> list[bytes]:
    """Three moments of one chat on a phone: choosing, locked, a scene."""
    async with TelegramUser(url) as user, async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        context = await browser.new_context(viewport=PHONE, device_scale_factor=1.5)  # type: ignore[arg-type]
        page = await context.new_page()
        await page.goto(url)

        async def photographed() -> bytes:
            await page.wait_for_timeout(2000)
            return await page.screenshot()

        await user.says("/start")
        await user.sees("please agree")
        await user.taps("I agree")
        await user.sees("three photos")
        await user.sends_photos(*three_photos())
        await user.sees("Select your reference", timeout=60)
        await user.taps("2")
        shots = [await photographed()]
        await user.taps("Confirm")
        await user.sees_photo("Locked", timeout=60)
        shots.append(await photographed())
        await user.says("standing in a coffee shop")
        await user.sees_photo("Model 1", timeout=60)
        shots.append(await photographed())
        await browser.close()
        return shots


def beside(shots: list[bytes]) -> Image.Image:
    pictures = [Image.open(io.BytesIO(shot)).convert("RGB") for shot in shots]
    wide, high = pictures[0].size
    sheet = Image.new("RGB", (len(pictures) * (wide + MARGIN) + MARGIN, high + 2 * MARGIN), "#d9d4cf")
    for place, one in enumerate(pictures):
        sheet.paste(one, (MARGIN + place * (wide + MARGIN), MARGIN))
    return sheet


async def main(file: Path) -> None:
    folder = tempfile.mkdtemp(prefix="kf")
    Path(folder).chmod(0o755)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "play", "--no-browser", "--port", "0"),
        env=os.environ | {"DATA_DIR": folder},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        async for line in process.stdout:
            if found := re.search(rb"http://\S+", line):
                beside(await panels(found[0].decode())).save(file, quality=85)
                break
    finally:
        process.terminate()
        await process.wait()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
