"""Emptying the folders of an erasure: repeated until it is so, told once, and never beside another process."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import IO

import pytest

from core.errors import ChatGone, CoreError, DeliveryDelayed, PicturesAway, PicturesRefused
from core.models import Belongings, Erasure, Export
from core.services.erase import LONGEST_WAIT, EmptyFolders
from core.services.read_references import ReadReferences
from core.services.recognise import Recognise
from tests.services.fakes import ColourFaces, OldShelf, Shelf, jpeg

ERASURE = Erasure("A1B2C3D4", 7, 7, True, ("a", "b"), {}, 0, datetime.now(UTC))


@dataclass
class Tombstones:
    """One erasure. `busy` says how often a run is still under way."""

    erasure: Erasure | None = ERASURE
    busy: int = 0
    ours: bool = True
    waits: list[float] = field(default_factory=list)

    async def belongings(self, user_id: int, model_id: str | None) -> Belongings:
        raise NotImplementedError

    async def begin(self, user_id: int, chat_id: int, model_id: str | None) -> Erasure | None:
        raise NotImplementedError

    async def due(self, seconds: float) -> Erasure | None:
        if self.erasure:
            self.erasure = replace(self.erasure, tries=self.erasure.tries + 1)
        return self.erasure

    async def under_way(self, erasure: Erasure) -> bool:
        self.busy -= 1
        return self.busy >= 0

    async def later(self, erasure: Erasure, seconds: float) -> bool:
        self.waits.append(seconds)
        return self.ours

    async def done(self, erasure: Erasure) -> None:
        self.erasure = None


@dataclass
class Mailbox:
    trouble: CoreError | None = None
    told: list[str] = field(default_factory=list)

    async def erased(self, erasure: Erasure) -> None:
        if self.trouble:
            raise self.trouble
        self.told.append("receipt")

    async def erasing_takes_longer(self, erasure: Erasure) -> None:
        self.told.append("longer")

    async def part(self, export: Export, file: IO[bytes], name: str) -> None: ...

    async def exported(self, export: Export) -> None: ...

    async def export_failed(self, export: Export) -> None: ...


@dataclass
class Stubborn(Shelf):
    """A shelf that cannot be emptied `times` times, where it cannot be: in folders with `where` in their name."""

    times: int = 0
    where: str = ""
    error: CoreError = field(default_factory=lambda: PicturesAway("away"))

    async def clear(self, folder: str) -> None:
        if self.times and self.where in folder:
            self.times -= 1
            raise self.error
        await super().clear(folder)


def shelf() -> Stubborn:
    keys = ("photos/a/1.jpg", "made/a/1.jpg", "made/b/1.jpg", "made/ab/1.jpg", "photos/c/1.jpg")
    return Stubborn({key: jpeg("red") for key in keys})


def emptied(tombstones: Tombstones, pictures: Shelf, mailbox: Mailbox) -> tuple[EmptyFolders, Recognise]:
    recognise = Recognise(ColourFaces(), ReadReferences(pictures, OldShelf()))
    return EmptyFolders(tombstones, pictures, recognise, mailbox, claim=30), recognise


async def test_the_models_folders_are_empty_and_no_other_before_the_receipt() -> None:
    tombstones, pictures, mailbox = Tombstones(), shelf(), Mailbox()
    empty, _ = emptied(tombstones, pictures, mailbox)
    assert await empty()
    assert sorted(pictures.stored) == ["made/ab/1.jpg", "photos/c/1.jpg"]
    assert (mailbox.told, tombstones.erasure) == (["receipt"], None)
    assert not await empty()


async def test_the_receipt_waits_for_what_is_under_way_and_the_last_look_comes_after_it() -> None:
    tombstones, pictures, mailbox = Tombstones(busy=2), shelf(), Mailbox()
    empty, _ = emptied(tombstones, pictures, mailbox)
    await empty()
    assert mailbox.told == []
    await pictures.put("made/a/late.jpg", b"late")
    await empty()
    await pictures.put("made/a/later.jpg", b"later")
    await empty()
    assert mailbox.told == ["receipt"]
    assert not [key for key in pictures.stored if "/a/" in key]


@pytest.mark.parametrize("error", [PicturesAway("away"), PicturesRefused("key", "another key")])
async def test_a_store_that_fails_is_asked_again_later_each_time_and_its_user_told_once(error: CoreError) -> None:
    tombstones, pictures, mailbox = Tombstones(), replace(shelf(), times=12, where="photos/a", error=error), Mailbox()
    empty, _ = emptied(tombstones, pictures, mailbox)
    for _ in range(12):
        await empty()
    assert tombstones.waits == [min(2.0**n, LONGEST_WAIT) for n in range(1, 13)]
    assert mailbox.told == ["longer"]
    assert [key for key in pictures.stored if "/a/" in key or "/b/" in key] == ["photos/a/1.jpg"]  # the rest is gone
    await empty()
    assert mailbox.told == ["longer", "receipt"]


async def test_a_receipt_that_cannot_be_sent_is_sent_later_and_nobody_there_needs_none() -> None:
    tombstones, mailbox = Tombstones(), Mailbox(DeliveryDelayed())
    empty, _ = emptied(tombstones, shelf(), mailbox)
    await empty()
    assert tombstones.erasure is not None
    mailbox.trouble = None
    await empty()
    assert mailbox.told == ["receipt"]
    assert not await empty()

    tombstones, mailbox = Tombstones(), Mailbox(ChatGone())
    empty, _ = emptied(tombstones, shelf(), mailbox)
    await empty()
    assert tombstones.erasure is None


async def test_what_another_process_took_over_is_left_to_it() -> None:
    tombstones, mailbox = Tombstones(ours=False), Mailbox()
    empty, _ = emptied(tombstones, shelf(), mailbox)
    await empty()
    assert mailbox.told == []
    assert tombstones.erasure is not None


async def test_faces_that_were_seen_in_its_pictures_are_forgotten() -> None:
    pictures, faces = shelf(), ColourFaces()
    recognise = Recognise(faces, ReadReferences(pictures, OldShelf()))
    for key in pictures.stored:
        await recognise.look(pictures.stored[key], key)
    await EmptyFolders(Tombstones(), pictures, recognise, Mailbox(), claim=30)()
    assert set(recognise._seen) == {"made/ab/1.jpg", "photos/c/1.jpg"}
