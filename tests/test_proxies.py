"""Behind a proxy: what is elsewhere goes through it, what runs here is reached directly."""

import asyncio
import os
from pathlib import Path

import pytest

from core.adapters.gemini import GeminiPainter
from core.adapters.openai import OpenAIAnalyst
from core.errors import EngineUnreachable
from core.proxies import spare_this_machine
from tests.fakes.bot_process import BotProcess
from tests.fakes.serving import free_port

HERE = "localhost,127.0.0.1,::1"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, HERE),
        ({"NO_PROXY": "example.org, .lan"}, f"example.org,.lan,{HERE}"),
        ({"no_proxy": "127.0.0.1"}, "127.0.0.1,localhost,::1"),
        ({"no_proxy": "a.org", "NO_PROXY": "b.org"}, f"a.org,{HERE}"),
        ({"NO_PROXY": "*"}, "*"),
    ],
)
def test_this_machine_is_added_to_what_no_proxy_is_for(
    monkeypatch: pytest.MonkeyPatch, before: dict[str, str], after: str
) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "")  # so that what is set here is taken back
        monkeypatch.delenv(name)
    for name, value in before.items():
        monkeypatch.setenv(name, value)
    spare_this_machine()
    assert (os.environ["no_proxy"], os.environ["NO_PROXY"]) == (after, after)


async def test_the_playground_opens_behind_a_proxy_that_leads_nowhere(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    proxy = f"http://127.0.0.1:{free_port()}"
    told = {"data_dir": tmp_path / "data", "http_proxy": proxy, "https_proxy": proxy, "all_proxy": proxy}
    bot = await BotProcess.started(told, tmp_path, "play", "--no-browser", "--port", "0")
    try:
        await bot.says("Keepface playground:")
        bot.terminate()
        assert await bot.ends() == 0
        assert "cannot be reached" not in bot.text
    finally:
        await bot.gone()


@pytest.mark.parametrize("vendor", [OpenAIAnalyst, GeminiPainter])
async def test_vendors_are_reached_through_a_socks_proxy(
    monkeypatch: pytest.MonkeyPatch, vendor: type[OpenAIAnalyst | GeminiPainter]
) -> None:
    wanted: list[bytes] = []

    async def serves(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"\x05\x00")  # no name and password
        wanted.append(await reader.read(300))
        writer.write(b"\x05\x00\x00\x01" + bytes(6))
        await reader.read(100)  # of the handshake with the vendor, who is not there
        writer.close()

    proxy = await asyncio.start_server(serves, "127.0.0.1", 0)
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"socks5h://127.0.0.1:{proxy.sockets[0].getsockname()[1]}")
    async with vendor("key", "https://elsewhere.invalid/v1", 30.0) as reached:
        with pytest.raises(EngineUnreachable):
            await reached.engines()
    proxy.close()
    assert b"elsewhere.invalid" in wanted[0], "its name is looked up there, not here"
