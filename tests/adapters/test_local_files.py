"""Pictures in a folder: whole or not at all, and never outside of it."""

import asyncio
from pathlib import Path

import pytest

from core.adapters.local_files import LocalPictures
from core.errors import PictureMissing, PicturesAway


@pytest.fixture
def pictures(tmp_path: Path) -> LocalPictures:
    return LocalPictures(tmp_path / "pictures")


async def test_what_was_put_is_what_is_got(pictures: LocalPictures) -> None:
    await pictures.put("photos/model-1/a_b.1.jpg", b"\x00\xff" * 1000)
    assert await pictures.get("photos/model-1/a_b.1.jpg") == b"\x00\xff" * 1000


async def test_putting_again_replaces(pictures: LocalPictures) -> None:
    await pictures.put("a.jpg", b"long old bytes")
    await pictures.put("a.jpg", b"new")
    assert await pictures.get("a.jpg") == b"new"


async def test_readers_never_see_half_a_picture(pictures: LocalPictures) -> None:
    versions = [bytes([n]) * 200_000 for n in range(8)]
    await pictures.put("a.jpg", versions[0])
    _, *seen = await asyncio.gather(
        asyncio.gather(*(pictures.put("a.jpg", version) for version in versions)),
        *(pictures.get("a.jpg") for _ in range(40)),
    )
    assert {len(set(one)) for one in seen} == {1}
    assert {len(one) for one in seen} == {200_000}
    assert await pictures.keys("a.jpg") == []


@pytest.mark.parametrize("key", ["nothing.jpg", "folder", "folder/a.jpg/b.jpg", "a" * 300])
async def test_what_is_not_there_is_missing(pictures: LocalPictures, key: str) -> None:
    await pictures.put("folder/a.jpg", b"1")
    with pytest.raises(PictureMissing):
        await pictures.get(key)


@pytest.mark.parametrize(
    "key",
    ["", "/etc/passwd", "../secret", "a/../../secret", "a//b", "a/", ".hidden", "a/.hidden", "a\\b", "a b", "a\n", "é",
     "a\x00b", "https://example.org/a.jpg", "a:b"],
)  # fmt: skip
async def test_no_key_leads_out_of_the_folder(pictures: LocalPictures, tmp_path: Path, key: str) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    with pytest.raises(PictureMissing):
        await pictures.get(key)
    with pytest.raises(PictureMissing):
        await pictures.put(key, b"x")
    with pytest.raises(PictureMissing):
        await pictures.remove([key])
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


async def test_removing_what_is_gone_is_no_error(pictures: LocalPictures) -> None:
    await pictures.put("a/1.jpg", b"1")
    await pictures.put("a/2.jpg", b"2")
    await pictures.remove(["a/1.jpg", "a/1.jpg", "never/there.jpg"])
    assert await pictures.keys("a") == ["a/2.jpg"]


async def test_keys_are_those_below_the_folder_and_no_half_written_ones(
    pictures: LocalPictures, tmp_path: Path
) -> None:
    for key in ("photos/m/2.jpg", "photos/m/1.jpg", "photos/other/3.jpg", "made/m/4.jpg"):
        await pictures.put(key, b"x")
    (tmp_path / "pictures" / "photos" / "m" / "1.jpg.abcd.part").write_bytes(b"half")
    assert await pictures.keys("photos/m") == ["photos/m/1.jpg", "photos/m/2.jpg"]
    assert await pictures.keys("photos") == ["photos/m/1.jpg", "photos/m/2.jpg", "photos/other/3.jpg"]
    assert await pictures.keys("nowhere") == []


async def test_the_folder_is_for_its_owner_alone(pictures: LocalPictures, tmp_path: Path) -> None:
    await pictures.put("photos/m/1.jpg", b"x")
    assert (tmp_path / "pictures").stat().st_mode & 0o077 == 0


async def test_a_put_that_fails_leaves_the_old_picture_and_no_rest(pictures: LocalPictures, tmp_path: Path) -> None:
    await pictures.put("a.jpg", b"old")
    with pytest.raises(TypeError):
        await pictures.put("a.jpg", "no bytes")  # type: ignore[arg-type]  # any failure while writing
    assert await pictures.get("a.jpg") == b"old"
    assert [path.name for path in (tmp_path / "pictures").iterdir()] == ["a.jpg"]


async def test_a_disk_that_refuses_is_away_and_no_surprise(tmp_path: Path) -> None:
    (tmp_path / "in-the-way").write_bytes(b"")
    with pytest.raises(PicturesAway, match="not stored"):
        await LocalPictures(tmp_path / "in-the-way").put("photos/a.jpg", b"new")


async def test_clearing_takes_half_written_files_and_the_folder_itself(tmp_path: Path) -> None:
    pictures = LocalPictures(tmp_path)
    await pictures.put("photos/anna/1.jpg", b"one")
    (tmp_path / "photos/anna/2.jpg.12ab.part").write_bytes(b"hal")
    await pictures.clear("photos/anna")
    assert [path.name for path in tmp_path.rglob("*")] == ["photos"]


async def test_a_folder_that_cannot_be_cleared_is_said_to_be_away(tmp_path: Path) -> None:
    pictures = LocalPictures(tmp_path)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "anna").write_bytes(b"a file where a folder should be")
    with pytest.raises(PicturesAway):
        await pictures.clear("photos/anna")


async def test_no_folder_outside_can_be_cleared(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    pictures = LocalPictures(tmp_path / "pictures")
    for folder in ("../kept", "", "/", "."):
        with pytest.raises(PictureMissing):
            await pictures.clear(folder)
    assert (tmp_path / "kept").is_dir()
