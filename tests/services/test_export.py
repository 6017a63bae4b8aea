"""Exports in parts: none too large, nothing twice, nothing left out, whatever interrupts them."""

import io
import zipfile
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import pytest

from core.errors import ChatGone, DeliveryDelayed, PicturesAway
from core.models import OFFLINE_ENGINE, Erasure, Export, Shot
from core.services.export import MOST_TRIES, PackExport
from tests.services.fakes import Shelf, jpeg

PART = 20_000


@dataclass
class Orders:
    """The exports table, with one row."""

    export: Export | None = field(default_factory=lambda: Export(7, 7))
    lost_after: int = 10_000  # calls of `hold`
    keys: list[str] = field(default_factory=list)

    async def ask(self, user_id: int, chat_id: int, model_id: str | None = None, *, starred: bool = False) -> bool:
        return self.export is None

    async def shots(self, model_id: str, *, starred: bool) -> list[Shot]:
        asked_at = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
        return [Shot(key, OFFLINE_ENGINE if n % 2 else "engine-a", asked_at) for n, key in enumerate(self.keys)]

    async def due(self, seconds: float) -> Export | None:
        if self.export:
            self.export = replace(self.export, tries=self.export.tries + 1)
        return self.export

    async def hold(self, export: Export, seconds: float) -> bool:
        self.lost_after -= 1
        if self.lost_after < 0:
            return False
        self.export = export
        return True

    async def done(self, export: Export) -> None:
        self.export = None

    async def rows(self, user_id: int) -> dict[str, list[dict[str, Any]]]:
        pictures = [{"key": key, "engine": "engine-a", "created_at": key} for key in self.keys]
        return {"models": [{"id": "m"}], "pictures": pictures}


@dataclass
class Mailbox:
    """What arrives. `troubles` are raised by the next parts, None lets one through."""

    parts: list[bytes] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    troubles: list[Exception | None] = field(default_factory=list)

    async def part(self, export: Export, file: IO[bytes], name: str) -> None:
        if self.troubles and (trouble := self.troubles.pop(0)):
            raise trouble
        file.seek(0)
        self.parts.append(file.read())
        self.called.append(name)

    async def exported(self, export: Export) -> None:
        self.ends.append(f"{export.sent} in {export.parts}")

    async def export_failed(self, export: Export) -> None:
        self.ends.append("failed")

    async def erased(self, erasure: Erasure) -> None: ...

    async def erasing_takes_longer(self, erasure: Erasure) -> None: ...

    def names(self) -> list[str]:
        return [name for part in self.parts for name in zipfile.ZipFile(io.BytesIO(part)).namelist()]


def packed(folder: Path, pictures: int = 30) -> tuple[PackExport, Orders, Mailbox]:
    keys = [f"made/m/{n:03}.jpg" for n in range(pictures)]
    shelf = Shelf({key: jpeg("teal", (200, 200)) for key in keys})
    orders, mailbox = Orders(keys=keys), Mailbox()
    return PackExport(orders, shelf, mailbox, folder, claim=1, part_bytes=PART), orders, mailbox


async def test_many_pictures_come_in_parts_that_are_not_too_large_each_once(tmp_path: Path) -> None:
    pack, orders, mailbox = packed(tmp_path)
    assert await pack()
    assert len(mailbox.parts) > 1
    assert max(map(len, mailbox.parts)) < PART + 3000  # and the list of names at a zip's end
    assert mailbox.names() == ["data.json", *(f"pictures/{key}" for key in orders.keys)]
    assert mailbox.ends == [f"30 in {len(mailbox.parts)}"]
    assert orders.export is None
    assert list(tmp_path.iterdir()) == []


async def test_a_picture_larger_than_a_part_comes_alone(tmp_path: Path) -> None:
    pack, orders, mailbox = packed(tmp_path, 2)
    pack.pictures.stored[orders.keys[1]] = jpeg() + bytes(2 * PART)  # type: ignore[attr-defined]  # a Shelf
    await pack()
    assert mailbox.names() == ["data.json", *(f"pictures/{key}" for key in orders.keys)]


@pytest.mark.parametrize("trouble", [PicturesAway("a moment"), DeliveryDelayed("a moment"), RuntimeError("surprise")])
async def test_what_was_sent_before_an_interruption_is_not_sent_again(tmp_path: Path, trouble: Exception) -> None:
    pack, orders, mailbox = packed(tmp_path)
    mailbox.troubles = [None, trouble]
    try:
        await pack()
    except RuntimeError:
        assert isinstance(trouble, RuntimeError)
    assert len(mailbox.parts) == 1
    await pack()
    assert mailbox.names() == ["data.json", *(f"pictures/{key}" for key in orders.keys)]
    assert len(mailbox.ends) == 1
    assert list(tmp_path.iterdir()) == []


async def test_an_export_that_is_no_longer_ours_sends_nothing_more(tmp_path: Path) -> None:
    """Its user was erased, or another process took it over."""
    pack, orders, mailbox = packed(tmp_path)
    orders.lost_after = 3
    assert await pack()
    assert (mailbox.parts, mailbox.ends) == ([], [])


async def test_nobody_there_ends_it_and_so_does_endless_trouble(tmp_path: Path) -> None:
    pack, orders, mailbox = packed(tmp_path)
    mailbox.troubles = [ChatGone()]
    await pack()
    assert (orders.export, mailbox.ends) == (None, [])

    pack, orders, mailbox = packed(tmp_path)
    mailbox.troubles = [PicturesAway("for ever")] * 99
    for _ in range(MOST_TRIES + 1):
        assert await pack()
    assert (orders.export, mailbox.ends) == (None, ["failed"])
    assert not await pack()


async def test_a_user_without_a_picture_gets_the_rows(tmp_path: Path) -> None:
    pack, _, mailbox = packed(tmp_path, 0)
    await pack()
    assert (mailbox.names(), mailbox.ends) == (["data.json"], ["0 in 1"])


def of_a_model(folder: Path, pictures: int = 30) -> tuple[PackExport, Orders, Mailbox]:
    pack, orders, mailbox = packed(folder, pictures)
    orders.export = Export(7, 7, model_id="m", name="Anna Lena / №1", starred=True)
    return pack, orders, mailbox


def numbered(pictures: int) -> list[str]:
    return [f"2026-11-24-{n:03}.jpg" for n in range(1, pictures + 1)]


async def test_a_models_pictures_are_called_by_date_and_number_and_only_ai_pictures_are_marked(tmp_path: Path) -> None:
    pack, _, mailbox = of_a_model(tmp_path)
    assert await pack()
    assert len(mailbox.parts) > 1
    assert mailbox.names() == numbered(30)
    assert mailbox.called[:2] == ["keepface-anna-lena-1-kept-1.zip", "keepface-anna-lena-1-kept-2.zip"]
    with zipfile.ZipFile(io.BytesIO(mailbox.parts[0])) as archive:
        marked = [b"trainedAlgorithmicMedia" in archive.read(name) for name in archive.namelist()[:2]]
    assert marked == [True, False], "the second one is a preview"
    assert mailbox.ends == [f"30 in {len(mailbox.parts)}"]


async def test_a_models_parts_are_sent_once_each_over_an_interruption(tmp_path: Path) -> None:
    pack, orders, mailbox = of_a_model(tmp_path)
    mailbox.troubles = [None, DeliveryDelayed("a moment")]
    await pack()
    orders.keys.append("made/m/later.jpg")  # drawn meanwhile
    pack.pictures.stored["made/m/later.jpg"] = jpeg("teal", (200, 200))  # type: ignore[attr-defined]  # a Shelf
    await pack()
    assert mailbox.names() == numbered(31)
    assert len(mailbox.ends) == 1
