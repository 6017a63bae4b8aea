"""Draws a candidate: a close-up of head and shoulders in daylight, the background out of focus."""

import cv2
import numpy as np
from PIL import Image

from core.adapters.offline.cutout import Figure
from core.adapters.offline.finish import finished, graded, size_for

# How tall the face is in the picture, how far down its middle stands, and how far beside the middle.
FRAMINGS = ((0.31, 0.41, 0.0), (0.35, 0.43, 0.03), (0.29, 0.4, -0.03))
# Window light, daylight, overcast: gains of red, green and blue; contrast; the side that the light comes from.
GRADES = (((1.03, 1.0, 0.955), 1.02, 1), ((1.02, 1.02, 1.01), 1.02, 0), ((0.95, 0.995, 1.05), 0.98, -1))
MOST_ADDED = 0.7  # of the head's height: air above a head that nearly touches the photo's edge


def closeup(figure: Figure, ratio: str, seed: int) -> bytes:
    size = size_for(ratio)
    picture, opacity = _framed(figure, size, FRAMINGS[seed % 3])
    picture = Image.composite(picture, _defocused(picture, opacity, 0.018), opacity)
    gains, contrast, side = GRADES[seed % 3]
    return finished(_lit(graded(picture, gains, contrast), side), opacity, seed)


def _framed(
    figure: Figure, size: tuple[int, int], framing: tuple[float, float, float]
) -> tuple[Image.Image, Image.Image]:
    """Cut to the ratio so that the face is as tall as wanted, or as near as the photo allows."""
    face, down, beside = framing
    head, photo = figure.head, figure.photo
    added = 0 if "top" in figure.cut_at else round(MOST_ADDED * head.height)
    high = min(head.height / face, photo.height + added, photo.width * size[1] / size[0])
    wide = high * size[0] / size[1]
    left = min(max(head.middle - wide * (0.5 + beside), 0), photo.width - wide)
    top = min(max(head.y + head.height / 2 - high * down, -added), photo.height - high)
    box = (left, top + added, left + wide, top + high + added)
    pixels = cv2.copyMakeBorder(np.asarray(photo), added, 0, 0, 0, cv2.BORDER_REPLICATE)
    opacity = cv2.copyMakeBorder(np.asarray(figure.opacity), added, 0, 0, 0, cv2.BORDER_CONSTANT, value=(0,))
    lanczos = Image.Resampling.LANCZOS
    return Image.fromarray(pixels).resize(size, lanczos, box), Image.fromarray(opacity).resize(size, lanczos, box)


def _defocused(picture: Image.Image, opacity: Image.Image, amount: float) -> Image.Image:
    """Blur the background alone, or the person would bleed into it."""
    behind = 1 - np.asarray(opacity, np.float32)[..., None] / 255 + 1e-3
    sigma = amount * max(picture.size) / 4
    small = (picture.width // 4, picture.height // 4)  # a blur this wide needs no more
    colours = cv2.resize(np.asarray(picture, np.float32) * behind, small, interpolation=cv2.INTER_AREA)
    weights = cv2.resize(np.asarray(behind), small, interpolation=cv2.INTER_AREA)
    spread = cv2.GaussianBlur(colours, (0, 0), sigma) / cv2.GaussianBlur(weights, (0, 0), sigma)[..., None]
    large = cv2.resize(np.asarray(spread, np.float32), picture.size, interpolation=cv2.INTER_CUBIC)
    return Image.fromarray(np.clip(large, 0, 255).astype(np.uint8))


def _lit(picture: Image.Image, side: int) -> Image.Image:
    """Let daylight come from one side, and darken the corners a little."""
    column = np.linspace(-1, 1, picture.width, dtype=np.float32)[None]
    row = np.linspace(-1, 1, picture.height, dtype=np.float32)[:, None]
    light = 1 - 0.1 * side * column - 0.05 * row - 0.12 * np.clip(column**2 + row**2 - 0.8, 0, None)
    return Image.fromarray(np.clip(np.asarray(picture, np.float32) * light[..., None], 0, 255).astype(np.uint8))
