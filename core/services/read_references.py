"""The pictures that travel to an engine. No bytes of the face, no paid call."""

from dataclasses import dataclass

from core import imaging
from core.errors import BadPhoto, PictureMissing, ReferenceMissing
from core.models import Model, Reference
from core.ports import OldPictures, Pictures
from core.prompts import originals_for
from core.threads import in_thread


@dataclass(frozen=True)
class ReadReferences:
    pictures: Pictures
    old_pictures: OldPictures

    async def originals(self, model: Model) -> tuple[Reference, ...]:
        """All of the user's photos. Raises ReferenceMissing if any cannot be read."""
        return tuple(
            [
                Reference(await self._read(photo.source), _photo_role(place))
                for place, photo in enumerate(model.reference_images, 1)
            ]
        )

    async def for_candidates(self, model: Model, alike: str | None) -> tuple[Reference, ...]:
        references = await self.originals(model)
        if alike:
            look = Reference(await self._read(alike), "an earlier portrait whose light, crop and mood to keep")
            references = (*references, look)
        return references

    async def for_scene(self, model: Model) -> tuple[Reference, ...]:
        """The face first: the lock, or on a model without one its first reference image.

        Raises ReferenceMissing when the face cannot be read. An original beside the lock that cannot be read is
        left out: the lock alone is still the face.
        """
        first = model.reference_images[0].source if model.reference_images else ""
        face = model.locked_reference_image or first
        references = [Reference(await self._read(face), "the face reference")]
        for photo in model.reference_images[: originals_for(model.strength)]:
            if photo.source != face:
                try:
                    references.append(Reference(await self._read(photo.source), "another photo of the same person"))
                except ReferenceMissing:
                    continue
        return tuple(references)

    async def _read(self, source: str) -> bytes:
        try:
            if source.startswith(("data:", "http:", "https:")):
                data = (await in_thread(imaging.normalise, await self.old_pictures.read(source))).data
            else:
                data = await self.pictures.get(source)
            return await in_thread(imaging.for_engine, data)
        except (PictureMissing, BadPhoto) as error:
            raise ReferenceMissing(source[:80]) from error


def _photo_role(place: int) -> str:
    return "the face reference" if place == 1 else "another photo of the same person"
