"""Finds faces with OpenCV's YuNet network."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.adapters.faces.weights import DETECTOR
from core.errors import FacesUnavailable
from core.imaging import size_of
from core.imaging.decode import decode
from core.models import Face

LONG_SIDE = 640  # at 1024 px large faces score below the limit
LEAST_SCORE = 0.8
OVERLAP = 0.3
MOST_ROWS = 50
LEAST_OF_TALLEST = 0.35  # lower ones are people in the background and phantoms

Pixels = npt.NDArray[np.uint8]


class FaceFinder:
    """Loads its network at the first use; safe to call from several threads, which take turns.

    `weights` is the folder of the weights; without it they come from the package that carries them.
    """

    def __init__(self, weights: Path | None = None) -> None:
        self._weights = weights
        self._lock = threading.Lock()
        self._network: Any = None

    def find(self, data: bytes) -> list[Face]:
        """Return the faces of a picture, the tallest first, with nothing measured. Blocking: 10 to 50 ms."""
        _, width, _ = size_of(data)
        pixels = np.asarray(decode(data, LONG_SIDE))
        return self.find_in(pixels, width / pixels.shape[1])

    def find_in(self, pixels: Pixels, scale: float = 1.0) -> list[Face]:
        """Do the same in RGB pixels of at most 640 a side, each `scale` pixels of the picture they were made of."""
        found = [_face(row, scale) for row in self._rows(pixels)]
        if not found:  # a face that fills the frame is found at half the size
            found = [_face(row, 2 * scale) for row in self._rows(pixels[::2, ::2])]
        faces = sorted(found, key=lambda face: -face.height)
        return [face for face in faces if face.height >= LEAST_OF_TALLEST * faces[0].height]

    def _rows(self, pixels: Pixels) -> list[list[float]]:
        blue_first = np.ascontiguousarray(pixels[:, :, ::-1])
        with self._lock:
            if self._network is None:
                self._network = loaded(self._load)
            self._network.setInputSize((pixels.shape[1], pixels.shape[0]))
            _, rows = self._network.detect(blue_first)
        return [] if rows is None else [[float(value) for value in row] for row in rows]

    def _load(self) -> Any:
        import cv2

        content = np.frombuffer(DETECTOR.read(self._weights), np.uint8)
        size = (LONG_SIDE, LONG_SIDE)
        return cv2.FaceDetectorYN.create("onnx", content, np.empty(0, np.uint8), size, LEAST_SCORE, OVERLAP, MOST_ROWS)


def loaded(load: Callable[[], Any]) -> Any:
    """Load a network with OpenCV set as we need it. Raises FacesUnavailable where OpenCV cannot."""
    try:
        import cv2
    except ImportError as error:
        raise FacesUnavailable(f"OpenCV cannot be imported: {error}") from error
    cv2.setNumThreads(1)  # the bot's other work goes on beside it
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)  # OpenCV 5 warns of a default of its own
    try:
        return load()
    except cv2.error as error:
        raise FacesUnavailable(f"OpenCV {cv2.__version__} cannot load the weights") from error


def _face(row: list[float], scale: float) -> Face:
    x, y, width, height, *points = (value * scale for value in row[:14])
    landmarks = tuple(zip(points[::2], points[1::2], strict=True))
    return Face(x, y, width, height, row[14], landmarks)
