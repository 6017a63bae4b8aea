"""Whether something covers a face, by colour and light in the aligned crop: dark glasses, or a mask.

Meant to miss rather than to accuse: a hand or a scarf of the skin's own colour, light glasses, a mask in poor light
count as uncovered. The limits were set on seven photos of three people with drawn covers, in ten lights each.
"""

from itertools import product

import numpy as np
import numpy.typing as npt

from core.adapters.faces.finder import Pixels

DARK_LENS = 0.5  # of the cheek below it; deep sockets in hard light have 0.69
OTHER_THAN_SKIN = 1.3  # see _apart
PLAIN = 20.0  # deviation of grey; lips and teeth have more

Area = tuple[slice, slice]
Lab = npt.NDArray[np.float64]


def _area(top: int, bottom: int, left: int, right: int) -> Area:
    return slice(top, bottom), slice(left, right)


# Rows and columns of the crop of measure.aligned, each pair the viewer's left first.
EYES = _area(46, 60, 27, 50), _area(46, 60, 63, 86)
CHEEKS = _area(70, 82, 28, 40), _area(70, 82, 72, 84)
# What a mask leaves free, and what it covers; a beard leaves the nose free.
ABOVE = _area(58, 63, 28, 44), _area(58, 63, 68, 84), _area(36, 48, 48, 64)
BELOW = _area(72, 78, 50, 62), _area(84, 96, 44, 68), _area(82, 94, 28, 36), _area(82, 94, 76, 84)
MOUTH = _area(84, 98, 42, 70)


def is_covered(crop: Pixels) -> bool:
    """Say it of the 112×112 crop of measure.aligned."""
    import cv2

    lab = cv2.cvtColor(crop, cv2.COLOR_RGB2LAB).astype(float)
    return _wears_dark_glasses(lab[..., 0]) or _wears_mask(lab)


def _wears_dark_glasses(light: Lab) -> bool:
    """Both lenses: one dark eye is a shadow or hair."""
    return all(
        np.percentile(light[eye], 75) < DARK_LENS * np.median(light[cheek])
        for eye, cheek in zip(EYES, CHEEKS, strict=True)
    )


def _wears_mask(lab: Lab) -> bool:
    """All of the lower face is unlike all of the upper face, and no mouth shows."""
    if lab[MOUTH][..., 0].std() > PLAIN:
        return False
    above, below = ([np.median(lab[area].reshape(-1, 3), axis=0) for area in areas] for areas in (ABOVE, BELOW))
    return all(_apart(one, other) > OTHER_THAN_SKIN for one, other in product(above, below))


def _apart(one: Lab, other: Lab) -> float:
    """How far two colours are: 1 is about what light and shade make of one skin, in hue or in brightness."""
    hue = float(np.hypot(*(one[1:] - other[1:]))) / 14
    shade = abs(float(np.log((one[0] + 10) / (other[0] + 10)))) / np.log(1.6)
    return max(hue, float(shade))
