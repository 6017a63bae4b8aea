"""Pictures as bytes in, bytes out: check, normalise, number, badge. Blocking: call it in a thread."""

from core.imaging.decode import ends_as_jpeg, size_of
from core.imaging.encode import Normalised, for_engine, for_photo, is_photo, normalise
from core.imaging.fingerprint import alike
from core.imaging.histogram import histogram
from core.imaging.marks import badged, numbered
from core.imaging.placeholder import placeholder
from core.imaging.provenance import ai_marked

__all__ = [
    "Normalised",
    "ai_marked",
    "alike",
    "badged",
    "ends_as_jpeg",
    "for_engine",
    "for_photo",
    "histogram",
    "is_photo",
    "normalise",
    "numbered",
    "placeholder",
    "size_of",
]
