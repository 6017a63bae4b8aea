"""A photo arrives: check it, keep it, and begin the work at three."""

import asyncio
import hashlib
from dataclasses import dataclass, replace

from core import imaging, likeness
from core.errors import PhotosComplete, SamePhoto
from core.imaging import Normalised
from core.likeness import Advice, Doubt
from core.models import PHOTOS_NEEDED, Face, Generation, Model, ReferencePhoto, Stage
from core.ports import Models, Pictures
from core.services.begin_portraits import BeginPortraits
from core.services.recognise import Recognise
from core.threads import in_thread


@dataclass(frozen=True)
class PhotoTaken:
    """`generation` is set when this photo completed the three, or `doubt` if they may not show one person."""

    model: Model
    have: int
    advice: tuple[Advice, ...] = ()
    generation: Generation | None = None
    doubt: Doubt | None = None


@dataclass(frozen=True)
class TakePhoto:
    models: Models
    pictures: Pictures
    recognise: Recognise
    begin: BeginPortraits

    async def __call__(
        self, user_id: int, chat_id: int, message_id: int, data: bytes, word: str = "Model"
    ) -> PhotoTaken:
        """Repeatable for the same message; `word` names a model that it begins.

        Raises a BadPhoto leaf, SamePhoto or PhotosComplete.
        """
        model = await self.models.active(user_id)
        again = model is not None and any(photo.message_id == message_id for photo in model.reference_images)
        if model is not None and not again and len(model.reference_images) >= PHOTOS_NEEDED:
            return await self._one_too_many(model, chat_id)
        if model is not None and model.stage is not Stage.COLLECTING and not again:
            raise PhotosComplete
        normal = await in_thread(imaging.normalise, data)
        model = model or await self.models.create(user_id, word)
        photo, faces = await self._kept(model, message_id, normal, store=not again)
        advice = likeness.advice(faces) if faces is not None else ()
        try:
            photos = await self.models.add_photo(model.id, photo, PHOTOS_NEEDED)
        except (SamePhoto, PhotosComplete):
            if photo.source not in {known.source for known in model.reference_images}:
                # No row names it, so nothing else would ever remove it.
                await self.pictures.remove([photo.source])
                self.recognise.forget([photo.source])
            raise
        model = replace(model, reference_images=photos)
        if len(photos) < PHOTOS_NEEDED:
            return PhotoTaken(model, len(photos), advice)
        begun = await self.begin(model, chat_id)
        if isinstance(begun, Doubt):
            return PhotoTaken(model, len(photos), advice, doubt=begun)
        return PhotoTaken(model, len(photos), advice, generation=begun)

    async def _kept(
        self, model: Model, message_id: int, normal: Normalised, *, store: bool
    ) -> tuple[ReferencePhoto, tuple[Face, ...] | None]:
        """The photo, stored while its faces are looked at."""
        key = f"photos/{model.id}/{hashlib.sha256(normal.data).hexdigest()[:24]}.jpg"

        async def stored() -> None:
            if store:
                await self.pictures.put(key, normal.data)

        faces, _ = await asyncio.gather(self.recognise.look(normal.data, key), stored())
        photo = ReferencePhoto(
            key,
            normal.fingerprint,
            message_id,
            faces=None if faces is None else len(faces),
            turn=faces[0].turn if faces else None,
        )
        return photo, faces

    async def _one_too_many(self, model: Model, chat_id: int) -> PhotoTaken:
        """A fourth photo. While a question about the three is open, it is asked again."""
        if model.stage is Stage.COLLECTING:
            begun = await self.begin(model, chat_id)
            if isinstance(begun, Doubt):
                return PhotoTaken(model, len(model.reference_images), doubt=begun)
        raise PhotosComplete
