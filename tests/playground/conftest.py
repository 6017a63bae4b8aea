"""A served playground, a real bot pointed at it, and people."""

import io
from collections.abc import AsyncIterator

import pytest
from PIL import Image
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.playground import Playground
from bot.playground.serving import serving
from tests.fakes.telegram_user import TelegramUser

TOKEN = "4242:playground-test"
Bot = ExtBot[None]


def picture(width: int = 300, height: int = 400, colour: str = "teal", kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind)
    return out.getvalue()


def bot_at(url: str, token: str = TOKEN) -> Bot:
    plain = {"verify": False}  # plain HTTP: loading the certificates would be half of a test's time
    return ExtBot(
        token,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=HTTPXRequest(httpx_kwargs=plain),
        get_updates_request=HTTPXRequest(httpx_kwargs=plain),
    )


@pytest.fixture
def playground() -> Playground:
    return Playground(TOKEN)


@pytest.fixture
async def url(playground: Playground) -> AsyncIterator[str]:
    async with serving(playground) as root:
        yield root


@pytest.fixture
async def bot(url: str) -> AsyncIterator[Bot]:
    async with bot_at(url) as ready:
        yield ready


@pytest.fixture
async def user(url: str) -> AsyncIterator[TelegramUser]:
    async with TelegramUser(url) as you:
        yield you
