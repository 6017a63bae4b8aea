"""The chat page in a real browser: what a newcomer does in the first five minutes."""

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Page, async_playwright, expect
from telegram import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, Update

from bot.playground import Playground
from bot.playground.serving import serving
from tests.fakes.serving import free_port
from tests.playground.conftest import TOKEN, Bot, bot_at, picture

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]
PATIENCE = 30  # seconds; only what does not come at all uses them up, however slow the machine is
expect.set_options(timeout=PATIENCE * 1000)
KEYS = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Lock", callback_data="lock", style="success")],
        [InlineKeyboardButton("No", callback_data="no")],
    ]
)


@pytest.fixture
async def page(url: str) -> AsyncIterator[Page]:
    chromium = shutil.which("chromium")
    if chromium is None and not os.environ.get("REQUIRE_BROWSER"):
        pytest.skip("there is no chromium on this computer")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        context = await browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
        opened = await context.new_page()
        complaints: list[str] = []
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
        await opened.goto(url)
        await expect(opened.locator("body[data-ready]")).to_be_visible()
        yield opened
        await browser.close()
    assert complaints == []


async def heard(bot: Bot) -> tuple[Update, ...]:
    """What the page has sent, as soon as it is there: the page shows it before that."""
    return await bot.get_updates(timeout=PATIENCE)


async def told(bot: Bot) -> list[str]:
    return [str(update.message.text or update.message.caption) for update in await heard(bot) if update.message]


async def test_start_sends_the_command_and_the_answer_appears(page: Page, bot: Bot) -> None:
    await page.get_by_test_id("start").click()
    await expect(page.locator(".row.out")).to_contain_text("/start")
    assert await told(bot) == ["/start"]
    await bot.send_message(1001, "Welcome, <b>you</b>. <tg-spoiler>psst</tg-spoiler>", parse_mode="HTML")
    await expect(page.locator(".row.in strong")).to_have_text("you")
    await expect(page.get_by_test_id("start")).to_be_hidden()


async def test_text_that_looks_like_markup_stays_text(page: Page, bot: Bot) -> None:
    await bot.send_message(1001, "<img src=x onerror=alert(1)>")
    await expect(page.locator(".row.in .text")).to_contain_text("<img src=x onerror=alert(1)>")
    assert await page.locator(".row.in img").count() == 0


async def test_enter_sends_and_shift_enter_breaks_the_line(page: Page, bot: Bot) -> None:
    composer = page.get_by_test_id("composer")
    await composer.click()
    await page.keyboard.type("one")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("two")
    await page.keyboard.press("Enter")
    await expect(page.locator(".row.out [aria-label='sent']")).to_be_visible()
    assert await told(bot) == ["one\ntwo"]
    await expect(composer).to_have_value("")


async def test_several_photos_are_previewed_and_sent_as_one_album(page: Page, bot: Bot) -> None:
    files = [
        FilePayload(name=f"{n}.jpg", mimeType="image/jpeg", buffer=picture(colour=c))
        for n, c in enumerate(["red", "blue", "lime"])
    ]
    await page.get_by_test_id("file-input").set_input_files(files)
    await page.get_by_role("button", name="Remove 2.jpg").click()
    await page.get_by_test_id("composer").fill("Anna")
    await page.get_by_test_id("send").click()
    await expect(page.locator(".row.out:not(.pending) .album [data-message-id]")).to_have_count(2)
    messages = [update.message for update in await heard(bot) if update.message]
    assert [(message.caption, bool(message.photo)) for message in messages] == [("Anna", True), (None, True)]


@pytest.mark.parametrize("way", ["paste", "drop"])
async def test_pictures_can_be_pasted_and_dropped(page: Page, way: str) -> None:
    await page.evaluate(
        """way => {
            const carried = new DataTransfer();
            carried.items.add(new File([new Uint8Array([1, 2, 3])], "carried.png", { type: "image/png" }));
            const event = way === "paste"
                ? new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true })
                : new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true });
            document.getElementById("text").dispatchEvent(event);
        }""",
        way,
    )
    await expect(page.get_by_test_id("file-strip").get_by_role("button", name="Remove carried.png")).to_be_visible()


async def test_what_the_bot_is_doing_is_shown_until_it_has_done_it(page: Page, bot: Bot) -> None:
    await bot.send_chat_action(1001, "upload_photo")
    await expect(page.get_by_test_id("typing")).to_contain_text("sending a photo")
    await bot.send_photo(1001, picture())
    await expect(page.get_by_test_id("typing")).to_be_hidden()


async def test_what_is_no_photo_is_offered_as_a_file(page: Page, bot: Bot) -> None:
    broken = FilePayload(name="broken.jpg", mimeType="image/jpeg", buffer=b"no image")
    await page.get_by_test_id("file-input").set_input_files([broken])
    await page.get_by_test_id("send").click()
    await page.get_by_test_id("retry-as-file").click()
    await expect(page.locator(".row.out:not(.pending) .card")).to_contain_text("broken.jpg")
    assert (await heard(bot))[0].message.document is not None  # type: ignore[union-attr]


async def test_a_tap_spins_until_it_is_answered_and_edits_keep_their_place(page: Page, bot: Bot) -> None:
    sent = await bot.send_message(1001, "Choose", reply_markup=KEYS)
    key = page.get_by_role("button", name="Lock")
    await key.click()
    await expect(key).to_have_class(re.compile("busy"))
    query = (await heard(bot))[0].callback_query
    assert query is not None
    toast = asyncio.ensure_future(expect(page.get_by_test_id("toasts")).to_contain_text("Locked!"))  # it goes by itself
    await query.answer("Locked!")
    await toast
    await expect(key).not_to_have_class(re.compile("busy"))
    await sent.edit_text("Chosen")
    await expect(page.locator(f"[data-message-id='{sent.message_id}']")).to_contain_text("Chosen")
    await expect(page.locator(f"[data-message-id='{sent.message_id}']")).to_contain_text("edited")
    await expect(key).to_be_hidden()


async def test_an_alert_waits_for_ok(page: Page, bot: Bot) -> None:
    await bot.send_message(1001, "Choose", reply_markup=KEYS)
    await page.get_by_role("button", name="No", exact=True).click()
    query = (await heard(bot))[0].callback_query
    assert query is not None
    await query.answer("Really?", show_alert=True)
    await expect(page.get_by_test_id("alert")).to_contain_text("Really?")
    await page.keyboard.press("Escape")
    await expect(page.get_by_test_id("alert")).to_be_hidden()


async def test_a_picture_opens_moves_downloads_and_closes(page: Page, bot: Bot, tmp_path: Path) -> None:
    await bot.send_media_group(1001, [InputMediaPhoto(picture()), InputMediaPhoto(picture(colour="red"))])
    await page.locator(".album .photo").first.click()
    lightbox = page.get_by_test_id("lightbox")
    await expect(lightbox).to_contain_text("1 of 2")
    await page.keyboard.press("ArrowRight")
    await expect(lightbox).to_contain_text("2 of 2")
    async with page.expect_download() as download:
        await page.get_by_test_id("lightbox-save").click()
    await (await download.value).save_as(tmp_path / "saved.jpg")
    assert (tmp_path / "saved.jpg").read_bytes()[:2] == b"\xff\xd8"
    await page.keyboard.press("Escape")
    await expect(lightbox).to_be_hidden()


async def test_a_picture_that_is_turned_is_shown_and_opens_as_the_new_one(page: Page, bot: Bot) -> None:
    card = await bot.send_photo(1001, picture(400, 300, colour="red"), caption="red", reply_markup=KEYS)
    shown = page.locator(".row.in img")
    await expect(shown).to_have_js_property("naturalHeight", 300)
    await card.edit_media(InputMediaPhoto(picture(300, 400, colour="blue"), caption="blue"), reply_markup=KEYS)
    await expect(page.locator(".row.in")).to_contain_text("blue")
    await expect(shown).to_have_count(1)
    await expect(shown).to_have_js_property("naturalHeight", 400)
    text = await bot.send_message(1001, "a text")
    await text.edit_media(InputMediaPhoto(picture(300, 400)))
    await expect(shown).to_have_count(2)
    await expect(page.locator(".row.in")).not_to_contain_text(["a text"])


async def test_a_reply_quotes_and_reaches_the_bot(page: Page, bot: Bot) -> None:
    await bot.send_message(1001, "a picture, say")
    await page.locator(".row.in").hover()
    await page.get_by_role("button", name="Reply to: a picture, say").click()
    await expect(page.get_by_test_id("reply-strip")).to_contain_text("a picture, say")
    await page.keyboard.type("make it blue")
    await page.keyboard.press("Enter")
    await expect(page.locator(".row.out:not(.pending) .quote")).to_contain_text("a picture, say")
    message = (await heard(bot))[0].message
    assert message is not None
    assert message.reply_to_message is not None


async def test_commands_are_suggested_and_picked_with_the_keyboard(page: Page, bot: Bot) -> None:
    await bot.set_my_commands([("start", "Begin"), ("privacy", "What is kept")])
    await page.reload()
    await expect(page.locator("body[data-ready]")).to_be_visible()
    await page.get_by_test_id("composer").click()
    await page.get_by_test_id("commands").click()
    await expect(page.get_by_role("option")).to_have_count(2)
    # What the text does when it has lost the focus, it does within 0.15 seconds: the page's timers go in order.
    await page.evaluate("() => new Promise(done => setTimeout(done, 200))")
    await expect(page.get_by_role("option")).to_have_count(2)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator(".row.out")).to_contain_text("/privacy")


async def test_each_user_has_a_chat_of_their_own(page: Page, bot: Bot) -> None:
    await bot.send_message(1001, "for you")
    await expect(page.locator(".row.in")).to_contain_text("for you")
    await page.get_by_test_id("people-open").click()
    await page.get_by_test_id("new-user").click()
    await page.get_by_test_id("new-user-name").fill("Grace")
    await page.get_by_test_id("new-user-add").click()
    await page.get_by_test_id("start").click()
    await expect(page.locator(".row.out")).to_contain_text("/start")
    message = (await heard(bot))[0].message
    assert message is not None
    assert message.chat.first_name == "Grace"


async def test_after_a_restart_of_the_server_nothing_is_missing_or_doubled(page: Page, tmp_path: Path) -> None:
    port = free_port()  # taken twice
    async with serving(Playground(TOKEN, tmp_path), port) as root, bot_at(root) as bot:
        await page.goto(root)
        await bot.send_message(1001, "before")
        await expect(page.locator(".row.in")).to_have_count(1)
    await expect(page.locator("#lost")).to_be_visible()
    again = Playground(TOKEN, tmp_path)
    async with serving(again, port) as root, bot_at(root) as bot:
        await bot.send_message(1001, "meanwhile")
        await expect(page.locator("#lost")).to_be_hidden()
        await expect(page.locator(".row.in")).to_have_count(2)
        await bot.send_message(1001, "after")
        await expect(page.locator(".row.in")).to_have_count(3)


async def test_a_new_user_has_a_language_and_its_menu(page: Page, bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("start", "Begin")])
    await bot.set_my_commands([BotCommand("start", "Anfangen")], language_code="de")
    await page.get_by_test_id("people-open").click()
    await page.get_by_test_id("new-user").click()
    await page.get_by_test_id("new-user-name").fill("Grete")
    await page.get_by_test_id("new-user-language").select_option("de")
    await page.get_by_test_id("new-user-add").click()
    await expect(page.get_by_test_id("people")).to_contain_text("Gretede")
    await page.get_by_test_id("composer").fill("/sta")
    await expect(page.get_by_text("Anfangen")).to_be_visible()
    await page.get_by_test_id("composer").fill("/start")
    await page.get_by_test_id("send").click()
    await expect(page.locator(".row.out")).to_contain_text("/start")
    (said,) = await heard(bot)
    assert said.message
    assert said.message.from_user
    assert said.message.from_user.language_code == "de"
