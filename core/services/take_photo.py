"""A photo arrives: check it, keep it, and begin the work at three."""

import hashlib
from dataclasses import dataclass

from core import imaging
from core.errors import PhotosComplete, SamePhoto
from core.models import CANDIDATES, PHOTOS_NEEDED, Generation, Kind, Model, ReferencePhoto, Stage
from core.ports import Generations, Models, Pictures
from core.threads import in_thread


@dataclass(frozen=True)
class PhotoTaken:
    """`generation` is set when this photo completed the three."""

    model: Model
    photo: ReferencePhoto
    have: int
    generation: Generation | None = None


@dataclass(frozen=True)
class TakePhoto:
    models: Models
    pictures: Pictures
    generations: Generations

    async def __call__(self, user_id: int, chat_id: int, message_id: int, data: bytes) -> PhotoTaken:
        """Repeatable for the same message. Raises a BadPhoto leaf, SamePhoto or PhotosComplete."""
        model = await self.models.active(user_id)
        again = model is not None and any(photo.message_id == message_id for photo in model.reference_images)
        if model is not None and model.stage is not Stage.COLLECTING and not again:
            raise PhotosComplete
        normal = await in_thread(imaging.normalise, data)
        model = model or await self.models.create(user_id)
        key = f"photos/{model.id}/{hashlib.sha256(normal.data).hexdigest()[:24]}.jpg"
        photo = ReferencePhoto(key, normal.fingerprint, message_id)
        if not again:
            await self.pictures.put(key, normal.data)
        try:
            photos = await self.models.add_photo(model.id, photo, PHOTOS_NEEDED)
        except (SamePhoto, PhotosComplete):
            if key not in {known.source for known in model.reference_images}:
                await self.pictures.remove([key])  # no row names it, so nothing else would ever remove it
            raise
        taken = PhotoTaken(model, photo, len(photos))
        if len(photos) < PHOTOS_NEEDED:
            return taken
        generation, _ = await self.generations.accept(
            kind=Kind.CANDIDATES,
            key=f"{model.id}:photos",
            model_id=model.id,
            user_id=user_id,
            chat_id=chat_id,
            wanted=range(1, CANDIDATES + 1),
        )
        return PhotoTaken(model, photo, len(photos), generation)
