"""What a vendor's network did instead of delivering."""

from dataclasses import dataclass
from typing import Literal

from core.errors.base import CoreError


@dataclass(eq=False)
class EngineError(CoreError):
    """A vendor's network did not deliver. `engine` is its name; `detail` is for the log and carries no secret."""

    engine: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{type(self).__name__}({self.engine}): {self.detail}"


class EngineRetired(EngineError):
    """404, or announced as shut down: this engine will not come back. Nothing was charged."""


class EngineOverloaded(EngineError):
    """500 or 503: the vendor's trouble, not charged. Back off, then the next engine of the chain."""


@dataclass(eq=False)
class EngineRateLimited(EngineError):
    """429 per minute: not charged. Wait at least `retry_after` seconds."""

    retry_after: float = 30.0


class EngineUnreachable(EngineError):
    """No connection came about, so nothing was sent or charged."""


@dataclass(eq=False)
class OutcomeUnknown(EngineError):
    """The request went out and no usable answer came back (time-out, drop): count it as spent."""


@dataclass(eq=False)
class OperatorProblem(EngineError):
    """Quota per day, billing, a wrong key, an account limited for policy: no retry; the owner must act."""

    reason: Literal["key", "quota", "billing", "account", "region", "request"] = "billing"


@dataclass(eq=False)
class EngineRefused(EngineError):
    """The vendor answered and gave no picture.

    `why`: `input` the prompt or a photo was refused before drawing · `safety` the output filter, partly random ·
    `policy` prohibited content, never again · `words` answered in text only (kept in `words`) · `other` and
    `recitation` worth one reworded try · `rubbish` an answer that cannot be read as a picture or a description.
    `charged`: whether the vendor bills this answer.
    """

    why: Literal["input", "safety", "policy", "words", "other", "recitation", "rubbish"] = "other"
    words: str = ""
    charged: bool = False
    cost_usd: float = 0.0


@dataclass(eq=False)
class NoEngineLeft(CoreError):
    """Every engine of the chain is retired or keeps failing. `last` is the latest reason."""

    last: EngineError
