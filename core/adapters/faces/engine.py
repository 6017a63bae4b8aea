"""The face engine: what is seen in a picture, in one worker thread of its own."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from core.adapters.faces import measure
from core.adapters.faces.covered import is_covered
from core.adapters.faces.finder import LONG_SIDE, FaceFinder, Pixels, loaded
from core.adapters.faces.weights import DETECTOR, RECOGNISER
from core.errors import FacesUnavailable
from core.imaging import size_of
from core.imaging.decode import decode
from core.models import Face

MEASURED_SIDE = 1024
MOST_FACES = 8

# One thread a process: the networks are no faster with more, and memory stays what it is.
_worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="faces")


class OpenCVFaces:
    """The port Faces. Loads its networks at the first look; `weights` is a folder, by default the carrier's."""

    def __init__(self, weights: Path | None = None) -> None:
        self._weights = weights
        self._finder = FaceFinder(weights)
        self._recogniser: Any = None

    def ready(self) -> str:
        """Why nothing can be measured, or nothing. Reads and hashes both files (10 MB), loads no network."""
        try:
            for one in (DETECTOR, RECOGNISER):
                one.read(self._weights)
        except FacesUnavailable as error:
            return str(error)
        return ""

    async def look(self, data: bytes) -> tuple[Face, ...]:
        return await asyncio.get_running_loop().run_in_executor(_worker, self._look, data)

    def _look(self, data: bytes) -> tuple[Face, ...]:
        if self._recogniser is None:
            self._recogniser = loaded(self._load)
        _, width, _ = size_of(data)
        picture = decode(data, MEASURED_SIDE)
        pixels = np.asarray(picture)
        picture.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.BILINEAR)
        small = np.asarray(picture)
        found = self._finder.find_in(small, pixels.shape[1] / small.shape[1])[:MOST_FACES]
        return tuple(_scaled(self._measured(pixels, face), width / pixels.shape[1]) for face in found)

    def _measured(self, pixels: Pixels, face: Face) -> Face:
        sharpness, brightness = measure.sharpness_and_brightness(pixels, face)
        return replace(
            face,
            sharpness=sharpness,
            brightness=brightness,
            turn=measure.turn(face),
            covered=is_covered(measure.aligned(pixels, face, filled=True)),
            embedding=self._embedding(measure.aligned(pixels, face)),
        )

    def _embedding(self, crop: Pixels) -> tuple[float, ...]:
        import cv2

        # OpenCV's own FaceRecognizerSF fails on OpenCV 5. The network wants red first, as the crop is.
        self._recogniser.setInput(cv2.dnn.blobFromImage(crop), "data")
        numbers = self._recogniser.forward().ravel().astype(float)
        return tuple((numbers / (np.linalg.norm(numbers) or 1.0)).tolist())

    def _load(self) -> Any:
        import cv2

        return cv2.dnn.readNetFromONNX(np.frombuffer(RECOGNISER.read(self._weights), np.uint8))


def _scaled(face: Face, scale: float) -> Face:
    landmarks = tuple((x * scale, y * scale) for x, y in face.landmarks)
    x, y, width, height = (side * scale for side in (face.x, face.y, face.width, face.height))
    return replace(face, x=x, y=y, width=width, height=height, landmarks=landmarks)
