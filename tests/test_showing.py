"""What is no photo for Telegram goes as a file, and other refusals stay refusals."""

import io
from collections.abc import AsyncIterator

import pytest
from PIL import Image
from telegram import Bot
from telegram.error import BadRequest

from bot.playground import Playground
from bot.playground.faults import Fault
from bot.playground.serving import serving
from bot.showing import show_album, show_picture
from tests.fakes.telegram_user import TelegramUser

TOKEN = "4242:AAF-token_of_the_pictures"


@pytest.fixture
async def playground() -> Playground:
    return Playground(TOKEN)


@pytest.fixture
async def ida(playground: Playground) -> AsyncIterator[tuple[Bot, TelegramUser]]:
    async with serving(playground) as url:
        person = await TelegramUser.join(url, "Ida")
        async with Bot(TOKEN, f"{url}/bot", f"{url}/file/bot") as bot:
            yield bot, person
        await person.close()


def jpeg(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("size", [(9000, 1500), (3000, 100)])
async def test_a_picture_of_such_a_size_goes_as_a_file_at_once(
    playground: Playground, ida: tuple[Bot, TelegramUser], size: tuple[int, int]
) -> None:
    bot, person = ida
    data = jpeg(*size)
    sent = await show_picture(bot, person.id, data, caption="<b>Anna</b>")
    assert sent.document is not None
    assert sent.caption == "Anna"
    assert [call.method for call in playground.calls if "send" in call.method] == ["sendDocument"]
    assert await person.download(sent.document.file_id) == data


async def test_one_such_picture_makes_a_whole_album_files(
    playground: Playground, ida: tuple[Bot, TelegramUser]
) -> None:
    bot, person = ida
    photos = [("1.jpg", jpeg(300, 400)), ("2.jpg", jpeg(9000, 1500))]
    sent = await show_album(bot, person.id, photos, caption="two")
    assert [message.document.file_name for message in sent if message.document] == ["1.jpg", "2.jpg"]
    assert [call.method for call in playground.calls if "send" in call.method] == ["sendMediaGroup"]
    album = await show_album(bot, person.id, photos[:1] * 2)
    assert all(message.photo for message in album)


async def test_another_refusal_is_not_answered_with_a_file(
    playground: Playground, ida: tuple[Bot, TelegramUser]
) -> None:
    bot, person = ida
    for method in ("sendPhoto", "sendMediaGroup"):
        playground.faults.append(Fault(method, status=400, description="Bad Request: message caption is too long"))
    with pytest.raises(BadRequest):
        await show_picture(bot, person.id, jpeg(300, 400))
    with pytest.raises(BadRequest):
        await show_album(bot, person.id, [("1.jpg", jpeg(300, 400))] * 2)
    assert await person.messages() == []
