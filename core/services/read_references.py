"""The pictures that travel to an engine. No bytes of the face, no paid call."""

import asyncio
import hashlib
from dataclasses import dataclass

from core import imaging
from core.errors import BadPhoto, PictureDamaged, PictureMissing, ReferenceMissing
from core.likeness import best_originals
from core.models import Model, Reference, ReferencePhoto, Way
from core.ports import OldPictures, Pictures
from core.prompts import originals_for
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
        references = [Reference(data, role) for data, role in zip(pictures, roles, strict=False)]
        if alike:
            references.append(Reference(await self.read(alike, model.id), LOOK))
        return tuple(references)

    async def for_scene(self, model: Model, start: str | None = None, way: Way = Way.PLAIN) -> tuple[Reference, ...]:
        """The face first: the lock, or on a model without one its first reference image. Then the picture that it
        starts from, if any, and originals, chosen by likeness and angle; the model's strength says how many.

        Raises ReferenceMissing when the face cannot be read. An original beside the lock that cannot be read is
        left out: the lock alone is still the face.
        """
        first = model.reference_images[0].source if model.reference_images else ""
        face = model.locked_reference_image or first
        needed = [(face, FACE), *([(start, STARTS[way])] if start else [])]
        others = [photo for photo in model.reference_images if photo.source != face]
        count = originals_for(model.strength) - (len(model.reference_images) - len(others))
        besides = [(photo.source, _role(photo)) for photo in best_originals(others, count)]
        wanted = [*needed, *besides]
        found = await asyncio.gather(*(self.read(source, model.id) for source, _ in wanted), return_exceptions=True)
        references = []
        for place, ((_, role), data) in enumerate(zip(wanted, found, strict=True)):
            if isinstance(data, bytes):
                references.append(Reference(data, role))
            elif place < len(needed) or not isinstance(data, ReferenceMissing):
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


def _role(photo: ReferencePhoto) -> str:
    """Engines use a view better when they are told which one it is."""
    if abs(photo.turn or 0.0) < A_LITTLE:
        return SAME_PERSON
    return f"{SAME_PERSON}, turned to the viewer's {'left' if (photo.turn or 0.0) < 0 else 'right'}"
