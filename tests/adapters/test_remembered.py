"""Pictures in memory: bounded, and never more than what the store has."""

import asyncio
from collections.abc import Sequence

import pytest

from core.adapters.remembered import RememberedPictures
from core.errors import PictureMissing, PicturesAway


class Shelf:
    """A store that counts what is read of it, and that can be slow or away."""

    def __init__(self) -> None:
        self.there: dict[str, bytes] = {}
        self.reads: list[str] = []
        self.open = asyncio.Event()
        self.open.set()
        self.away = False

    async def put(self, key: str, data: bytes) -> None:
        if self.away:
            raise PicturesAway("not now")
        self.there[key] = data

    async def get(self, key: str) -> bytes:
        self.reads.append(key)
        if key not in self.there:
            raise PictureMissing(key)
        data = self.there[key]
        await self.open.wait()
        return data

    async def remove(self, keys: Sequence[str]) -> None:
        for key in keys:
            self.there.pop(key, None)

    async def keys(self, folder: str) -> list[str]:
        return [key for key in self.there if key.startswith(f"{folder}/")]

    async def clear(self, folder: str) -> None:
        await self.remove(await self.keys(folder))


async def test_a_picture_is_read_once_and_what_was_put_is_not_read_at_all() -> None:
    shelf = Shelf()
    shelf.there["made/a/1.jpg"] = b"one"
    pictures = RememberedPictures(shelf)
    await pictures.put("made/a/2.jpg", b"two")
    assert [await pictures.get(f"made/a/{n}.jpg") for n in (1, 2, 1, 2)] == [b"one", b"two", b"one", b"two"]
    assert shelf.reads == ["made/a/1.jpg"]


async def test_the_room_is_bounded_and_the_one_used_longest_ago_makes_way() -> None:
    shelf = Shelf()
    pictures = RememberedPictures(shelf, most_bytes=10, largest=6)
    for key, data in (("a", b"1234"), ("b", b"1234")):
        await pictures.put(key, data)
    await pictures.get("a")
    await pictures.put("c", b"1234")
    await pictures.put("large", b"1234567")
    for key in ("a", "c", "b", "large"):
        await pictures.get(key)
    assert shelf.reads == ["b", "large"]


@pytest.mark.parametrize("way", ["remove", "clear"])
async def test_what_is_gone_is_gone_also_when_it_was_being_read_in_that_moment(way: str) -> None:
    shelf = Shelf()
    shelf.there["made/a/1.jpg"] = b"one"
    pictures = RememberedPictures(shelf)
    await pictures.put("made/a/2.jpg", b"two")
    shelf.open.clear()
    reading = asyncio.ensure_future(pictures.get("made/a/1.jpg"))
    await asyncio.sleep(0)
    if way == "remove":
        await pictures.remove(["made/a/1.jpg", "made/a/2.jpg"])
    else:
        await pictures.clear("made/a")
    shelf.open.set()
    await reading
    for n in (1, 2):
        with pytest.raises(PictureMissing):
            await pictures.get(f"made/a/{n}.jpg")


async def test_what_could_not_be_stored_is_not_remembered() -> None:
    shelf = Shelf()
    pictures = RememberedPictures(shelf)
    await pictures.put("a", b"old")
    shelf.away = True
    with pytest.raises(PicturesAway):
        await pictures.put("a", b"new")
    assert await pictures.get("a") == b"old"
