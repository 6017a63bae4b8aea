"""Serves both engine ports without any engine, from the user's own photos."""

import asyncio
from collections.abc import Sequence

from core.adapters.faces import FaceFinder
from core.adapters.offline.closeup import closeup
from core.adapters.offline.cutout import Figure, Head, cut_out
from core.adapters.offline.scene import scene
from core.errors import BadPhoto, EngineRefused, FacesUnavailable
from core.imaging import size_of
from core.imaging.decode import decode
from core.models import Analysis, Drawing, DrawRequest, Reference, Study

ENGINE = "offline-studio"
NOT_STUDIED = "not studied: offline studio"
WORKING_SIDE = 1400


class OfflineAnalyst:
    """Says plainly that it saw nothing. `delay` seconds let a newcomer watch the stages."""

    def __init__(self, delay: float = 0) -> None:
        self._delay = delay

    async def study(self, engine: str, photos: Sequence[bytes], user: str, language: str = "") -> Study:
        await asyncio.sleep(self._delay)
        analysis = Analysis(
            face_shape=NOT_STUDIED,
            eyes=NOT_STUDIED,
            brows=NOT_STUDIED,
            nose=NOT_STUDIED,
            lips=NOT_STUDIED,
            hair=NOT_STUDIED,
            skin=NOT_STUDIED,
            marks=NOT_STUDIED,
            apparent_age=NOT_STUDIED,
            build=NOT_STUDIED,
            portrait_prompt="Not studied: the offline studio works on the photos alone and reads no prompt.",
            warnings=[],
        )
        return Study(analysis, ENGINE)


class OfflinePainter:
    """Cuts, grades and composes the first fitting reference of each person; every picture is marked OFFLINE PREVIEW."""

    def __init__(self, delay: float = 0, faces: FaceFinder | None = None) -> None:
        self._delay = delay
        self._faces = faces or FaceFinder()

    async def draw(self, engine: str, request: DrawRequest) -> Drawing:
        await asyncio.sleep(self._delay * (1 + (request.seed or 0) % 3 / 2))
        return Drawing(await asyncio.to_thread(self._drawn, request), "image/jpeg", ENGINE)

    def _drawn(self, request: DrawRequest) -> bytes:
        if not request.references:
            raise EngineRefused(ENGINE, "no reference picture", why="input")
        seed = request.seed or 0
        if not request.caption:  # candidates differ in the photo too
            figure = self._figure(request.references[seed % len(request.references)])
            return closeup(figure, request.aspect_ratio, seed)
        # A scene shows the lock, which comes first, and beside it those of the others.
        faces = [one for one in request.references if one.kind == "face"] or request.references[:1]
        return scene([self._figure(one) for one in faces], request.aspect_ratio, request.caption, seed)

    def _figure(self, reference: Reference) -> Figure:
        try:
            photo = decode(reference.data, WORKING_SIDE)
            head = self._head(reference.data, photo.size)
        except BadPhoto as error:
            raise EngineRefused(ENGINE, "a reference picture cannot be read", why="input") from error
        return cut_out(photo, head)

    def _head(self, data: bytes, size: tuple[int, int]) -> Head:
        width, height = size
        try:
            faces = self._faces.find(data)
        except FacesUnavailable:
            faces = []
        if not faces:  # where a head would be in most portraits
            side = min(width, height)
            return Head(width / 2 - side * 0.15, height * 0.2, side * 0.3, side * 0.38)
        scale = width / size_of(data)[1]
        face = faces[0]
        return Head(face.x * scale, face.y * scale, face.width * scale, face.height * scale)
