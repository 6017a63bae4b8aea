"""What every picture store promises: the folder, Supabase Storage, each of them sealed, and those remembered.

SUPABASE_TEST_URL and SUPABASE_TEST_KEY let the same suite run against a real project, in a bucket of its own.
"""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.adapters.encrypted import EncryptedPictures
from core.adapters.local_files import LocalPictures
from core.adapters.remembered import RememberedPictures
from core.adapters.supabase_storage import SupabasePictures
from core.errors import PictureMissing
from core.picture_keys import PictureKey
from core.ports import Pictures, WeighsPictures
from tests.fakes.pictures import encoded, photo, picture
from tests.fakes.serving import serve
from tests.fakes.supabase import KEY, FakeSupabase

REAL_URL, REAL_KEY = os.environ.get("SUPABASE_TEST_URL", ""), os.environ.get("SUPABASE_TEST_KEY", "")
REAL = pytest.mark.skipif(not (REAL_URL and REAL_KEY), reason="SUPABASE_TEST_URL and SUPABASE_TEST_KEY are not set")


@pytest.fixture(scope="module")
async def supabase() -> AsyncIterator[str]:
    async with serve(FakeSupabase().app) as url:
        yield url


@pytest.fixture(params=["folder", "supabase", pytest.param("real project", marks=REAL)])
async def store(request: pytest.FixtureRequest, tmp_path: Path, supabase: str) -> AsyncIterator[Pictures]:
    match request.param:
        case "folder":
            yield LocalPictures(tmp_path / "pictures")
        case "supabase":
            async with SupabasePictures(supabase, KEY, "keepface", 0.01) as pictures:
                yield pictures
        case _:
            async with SupabasePictures(REAL_URL, REAL_KEY, "keepface-tests") as pictures:
                yield pictures


@pytest.fixture(params=["plain", "sealed", "remembered"])
def pictures(request: pytest.FixtureRequest, store: Pictures) -> Pictures:
    if request.param == "plain":
        return store
    sealed = EncryptedPictures(store, [PictureKey(secrets.token_bytes(32))])
    return sealed if request.param == "sealed" else RememberedPictures(sealed)


@pytest.fixture
async def folder(pictures: Pictures) -> AsyncIterator[str]:
    """A folder of this test alone, emptied at its end."""
    name = f"photos/{secrets.token_hex(8)}"
    yield name
    await pictures.remove(await pictures.keys(name))
    assert await pictures.keys(name) == []


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
async def test_what_was_put_is_what_is_got(pictures: Pictures, folder: str, kind: str, ending: str) -> None:
    data = encoded(picture(1), kind)
    await pictures.put(f"{folder}/a_b-1.{ending}", data)
    assert await pictures.get(f"{folder}/a_b-1.{ending}") == data


async def test_a_large_picture_comes_back_whole(pictures: Pictures, folder: str) -> None:
    data = photo(1) + secrets.token_bytes(6_000_000)
    await pictures.put(f"{folder}/large.jpg", data)
    assert await pictures.get(f"{folder}/large.jpg") == data


async def test_what_is_stored_is_weighed(pictures: Pictures, folder: str) -> None:
    assert isinstance(pictures, WeighsPictures)
    before = await pictures.weight()
    for name in ("1.jpg", "deeper/2.jpg"):
        await pictures.put(f"{folder}/{name}", bytes(5000))
    after = await pictures.weight()
    assert before is not None
    assert after is not None
    assert 10_000 <= after - before <= 10_200  # sealing adds some forty bytes to each


async def test_putting_again_replaces_it_whole(pictures: Pictures, folder: str) -> None:
    for data in (photo(1) + bytes(5000), photo(2)):
        await pictures.put(f"{folder}/1.jpg", data)
        assert await pictures.get(f"{folder}/1.jpg") == data
    assert await pictures.keys(folder) == [f"{folder}/1.jpg"]


async def test_many_at_once_are_kept_apart(pictures: Pictures, folder: str) -> None:
    data = {f"{folder}/{n}.jpg": photo(n) for n in range(24)}
    await asyncio.gather(*(pictures.put(key, one) for key, one in data.items()))
    assert await asyncio.gather(*(pictures.get(key) for key in data)) == list(data.values())


async def test_a_reader_never_sees_half_a_picture(pictures: Pictures, folder: str) -> None:
    versions = [photo(n) + bytes(50_000) for n in range(4)]
    await pictures.put(f"{folder}/1.jpg", versions[0])
    _, *seen = await asyncio.gather(
        asyncio.gather(*(pictures.put(f"{folder}/1.jpg", version) for version in versions)),
        *(pictures.get(f"{folder}/1.jpg") for _ in range(12)),
    )
    assert all(one in versions for one in seen)


async def test_what_is_not_there_is_missing(pictures: Pictures, folder: str) -> None:
    await pictures.put(f"{folder}/1.jpg", photo(1))
    for key in (f"{folder}/2.jpg", folder, "nowhere/1.jpg"):
        with pytest.raises(PictureMissing):
            await pictures.get(key)


@pytest.mark.parametrize(
    "key",
    ["", "/etc/passwd", "../secret", "a/../../secret", "a//b", "a/", ".hidden", "a/.hidden", "a\\b", "a b", "a\n", "é",
     "%2e%2e/secret", "a\x00b", "https://example.org/a.jpg", "a?b", "a#b"],
)  # fmt: skip
async def test_a_key_that_could_lead_elsewhere_is_missing_and_never_written(pictures: Pictures, key: str) -> None:
    for use in (pictures.get(key), pictures.put(key, photo(1)), pictures.remove([key]), pictures.keys(key)):
        with pytest.raises(PictureMissing):
            await use


async def test_removing_what_is_gone_or_never_was_is_no_error(pictures: Pictures, folder: str) -> None:
    for n in (1, 2):
        await pictures.put(f"{folder}/{n}.jpg", photo(n))
    await pictures.remove([f"{folder}/1.jpg", f"{folder}/1.jpg", f"{folder}/never.jpg", "nowhere/1.jpg"])
    assert await pictures.keys(folder) == [f"{folder}/2.jpg"]
    await pictures.remove([])
    with pytest.raises(PictureMissing):
        await pictures.get(f"{folder}/1.jpg")


async def test_keys_are_all_below_the_folder_and_no_others(pictures: Pictures, folder: str) -> None:
    mine = [f"{folder}/a/1.jpg", f"{folder}/a/b/c/2.jpg", f"{folder}/a/b/3.jpg", f"{folder}/z.jpg"]
    for key in mine:
        await pictures.put(key, photo(1))
    await pictures.put(f"{folder}-other/1.jpg", photo(1))
    assert await pictures.keys(folder) == sorted(mine)
    assert await pictures.keys(f"{folder}/a/b") == sorted(mine[1:3])
    assert await pictures.keys("nowhere/at/all") == []
    await pictures.remove([f"{folder}-other/1.jpg"])


async def test_clearing_a_folder_leaves_nothing_of_it_and_all_of_the_others(pictures: Pictures, folder: str) -> None:
    keys = [
        f"{folder}/a/1.jpg",
        f"{folder}/a/2.jpg",
        f"{folder}/a/deeper/3.jpg",
        f"{folder}/ab/4.jpg",
        f"{folder}/5.jpg",
    ]
    for n, key in enumerate(keys):
        await pictures.put(key, photo(n))
    await pictures.clear(f"{folder}/a")
    assert await pictures.keys(f"{folder}/a") == []
    assert await pictures.keys(folder) == [f"{folder}/5.jpg", f"{folder}/ab/4.jpg"]
    await pictures.clear(f"{folder}/a")
    await pictures.clear(f"{folder}/never")
