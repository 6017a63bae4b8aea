"""A picture, whose face is in it, and how it was made."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from core.models.limits import Ratio, Size


def made_folder(model_id: str, companions: Sequence[str] = ()) -> str:
    """Where pictures of a model are kept. Those that show others too have a folder of their own, so that whoever of
    them is erased takes it away; its name is nobody's id, for an empty folder may outlast them.
    """
    together = hashlib.sha256("\n".join(sorted(companions)).encode()).hexdigest()[:24]
    return f"made/{model_id}/with-{together}" if companions else f"made/{model_id}"


Unmeasured = Literal["", "no_face", "too_small", "missing", "no_reference", "stylised", "unavailable", "off"]


@dataclass(frozen=True)
class Likeness:
    """How near the best face of a picture is to its model: cosines, -1 to 1; see core/likeness.py for their meaning."""

    photos: float | None = None  # to the mean of the reference images
    lock: float | None = None  # to the locked reference
    unmeasured: Unmeasured = ""  # why there is no score

    @property
    def score(self) -> float | None:
        """The one that decides: the photos are the person, the lock is a picture of it."""
        return self.lock if self.photos is None else self.photos


OFFLINE_ENGINE = "offline-studio"


@dataclass(frozen=True)
class Making:
    """What an engine was told for a picture, and what it answered besides. Costs in dollars, times in seconds."""

    prompt: str = ""
    references: tuple[str, ...] = ()  # the first 12 hex digits of each one's SHA-256, in the order sent
    seed: int | None = None
    size: Size = "1K"
    ratio: Ratio = "3:4"
    finish_reason: str = ""
    cost_usd: float = 0.0
    seconds: float = 0.0


@dataclass(frozen=True)
class Picture:
    """A generated picture that is safely stored. `key` names the clean bytes as the engine gave them."""

    generation_id: str
    n: int
    key: str
    mime: str
    engine: str
    width: int = 0
    height: int = 0
    likeness: Likeness = Likeness(unmeasured="off")
    tries: int = 1  # how often this picture was drawn; the one nearest to the model is shown
    making: Making | None = None  # None on pictures from before it was noted
    starred: bool = False
    # Of a scene with several people: how near each one's face is, in their order; `likeness` is that of the least near.
    faces: tuple[Likeness, ...] = ()

    @property
    def is_preview(self) -> bool:
        """Made by the offline studio, and so no AI picture."""
        return self.engine == OFFLINE_ENGINE


@dataclass(frozen=True)
class Face:
    """A face that the face engine saw, in pixels of the upright picture; the box may reach over its edge."""

    x: float
    y: float
    width: float
    height: float
    score: float  # 0–1: how sure the detector is
    landmarks: tuple[tuple[float, float], ...]  # x, y of the person's right eye, left eye, nose, right and left mouth
    sharpness: float = 0.0  # variance of the Laplacian of the grey box at 128×128: about 20 is blurred
    brightness: float = 0.0  # mean of the grey box, 0–255
    turn: float = 0.0  # the nose's way from the middle between the eyes, in eye distances: < 0 to the viewer's left
    covered: bool = False  # sunglasses, a mask, a hand
    # 128 numbers of unit length. Biometric: kept in memory alone, in no row and no log.
    embedding: tuple[float, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Page:
    """Some pictures of a model, newest first. `file_ids` are Telegram's, where it has shown them before."""

    pictures: tuple[Picture, ...]
    file_ids: tuple[str | None, ...]
    first: int  # of the model's pictures, from 1
    total: int
    starred: bool = False
    newest: datetime | None = None  # when the first and the last of these were asked for
    oldest: datetime | None = None

    @property
    def last(self) -> int:
        return self.first + len(self.pictures) - 1
