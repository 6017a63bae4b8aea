"""Marking a candidate, locking it, and choosing anew among all sets. Every tap is rechecked: owner, stage, there."""

from dataclasses import dataclass

from core.errors import ModelGone, NoCandidates, PhotosMissing, Stale, StillDrawing
from core.models import CANDIDATES, PHOTOS_NEEDED, Generation, Kind, Model, Picture, Stage
from core.ports import Generations, Models


@dataclass(frozen=True)
class Offer:
    """A set of candidates that its user may choose from now."""

    model: Model
    generation: Generation
    pictures: tuple[Picture, ...]

    @property
    def missing(self) -> tuple[int, ...]:
        there = {picture.n for picture in self.pictures}
        return tuple(n for n in range(1, CANDIDATES + 1) if n not in there)


@dataclass(frozen=True)
class Choose:
    models: Models
    generations: Generations

    async def offer(self, user_id: int, generation_id: str) -> Offer:
        """The set, new or old, if this user may choose from it now. Raises Stale."""
        model = await self.models.active(user_id)
        if model is None or model.stage is not Stage.CHOOSING:
            raise Stale
        generation = await self.generations.get(generation_id)
        if generation is None or generation.kind is not Kind.CANDIDATES or generation.model_id != model.id:
            raise Stale
        pictures = await self.generations.pictures(generation.id)
        if not pictures:
            raise Stale
        return Offer(model, generation, tuple(pictures))

    async def mark(self, user_id: int, generation_id: str, n: int) -> tuple[Offer, bool]:
        """The offer with candidate `n` marked, and whether that is new. Raises Stale."""
        offer = await self.offer(user_id, generation_id)
        if n not in {picture.n for picture in offer.pictures}:
            raise Stale
        changed = await self.generations.mark(generation_id, n)
        generation = await self.generations.get(generation_id) or offer.generation
        return Offer(offer.model, generation, offer.pictures), changed

    async def lock(self, user_id: int, generation_id: str) -> tuple[Generation, Picture] | None:
        """Lock the marked candidate; None if nothing is marked. Repeatable while that lock stands. Raises Stale."""
        generation = await self.generations.get(generation_id)
        model = await self.models.active(user_id)
        if generation is None or model is None or generation.model_id != model.id:
            raise Stale
        pictures = await self.generations.pictures(generation_id)
        picture = next((one for one in pictures if one.n == generation.marked), None)
        if model.stage is Stage.LOCKED and picture and model.locked_reference_image == picture.key:
            return generation, picture
        await self.offer(user_id, generation_id)
        if picture is None:
            return None
        if not await self.models.lock(model.id, picture.key):
            raise Stale
        return generation, picture

    async def again(self, user_id: int, model_id: str) -> Offer | None:
        """Open the newest candidates of a model for a choice; its lock stays until then.

        None for a model that has no lock and whose candidates all failed: it needs new ones. Raises ModelGone,
        PhotosMissing, StillDrawing or NoCandidates.
        """
        model = await self.models.owned(user_id, model_id)
        if model is None:
            raise ModelGone
        if model.stage is Stage.COLLECTING:
            raise PhotosMissing(len(model.reference_images), PHOTOS_NEEDED)
        if model.stage is Stage.DRAWING:
            raise StillDrawing
        generation = await self.generations.offered(model.id)
        if generation is None:
            if model.stage is not Stage.CHOOSING:
                raise NoCandidates
            return None
        await self.models.activate(user_id, model.id)
        await self.models.unlock(model.id)
        return Offer(model, generation, tuple(await self.generations.pictures(generation.id)))


@dataclass(frozen=True)
class MakeMore:
    """Other candidates for the same model: three new ones, ones like a candidate, or the missing ones of a set."""

    models: Models
    generations: Generations

    async def __call__(
        self,
        user_id: int,
        chat_id: int,
        update_id: int,
        generation_id: str,
        like: int | None = None,
        *,
        missing: bool = False,
        made: int = 0,
    ) -> Generation:
        """Raises Stale, or StillDrawing when a set is being made already.

        `made` is how many sets there were when the button was made; 0 for a button that does not know, which must
        then be under the newest set. So a late second tap finds the set that the first one asked for, and pays nothing.

        A locked model gets no new candidates by an old button: its user asks to choose again first.
        """
        before = await self.generations.get(generation_id)
        model = await self.models.active(user_id)
        if before is None or before.kind is not Kind.CANDIDATES or model is None or before.model_id != model.id:
            raise Stale
        if model.stage is not Stage.CHOOSING:
            raise StillDrawing if model.stage is Stage.DRAWING else Stale
        if await self._late(model, before, made):
            raise Stale
        pictures = {picture.n: picture for picture in await self.generations.pictures(generation_id)}
        if like is not None and like not in pictures:
            raise Stale
        alike = pictures[like].key if like is not None else None
        return await self._accepted(model, chat_id, update_id, alike, generation_id if missing else None)

    async def _late(self, model: Model, before: Generation, made: int) -> bool:
        if made:
            return (await self.generations.sets(model.id)).made != made
        offered = await self.generations.offered(model.id)
        return bool(offered and offered.created_at and before.created_at and offered.created_at > before.created_at)

    async def anew(self, user_id: int, chat_id: int, update_id: int, model_id: str) -> Generation:
        """A first set for a model whose candidates all failed. Raises ModelGone or StillDrawing."""
        model = await self.models.owned(user_id, model_id)
        if model is None:
            raise ModelGone
        await self.models.activate(user_id, model.id)
        return await self._accepted(model, chat_id, update_id)

    async def _accepted(
        self, model: Model, chat_id: int, update_id: int, alike: str | None = None, copy_of: str | None = None
    ) -> Generation:
        generation, _ = await self.generations.accept(
            kind=Kind.CANDIDATES,
            key=f"{chat_id}:{update_id}:candidates",
            model_id=model.id,
            user_id=model.owner,
            chat_id=chat_id,
            wanted=range(1, CANDIDATES + 1),
            alike=alike,
            copy_of=copy_of,
        )
        return generation
