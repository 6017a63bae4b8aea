"""What pixels say about a face: sharpness, light and turn, and the face as the recogniser wants it."""

from typing import cast

import numpy as np

from core.adapters.faces.finder import Pixels
from core.models import Face

BOX = 128
CROP = 112
# Where ArcFace networks want the right eye, left eye, nose, right and left corner of the mouth, in the crop.
ARCFACE = np.array([38.2946 + 51.6963j, 73.5318 + 51.5014j, 56.0252 + 71.7366j, 41.5493 + 92.3655j, 70.7299 + 92.2041j])


def sharpness_and_brightness(pixels: Pixels, face: Face) -> tuple[float, float]:
    """Variance of the 4-neighbour Laplacian and mean of the grey box at 128×128, the part inside the picture."""
    import cv2

    top, left = max(int(face.y), 0), max(int(face.x), 0)
    box = pixels[top : max(int(face.y + face.height), top + 1), left : max(int(face.x + face.width), left + 1)]
    if not box.size:
        return 0.0, 0.0
    grey = cv2.resize(cv2.cvtColor(box, cv2.COLOR_RGB2GRAY), (BOX, BOX), interpolation=cv2.INTER_AREA)
    return float(cv2.Laplacian(grey, cv2.CV_64F, ksize=1).var()), float(grey.mean())


def turn(face: Face) -> float:
    """The nose's way from the middle between the eyes, along the line of the eyes, in eye distances."""
    right, left, nose = (complex(*point) for point in face.landmarks[:3])
    eyes = left - right
    return ((nose - (right + left) / 2) / eyes).real if eyes else 0.0


def aligned(pixels: Pixels, face: Face, *, filled: bool = False) -> Pixels:
    """The face at 112×112 with its landmarks where the network wants them: turned, moved and scaled, never sheared.

    What lies outside the picture is black, as the network was trained, or `filled` with the picture's edge.
    """
    import cv2

    points = np.array([complex(*point) for point in face.landmarks])
    middle, target = points.mean(), ARCFACE.mean()
    spread = points - middle
    size = float((spread * spread.conj()).real.sum()) or 1.0
    by = complex((spread.conj() * (ARCFACE - target)).sum() / size)
    to = target - by * middle
    matrix = np.array([[by.real, -by.imag, to.real], [by.imag, by.real, to.imag]])
    edge = cv2.BORDER_REPLICATE if filled else cv2.BORDER_CONSTANT
    return cast(Pixels, cv2.warpAffine(pixels, matrix, (CROP, CROP), borderMode=edge))
