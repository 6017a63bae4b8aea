"""Where pictures are kept."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable


class Pictures(Protocol):
    """Picture bytes by key. Keys are relative paths of [A-Za-z0-9_.-] segments; rows hold keys, never bytes.

    Everything may raise PicturesAway, which passes, and PicturesRefused, which only the operator can mend. A key of
    another form is a PictureMissing.
    """

    async def put(self, key: str, data: bytes) -> None:
        """Store durably before returning; putting the same key again replaces it whole, never half."""
        ...

    async def get(self, key: str) -> bytes:
        """The bytes as they were put. Raises PictureMissing, or PictureDamaged when they are not those."""
        ...

    async def remove(self, keys: Sequence[str]) -> None:
        """All are gone when it returns; removing what is already gone is no error."""
        ...

    async def keys(self, folder: str) -> list[str]:
        """Every key below the folder."""
        ...

    async def clear(self, folder: str) -> None:
        """Nothing is left below the folder when it returns, not even what was cut off while it was written."""
        ...


class OldPictures(Protocol):
    """Reference images as the older web system stored them."""

    async def read(self, source: str) -> bytes:
        """The bytes behind a data URL, or a URL of the configured project and no other host.

        Raises PictureMissing for everything else, for what is too large, and for redirects; PicturesAway for what
        may pass.
        """
        ...


@runtime_checkable
class WeighsPictures(Protocol):
    async def weight(self) -> int | None:
        """The bytes of all that is stored, None if nobody can tell. May take long. Raises what Pictures raise."""
        ...
