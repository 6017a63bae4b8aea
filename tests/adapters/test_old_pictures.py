"""Reference images of the older web system: its own project's, bounded, and of no other host."""

import base64
from collections.abc import AsyncIterator
from urllib.parse import quote_from_bytes

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from core.adapters.old_pictures import MOST_BYTES, ProjectPictures
from core.errors import PictureMissing
from tests.fakes.serving import serve

BYTES = b"\xff\xd8 a picture \x00\xff"
REFUSED_PORT = "http://127.0.0.1:9"


class Project:
    """A storage server that counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.url = ""

    def app(self) -> Starlette:
        return Starlette(routes=[Route("/{what}", self.answer)])

    async def answer(self, request: Request) -> Response:
        what = request.path_params["what"]
        self.asked.append(what)

        async def flood() -> AsyncIterator[bytes]:
            for _ in range(MOST_BYTES // 2**20 + 2):
                yield bytes(2**20)

        match what:
            case "moved":
                return RedirectResponse("/picture")
            case "picture":
                return Response(BYTES)
            case "large":
                return StreamingResponse(flood())
        return Response(status_code=int(what))


@pytest.fixture
async def project() -> AsyncIterator[Project]:
    made = Project()
    async with serve(made.app()) as made.url:
        yield made


@pytest.mark.parametrize(
    "source",
    [
        f"data:image/jpeg;base64,{base64.b64encode(BYTES).decode()}",
        f"data:image/jpeg;base64,{base64.b64encode(BYTES).decode().replace('+', '%2B').replace('/', '%2F')}",
        f"data:application/octet-stream,{quote_from_bytes(BYTES)}",
        f"data:;base64,{base64.b64encode(BYTES).decode()}",
    ],
)
async def test_a_data_url_is_read_without_any_project(source: str) -> None:
    assert await ProjectPictures("").read(source) == BYTES


@pytest.mark.parametrize(
    "source", ["data:image/jpeg;base64,%%%", "data:image/jpeg;base64,AAA", "data:image/png;base64,é"]
)
async def test_a_broken_data_url_is_missing(source: str) -> None:
    with pytest.raises(PictureMissing):
        await ProjectPictures("").read(source)


async def test_a_data_url_that_is_too_large_is_missing() -> None:
    with pytest.raises(PictureMissing, match="too large"):
        await ProjectPictures("").read(f"data:image/jpeg;base64,{'A' * (MOST_BYTES * 4 // 3 + 8)}")


async def test_a_picture_of_the_project_is_read(project: Project) -> None:
    assert await ProjectPictures(project.url).read(f"{project.url}/picture?token=x") == BYTES


@pytest.mark.parametrize("what", ["404", "401", "500", "204", "moved", "large"])
async def test_anything_but_a_picture_of_bounded_size_is_missing(project: Project, what: str) -> None:
    with pytest.raises(PictureMissing):
        await ProjectPictures(project.url).read(f"{project.url}/{what}")
    assert project.asked == [what], "a redirect is not followed"


@pytest.mark.parametrize(
    "source",
    [
        "{url}/picture",
        "http://localhost:{port}/picture",
        "https://127.0.0.1:{port}/picture",
        "http://127.0.0.1:{port}@elsewhere.example/picture",
        "http://elsewhere.example@127.0.0.1:{port}/picture",
        "//127.0.0.1:{port}/picture",
        "/picture",
        "file:///etc/passwd",
        "photos/1.jpg",
        "",
    ],
)
async def test_no_other_address_is_ever_asked(project: Project, source: str) -> None:
    here = project.url if source != "{url}/picture" else "https://abc.supabase.co"
    with pytest.raises(PictureMissing):
        await ProjectPictures(here).read(source.format(url=project.url, port=project.url.rpartition(":")[2]))
    assert project.asked == []


@pytest.mark.parametrize("source", ["http://[::1/picture", "http://127.0.0.1:99999/picture", "http://127.0.0.1:x/a"])
async def test_an_address_that_is_none_is_missing(project: Project, source: str) -> None:
    with pytest.raises(PictureMissing):
        await ProjectPictures(project.url).read(source)


async def test_without_a_project_no_address_is_read(project: Project) -> None:
    with pytest.raises(PictureMissing):
        await ProjectPictures("").read(f"{project.url}/picture")
    assert project.asked == []


async def test_a_project_that_does_not_answer_is_missing_its_pictures() -> None:
    with pytest.raises(PictureMissing, match="ConnectError"):
        await ProjectPictures(REFUSED_PORT).read(f"{REFUSED_PORT}/picture")


async def test_the_port_may_be_said_or_left_out() -> None:
    """Asked as the same place: both get as far as connecting."""
    for mine, theirs in (("http://127.0.0.2", "http://127.0.0.2:80"), ("http://127.0.0.2:80", "http://127.0.0.2")):
        with pytest.raises(PictureMissing, match="ConnectError"):
            await ProjectPictures(mine).read(f"{theirs}/picture")
