"""Retention: the pictures go before the rows that lead to them, also those that no row ever named."""

from dataclasses import dataclass, field

from core.models import Expired
from core.services.expire import Expire
from core.services.hold_lease import HoldLease
from core.services.read_references import ReadReferences
from core.services.recognise import Recognise
from tests.services.fakes import ColourFaces, OldShelf, Shelf, jpeg

FOLDER = "made/anna/with-abc"


@dataclass
class Old:
    """What has expired, once."""

    turns: list[Expired]
    forgotten: list[Expired] = field(default_factory=list)

    async def expired(self, days: int) -> Expired:
        return self.turns.pop(0) if self.turns else Expired((), ())

    async def forget(self, expired: Expired) -> None:
        self.forgotten.append(expired)


class Held:
    async def hold(self, name: str, holder: str, seconds: float) -> bool:
        return True

    async def release(self, name: str, holder: str) -> None: ...


async def test_a_scene_of_several_takes_along_what_a_kill_left_without_a_row() -> None:
    kept = [f"{FOLDER}/gen-10-1.jpg", f"{FOLDER}/pose-1.jpg", "made/anna/gen-1-1.jpg"]
    gone = [f"{FOLDER}/gen-1-1.jpg", f"{FOLDER}/gen-1-2.jpg", "made/anna/alone-1.jpg"]
    shelf = Shelf({key: jpeg() for key in (*kept, *gone)})
    old = Old([Expired(("gen-1", "alone"), (gone[0], gone[2]), (f"{FOLDER}/gen-1",))])
    recognise = Recognise(ColourFaces(), ReadReferences(shelf, OldShelf()))
    expire = Expire(old, shelf, recognise, HoldLease(Held(), "retention", "me", 5), 30)
    assert await expire() == 2
    assert sorted(shelf.stored) == sorted(kept)
    assert [one.generations for one in old.forgotten] == [("gen-1", "alone")]
