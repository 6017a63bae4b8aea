"""From a picture that is there: a variation, an edit, more pixels, another ratio; or from a user's photo."""

import hashlib
from dataclasses import dataclass

from core import imaging
from core.errors import SceneTooLong, Stale
from core.models import SCENE_LENGTH, Generation, Kind, Model, Picture, Ratio, Size, Way
from core.ports import Generations, Models, Pictures
from core.services.request_scene import refuse_unready
from core.threads import in_thread


@dataclass(frozen=True)
class Remake:
    models: Models
    generations: Generations
    pictures: Pictures

    async def picture(self, user_id: int, generation_id: str, n: int) -> tuple[Generation, Model, Picture]:
        """A scene's picture that this user may use. Raises Stale."""
        generation = await self.generations.get(generation_id)
        if generation is None or generation.user_id != user_id or generation.kind is not Kind.SCENE:
            raise Stale
        model = await self.models.owned(user_id, generation.model_id)
        pictures = await self.generations.pictures(generation_id)
        found = next((one for one in pictures if one.n == n), None)
        if model is None or found is None:
            raise Stale
        return generation, model, found

    async def __call__(
        self,
        user_id: int,
        chat_id: int,
        update_id: int,
        generation_id: str,
        n: int,
        way: Way,
        *,
        words: str = "",
        size: Size = "1K",
        ratio: Ratio | None = None,
        reply_to: int | None = None,
    ) -> tuple[Generation, int]:
        """The accepted scene and its place in the queue. Raises Stale, and what a scene raises."""
        before, model, found = await self.picture(user_id, generation_id, n)
        refuse_unready(model)
        return await self.generations.accept(
            kind=Kind.SCENE,
            key=f"{chat_id}:{update_id}:scene",
            model_id=model.id,
            user_id=user_id,
            chat_id=chat_id,
            prompt=_fitting(words) or before.prompt,
            alike=found.key,
            way=way,
            size=size,
            ratio=ratio or before.ratio,
            reply_to=reply_to or before.reply_to,
        )

    async def pose(
        self, user_id: int, chat_id: int, update_id: int, message_id: int, model: Model, words: str, photo: bytes
    ) -> tuple[Generation, int]:
        """A scene in the pose and place of a user's photo; the lock stays the face. Raises a BadPhoto leaf too."""
        words = _fitting(words)
        refuse_unready(model)
        normal = await in_thread(imaging.normalise, photo)
        key = f"made/{model.id}/pose-{hashlib.sha256(normal.data).hexdigest()[:24]}.jpg"
        await self.pictures.put(key, normal.data)
        return await self.generations.accept(
            kind=Kind.SCENE,
            key=f"{chat_id}:{update_id}:scene",
            model_id=model.id,
            user_id=user_id,
            chat_id=chat_id,
            prompt=words,
            wanted=range(1, model.pictures_per_scene + 1),
            alike=key,
            way=Way.POSE,
            reply_to=message_id,
        )


def _fitting(words: str) -> str:
    words = words.strip()
    if len(words) > SCENE_LENGTH:
        raise SceneTooLong(len(words), SCENE_LENGTH)
    return words
