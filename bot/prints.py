"""A picture as it is shown: stored clean, read, made ready and marked."""

from collections.abc import Callable, Sequence
from functools import reduce

from core import imaging
from core.models import Picture
from core.ports import Pictures
from core.threads import in_thread


class Prints:
    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures

    async def __call__(self, picture: Picture, *make: Callable[[bytes], bytes]) -> bytes:
        """In the form that is shown, with the mark that machines read; a preview is no AI picture.

        Raises PictureMissing, PictureDamaged, PicturesAway.
        """
        data = await self._pictures.get(picture.key)
        mark = () if picture.is_preview else (imaging.ai_marked,)
        # Before, so that it counts for a photo's size; after, where it was dropped.
        return await in_thread(_through, data, (*mark, *make, *mark))


def _through(data: bytes, steps: Sequence[Callable[[bytes], bytes]]) -> bytes:
    return reduce(lambda made, step: step(made), steps, data)
