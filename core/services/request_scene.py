"""A text becomes a scene of the active model, or of those whom it names, at most once for each message."""

from dataclasses import dataclass
from typing import Literal

from core import mentions
from core.errors import (
    CoreError,
    NoModel,
    NotLocked,
    NotReady,
    PhotosMissing,
    ReferenceMissing,
    SceneTooLong,
    Stale,
    StillDrawing,
)
from core.mentions import Cast
from core.models import PHOTOS_NEEDED, SCENE_LENGTH, Generation, Kind, Model, Stage
from core.ports import Generations, Models


@dataclass(frozen=True)
class RequestScene:
    models: Models
    generations: Generations

    async def __call__(
        self, user_id: int, chat_id: int, update_id: int, reply_to: int, scene: str
    ) -> tuple[Generation, int]:
        """The accepted scene and its place in the queue (0: begins now).

        Raises NoModel, PhotosMissing, StillDrawing, NotLocked, SceneTooLong or TooManyWaiting, and about names what
        `mentions.of_scene` raises, or NotReady.
        """
        return await self.of(await self.cast(user_id, scene), chat_id, update_id, reply_to)

    async def cast(self, user_id: int, scene: str) -> Cast:
        """Whom a scene of this user shows, ready or not. Raises SceneTooLong and what `mentions.of_scene` raises."""
        active = await self.models.active(user_id)
        known = await self.models.of(user_id) if "@" in scene else []
        return mentions.of_scene(fitting(scene), known, active)

    async def of(self, cast: Cast, chat_id: int, update_id: int, reply_to: int) -> tuple[Generation, int]:
        """A scene of these models, whether one of them is active or not. Raises what a scene raises."""
        refuse_unready(*cast.models, by_name=cast.by_name)
        model, *companions = cast.models
        return await self.generations.accept(
            kind=Kind.SCENE,
            key=f"{chat_id}:{update_id}:scene",
            model_id=model.id,
            user_id=model.owner,
            chat_id=chat_id,
            prompt=cast.words,
            wanted=range(1, model.pictures_per_scene + 1),
            reply_to=reply_to,
            companions=[one.id for one in companions],
        )

    async def again(
        self, user_id: int, chat_id: int, update_id: int, generation_id: str, *, once: bool = False
    ) -> tuple[Generation, int]:
        """The same scene once more, with the models that it was made with. Raises Stale, and what a scene raises.

        With `once`, however often it is asked: two taps on "Try again" are one try.
        """
        before = await self.generations.get(generation_id)
        if before is None or before.kind is not Kind.SCENE or before.user_id != user_id:
            raise Stale
        refuse_unready(*await cast_of(self.models, before), by_name=bool(before.companions))
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
            companions=before.companions,
        )


async def cast_of(models: Models, generation: Generation) -> list[Model]:
    """Everybody whom a scene shows. Raises Stale unless all of them are its user's."""
    found = [await models.owned(generation.user_id, model_id) for model_id in generation.cast]
    cast = [model for model in found if model is not None]
    if len(cast) < len(found):
        raise Stale
    return cast


def fitting(words: str) -> str:
    """Raises SceneTooLong."""
    words = words.strip()
    if len(words) > SCENE_LENGTH:
        raise SceneTooLong(len(words), SCENE_LENGTH)
    return words


Why = Literal["photos", "drawing", "choosing", "reference"]


def refuse_unready(*cast: Model, by_name: bool = False) -> None:
    """A scene needs the face of each: a lock, or on old rows a first reference image."""
    if not cast:
        raise NoModel
    for model in cast:
        if trouble := _unready(model):
            why, error = trouble
            raise NotReady(model.name, why) if by_name else error


def _unready(model: Model) -> tuple[Why, CoreError] | None:
    if model.locked_reference_image:
        return None
    match model.stage:
        case Stage.COLLECTING:
            return "photos", PhotosMissing(len(model.reference_images), PHOTOS_NEEDED)
        case Stage.DRAWING:
            return "drawing", StillDrawing()
        case Stage.CHOOSING:
            return "choosing", NotLocked()
    return None if model.reference_images else ("reference", ReferenceMissing(model.id))
