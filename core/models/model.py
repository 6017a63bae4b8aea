"""A model: one person that a user makes pictures of."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from core.models.limits import IDEA_LENGTH, Ratio


class Analysis(BaseModel):
    """What the analyst saw in the reference images: visible features as art direction, never identity."""

    # No error about it may quote the description of a person.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    face_shape: Annotated[str, Field(max_length=300, description="Shape of face, jaw, chin, cheekbones")]
    eyes: Annotated[str, Field(max_length=300, description="Colour, shape, spacing")]
    brows: Annotated[str, Field(max_length=300)]
    nose: Annotated[str, Field(max_length=300)]
    lips: Annotated[str, Field(max_length=300)]
    hair: Annotated[str, Field(max_length=300, description="Hairline, colour, length, texture, styling")]
    skin: Annotated[str, Field(max_length=300, description="Tone and texture")]
    marks: Annotated[str, Field(max_length=300, description="Moles, freckles, scars, glasses, beard; empty if none")]
    apparent_age: Annotated[str, Field(max_length=100, description="A range such as '30 to 35'")]
    build: Annotated[str, Field(max_length=200)]
    portrait_prompt: Annotated[
        str, Field(max_length=3000, description="Prompt for a new close-up portrait of this same person")
    ]
    warnings: Annotated[
        list[Annotated[str, Field(max_length=300)]],
        Field(max_length=5, description="What could spoil the likeness: blur, covered face, different people"),
    ]
    # Rows from before it was asked for have none.
    ideas: Annotated[
        list[Annotated[str, Field(max_length=IDEA_LENGTH)]],
        Field(max_length=6, description="Scenes that suit this person"),
    ] = Field(default_factory=list)


class Stage(StrEnum):
    """Where a model stands, and so what its user may do next."""

    COLLECTING = "collecting"  # fewer than three photos
    DRAWING = "drawing"  # the candidates are being made
    CHOOSING = "choosing"  # candidates wait for a choice, or for another try
    LOCKED = "locked"  # scenes are drawn with the locked reference
    UNLOCKED = "unlocked"  # a row of the older web system: scenes fall back to its first reference image


@dataclass(frozen=True)
class ReferencePhoto:
    """One of a model's reference images: where its bytes are, and what tells it from the others.

    `source` is a key of our picture store, or, on rows of the older web system, a data URL or URL.
    """

    source: str
    fingerprint: str = ""  # perceptual, see core/imaging/fingerprint.py; empty on old rows
    message_id: int = 0
    # What the face engine saw; None where it did not look.
    faces: int | None = None
    turn: float | None = None  # as in Face
    alike: float | None = None  # to the other photos of the model, see core/likeness.py


class Gate(StrEnum):
    """How much likeness a model's scenes must have before they are shown without another try."""

    STRICT = "strict"
    NORMAL = "normal"
    OFF = "off"  # nothing is measured


@dataclass(frozen=True)
class Model:
    """One person that a user makes pictures of."""

    id: str
    owner: int
    name: str
    stage: Stage
    reference_images: tuple[ReferencePhoto, ...] = ()
    analysis: Analysis | None = None
    portrait_prompt: str | None = None
    locked_reference_image: str | None = None
    aspect_ratio: Ratio = "3:4"
    pictures_per_scene: int = 1
    negative_prompt: str = ""
    strength: float = 0.6
    gate: Gate = Gate.NORMAL
    engine: str = ""  # that its user chose; empty: the first of the chain

    @property
    def unnamed(self) -> bool:
        """It still has a name like the one it was made with: a word in the language of its user, and a number."""
        return re.fullmatch(r"[^\W\d]+ \d+", self.name) is not None

    def answers_to(self, name: str) -> bool:
        """Whether @name means this one: spaces and letter case do not count."""
        return _spoken(self.name) == _spoken(name)


def _spoken(name: str) -> str:
    return name.casefold().replace(" ", "")
