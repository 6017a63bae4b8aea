"""Webhook mode over real HTTP: what is refused is stored nowhere, what is taken is committed and handled once."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.web.webhook import HEADER, MOST_BYTES
from core.errors import SettingsRefused
from core.settings import load_settings, refuse_bad_settings
from tests.conftest import Server
from tests.fakes.house import House, house_with_bot
from tests.fakes.serving import free_port

SECRET = "a-secret_of_the_webhook-tests"
PATH = "/from-telegram"


@dataclass
class Site:
    house: House
    web: httpx.AsyncClient
    inner: httpx.AsyncClient

    async def sends(self, body: bytes, secret: str | None = SECRET) -> int:
        headers = {} if secret is None else {HEADER: secret}
        return (await self.web.post(PATH, content=body, headers=headers)).status_code

    async def stored(self) -> int:
        return int(await self.house.value("SELECT count(*) AS n FROM inbox"))

    async def figures(self) -> dict[str, float]:
        page = (await self.inner.get("/metrics")).text
        return {
            f"{sample.name}{dict(sorted(sample.labels.items())) or ''}": sample.value
            for family in text_string_to_metric_families(page)
            for sample in family.samples
        }


@pytest.fixture(scope="module")
async def site(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    port, inner = free_port(), free_port()
    overrides: dict[str, object] = {
        "webhook_url": f"http://127.0.0.1:{port}{PATH}",
        "webhook_secret": SECRET,
        "port": port,
        "metrics_port": inner,
    }
    dsn = server.create("migrated")
    async with (
        house_with_bot(dsn, tmp_path_factory.mktemp("house"), **overrides) as house,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as web,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{inner}", timeout=60) as figures,
    ):
        yield Site(house, web, figures)
    server.drop(dsn)


def update(update_id: int, user: int = 555) -> bytes:
    person = {"id": user, "is_bot": False, "first_name": "Ida"}
    chat = {"id": user, "type": "private", "first_name": "Ida"}
    message = {"message_id": update_id, "date": 1_790_000_000, "chat": chat, "from": person, "text": "hello"}
    return json.dumps({"update_id": update_id, "message": message}).encode()


async def test_a_scene_comes_and_goes_by_webhook(site: Site) -> None:
    ida, _ = await site.house.locked()
    await ida.says("walking a dog in the rain")
    await ida.sees_photo("AI-generated")
    await site.house.settled()
    assert site.house.paid() == (0, 1)
    assert site.house.called("getUpdates") == []


async def test_a_wrong_or_missing_secret_is_refused_and_stores_nothing(site: Site) -> None:
    before = await site.stored()
    assert [await site.sends(update(9001), secret) for secret in ("wrong", "", None)] == [403, 403, 403]
    assert await site.stored() == before


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"garbage", 400),
        (b"[]", 400),
        (b"{}", 400),
        (b'{"update_id": "7"}', 400),
        (b'{"update_id": true}', 400),
        (b'{"update_id": -3}', 400),
        (b'{"update_id": 99999999999999999999}', 400),
        (b'{"update_id": 9002, "message": 7}', 400),
        (b'{"update_id": 1e999}', 400),
        (b'{"update_id": 9002, "message": ' + b"[" * 100_000, 400),
        (b'{"update_id": 9002, "message": ' + b"[" * 1_000 + b"]" * 1_000 + b"}", 400),
        (b"\xff\xfe\x00", 400),
        (update(9002, 10**30), 400),
        (b" " * (MOST_BYTES + 1), 413),
    ],
)
async def test_what_is_no_update_is_refused_and_stores_nothing(site: Site, body: bytes, status: int) -> None:
    before = await site.stored()
    assert await site.sends(body) == status
    assert await site.stored() == before


async def answer_to(site: Site, head: str, body: Iterator[bytes], enough: int) -> tuple[str, int]:
    """The status line of a request whose body is sent bit by bit, and how many bytes of it went out before it.

    After `enough` bytes an answer is due: it is waited for before more is sent, for a busy machine may need a while.
    """
    url = httpx.URL(str(site.web.base_url))
    reader, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(f"POST {PATH} HTTP/1.1\r\nHost: bot\r\n{head}\r\n\r\n".encode())
    answer, sent = asyncio.ensure_future(reader.readline()), 0
    try:
        for chunk in body:
            await asyncio.wait({answer}, timeout=20 if enough <= sent < enough + len(chunk) else 0.005)
            if answer.done():
                break
            writer.write(chunk)
            await writer.drain()
            sent += len(chunk)
        return (await asyncio.wait_for(answer, 20)).decode(), sent
    finally:
        writer.close()


def piece(size: int) -> bytes:
    return f"{size:x}\r\n".encode() + b" " * size + b"\r\n"


@pytest.mark.parametrize(
    ("secret", "length", "status"),
    [
        ("wrong", f"Content-Length: {10 * MOST_BYTES}", 403),
        ("wrong", "Transfer-Encoding: chunked", 403),
        (SECRET, f"Content-Length: {10 * MOST_BYTES}", 413),
        (SECRET, "Transfer-Encoding: chunked", 413),
    ],
)
async def test_ten_megabytes_are_refused_before_they_are_read_and_stored_nowhere(
    site: Site, secret: str, length: str, status: int
) -> None:
    before = await site.stored()
    pieces = (piece(64 * 1024) for _ in range(160))
    counted = (secret, length[0]) == (SECRET, "T")  # only what comes tells how much it is
    line, sent = await answer_to(
        site, f"{HEADER}: {secret}\r\n{length}", pieces, MOST_BYTES + 64 * 1024 if counted else 0
    )
    assert f" {status} " in line
    assert sent < (2 * MOST_BYTES if counted else MOST_BYTES // 2), "the rest is not even taken off the wire"
    assert await site.stored() == before


async def test_a_scene_that_comes_three_times_and_once_more_when_it_is_done_is_one_job_and_one_paid_call(
    site: Site,
) -> None:
    site.house.engines.reset()
    ida, _ = await site.house.locked()
    body = update(9005, ida.id)
    answers = await asyncio.gather(*(site.sends(body) for _ in range(3)))
    await site.house.settled()
    answers.append(await site.sends(body))
    await site.house.settled()
    assert answers == [200] * 4
    assert site.house.paid() == (0, 1)
    assert len([one for one in await ida.messages() if "photo" in one]) == 1


async def test_an_update_that_is_replayed_when_it_is_done_is_handled_no_more(site: Site) -> None:
    ida, said = await site.house.someone(), list[int]()
    for _ in range(3):
        assert await site.sends(update(9006, ida.id)) == 200
        await site.house.settled()
        said.append(len(site.house.called("sendMessage", ida)))
    assert said == [said[0]] * 3
    assert said[0] > 0


async def test_only_posts_to_its_own_path_are_answered(site: Site) -> None:
    assert (await site.web.get(PATH)).status_code == 405
    assert (await site.web.post("/", headers={HEADER: SECRET}, content=update(9003))).status_code == 404
    assert (await site.web.get("/metrics")).status_code == 404, "figures are not for the world"


async def test_an_update_that_comes_three_times_is_handled_once(site: Site) -> None:
    site.house.playground.calls.clear()
    before = await site.stored()
    answers = await asyncio.gather(*(site.sends(update(9004)) for _ in range(3)))
    await site.house.settled()
    assert answers == [200, 200, 200]
    assert await site.stored() == before + 1
    tries = await site.house.value("SELECT tries FROM inbox WHERE update_id = 9004")
    assert tries == 1


async def test_the_bot_says_that_it_lives_and_is_ready(site: Site) -> None:
    for client in (site.web, site.inner):
        assert (await client.get("/health")).status_code == 200
        ready = await client.get("/ready")
        assert (ready.status_code, ready.json()["ready"]) == (200, True)
        assert set(ready.json()["checks"]) == {"database", "migrations", "worker", "storage", "running"}


async def test_figures_count_updates_calls_and_money(site: Site) -> None:
    ida, _ = await site.house.locked("Eve")
    before = await site.figures()
    await ida.says("reading at a window")
    await ida.sees_photo("AI-generated")
    await site.house.settled()
    after = await site.figures()
    engine = "gemini-nano-banana-2.1"
    paid = f"keepface_paid_calls_total{{'engine': '{engine}', 'outcome': 'ok', 'purpose': 'scene'}}"
    assert after[paid] == before.get(paid, 0) + 1
    new = "keepface_updates_received_total{'known': 'no'}"
    assert after[new] == before.get(new, 0) + 1
    assert after["keepface_spend_today_usd"] > before["keepface_spend_today_usd"]
    assert after["keepface_inbox_depth"] == 0


def test_a_webhook_needs_https_a_secret_and_ports_of_its_own() -> None:
    settings = load_settings(
        _env_file=None,
        telegram_bot_token="1:a",
        engines="offline",
        webhook_url="http://bot.example.org/ready",
        webhook_secret="short",
        port=9464,
    )
    with pytest.raises(SettingsRefused) as refused:
        refuse_bad_settings(settings, on_telegram=True)
    text = str(refused.value)
    assert [
        name in text for name in ("WEBHOOK_URL must be https", "page of the bot", "WEBHOOK_SECRET", "METRICS_PORT")
    ] == [True] * 4
