"""Engines, paid by the call, and what looks at faces."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol, runtime_checkable

from core.models import Drawing, DrawRequest, Face, Recording, Study, Transcript


class Analyst(Protocol):
    """Describes the person in photos as art direction, and writes the portrait prompt."""

    async def study(self, engine: str, photos: Sequence[bytes], user: str, language: str = "") -> Study:
        """Make exactly one paid call to `engine`. `photos` are JPEG bytes; `user` is an opaque hash.

        Ideas are written in `language`, as the user's client names it; everything else in English.

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


class Listener(Protocol):
    """Turns speech into words, in whatever language it is."""

    async def transcribe(self, engine: str, recording: Recording) -> Transcript:
        """Make exactly one paid call to `engine`; silence is an empty transcript.

        Raises an EngineError leaf; never retries by itself and never lets a vendor's exception through.
        """
        ...


class Faces(Protocol):
    """Finds faces and turns each into numbers that are near for one person and far for two. Costs no money."""

    async def look(self, data: bytes) -> tuple[Face, ...]:
        """The faces of an encoded picture, the tallest first, at most eight; those of its background are left out.

        Never blocks the event loop. Raises a BadPhoto leaf, and FacesUnavailable where nothing can be measured.
        """
        ...


@runtime_checkable
class ListsEngines(Protocol):
    async def engines(self) -> dict[str, date | None]:
        """Every engine that may be called, with its announced last day. Raises an EngineError leaf; costs nothing."""
        ...
