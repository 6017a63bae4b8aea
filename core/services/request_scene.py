"""A text becomes a scene of the active model, at most once for each message."""

import re
from dataclasses import dataclass

from core.errors import NoModel, NotLocked, PhotosMissing, ReferenceMissing, SceneTooLong, Stale, StillDrawing
from core.models import PHOTOS_NEEDED, SCENE_LENGTH, Generation, Kind, Model, Stage
from core.ports import Generations, Models

NAMED = re.compile(r"@([\w-]{1,40})[\s,:]+(?=\S)")


@dataclass(frozen=True)
class RequestScene:
    models: Models
    generations: Generations

    async def __call__(
        self, user_id: int, chat_id: int, update_id: int, reply_to: int, scene: str
    ) -> tuple[Generation, int]:
        """The accepted scene and its place in the queue (0: begins now).

        Raises NoModel, PhotosMissing, StillDrawing, NotLocked, SceneTooLong or TooManyWaiting.
        """
        scene = scene.strip()
        if len(scene) > SCENE_LENGTH:
            raise SceneTooLong(len(scene), SCENE_LENGTH)
        model = await self.models.active(user_id)
        refuse_unready(model)
        assert model is not None  # noqa: S101  # said by refuse_unready
        return await self.of(model, chat_id, update_id, reply_to, scene)

    async def of(self, model: Model, chat_id: int, update_id: int, reply_to: int, scene: str) -> tuple[Generation, int]:
        """A scene of this model, whether it is active or not. Raises what a scene raises."""
        refuse_unready(model)
        return await self.generations.accept(
            kind=Kind.SCENE,
            key=f"{chat_id}:{update_id}:scene",
            model_id=model.id,
            user_id=model.owner,
            chat_id=chat_id,
            prompt=scene,
            wanted=range(1, model.pictures_per_scene + 1),
            reply_to=reply_to,
        )

    async def named(self, user_id: int, scene: str) -> tuple[Model | None, str]:
        """ "@Anna by the sea" is a scene of Anna: the model, or None, and the words that are left."""
        match = NAMED.match(scene)
        if not match:
            return None, scene
        wanted = match[1].casefold()
        for model in await self.models.of(user_id):
            if model.name.casefold().replace(" ", "") == wanted:
                return model, scene[match.end() :].strip()
        return None, scene

    async def again(
        self, user_id: int, chat_id: int, update_id: int, generation_id: str, *, once: bool = False
    ) -> tuple[Generation, int]:
        """The same scene once more, with the model that it was made with. Raises Stale, and what a scene raises.

        With `once`, however often it is asked: two taps on "Try again" are one try.
        """
        before = await self.generations.get(generation_id)
        if before is None or before.kind is not Kind.SCENE or before.user_id != user_id:
            raise Stale
        model = await self.models.owned(user_id, before.model_id)
        refuse_unready(model)
        return await self.generations.accept(
            kind=Kind.SCENE,
            key=f"{generation_id}:retry" if once else f"{chat_id}:{update_id}:scene",
            model_id=before.model_id,
            user_id=user_id,
            chat_id=chat_id,
            prompt=before.prompt,
            wanted=before.wanted,
            alike=before.alike,
            way=before.way,
            size=before.size,
            ratio=before.ratio,
            reply_to=before.reply_to,
        )


def refuse_unready(model: Model | None) -> None:
    """A scene needs a face: a lock, or on old rows a first reference image."""
    if model is None:
        raise NoModel
    if model.locked_reference_image:
        return
    match model.stage:
        case Stage.COLLECTING:
            raise PhotosMissing(len(model.reference_images), PHOTOS_NEEDED)
        case Stage.DRAWING:
            raise StillDrawing
        case Stage.CHOOSING:
            raise NotLocked
    if not model.reference_images:
        raise ReferenceMissing(model.id)
