"""The transport over real sockets: what it makes of each way in which an exchange can go, as it is sent."""

import asyncio
import gzip
import ssl
import subprocess
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from core.rust_http import AnswerTooLargeError, Transport
from tests.fakes.serving import free_port

Writer = asyncio.StreamWriter
Answering = Callable[[Writer], Awaitable[None]]
MAYBE_SENT = (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError)
OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"


class Server:
    """Each request is noted whole; `answer` says what happens then."""

    def __init__(self, answer: Answering) -> None:
        self.answer = answer
        self.requests: list[bytes] = []
        self.connections = 0
        self.ended = asyncio.Event()  # a connection of its client's

    async def serve(self, reader: asyncio.StreamReader, writer: Writer) -> None:
        self.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
                body = await reader.readexactly(int(length[0].split(b":")[1])) if length else b""
                self.requests.append(head + body)
                await self.answer(writer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            self.ended.set()
        except asyncio.CancelledError:  # the test is over
            return
        finally:
            writer.close()


@asynccontextmanager
async def serving(answer: Answering, context: ssl.SSLContext | None = None) -> AsyncIterator[tuple[Server, str]]:
    made = Server(answer)
    listening = await asyncio.start_server(made.serve, "127.0.0.1", 0, ssl=context)
    port = listening.sockets[0].getsockname()[1]
    try:
        yield made, f"{'https' if context else 'http'}://localhost:{port}"
    finally:
        listening.close()


def client(seconds: float = 60.0, most_bytes: int = 1000) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=Transport(most_bytes, 8), timeout=httpx.Timeout(seconds / 2))


async def ok(writer: Writer) -> None:
    writer.write(OK)


async def drops(writer: Writer) -> None:
    writer.close()


async def says_nothing(writer: Writer) -> None:
    """It reads on, so that it hears when its client leaves."""


async def test_a_request_arrives_as_it_was_meant_and_its_connection_is_used_again() -> None:
    async with serving(ok) as (server, url), client() as http:
        assert (await http.post(f"{url}/a%20b?c=d", content=b"body", headers={"x-key": "k"})).text == "ok"
        assert (await http.post(f"{url}/e")).text == "ok"
        assert (await http.get(f"{url}/f")).text == "ok"
    first, second, third = (request.lower() for request in server.requests)
    assert first.startswith(b"post /a%20b?c=d http/1.1\r\n")
    assert first.endswith(b"\r\n\r\nbody")
    assert first.count(b"content-length: 4") == first.count(b"\r\nhost:") == first.count(b"x-key: k") == 1
    assert b"transfer-encoding" not in first
    assert b"content-length: 0" in second
    assert b"content-length" not in third
    assert server.connections == 1


async def test_who_cannot_be_reached_has_got_nothing() -> None:
    async with client() as http:
        with pytest.raises(httpx.ConnectError):
            await http.post(f"http://127.0.0.1:{free_port()}", content=b"paid")


@pytest.fixture
def behind(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Clients that are made from now on go through the proxy at this address."""

    def go(url: str) -> None:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"):
            monkeypatch.setenv(name, url)

    return go


async def test_what_is_elsewhere_goes_through_the_proxy_and_what_is_here_does_not(
    behind: Callable[[str], None],
) -> None:
    async with serving(ok) as (here, url), serving(ok) as (proxy, way):
        behind(way)
        async with client() as http:
            assert (await http.post("http://elsewhere.invalid/a", content=b"body")).text == "ok"
            assert (await http.post(url)).text == "ok"
    assert [request.split(b"\r\n")[0] for request in proxy.requests] == [b"POST http://elsewhere.invalid/a HTTP/1.1"]
    assert len(here.requests) == 1


@pytest.mark.parametrize("answer", [b"403 Forbidden", b"407 Proxy Authentication Required", b"502 Bad Gateway", b""])
async def test_a_proxy_that_makes_no_connection_has_passed_nothing_on(
    behind: Callable[[str], None], answer: bytes
) -> None:
    async def refuses(writer: Writer) -> None:
        writer.write(b"HTTP/1.1 " + answer + b"\r\ncontent-length: 0\r\n\r\n" if answer else b"")
        writer.close()

    async with serving(refuses) as (proxy, way):
        behind(way)
        async with client() as http:
            with pytest.raises(httpx.ConnectError) as raised:
                await http.post("https://elsewhere.invalid/a", content=b"paid")
    assert [request.split()[:2] for request in proxy.requests] == [[b"CONNECT", b"elsewhere.invalid:443"]]
    assert str(raised.value) == ""


async def test_a_connection_that_ends_without_an_answer_may_have_brought_the_request() -> None:
    async with serving(drops) as (server, url), client() as http:
        with pytest.raises(MAYBE_SENT):
            await http.post(url, content=b"paid")
        assert len(server.requests) == 1, "nothing is sent twice"


async def test_an_answer_that_breaks_off_is_none() -> None:
    async def breaks_off(writer: Writer) -> None:
        writer.write(OK[:-1])
        writer.close()

    async with serving(breaks_off) as (server, url), client() as http:
        with pytest.raises(MAYBE_SENT):
            await http.post(url, content=b"paid")
        assert len(server.requests) == 1


async def test_a_connection_that_was_ended_meanwhile_is_not_used() -> None:
    async def once(writer: Writer) -> None:
        writer.write(OK)
        writer.write_eof()

    async with serving(once) as (server, url), client() as http:
        for _ in range(3):
            assert (await http.post(url, content=b"paid")).text == "ok"
            await asyncio.wait_for(server.ended.wait(), 30)  # the client has noticed, and has ended its side
            server.ended.clear()
        assert (server.connections, len(server.requests)) == (3, 3)


@pytest.mark.parametrize("size", [4, 3_000_000])
async def test_nothing_is_sent_twice_when_a_connection_ends_that_was_used_before(size: int) -> None:
    """A client may repeat by itself what it sends over a connection that turns out to be closed."""
    answers = iter([ok, drops, drops])

    async def next_one(writer: Writer) -> None:
        await next(answers)(writer)

    async with serving(next_one) as (server, url), client() as http:
        assert (await http.post(url, content=b"first")).text == "ok"
        with pytest.raises(MAYBE_SENT):
            await http.post(url, content=b"x" * size)
        assert (server.connections, len(server.requests)) == (1, 2)


async def test_silence_ends_with_the_time_that_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.rust_http.CONNECT", 0.0)
    async with serving(says_nothing) as (_, url), client(seconds=0.2) as http:
        with pytest.raises(httpx.ReadTimeout):
            await http.post(url, content=b"paid")


async def test_a_cancelled_request_ends_its_connection() -> None:
    async with serving(says_nothing) as (server, url), client() as http:
        asked = asyncio.ensure_future(http.post(url, content=b"paid"))
        async with asyncio.timeout(30):
            while not server.requests:
                await asyncio.sleep(0.01)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        await asyncio.wait_for(server.ended.wait(), 30)


async def test_no_redirect_is_followed() -> None:
    async def elsewhere(writer: Writer) -> None:
        writer.write(b"HTTP/1.1 307 Temporary Redirect\r\nlocation: /other\r\ncontent-length: 0\r\n\r\n")

    async with serving(elsewhere) as (server, url), client() as http:
        assert (await http.post(url, content=b"paid")).status_code == 307
        assert len(server.requests) == 1


async def test_a_packed_answer_is_unpacked_once_and_counts_unpacked() -> None:
    async def packed(writer: Writer) -> None:
        data = gzip.compress(b"a" * 900)
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: %d\r\n\r\n" % len(data) + data)

    async with serving(packed) as (_, url):
        async with client() as http:
            assert (await http.get(url)).content == b"a" * 900
        async with client(most_bytes=899) as http:
            with pytest.raises(AnswerTooLargeError):
                await http.get(url)


async def test_an_endless_answer_is_cut() -> None:
    async def endless(writer: Writer) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"64\r\n" + b"a" * 100 + b"\r\n")
            await writer.drain()

    async with serving(endless) as (server, url), client() as http:
        with pytest.raises(AnswerTooLargeError):
            await http.get(url)
        await asyncio.wait_for(server.ended.wait(), 30)


async def test_what_no_header_can_hold_is_not_sent() -> None:
    async with serving(ok) as (server, url), client() as http:
        with pytest.raises(httpx.LocalProtocolError):
            await http.post(url, content=b"paid", headers={"x-key": "two\nlines"})
        assert not server.requests


async def test_no_error_tells_the_address() -> None:
    """It holds the bot's token."""
    async with serving(drops) as (_, url), client() as http:
        for root in (url, f"http://127.0.0.1:{free_port()}"):
            address = f"{root}/bot123:{'secret'[::-1]}/sendPhoto"
            with pytest.raises(httpx.TransportError) as caught:
                await http.post(address, content=b"x")
            assert "terces" not in "".join(traceback.format_exception(caught.value))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of an authority of its own, which signed itself as localhost."""
    folder = tmp_path_factory.mktemp("tls")
    make = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost")
    files = ("-keyout", folder / "key.pem", "-out", folder / "cert.pem")
    names = ("-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE")
    subprocess.run([*make, *files, *names], check=True, capture_output=True)
    return folder


@asynccontextmanager
async def secured(certificate: Path) -> AsyncIterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    async with serving(ok, context) as (_, url):
        yield url


async def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(certificate: Path) -> None:
    async with secured(certificate) as url, client() as http:
        with pytest.raises(httpx.ConnectError):
            await http.post(url, content=b"paid")


async def test_the_systems_own_authorities_are_trusted_too(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    async with secured(certificate) as url, client() as http:
        assert (await http.post(url, content=b"paid")).text == "ok"


async def test_a_system_without_authorities_has_those_that_come_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    monkeypatch.setenv("SSL_CERT_DIR", "/nowhere")
    async with serving(ok) as (_, url), client() as http:
        assert (await http.get(url)).text == "ok"
