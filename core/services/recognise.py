"""Who is in a picture: faces are looked at once, and a picture is compared with the person it shall show."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence

from core import likeness
from core.errors import BadPhoto, FacesUnavailable, PicturesAway, PicturesRefused, ReferenceMissing
from core.likeness import Sitter
from core.models import Face, Gate, Likeness, Model, Unmeasured
from core.ports import Faces
from core.services.read_references import ReadReferences

log = logging.getLogger(__name__)

REMEMBERED = 2000  # pictures; a face takes about 4 kB


class Recognise:
    """What was seen of stored pictures is remembered by key: in memory alone, for as long as the process lives or
    until it is forgotten with the picture. Without a face engine the owner has switched it off.
    """

    def __init__(self, faces: Faces | None, references: ReadReferences) -> None:
        self._faces = faces
        self._references = references
        self._absent: Unmeasured = "" if faces else "off"
        self._seen: OrderedDict[str, tuple[Face, ...]] = OrderedDict()

    async def look(self, data: bytes, key: str | None = None) -> tuple[Face, ...] | None:
        """The faces of a picture; None where nothing can be measured."""
        if self._faces is None or self._absent:
            return None
        try:
            faces = await self._faces.look(data)
        except FacesUnavailable as error:
            log.warning("likeness is not measured: %s", error)
            self._absent = "unavailable"
            return None
        except BadPhoto:
            faces = ()
        if key:
            self._seen[key] = faces
            while len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)
        return faces

    async def photos(self, model: Model) -> list[tuple[Face, ...]] | None:
        """The faces of each reference image, in order; None where nothing can be measured."""
        if self._absent:
            return None
        looks = await asyncio.gather(*(self._stored(one.source, model.id) for one in model.reference_images))
        return None if any(faces is None for faces in looks) else [faces or () for faces in looks]

    async def sitter(self, model: Model) -> Sitter | None:
        """Whom pictures of this model are compared with; None where nothing can be measured."""
        if model.gate is Gate.OFF or self._absent:
            return None
        looks, lock = await asyncio.gather(self.photos(model), self._locked(model))
        if looks is None:
            return None
        photos = likeness.mean([face.embedding for face in likeness.sitters(looks) if face])
        faces = [face.embedding for face in lock]
        # A portrait shows one person; of several faces the sitter's is the one like the photos.
        locked = (
            max(faces, key=lambda face: likeness.cosine(face, photos)) if faces and photos else next(iter(faces), ())
        )
        return Sitter(photos, locked)

    async def sitters(self, cast: Sequence[Model]) -> list[Sitter | None]:
        return await asyncio.gather(*map(self.sitter, cast))

    async def likenesses(self, cast: Sequence[Model], prompt: str, data: bytes, key: str) -> tuple[Likeness, ...]:
        """Of each person of a picture that was just drawn, each by a face of its own. Never raises: a picture that was
        paid for is kept, measured or not.
        """
        measured = [model for model in cast if model.gate is not Gate.OFF]
        why: Unmeasured = self._absent or ("stylised" if likeness.is_stylised(prompt) else "")
        found: list[Likeness] = []
        if measured and not why:
            faces, sitters = await asyncio.gather(self.look(data, key), self.sitters(measured))
            known = [sitter for sitter in sitters if sitter is not None]
            if faces is None or len(known) < len(sitters):
                why = "unavailable"
            else:
                found = likeness.likenesses(faces, known)
        by_id = dict(zip((model.id for model in measured), found, strict=False))
        return tuple(
            Likeness(unmeasured="off") if model.gate is Gate.OFF else by_id.get(model.id, Likeness(unmeasured=why))
            for model in cast
        )

    def forget(self, keys: Sequence[str]) -> None:
        for key in keys:
            self._seen.pop(key, None)

    def forget_below(self, folder: str) -> None:
        self.forget([key for key in self._seen if key.startswith(f"{folder}/")])

    async def _locked(self, model: Model) -> Sequence[Face]:
        key = model.locked_reference_image
        return (await self._stored(key, model.id) or ()) if key else ()

    async def _stored(self, source: str, model_id: str) -> tuple[Face, ...] | None:
        if source in self._seen:
            self._seen.move_to_end(source)
            return self._seen[source]
        try:
            data = await self._references.read(source, model_id)
        except (ReferenceMissing, PicturesAway, PicturesRefused) as error:
            log.warning("a reference cannot be looked at: %s", type(error).__name__)
            return ()
        return await self.look(data, source)
