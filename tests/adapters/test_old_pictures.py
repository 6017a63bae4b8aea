"""Reference images of the older web system: its own project's, bounded, and of no other host."""

import base64
import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from core.adapters.encrypted import EncryptedPictures
from core.adapters.local_files import LocalPictures
from core.adapters.old_pictures import MOST_BYTES, ProjectPictures
from core.errors import PictureMissing, PicturesAway, ReferenceMissing
from core.models import Model, ReferencePhoto, Stage
from core.picture_keys import PictureKey
from core.services.read_references import ReadReferences
from tests.fakes.pictures import encoded, photo, picture
from tests.fakes.serving import serve
from tests.fakes.supabase import KEY, FakeSupabase, Stored

BYTES = b"\xff\xd8 a picture \x00\xff"
OLD = "/storage/v1/object/public/old"
REFUSED_PORT = "http://127.0.0.1:9"


class Project:
    """A storage server that counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.url = ""

    def app(self) -> Starlette:
        return Starlette(
            routes=[Route("/storage/v1/object/public/old/{what}", self.answer), Route("/{anything:path}", self.other)]
        )

    async def other(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        return Response(BYTES)

    async def answer(self, request: Request) -> Response:
        what = request.path_params["what"]
        self.asked.append(what)

        async def flood() -> AsyncIterator[bytes]:
            for _ in range(MOST_BYTES // 2**20 + 2):
                yield bytes(2**20)

        match what:
            case "moved":
                return RedirectResponse("/storage/v1/object/public/old/picture")
            case "picture":
                return Response(BYTES)
            case "large":
                return StreamingResponse(flood())
        return Response(status_code=int(what))


@pytest.fixture(scope="module")
async def served() -> AsyncIterator[Project]:
    made = Project()
    async with serve(made.app()) as made.url:
        yield made


@pytest.fixture
def project(served: Project) -> Project:
    served.asked.clear()
    return served


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
    assert await ProjectPictures(project.url).read(f"{project.url}{OLD}/picture?token=x") == BYTES


@pytest.mark.parametrize("what", ["404", "400", "401", "403", "204", "moved", "large"])
async def test_anything_but_a_picture_of_bounded_size_is_missing(project: Project, what: str) -> None:
    with pytest.raises(PictureMissing):
        await ProjectPictures(project.url).read(f"{project.url}{OLD}/{what}")
    assert project.asked == [what], "a redirect is not followed"


@pytest.mark.parametrize("what", ["500", "503", "429", "408"])
async def test_a_project_in_trouble_is_away_and_its_pictures_are_not_missing(project: Project, what: str) -> None:
    with pytest.raises(PicturesAway, match=what):
        await ProjectPictures(project.url).read(f"{project.url}{OLD}/{what}")


@pytest.mark.parametrize("key", ["", KEY])
@pytest.mark.parametrize(
    "source",
    [
        "http://localhost:{port}{old}/picture",
        "http://127.0.0.1{old}/picture",
        "http://127.0.0.1:9{old}/picture",
        "http://127.1:{port}{old}/picture",
        "http://2130706433:{port}{old}/picture",
        "http://0x7f.0.0.1:{port}{old}/picture",
        "http://[::ffff:127.0.0.1]:{port}{old}/picture",
        "http://127.0.0.1.:{port}{old}/picture",
        "https://127.0.0.1:{port}{old}/picture",
        "ftp://127.0.0.1:{port}{old}/picture",
        "http://127.0.0.1:{port}@elsewhere.example{old}/picture",
        "http://elsewhere.example@127.0.0.1:{port}{old}/picture",
        "http://:word@127.0.0.1:{port}{old}/picture",
        "http://@127.0.0.1:{port}{old}/picture",
        "http://127.0.0.1:{port}\\@elsewhere.example{old}/picture",
        "http://elsewhere.example#@127.0.0.1:{port}{old}/picture",
        "//127.0.0.1:{port}{old}/picture",
        "{old}/picture",
        "file:///etc/passwd",
        "photos/1.jpg",
        "",
    ],
)
async def test_no_other_host_is_ever_asked(project: Project, source: str, key: str) -> None:
    port = project.url.rpartition(":")[2]
    with pytest.raises(PictureMissing):
        await ProjectPictures(project.url, key).read(source.format(old=OLD, port=port))
    assert project.asked == []


@pytest.mark.parametrize("key", ["", KEY])
@pytest.mark.parametrize(
    "path",
    [
        "/picture",
        "/rest/v1/models",
        "/auth/v1/admin/users",
        "/storage/v1/bucket/old",
        "/storage/v1/object/public",
        "/storage/v1/object/public/old",
        "/storage/v1/object/public/old/../../../../rest/v1/models",
        "/storage/v1/object/public/old/%2e%2e/%2e%2e/%2e%2e/%2e%2e/rest/v1/models",
        "/storage/v1/object/public/old/%252e%252e/x",
        "/storage/v1/object/public/old/..%2f..%2fx",
        "/storage/v1/object/public/old/..\\..\\x",
        "/storage/v1/object/public/old/.",
        "/storage/v1/object/public/old/a%0d%0aHost:x",
        "/storage/v1/object/public/../../../rest/v1/models",
    ],
)
async def test_nothing_but_objects_of_the_project_is_ever_asked(project: Project, path: str, key: str) -> None:
    with pytest.raises(PictureMissing):
        await ProjectPictures(project.url, key).read(project.url + path)
    assert project.asked == []


@pytest.mark.parametrize(
    "source", ["http://[::1/picture", "http://127.0.0.1:99999/picture", "http://127.0.0.1:x/a", "http://"]
)
async def test_an_address_that_is_none_is_missing(project: Project, source: str) -> None:
    with pytest.raises(PictureMissing):
        await ProjectPictures(project.url).read(source)


async def test_without_a_project_no_address_is_read(project: Project) -> None:
    with pytest.raises(PictureMissing):
        await ProjectPictures("").read(f"{project.url}{OLD}/picture")
    assert project.asked == []


async def test_a_project_that_does_not_answer_is_away() -> None:
    with pytest.raises(PicturesAway, match="ConnectError"):
        await ProjectPictures(REFUSED_PORT).read(f"{REFUSED_PORT}{OLD}/picture")


async def test_the_port_may_be_said_or_left_out() -> None:
    """Asked as the same place: both get as far as connecting."""
    for mine, theirs in (("http://127.0.0.2", "http://127.0.0.2:80"), ("http://127.0.0.2:80", "http://127.0.0.2")):
        with pytest.raises(PicturesAway, match="ConnectError"):
            await ProjectPictures(mine).read(f"{theirs}{OLD}/picture")


# --- a private bucket -------------------------------------------------------------------------------------------------


@pytest.fixture
async def supabase() -> AsyncIterator[tuple[FakeSupabase, str]]:
    made = FakeSupabase(buckets={"references": False})
    made.objects["references", "users/7/a b.jpg"] = Stored(BYTES, "image/jpeg")
    made.tokens["users/7/a b.jpg"] = "still-good"
    async with serve(made.app) as url:
        yield made, url


@pytest.mark.parametrize(
    "path",
    [
        "object/public/references/users/7/a%20b.jpg",
        "object/sign/references/users/7/a%20b.jpg?token=ran-out-long-ago",
        "object/authenticated/references/users/7/a%20b.jpg",
        "object/references/users/7/a%20b.jpg",
        "render/image/public/references/users/7/a%20b.jpg?width=200",
    ],
)
async def test_with_the_secret_key_a_private_object_is_read_however_its_address_was_written(
    supabase: tuple[FakeSupabase, str], path: str
) -> None:
    project, url = supabase
    assert await ProjectPictures(url, KEY).read(f"{url}/storage/v1/{path}") == BYTES
    assert [asked.path for asked in project.asked] == ["/storage/v1/object/authenticated/references/users/7/a b.jpg"]


async def test_without_the_key_a_signature_that_is_still_good_is_enough(supabase: tuple[FakeSupabase, str]) -> None:
    project, url = supabase
    signed = f"{url}/storage/v1/object/sign/references/users/7/a%20b.jpg?token="
    assert await ProjectPictures(url).read(f"{signed}still-good") == BYTES
    with pytest.raises(PictureMissing):
        await ProjectPictures(url).read(f"{signed}ran-out-long-ago")
    assert all("apikey" not in asked.headers and "authorization" not in asked.headers for asked in project.asked)


async def test_the_key_goes_to_no_place_that_a_redirect_names(supabase: tuple[FakeSupabase, str]) -> None:
    project, url = supabase
    project.fail("get", "moved")
    with pytest.raises(PictureMissing, match="answered 307"):
        await ProjectPictures(url, KEY).read(f"{url}/storage/v1/object/public/references/users/7/a%20b.jpg")
    assert len(project.asked) == 1


# --- kept at their first use ------------------------------------------------------------------------------------------


async def test_an_old_picture_is_fetched_once_kept_as_ours_and_its_row_stays(
    supabase: tuple[FakeSupabase, str], tmp_path: Path
) -> None:
    project, url = supabase
    source = f"{url}/storage/v1/object/sign/references/users/7/a%20b.jpg?token=ran-out"
    project.objects["references", "users/7/a b.jpg"] = Stored(photo(1), "text/plain;charset=UTF-8")
    inline = f"data:image/png;base64,{base64.b64encode(encoded(picture(2), 'PNG')).decode()}"
    person = Model("model-1", 7, "Anna", Stage.UNLOCKED, (ReferencePhoto(source), ReferencePhoto(inline)))
    pictures = EncryptedPictures(LocalPictures(tmp_path), [PictureKey(bytes(32))])
    reading = ReadReferences(pictures, ProjectPictures(url, KEY))

    first = await reading.for_scene(person)
    kept = await pictures.keys("photos/model-1")
    names = {f"photos/model-1/old-{hashlib.sha256(one.encode()).hexdigest()[:24]}.jpg" for one in (source, inline)}
    assert set(kept) == names
    assert all(data.startswith(b"\xff\xd8\xff") for data in [await pictures.get(key) for key in kept])

    project.objects.clear()
    assert await reading.for_scene(person) == first
    assert project.counts() == {"get": 1}


async def test_a_project_that_is_away_is_not_a_missing_reference(
    supabase: tuple[FakeSupabase, str], tmp_path: Path
) -> None:
    project, url = supabase
    source = f"{url}/storage/v1/object/public/references/users/7/a%20b.jpg"
    person = Model("model-1", 7, "Anna", Stage.UNLOCKED, (ReferencePhoto(source),))
    reading = ReadReferences(LocalPictures(tmp_path), ProjectPictures(url, KEY))
    project.fail("get", "503")
    with pytest.raises(PicturesAway):
        await reading.for_scene(person)
    project.objects.clear()
    with pytest.raises(ReferenceMissing) as missing:
        await reading.for_scene(person)
    assert "token" not in missing.value.key
