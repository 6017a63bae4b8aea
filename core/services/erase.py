"""A model, or everything of a user, is erased: at once from the rows, then from the picture store until it is empty."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.errors import ChatGone, CoreError, DeliveryDelayed, ModelGone, PicturesAway, PicturesRefused, Stale
from core.models import Belongings, Erasure
from core.ports import Erasures, Letters, Models, Pictures
from core.services.recognise import Recognise

log = logging.getLogger(__name__)

SOON = 1.0  # seconds
LONGEST_WAIT = 300.0
FOLDERS = ("photos", "made")


def folders(model_id: str) -> list[str]:
    """Where a model's pictures are kept, all of them and nothing else."""
    return [f"{folder}/{model_id}" for folder in FOLDERS]


@dataclass(frozen=True)
class Erase:
    """What the user asks for. `asked` wakes whoever empties the store in this process."""

    models: Models
    erasures: Erasures
    recognise: Recognise
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def belongings(self, user_id: int, model_id: str | None) -> Belongings:
        """Raises ModelGone for a model that is not this user's."""
        if model_id is not None and await self.models.owned(user_id, model_id) is None:
            raise ModelGone
        return await self.erasures.belongings(user_id, model_id)

    async def __call__(self, user_id: int, chat_id: int, model_id: str | None) -> Erasure:
        """From here on nothing of it is drawn, kept or sent. Repeatable. Raises Stale when nothing is there."""
        mine = [model for model in await self.models.of(user_id) if model_id in {None, model.id}]
        erasure = await self.erasures.begin(user_id, chat_id, model_id)
        if erasure is None:
            raise Stale
        for model in mine:
            self.recognise.forget([photo.source for photo in model.reference_images])
        log.info("erasure %s is begun", erasure.reference)
        self.asked.set()
        return erasure


@dataclass(frozen=True)
class EmptyFolders:
    """What is left of an erasure, one at a time; `claim` seconds after a kill another process goes on."""

    erasures: Erasures
    pictures: Pictures
    recognise: Recognise
    letters: Letters
    claim: float

    async def __call__(self) -> bool:
        """False if nothing is due. Raises DatabaseAway."""
        erasure = await self.erasures.due(self.claim)
        if erasure is None:
            return False
        try:
            # Asked before it is looked: a run that was not there any more cannot have written after the look.
            busy = await self.erasures.under_way(erasure)
            await self._empty([*(one for model_id in erasure.models for one in folders(model_id)), *erasure.folders])
        except (PicturesAway, PicturesRefused) as error:
            await self._delayed(erasure, error)
            return True
        if busy:
            await self.erasures.later(erasure, SOON)
        elif await self.erasures.later(erasure, self.claim):
            await self._finish(erasure)
        return True

    async def _empty(self, all_folders: Sequence[str]) -> None:
        """Each that can be emptied, whatever is wrong with another one. Raises the last trouble."""
        trouble: PicturesAway | PicturesRefused | None = None
        for folder in all_folders:
            self.recognise.forget_below(folder)
            try:
                await self.pictures.clear(folder)
                if left := await self.pictures.keys(folder):
                    trouble = PicturesAway(f"{len(left)} pictures are still there after they were removed")
            except (PicturesAway, PicturesRefused) as error:
                trouble = error
        if trouble:
            raise trouble

    async def _delayed(self, erasure: Erasure, error: CoreError) -> None:
        wait = min(2.0**erasure.tries, LONGEST_WAIT)
        log.warning("erasure %s is not complete (%s); try %s in %.0f s", erasure.reference, error, erasure.tries, wait)
        ours = await self.erasures.later(erasure, wait)
        if ours and erasure.tries == 1:
            try:
                await self.letters.erasing_takes_longer(erasure)
            except (ChatGone, DeliveryDelayed):
                log.info("erasure %s: its user cannot be told now", erasure.reference)

    async def _finish(self, erasure: Erasure) -> None:
        try:
            await self.letters.erased(erasure)
        except DeliveryDelayed:
            await self.erasures.later(erasure, min(2.0**erasure.tries, LONGEST_WAIT))
            return
        except ChatGone:
            log.info("erasure %s: nobody is there to get the receipt", erasure.reference)
        await self.erasures.done(erasure)
        log.info("erasure %s is complete: its folders are empty", erasure.reference)
