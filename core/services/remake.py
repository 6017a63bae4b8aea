"""From a picture that is there: a variation, an edit, more pixels, another ratio; or from a user's photo."""

import hashlib
from dataclasses import dataclass

from core import imaging, mentions
from core.errors import Stale
from core.mentions import Cast
from core.models import Generation, Kind, Model, Picture, Ratio, Size, Way, made_folder
from core.ports import Generations, Models, Pictures
from core.services.request_scene import cast_of, fitting, refuse_unready
from core.threads import in_thread


@dataclass(frozen=True)
class Remake:
    models: Models
    generations: Generations
    pictures: Pictures

    async def picture(self, user_id: int, generation_id: str, n: int) -> tuple[Generation, list[Model], Picture]:
        """A scene's picture that this user may use, and everybody whom it shows. Raises Stale."""
        generation = await self.generations.get(generation_id)
        if generation is None or generation.user_id != user_id or generation.kind is not Kind.SCENE:
            raise Stale
        cast = await cast_of(self.models, generation)
        pictures = await self.generations.pictures(generation_id)
        found = next((one for one in pictures if one.n == n), None)
        if found is None:
            raise Stale
        return generation, cast, found

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
        """The accepted scene and its place in the queue; an edit may name somebody who joins the others.

        Raises Stale, and what a scene raises.
        """
        before, shown, found = await self.picture(user_id, generation_id, n)
        known = await self.models.of(user_id) if "@" in words else []
        cast = mentions.of_edit(fitting(words), known, shown)
        refuse_unready(*cast.models, by_name=len(cast.models) > 1)
        model, *companions = cast.models
        return await self.generations.accept(
            kind=Kind.SCENE,
            key=f"{chat_id}:{update_id}:scene",
            model_id=model.id,
            user_id=user_id,
            chat_id=chat_id,
            prompt=cast.words or before.prompt,
            alike=found.key,
            way=way,
            size=size,
            ratio=ratio or before.ratio,
            reply_to=reply_to or before.reply_to,
            companions=[one.id for one in companions],
        )

    async def pose(
        self, user_id: int, chat_id: int, update_id: int, message_id: int, cast: Cast, photo: bytes
    ) -> tuple[Generation, int]:
        """A scene in the pose and place of a user's photo; the locks stay the faces. Raises a BadPhoto leaf too."""
        refuse_unready(*cast.models, by_name=cast.by_name)
        model, *companions = cast.models
        others = [one.id for one in companions]
        normal = await in_thread(imaging.normalise, photo)
        key = f"{made_folder(model.id, others)}/pose-{hashlib.sha256(normal.data).hexdigest()[:24]}.jpg"
        await self.pictures.put(key, normal.data)
        return await self.generations.accept(
            kind=Kind.SCENE,
            key=f"{chat_id}:{update_id}:scene",
            model_id=model.id,
            user_id=user_id,
            chat_id=chat_id,
            prompt=cast.words,
            wanted=range(1, model.pictures_per_scene + 1),
            alike=key,
            way=Way.POSE,
            reply_to=message_id,
            companions=others,
        )
