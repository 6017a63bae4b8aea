"""Measures the limits of likeness on photos of known people."""

import hashlib
from collections.abc import AsyncIterable
from dataclasses import dataclass, field
from typing import Literal

from core.errors import BadPhoto
from core.likeness import LEAST_HEIGHT
from core.ports import Faces

Unusable = Literal["unreadable", "no_face", "several", "too_small", "again"]


@dataclass
class Album:
    """Embeddings by person, in memory alone; and the photos that say nothing, by name."""

    people: dict[str, list[tuple[float, ...]]] = field(default_factory=dict)
    left_out: dict[str, Unusable] = field(default_factory=dict)


class Calibrate:
    def __init__(self, faces: Faces) -> None:
        self._faces = faces

    async def __call__(self, photos: AsyncIterable[tuple[str, str, bytes]]) -> Album:
        """Look at photos given as person, name, bytes. Raises FacesUnavailable."""
        album, seen = Album(), set[bytes]()
        async for person, name, data in photos:
            digest = hashlib.sha256(data).digest()
            found = "again" if digest in seen else await self._look(data)
            seen.add(digest)
            if isinstance(found, str):
                album.left_out[name] = found
            else:
                album.people.setdefault(person, []).append(found)
        return album

    async def _look(self, data: bytes) -> tuple[float, ...] | Unusable:
        try:
            faces = await self._faces.look(data)
        except BadPhoto:
            return "unreadable"
        if len(faces) != 1:  # of several nobody knows whose name the folder has
            return "several" if faces else "no_face"
        return faces[0].embedding if faces[0].height >= LEAST_HEIGHT else "too_small"
