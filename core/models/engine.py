"""What engines are told, and what they answer."""

from dataclasses import dataclass, field
from typing import Literal

from core.models.limits import Ratio, Size
from core.models.model import Analysis


@dataclass(frozen=True)
class Reference:
    """A picture that travels to an engine: JPEG bytes, and the role that the prompt names it by."""

    data: bytes
    role: str
    # "face": whom the picture must show; "start": what it starts from. A request that is made smaller loses the others.
    kind: Literal["face", "start", "other"] = "other"


@dataclass(frozen=True)
class DrawRequest:
    """All that an image engine is told. References go first, in order, the prompt last."""

    references: tuple[Reference, ...]
    prompt: str
    aspect_ratio: Ratio = "3:4"
    size: Size = "1K"
    seed: int | None = None
    # What the offline studio writes on its previews; engines see only the prompt.
    caption: str = ""


@dataclass(frozen=True)
class Drawing:
    """A picture as an engine gave it."""

    data: bytes
    mime: str
    engine: str
    finish_reason: str = "STOP"
    cost_usd: float = 0.0


@dataclass(frozen=True)
class Study:
    """The analyst's answer and what it cost."""

    analysis: Analysis
    engine: str
    cost_usd: float = 0.0


@dataclass(frozen=True)
class Recording:
    """A voice message or a sound file; kept nowhere."""

    data: bytes = field(repr=False)
    name: str  # its ending says what it is
    mime: str
    seconds: float


@dataclass(frozen=True)
class Transcript:
    """What was said, empty if nothing was, and what it cost to know."""

    words: str = field(repr=False)
    engine: str
    cost_usd: float = 0.0
