"""Pictures at rest: nothing readable is stored, nothing altered is returned, and a wrong key changes nothing."""

import asyncio
import base64
import logging
import os
import secrets
from pathlib import Path

import pytest

from core.adapters.encrypted import CHECK, HEADER, MAGIC, NONCE, TAG, EncryptedPictures, open_encrypted
from core.adapters.local_files import LocalPictures
from core.bootstrap import open_core
from core.errors import PictureDamaged, PictureMissing, PicturesAway, PicturesRefused
from core.picture_keys import PictureKey, key_file, make_key, parse_keys, read_keys
from core.settings import load_settings
from tests.fakes.pictures import encoded, photo, picture

PHOTO = photo(1)
KEY = "photos/model-1/1.jpg"
FIRST, SECOND, THIRD = (base64.urlsafe_b64encode(bytes([n]) * 32).decode() for n in (1, 2, 3))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "pictures"


@pytest.fixture
def inner(folder: Path) -> LocalPictures:
    return LocalPictures(folder)


def sealed(inner: LocalPictures, *keys: str) -> EncryptedPictures:
    return EncryptedPictures(inner, parse_keys(",".join(keys or (FIRST,))))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- what is stored ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data", [b"", b"x", PHOTO, secrets.token_bytes(3_000_000)], ids=["empty", "one", "photo", "3 MB"]
)
async def test_what_was_put_is_what_is_got_and_nothing_of_it_is_stored(
    inner: LocalPictures, folder: Path, data: bytes
) -> None:
    await sealed(inner).put(KEY, data)
    assert await sealed(inner).get(KEY) == data
    stored = contents(folder)[KEY]
    assert stored.startswith(MAGIC)
    assert len(stored) == HEADER + NONCE + TAG + len(data)
    assert all(data[at : at + 16] not in stored for at in range(0, min(len(data) - 16, 4000), 16))


async def test_the_same_picture_is_never_sealed_into_the_same_bytes(inner: LocalPictures, folder: Path) -> None:
    seen = set()
    for _ in range(20):
        await sealed(inner).put(KEY, PHOTO)
        seen.add(contents(folder)[KEY])
    assert len({one[HEADER : HEADER + NONCE] for one in seen}) == len(seen) == 20


async def test_side_by_side_every_picture_stays_itself(inner: LocalPictures) -> None:
    pictures = sealed(inner)
    data = {f"made/m/{n}.jpg": photo(n) + bytes(150_000 * (n % 2)) for n in range(40)}
    await asyncio.gather(*(pictures.put(key, one) for key, one in data.items()))
    assert await asyncio.gather(*(pictures.get(key) for key in data)) == list(data.values())


# --- what is altered --------------------------------------------------------------------------------------------------

REGIONS = {
    "magic": 0,
    "version": len(MAGIC) - 1,
    "nonce": HEADER,
    "first of the picture": HEADER + NONCE,
    "middle": 1500,
    "tag": -1,
}


@pytest.mark.parametrize("region", REGIONS)
async def test_a_flipped_bit_anywhere_is_noticed(inner: LocalPictures, region: str) -> None:
    await sealed(inner).put(KEY, PHOTO)
    stored = bytearray(await inner.get(KEY))
    stored[REGIONS[region]] ^= 1
    await inner.put(KEY, bytes(stored))
    with pytest.raises(PictureDamaged):
        await sealed(inner).get(KEY)


@pytest.mark.parametrize("length", [0, 1, len(MAGIC), HEADER, HEADER + NONCE + TAG - 1, 1000, -1])
async def test_what_is_cut_off_is_noticed(inner: LocalPictures, length: int) -> None:
    await sealed(inner).put(KEY, PHOTO)
    await inner.put(KEY, (await inner.get(KEY))[:length])
    with pytest.raises(PictureDamaged):
        await sealed(inner).get(KEY)


async def test_no_object_stands_in_for_another(inner: LocalPictures) -> None:
    pictures = sealed(inner)
    await pictures.put("photos/anna/1.jpg", photo(1))
    await pictures.put("photos/berta/1.jpg", photo(2))
    one, other = await inner.get("photos/anna/1.jpg"), await inner.get("photos/berta/1.jpg")
    await inner.put("photos/anna/1.jpg", other)
    await inner.put("photos/berta/1.jpg", one)
    for key in ("photos/anna/1.jpg", "photos/berta/1.jpg"):
        with pytest.raises(PictureDamaged):
            await pictures.get(key)


async def test_the_key_id_cannot_be_changed_to_another_configured_key(inner: LocalPictures) -> None:
    await sealed(inner, FIRST).put(KEY, PHOTO)
    stored = await inner.get(KEY)
    (other,) = parse_keys(SECOND)
    await inner.put(KEY, MAGIC + other.id + stored[HEADER:])
    with pytest.raises(PictureDamaged):
        await sealed(inner, FIRST, SECOND).get(KEY)


@pytest.mark.parametrize("rubbish", [b"", b"<html>", b"{}", b"\x00" * 100, b"keepface\x02" + bytes(100)])
async def test_what_is_neither_sealed_nor_a_picture_is_never_returned(inner: LocalPictures, rubbish: bytes) -> None:
    await inner.put(KEY, rubbish)
    with pytest.raises(PictureDamaged):
        await sealed(inner).get(KEY)


# --- older pictures and other keys ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
async def test_pictures_from_before_there_was_a_key_are_read_as_they_are(inner: LocalPictures, kind: str) -> None:
    await inner.put(KEY, encoded(picture(3), kind))
    assert await sealed(inner).get(KEY) == encoded(picture(3), kind)


async def test_after_a_new_key_in_front_old_pictures_open_and_new_ones_are_sealed_with_it(inner: LocalPictures) -> None:
    await sealed(inner, FIRST).put("a/old.jpg", photo(1))
    both = sealed(inner, SECOND, FIRST)
    await both.put("a/new.jpg", photo(2))
    assert [await both.get(key) for key in ("a/old.jpg", "a/new.jpg")] == [photo(1), photo(2)]
    assert await sealed(inner, SECOND).get("a/new.jpg") == photo(2)


async def test_a_key_that_is_not_configured_is_named_once_in_the_log_and_never_shown(
    inner: LocalPictures, caplog: pytest.LogCaptureFixture
) -> None:
    await sealed(inner, FIRST).put(KEY, PHOTO)
    wrong = sealed(inner, SECOND, THIRD)
    for _ in range(3):
        with pytest.raises(PicturesRefused) as no:
            await wrong.get(KEY)
    (key,) = parse_keys(FIRST)
    assert key.id.hex() in str(no.value)
    assert "PICTURE_KEY" in no.value.fix
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    said = caplog.text + str(no.value) + repr(wrong) + repr(parse_keys(FIRST))
    assert not any(secret in said for text in (FIRST, SECOND, THIRD) for secret in (text, text.rstrip("=")))
    assert repr(bytes([1]) * 32)[2:20] not in said


async def test_removing_and_listing_pass_through(inner: LocalPictures) -> None:
    pictures = sealed(inner)
    await pictures.put(KEY, PHOTO)
    assert await pictures.keys("photos") == [KEY]
    await pictures.remove([KEY])
    assert await pictures.keys("photos") == []
    with pytest.raises(PictureMissing):
        await pictures.get(KEY)


# --- at start ---------------------------------------------------------------------------------------------------------


async def test_a_wrong_key_is_refused_at_start_and_nothing_is_written(inner: LocalPictures, folder: Path) -> None:
    await (await open_encrypted(inner, FIRST, None)).put(KEY, PHOTO)
    before = contents(folder)
    with pytest.raises(PicturesRefused, match="not configured") as no:
        await open_encrypted(inner, SECOND, None)
    assert "put the key back" in no.value.fix
    assert contents(folder) == before
    assert await (await open_encrypted(inner, FIRST, None)).get(KEY) == PHOTO


async def test_a_key_in_front_takes_over_and_the_older_one_may_not_be_dropped_unnoticed(
    inner: LocalPictures, folder: Path
) -> None:
    await (await open_encrypted(inner, FIRST, None)).put(KEY, PHOTO)
    await open_encrypted(inner, f"{SECOND},{FIRST}", None)
    (second,) = parse_keys(SECOND)
    assert contents(folder)[CHECK].startswith(MAGIC + second.id)
    before = contents(folder)
    with pytest.raises(PicturesRefused, match="not configured"):
        await open_encrypted(inner, SECOND, None)
    with pytest.raises(PicturesRefused):
        await open_encrypted(inner, f"{SECOND},{THIRD}", None)
    assert contents(folder) == before
    again = await open_encrypted(inner, f"{SECOND}, {FIRST}", None)
    assert contents(folder) == before
    assert await again.get(KEY) == PHOTO


async def test_an_altered_check_object_is_refused_and_left(inner: LocalPictures, folder: Path) -> None:
    await open_encrypted(inner, FIRST, None)
    path = folder / CHECK
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    before = contents(folder)
    with pytest.raises(PicturesRefused, match="damaged"):
        await open_encrypted(inner, FIRST, None)
    assert contents(folder) == before


async def test_pictures_that_are_away_at_start_make_no_key(tmp_path: Path) -> None:
    class Away(LocalPictures):
        async def get(self, key: str) -> bytes:
            raise PicturesAway("503")

    with pytest.raises(PicturesRefused, match="cannot be reached: 503"):
        await open_encrypted(Away(tmp_path / "pictures"), "", tmp_path / "picture.key")
    assert list(tmp_path.iterdir()) == []


async def test_without_a_setting_a_key_file_is_made_once_for_this_user_alone(
    inner: LocalPictures, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "config" / "keepface" / "picture.key"
    await (await open_encrypted(inner, "", file)).put(KEY, PHOTO)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o077 == 0
    assert [path.name for path in file.parent.iterdir()] == ["picture.key"]
    text = file.read_text()
    assert "keep a copy" in caplog.text
    assert text.strip() not in caplog.text
    assert await (await open_encrypted(inner, "", file)).get(KEY) == PHOTO
    assert await (await open_encrypted(inner, text.strip(), None)).get(KEY) == PHOTO, "the file's text is a PICTURE_KEY"
    assert file.read_text() == text


async def test_a_lost_key_file_is_refused_and_no_new_one_is_made(inner: LocalPictures, tmp_path: Path) -> None:
    file = tmp_path / "picture.key"
    await open_encrypted(inner, "", file)
    file.rename(tmp_path / "elsewhere.key")
    with pytest.raises(PicturesRefused, match="their key is gone"):
        await open_encrypted(inner, "", file)
    assert not file.exists()


async def test_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    made = await asyncio.gather(*(asyncio.to_thread(make_key, tmp_path / "picture.key") for _ in range(16)))
    assert len(set(made)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["picture.key"]


@pytest.mark.parametrize("text", ["", "no key", "AAAA", "é"])
def test_a_key_file_without_a_key_is_refused_and_left(tmp_path: Path, text: str) -> None:
    file = tmp_path / "picture.key"
    file.write_text(text)
    with pytest.raises(PicturesRefused, match=r"picture\.key"):
        read_keys(file)
    assert file.read_text() == text


def test_a_place_that_cannot_be_written_is_named_with_the_fix(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(PicturesRefused, match="No picture key can be kept") as no:
        make_key(tmp_path / "file" / "keepface" / "picture.key")
    assert "PICTURE_KEY" in no.value.fix


def test_the_key_file_is_outside_of_the_data_and_follows_the_configuration_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert key_file(tmp_path / "my.key") == tmp_path / "my.key"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    assert key_file(None) == tmp_path / ".config" / "keepface" / "picture.key"
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    assert key_file(None) == tmp_path / ".config" / "keepface" / "picture.key"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    assert key_file(None) == tmp_path / "xdg" / "keepface" / "picture.key"


@pytest.mark.parametrize("text", [FIRST, FIRST.rstrip("="), base64.b64encode(b"\xfb\xff" * 16).decode()])
def test_both_alphabets_of_base64_are_read(text: str) -> None:
    assert [len(key.secret) for key in parse_keys(text)] == [32]


@pytest.mark.parametrize("text", ["x", FIRST[:-4], FIRST + "AAAA", f"{FIRST},", f"{FIRST},,{SECOND}", "é" * 43])
def test_a_key_of_another_form_is_refused_without_quoting_it(text: str) -> None:
    with pytest.raises(ValueError, match=r"^key \d is not base64 of 32 bytes$"):
        parse_keys(text)


def test_a_key_that_is_named_twice_counts_once() -> None:
    assert parse_keys(f"{FIRST},{FIRST}") == (PictureKey(bytes([1]) * 32),)


# --- through the one way in -------------------------------------------------------------------------------------------


async def test_the_core_stores_sealed_pictures_and_does_not_start_with_a_wrong_key(dsn: str, tmp_path: Path) -> None:
    common: dict[str, object] = {"database_url": dsn, "data_dir": tmp_path / "data", "engines": "offline"}
    async with open_core(load_settings(_env_file=None, **common, picture_key=FIRST)) as core:
        await core.pictures.put(KEY, PHOTO)
        assert await core.pictures.get(KEY) == PHOTO
    before = contents(tmp_path / "data")
    assert len(before) == 2
    assert not any(marker in data for data in before.values() for marker in (b"\xff\xd8\xff", b"JFIF", b"PNG", b"WEBP"))

    with pytest.raises(PicturesRefused) as no:
        async with open_core(load_settings(_env_file=None, **common, picture_key=SECOND)):
            pass
    assert FIRST not in str(no.value)
    assert SECOND not in str(no.value)
    assert contents(tmp_path / "data") == before
    async with open_core(load_settings(_env_file=None, **common, picture_key=f"{SECOND},{FIRST}")) as core:
        assert await core.pictures.get(KEY) == PHOTO


async def test_a_key_file_is_made_where_the_settings_say(dsn: str, tmp_path: Path) -> None:
    assert not os.environ["PICTURE_KEY_FILE"].startswith(str(Path.home()))
    file = tmp_path / "keys" / "picture.key"
    settings = load_settings(
        _env_file=None, database_url=dsn, data_dir=tmp_path / "data", engines="offline", picture_key_file=file
    )
    async with open_core(settings) as core:
        await core.pictures.put(KEY, PHOTO)
    assert len(read_keys(file)) == 1
