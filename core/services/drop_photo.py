"""A photo is taken back before the work begins."""

from dataclasses import dataclass

from core.errors import Stale
from core.models import Stage
from core.ports import Models, Pictures
from core.services.recognise import Recognise


@dataclass(frozen=True)
class DropPhoto:
    models: Models
    pictures: Pictures
    recognise: Recognise

    async def __call__(self, user_id: int, message_id: int) -> int:
        """Remove the photo that came with this message; how many are left. Raises Stale."""
        model = await self.models.active(user_id)
        photos = model.reference_images if model else ()
        photo = next((one for one in photos if one.message_id == message_id), None)
        if model is None or photo is None or model.stage is not Stage.COLLECTING:
            raise Stale
        rest = await self.models.remove_photo(model.id, photo.source)
        if rest is None:
            raise Stale
        if photo.source not in {one.source for one in rest}:
            await self.pictures.remove([photo.source])
            self.recognise.forget([photo.source])
        return len(rest)
