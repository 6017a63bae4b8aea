"""What the services need of the world. Each docstring is a promise that every adapter keeps."""

from collections.abc import Sequence
from typing import Protocol

from core.models import Drawing, DrawRequest, Study


class Analyst(Protocol):
    """Describes the person in photos as art direction, and writes the portrait prompt."""

    async def study(self, engine: str, photos: Sequence[bytes], user: str) -> Study:
        """Make exactly one paid call to `engine`. `photos` are JPEG bytes; `user` is an opaque hash.

        Raises an EngineError leaf; never retries by itself and never lets a vendor's exception through.
        """
        ...


class Painter(Protocol):
    """Draws one picture from reference pictures and a prompt."""

    async def draw(self, engine: str, request: DrawRequest) -> Drawing:
        """Make exactly one paid call to `engine`: references first, in order, text last.

        The answer is a readable JPEG, PNG or WEBP. Raises an EngineError leaf; never retries by itself and never
        lets a vendor's exception through.
        """
        ...
