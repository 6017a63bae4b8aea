"""A generation: one piece of paid work, how it stands and what arrived of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from core.models.limits import Ratio, Size
from core.models.picture import made_folder


class Kind(StrEnum):
    CANDIDATES = "candidates"
    SCENE = "scene"
    VOICE = "voice"  # a voice message: it becomes words, and they go on as if they had been typed


class Way(StrEnum):
    """How a scene is drawn: from the words alone, or from a picture that is there already."""

    PLAIN = ""
    VARIATION = "variation"  # the same scene at another moment
    EDIT = "edit"  # the picture, with one thing changed
    LARGER = "larger"  # the picture, in more pixels
    POSE = "pose"  # a user's photo lends pose and place


class Status(StrEnum):
    """Of a generation. The last three are final."""

    WAITING = "waiting"  # behind the user's other scenes
    QUEUED = "queued"  # has a job
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


UNDER_WAY = (Status.WAITING, Status.QUEUED, Status.RUNNING)


@dataclass(frozen=True)
class Generation:
    """One piece of paid work: a candidate set or a scene."""

    id: str
    kind: Kind
    user_id: int
    chat_id: int
    model_id: str
    status: Status
    run: int = 0  # fencing: grows with each start; only the newest run may write or send
    prompt: str = ""  # the scene in the user's words; empty for candidates
    wanted: tuple[int, ...] = (1,)  # numbers of the pictures to make
    alike: str | None = None  # key of the picture that it starts from
    way: Way = Way.PLAIN
    size: Size = "1K"
    ratio: Ratio | None = None  # where it differs from the model's
    reply_to: int | None = None  # the user's message
    status_message_id: int | None = None
    marked: int | None = None  # the candidate that the user marked
    failure: str | None = None  # the reason; until it is told, the engine's words stand on the lines below it
    drawn: bool = False  # an earlier run drew what could be drawn: what is left is to deliver it
    created_at: datetime | None = None
    spoken: bool = False  # the prompt was a voice message
    language: str = ""  # of its user, when it was read
    companions: tuple[str, ...] = ()  # the other models that the scene shows

    @property
    def cast(self) -> tuple[str, ...]:
        """Everybody whom it shows: in prompts person A, B, C."""
        return (self.model_id, *self.companions)

    @property
    def folder(self) -> str:
        return made_folder(self.model_id, self.companions)


@dataclass(frozen=True)
class Failure:
    """Why a generation, or a part of it, came to nothing: a word for the texts and the words an engine said."""

    reason: str
    words: str = ""


@dataclass(frozen=True)
class Progress:
    """What the status message says: the stage, and how many pictures are finished."""

    stage: Literal["studying", "drawing", "busy", "done"]
    done: int = 0
    of: int = 0
    seconds: float = 0.0  # how long a busy engine asks us to wait
    engine: str = ""  # that draws


@dataclass(frozen=True)
class Parcel:
    """A line of the outbox: `new` go on and send · `sending` cut off, may have arrived · `sent` · `unsure`."""

    state: Literal["new", "sending", "sent", "unsure"]
    message_ids: tuple[int, ...] = ()
    file_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Usage:
    """A user's pictures, by days and months in UTC. Dollars are what was spent or is set aside for them."""

    today: int
    left: int  # of today
    month: int
    month_usd: float = 0.0
    everybody_usd: float = 0.0  # the month, all users together
