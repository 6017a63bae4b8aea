"""Supabase Storage when it does not do what it should: tried again, or named with a fix; never taken for a picture."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from core.adapters.supabase_storage import MOST_REMOVED, TRIES, SupabasePictures
from core.errors import PictureMissing, PicturesAway, PicturesRefused
from tests.fakes.pictures import photo
from tests.fakes.serving import serve
from tests.fakes.supabase import KEY, FakeSupabase, Stored

PHOTO = photo(1)
LAST = TRIES - 1


@pytest.fixture(scope="module")
async def server() -> AsyncIterator[tuple[FakeSupabase, str]]:
    project = FakeSupabase()
    async with serve(project.app) as url:
        yield project, url


@pytest.fixture
def project(server: tuple[FakeSupabase, str]) -> FakeSupabase:
    """A project with our bucket and nothing in it."""
    server[0].reset()
    server[0].buckets["keepface"] = False
    return server[0]


@pytest.fixture
def url(project: FakeSupabase, server: tuple[FakeSupabase, str]) -> str:
    return server[1]


@pytest.fixture
async def pictures(project: FakeSupabase, url: str) -> AsyncIterator[SupabasePictures]:
    async with SupabasePictures(url, KEY, "keepface", 0.005) as opened:
        project.asked.clear()
        yield opened


@asynccontextmanager
async def refused(url: str, words: str, key: str = KEY) -> AsyncIterator[None]:
    """Opening is refused, in these words, with a fix, and without the key."""
    with pytest.raises(PicturesRefused, match=words) as no:
        async with SupabasePictures(url, key, "keepface", 0.005):
            pass
    assert no.value.fix
    assert key not in str(no.value)
    yield


# --- opening ----------------------------------------------------------------------------------------------------------


async def test_a_bucket_that_is_not_there_is_made_private(project: FakeSupabase, url: str) -> None:
    project.buckets.clear()
    async with SupabasePictures(url, KEY, "portraits"):
        assert project.buckets == {"portraits": False}


async def test_a_private_bucket_is_taken_as_it_is(project: FakeSupabase, url: str) -> None:
    async with SupabasePictures(url, KEY, "keepface"):
        assert project.counts() == {"bucket": 1}


async def test_a_bucket_that_another_replica_made_first_serves(project: FakeSupabase, url: str) -> None:
    project.fail("bucket", "404:Bucket not found")
    async with SupabasePictures(url, KEY, "keepface", 0.005):
        assert project.buckets == {"keepface": False}


async def test_a_public_bucket_is_refused_and_left_alone(project: FakeSupabase, url: str) -> None:
    project.buckets["keepface"] = True
    async with refused(url, "'keepface' is public"):
        assert project.buckets == {"keepface": True}
        assert project.counts() == {"bucket": 1}


async def test_a_wrong_key_is_named(url: str) -> None:
    async with refused(url, "refuses with 401", key="sb_secret_of+another/project"):
        pass


async def test_a_key_without_rights_is_named(project: FakeSupabase, url: str) -> None:
    project.buckets.clear()
    project.fail("make", "403:Unauthorized")
    async with refused(url, "refuses with 403"):
        assert project.buckets == {}


@pytest.mark.parametrize("fault", ["html", "json", "moved", "404:html", "503", "drop"])
async def test_an_address_where_no_storage_answers_is_named(project: FakeSupabase, url: str, fault: str) -> None:
    project.fail("bucket", *[fault] * TRIES)
    async with refused(url, url):
        assert project.buckets == {"keepface": False}


async def test_a_host_that_cannot_be_reached_is_named() -> None:
    async with refused("http://127.0.0.1:9", "cannot be reached: ConnectError"):
        pass


# --- putting ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "data", "kind"),
    [
        ("a/1.jpg", PHOTO, "image/jpeg"),
        ("a/1.png", b"\x89PNG\r\n\x1a\n...", "image/png"),
        ("a/1.webp", b"RIFF....WEBP", "image/webp"),
        ("a/1.jpg", b"keepface\x01 sealed", "application/octet-stream"),
        ("a/check", b"keepface\x01 sealed", "application/octet-stream"),
    ],
)
async def test_the_type_is_that_of_the_bytes(
    project: FakeSupabase, pictures: SupabasePictures, key: str, data: bytes, kind: str
) -> None:
    await pictures.put(key, data)
    assert project.objects["keepface", key] == Stored(data, kind)


@pytest.mark.parametrize("fault", ["500", "503:html", "429", "409:Duplicate", "drop", "html", "json"])
async def test_a_put_is_repeated_and_stored_once(project: FakeSupabase, pictures: SupabasePictures, fault: str) -> None:
    project.fail("put", *[fault] * LAST)
    await pictures.put("a/1.jpg", PHOTO)
    assert project.stored() == {"a/1.jpg": PHOTO}
    assert project.counts() == {"put": TRIES}


# --- what goes wrong, for every operation -----------------------------------------------------------------------------

OPERATIONS: dict[str, Callable[[SupabasePictures], Awaitable[object]]] = {
    "put": lambda pictures: pictures.put("a/1.jpg", PHOTO),
    "get": lambda pictures: pictures.get("a/1.jpg"),
    "list": lambda pictures: pictures.keys("a"),
    "remove": lambda pictures: pictures.remove(["a/1.jpg"]),
}


@pytest.mark.parametrize("what", OPERATIONS)
@pytest.mark.parametrize("fault", ["500", "502:html", "503", "544", "429", "408", "drop", "html"])
async def test_what_may_pass_is_tried_a_few_times_and_then_away(
    project: FakeSupabase, pictures: SupabasePictures, what: str, fault: str
) -> None:
    await pictures.put("a/1.jpg", PHOTO)
    project.asked.clear()
    project.fail(what, *[fault] * TRIES)
    with pytest.raises(PicturesAway):
        await OPERATIONS[what](pictures)
    assert project.counts() == {what: TRIES}
    assert project.stored() == {"a/1.jpg": PHOTO}


@pytest.mark.parametrize("what", OPERATIONS)
@pytest.mark.parametrize(("fault", "fix"), [("401", "sb_secret_"), ("403", "sb_secret_"), ("402", "Billing"),
                                            ("413", "file size"), ("415", "MIME"), ("400", "SUPABASE_URL"),
                                            ("404:Bucket not found", "start the bot again")])  # fmt: skip
async def test_what_only_the_operator_can_mend_is_said_once_and_not_repeated(
    project: FakeSupabase, pictures: SupabasePictures, what: str, fault: str, fix: str, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        project.fail(what, fault)
        with pytest.raises(PicturesRefused) as no:
            await OPERATIONS[what](pictures)
        assert fix in no.value.fix
    assert project.counts() == {what: 3}
    assert [record.levelno for record in caplog.records if record.name.startswith("core")] == [logging.ERROR]
    assert KEY not in caplog.text


async def test_a_store_that_never_answers_is_away(
    project: FakeSupabase, pictures: SupabasePictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.adapters.supabase_storage.DEADLINE", 0.05)
    project.fail("get", *["slow:0.4"] * TRIES)
    with pytest.raises(PicturesAway, match="TimeoutError"):
        await pictures.get("a/1.jpg")


# --- getting ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [PHOTO, b"keepface\x01 sealed"])
@pytest.mark.parametrize("fault", ["html", "html as picture", "json", "empty", "half"])
async def test_what_is_no_picture_is_never_returned_as_one(
    project: FakeSupabase, pictures: SupabasePictures, data: bytes, fault: str
) -> None:
    await pictures.put("a/1.jpg", data)
    project.fail("get", fault)
    assert await pictures.get("a/1.jpg") == data
    project.fail("get", *[fault] * TRIES)
    with pytest.raises(PicturesAway):
        await pictures.get("a/1.jpg")


async def test_missing_is_said_by_storage_alone(project: FakeSupabase, pictures: SupabasePictures) -> None:
    with pytest.raises(PictureMissing):
        await pictures.get("a/1.jpg")
    assert project.counts() == {"get": 1}
    project.fail("get", "404:html")
    with pytest.raises(PicturesRefused):
        await pictures.get("a/1.jpg")


# --- listing and removing ---------------------------------------------------------------------------------------------


async def test_more_than_a_page_is_listed_and_removed_in_batches(
    project: FakeSupabase, pictures: SupabasePictures
) -> None:
    many = [f"photos/m/{n:04}.jpg" for n in range(2 * MOST_REMOVED + 5)]
    project.objects |= {("keepface", key): Stored(PHOTO, "image/jpeg") for key in [*many, "photos/other.jpg"]}
    project.objects["keepface", "photos/m/.emptyFolderPlaceholder"] = Stored(b"", "image/jpeg")
    assert await pictures.keys("photos/m") == many
    project.asked.clear()
    await pictures.remove(many)
    assert project.counts() == {"remove": 3}
    assert await pictures.keys("photos") == ["photos/other.jpg"]


async def test_what_is_passed_over_in_silence_is_noticed(project: FakeSupabase, pictures: SupabasePictures) -> None:
    for n in (1, 2):
        await pictures.put(f"a/{n}.jpg", PHOTO)
    project.stuck.add("a/2.jpg")
    with pytest.raises(PicturesAway, match="1 objects are still there"):
        await pictures.remove(["a/1.jpg", "a/2.jpg"])
    project.stuck.clear()
    await pictures.remove(["a/1.jpg", "a/2.jpg"])
    assert project.stored() == {}


async def test_every_request_carries_the_key_in_its_headers_alone(
    project: FakeSupabase, pictures: SupabasePictures
) -> None:
    for operation in OPERATIONS.values():
        await operation(pictures)
    assert len(project.asked) >= 4
    for asked in project.asked:
        assert asked.headers["apikey"] == KEY
        assert asked.headers["authorization"] == f"Bearer {KEY}"
        assert KEY not in asked.path
