"""A group in the playground's page: who speaks is chosen, talk stays talk, and the way to private leads to private."""

import tempfile
from pathlib import Path

from playwright.async_api import expect

from tests.e2e.test_browser_journey import Newcomer, browsing
from tests.fakes.bot_process import BotProcess


async def test_two_people_talk_in_a_group_and_one_is_led_to_the_private_chat() -> None:
    with tempfile.TemporaryDirectory(prefix="kf-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        command = ("play", "--no-browser", "--port", "0")
        bot = await BotProcess.started({"data_dir": f"{folder}/data", "groups": "on"}, Path(folder), *command)
        try:
            await _talk((await bot.says("http://", within=120)).rpartition(" ")[2])
            bot.terminate()
            assert await bot.ends() == 0
        finally:
            await bot.gone()


async def _talk(address: str) -> None:
    async with browsing(address, "desktop") as page:
        people = Newcomer(page, "group")
        await page.get_by_test_id("new-user").click()
        await page.get_by_test_id("new-user-name").fill("Friends")
        await page.get_by_test_id("new-group").click()
        await expect(page.get_by_test_id("speaker")).to_be_visible()

        await people.types("shall we go to the beach?")
        await page.get_by_test_id("speaker").select_option(label="as Ada")
        said = await people.sees("shall we go to the beach?")
        await expect(said.locator(".sender")).to_have_text("You")
        await people.types("@keepface_playground_bot on the beach")
        answer = await people.sees("Ada, let us meet in private first")
        await expect(answer.locator(".quote")).to_contain_text("on the beach")
        await expect(people.answers).to_have_count(2)
        await people.keeps("1-talk")

        await people.taps("Open our private chat")
        await people.sees("Before you send photos, please agree")
        await expect(page.get_by_test_id("speaker")).to_be_hidden()
