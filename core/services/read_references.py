"""The pictures that travel to an engine. No bytes of the face, no paid call."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from core import imaging
from core.errors import BadPhoto, PictureDamaged, PictureMissing, ReferenceMissing
from core.likeness import best_originals
from core.models import Model, Reference, ReferencePhoto, Way
from core.ports import OldPictures, Pictures
from core.prompts import labels_of, originals_for
from core.threads import in_thread

FACE = "the face reference"
SAME_PERSON = "another photo of the same person"
A_LITTLE = 0.2  # of the distance between the eyes
STARTS = {
    Way.VARIATION: "a picture whose place, clothes and mood to keep",
    Way.EDIT: "the picture to edit",
    Way.LARGER: "the picture to draw once more",
    Way.POSE: "a photo whose pose and place to use",
}
MOST_REFERENCES = 10  # of the 14 that an engine takes: with several people each one's photos become fewer
LOOK = "an earlier portrait whose light, crop and mood to keep"


@dataclass(frozen=True)
class ReadReferences:
    pictures: Pictures
    old_pictures: OldPictures

    async def for_candidates(self, model: Model, alike: str | None) -> tuple[Reference, ...]:
        """All of the user's photos, then the portrait that the new ones shall be like.

        Raises ReferenceMissing if any of them cannot be read.
        """
        sources = [photo.source for photo in model.reference_images]
        pictures = await asyncio.gather(*(self.read(source, model.id) for source in sources))
        roles = [FACE, *map(_role, model.reference_images[1:])]
        references = [
            Reference(data, role, "other" if place else "face")
            for place, (data, role) in enumerate(zip(pictures, roles, strict=False))
        ]
        if alike:
            references.append(Reference(await self.read(alike, model.id), LOOK))
        return tuple(references)

    async def for_scene(
        self, model: Model, start: str | None = None, way: Way = Way.PLAIN, companions: Sequence[Model] = ()
    ) -> tuple[Reference, ...]:
        """The faces first, one of each person: the lock, or on a model without one its first reference image. Then the
        picture that it starts from, if any, and originals, chosen by likeness and angle; each model's strength says
        how many, and in turn, so that everybody has some of the room.

        Raises ReferenceMissing when any of the faces cannot be read. An original beside the lock that cannot be read
        is left out: the lock alone is still the face.
        """
        people = (model, *companions)
        labels = labels_of(len(people)) if companions else ("",)
        wanted = [(face_of(one), one.id, _of(FACE, label)) for one, label in zip(people, labels, strict=True)]
        wanted += [(start, model.id, STARTS[way])] if start else []
        needed = len(wanted)
        wanted += [(photo.source, one.id, _role(photo, label)) for one, label, photo in _in_turn(people, labels)]
        wanted = wanted[:MOST_REFERENCES]
        found = await asyncio.gather(*(self.read(source, of) for source, of, _ in wanted), return_exceptions=True)
        references = []
        for place, ((_, _, role), data) in enumerate(zip(wanted, found, strict=True)):
            if isinstance(data, bytes):
                references.append(Reference(data, role, _kind(place, len(people), needed)))
            elif place < needed or not isinstance(data, ReferenceMissing):
                raise data
        return tuple(references)

    async def read(self, source: str, model_id: str) -> bytes:
        """A picture of this model by its key or, on old rows, its address; as JPEG of at most 1536 pixels a side.

        Raises ReferenceMissing, but not while the pictures are only away for a time.
        """
        try:
            if source.startswith(("data:", "http:", "https:")):
                data = await self._read_old(source, model_id)
            else:
                data = await self.pictures.get(source)
            return await in_thread(imaging.for_engine, data)
        except (PictureMissing, PictureDamaged, BadPhoto) as error:
            # Without what may be a picture or a signature.
            raise ReferenceMissing(source[:80].partition("?")[0].partition(",")[0]) from error

    async def _read_old(self, source: str, model_id: str) -> bytes:
        """Kept under a key of ours at its first use: signed addresses run out, and the row stays as it is."""
        key = f"photos/{model_id}/old-{hashlib.sha256(source.encode()).hexdigest()[:24]}.jpg"
        try:
            return await self.pictures.get(key)
        except (PictureMissing, PictureDamaged):
            data = (await in_thread(imaging.normalise, await self.old_pictures.read(source))).data
            await self.pictures.put(key, data)
            return data


def face_of(model: Model) -> str:
    """Where the picture is that its face is taken from; empty if there is none."""
    first = model.reference_images[0].source if model.reference_images else ""
    return model.locked_reference_image or first


def _in_turn(people: Sequence[Model], labels: Sequence[str]) -> list[tuple[Model, str, ReferencePhoto]]:
    """The first original of each person, then the second of each."""
    queues = []
    for model, label in zip(people, labels, strict=True):
        others = [photo for photo in model.reference_images if photo.source != face_of(model)]
        count = originals_for(model.strength) - (len(model.reference_images) - len(others))
        queues.append([(model, label, photo) for photo in best_originals(others, count)])
    return [one for rank in zip_longest(*queues) for one in rank if one]


def _kind(place: int, people: int, needed: int) -> Literal["face", "start", "other"]:
    return "face" if place < people else "start" if place < needed else "other"


def _of(role: str, label: str) -> str:
    return f"{role} of {label}" if label else role


def _role(photo: ReferencePhoto, label: str = "") -> str:
    """Engines use a view better when they are told which one it is."""
    role = _of("another photo", label) if label else SAME_PERSON
    if abs(photo.turn or 0.0) < A_LITTLE:
        return role
    return f"{role}, turned to the viewer's {'left' if (photo.turn or 0.0) < 0 else 'right'}"
