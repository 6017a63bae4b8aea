"""Where the person is: the face, and a soft matte of head and shoulders."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from PIL import Image

Array = np.ndarray[Any, Any]

CUT_SIDE = 320  # GrabCut's time grows with the area; the guided filter brings the hair back


@dataclass(frozen=True)
class Head:
    """Box of a face in pixels, from brow to chin."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    def within(self, left: float, top: float, scale: float) -> "Head":
        """The same head once the picture is cut at left, top and then scaled."""
        return Head((self.x - left) * scale, (self.y - top) * scale, self.width * scale, self.height * scale)


@dataclass(frozen=True)
class Figure:
    """A person cut out of a photo: head and shoulders with what is around them, and the person's opacity (mode L)."""

    photo: Image.Image
    opacity: Image.Image
    head: Head

    @property
    def cut_at(self) -> frozenset[str]:
        """The sides where the photo itself cuts into the person."""
        solid = np.asarray(self.opacity) > 128
        sides = {"top": solid[0], "left": solid[:, 0], "right": solid[:, -1]}
        return frozenset(side for side, edge in sides.items() if edge.any())


def cut_out(photo: Image.Image, head: Head) -> Figure:
    """Cut the person out of the neighbourhood of the head, by GrabCut from what head and shoulders look like."""
    left, right = max(0, head.middle - 4 * head.width), min(photo.width, head.middle + 4 * head.width)
    top, bottom = max(0, head.y - 1.6 * head.height), min(photo.height, head.y + 6 * head.height)
    near = photo.crop((round(left), round(top), round(right), round(bottom)))
    own = head.within(round(left), round(top), 1)
    return Figure(near, _opacity(near, own), own)


def _opacity(picture: Image.Image, head: Head) -> Image.Image:
    scale = min(1.0, CUT_SIDE / max(picture.size))
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    small = np.asarray(picture.resize(size, Image.Resampling.BOX))
    guess = _guess(size, head.within(0, 0, scale))
    cv2.setRNGSeed(1)  # GrabCut starts from random clusters; the same photo must give the same cut
    cv2.grabCut(small, guess, (0, 0, 0, 0), np.zeros((1, 65)), np.zeros((1, 65)), 4, cv2.GC_INIT_WITH_MASK)
    person = np.isin(guess, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8)
    person = _one_piece(person, round(head.middle * scale), round((head.y + head.height / 2) * scale))
    soft = cv2.GaussianBlur(person.astype(np.float32), (0, 0), 1.2)
    large = cv2.resize(soft, picture.size, interpolation=cv2.INTER_CUBIC)
    grey = np.asarray(picture.convert("L"), np.float32) / 255
    fine = _guided(grey, large, max(2, round(max(picture.size) / 110)))
    # Steeper than the filter gives it, so that no veil of the old background is left.
    return Image.fromarray((np.clip((fine - 0.22) / 0.62, 0, 1) * 255).astype(np.uint8))


def _guess(size: tuple[int, int], head: Head) -> Array:
    """Mark what is surely person, probably person, and surely background."""
    width, height = size
    mask = np.full((height, width), cv2.GC_PR_BGD, np.uint8)
    x, y = round(head.middle), round(head.y + head.height * 0.42)
    chin = round(head.y + head.height)
    # Above the chin there is nothing of a person outside of the hair.
    above = np.full((height, width), 255, np.uint8)
    cv2.ellipse(above, (x, y), (round(head.width * 1.25), round(head.height * 1.1)), 0, 0, 360, 0, -1)
    above[max(0, chin) :] = 0
    mask[above > 0] = cv2.GC_BGD
    shoulders = [(-0.45, 0.75), (-1.7, 1.5), (-2.1, 4.0), (2.1, 4.0), (1.7, 1.5), (0.45, 0.75)]
    chest = [(-0.25, 0.8), (-0.9, 1.75), (-1.1, 4.0), (1.1, 4.0), (0.9, 1.75), (0.25, 0.8)]
    _fill(mask, head, shoulders, cv2.GC_PR_FGD)
    hair = (round(head.width * 0.78), round(head.height * 0.85))
    cv2.ellipse(mask, (x, y), hair, 0, 0, 360, int(cv2.GC_PR_FGD), -1)
    _fill(mask, head, chest, cv2.GC_FGD)
    face = (round(head.width * 0.46), round(head.height * 0.55))
    cv2.ellipse(mask, (x, y), face, 0, 0, 360, int(cv2.GC_FGD), -1)
    if not (mask == cv2.GC_BGD).any():
        mask[0] = cv2.GC_BGD  # GrabCut needs a sample of both
    return mask


def _fill(mask: Array, head: Head, outline: list[tuple[float, float]], label: int) -> None:
    points = [(head.middle + x * head.width, head.y + y * head.height) for x, y in outline]
    cv2.fillPoly(mask, [np.array(points, np.int32)], int(label))


def _one_piece(person: Array, x: int, y: int) -> Array:
    """Keep the piece with the face, without holes and crumbs."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))
    person = cv2.morphologyEx(person, cv2.MORPH_OPEN, kernel)
    _, labels = cv2.connectedComponents(person)
    own = labels[min(max(y, 0), labels.shape[0] - 1), min(max(x, 0), labels.shape[1] - 1)]
    piece = (labels == own).astype(np.uint8) if own else person
    holes, _ = cv2.findContours(piece, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return np.asarray(cv2.drawContours(np.zeros_like(piece), holes, -1, 1, -1))


def _guided(guide: Array, mask: Array, radius: int) -> Array:
    """Guided filter (He, Sun, Tang 2010): let the edge of the mask follow the edges of the picture."""

    def mean(values: Array) -> Array:
        return np.asarray(cv2.blur(values, (2 * radius + 1, 2 * radius + 1)))

    of_guide, of_mask = mean(guide), mean(mask)
    slope = (mean(guide * mask) - of_guide * of_mask) / (mean(guide * guide) - of_guide**2 + 1e-4)
    return mean(slope) * guide + mean(of_mask - slope * of_guide)
