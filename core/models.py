"""The words of Keepface as types, and the rules on them. Imports nothing of ours."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

# A key of the picture store: a relative path that leads nowhere else and hides nothing.
STORED_KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*")
PHOTOS_NEEDED = 3
IDEA_LENGTH = 140
CANDIDATES = 3
FEW_LEFT = 5  # pictures of today: worth a word
SCENES_AT_ONCE = 2
SCENES_WAITING = 10
SCENE_LENGTH = 2000
VOICE_SECONDS = 120  # of a voice message
VOICE_BYTES = 20 * 1024 * 1024  # what a bot may download
CONSENT_VERSION = 2
OFFLINE_CONSENT = -CONSENT_VERSION  # the same terms without a vendor: they do not hold once photos go to one

Size = Literal["1K", "2K", "4K"]
Ratio = Literal["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"]
RATIOS: tuple[Ratio, ...] = get_args(Ratio)
SIZES: tuple[Size, ...] = get_args(Size)
STRENGTHS = (0.2, 0.4, 0.6, 0.8, 1.0)
NAME_LENGTH = 40
MOST_PICTURES = 4  # of one scene
MOST_PEOPLE = 3  # in one scene


def terms(*, offline: bool) -> int:
    """The version that is agreed to now."""
    return OFFLINE_CONSENT if offline else CONSENT_VERSION


def still_agrees(agreed: int | None, *, offline: bool) -> bool:
    """Whoever agreed to the vendors agreed to none as well, not the other way round."""
    return agreed in {CONSENT_VERSION, terms(offline=offline)}


class Analysis(BaseModel):
    """What the analyst saw in the reference images: visible features as art direction, never identity."""

    # No error about it may quote the description of a person.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    face_shape: Annotated[str, Field(max_length=300, description="Shape of face, jaw, chin, cheekbones")]
    eyes: Annotated[str, Field(max_length=300, description="Colour, shape, spacing")]
    brows: Annotated[str, Field(max_length=300)]
    nose: Annotated[str, Field(max_length=300)]
    lips: Annotated[str, Field(max_length=300)]
    hair: Annotated[str, Field(max_length=300, description="Hairline, colour, length, texture, styling")]
    skin: Annotated[str, Field(max_length=300, description="Tone and texture")]
    marks: Annotated[str, Field(max_length=300, description="Moles, freckles, scars, glasses, beard; empty if none")]
    apparent_age: Annotated[str, Field(max_length=100, description="A range such as '30 to 35'")]
    build: Annotated[str, Field(max_length=200)]
    portrait_prompt: Annotated[
        str, Field(max_length=3000, description="Prompt for a new close-up portrait of this same person")
    ]
    warnings: Annotated[
        list[Annotated[str, Field(max_length=300)]],
        Field(max_length=5, description="What could spoil the likeness: blur, covered face, different people"),
    ]
    # Rows from before it was asked for have none.
    ideas: Annotated[
        list[Annotated[str, Field(max_length=IDEA_LENGTH)]],
        Field(max_length=6, description="Scenes that suit this person"),
    ] = Field(default_factory=list)


class Stage(StrEnum):
    """Where a model stands, and so what its user may do next."""

    COLLECTING = "collecting"  # fewer than three photos
    DRAWING = "drawing"  # the candidates are being made
    CHOOSING = "choosing"  # candidates wait for a choice, or for another try
    LOCKED = "locked"  # scenes are drawn with the locked reference
    UNLOCKED = "unlocked"  # a row of the older web system: scenes fall back to its first reference image


@dataclass(frozen=True)
class ReferencePhoto:
    """One of a model's reference images: where its bytes are, and what tells it from the others.

    `source` is a key of our picture store, or, on rows of the older web system, a data URL or URL.
    """

    source: str
    fingerprint: str = ""  # perceptual, see core/imaging/fingerprint.py; empty on old rows
    message_id: int = 0
    # What the face engine saw; None where it did not look.
    faces: int | None = None
    turn: float | None = None  # as in Face
    alike: float | None = None  # to the other photos of the model, see core/likeness.py


class Gate(StrEnum):
    """How much likeness a model's scenes must have before they are shown without another try."""

    STRICT = "strict"
    NORMAL = "normal"
    OFF = "off"  # nothing is measured


@dataclass(frozen=True)
class Model:
    """One person that a user makes pictures of."""

    id: str
    owner: int
    name: str
    stage: Stage
    reference_images: tuple[ReferencePhoto, ...] = ()
    analysis: Analysis | None = None
    portrait_prompt: str | None = None
    locked_reference_image: str | None = None
    aspect_ratio: Ratio = "3:4"
    pictures_per_scene: int = 1
    negative_prompt: str = ""
    strength: float = 0.6
    gate: Gate = Gate.NORMAL
    engine: str = ""  # that its user chose; empty: the first of the chain

    @property
    def unnamed(self) -> bool:
        """It still has a name like the one it was made with: a word in the language of its user, and a number."""
        return re.fullmatch(r"[^\W\d]+ \d+", self.name) is not None

    def answers_to(self, name: str) -> bool:
        """Whether @name means this one: spaces and letter case do not count."""
        return _spoken(self.name) == _spoken(name)


def _spoken(name: str) -> str:
    return name.casefold().replace(" ", "")


@dataclass(frozen=True)
class Counts:
    """What a model has."""

    pictures: int = 0  # of its scenes
    kept: int = 0
    sets: int = 0  # of candidates
    locks: int = 0  # different pictures that were its lock


@dataclass(frozen=True)
class Card:
    """A model among its user's models, as they are leafed through."""

    model: Model
    active: bool
    counts: Counts
    place: int  # from 1
    of: int
    before: str | None = None  # the neighbours' ids
    after: str | None = None


@dataclass(frozen=True)
class Lock:
    """A picture that was a model's locked reference at some time."""

    id: int
    key: str
    locked_at: datetime | None  # None where that is not known
    present: bool
    set_number: int | None = None  # the candidate set that it is from, from 1; None where that is not known
    n: int | None = None  # its number in there


@dataclass(frozen=True)
class Sets:
    """A model's candidate sets that are worth a look, the oldest first: what a later one has whole is left out.

    `made` counts all of them, and so tells a button of today from one of yesterday.
    """

    ids: tuple[str, ...] = ()
    made: int = 0


@dataclass(frozen=True)
class Month:
    """A month (UTC) in which a model got pictures. `first` is where it begins in the gallery, from 0."""

    year: int
    month: int
    pictures: int
    first: int


class Kind(StrEnum):
    CANDIDATES = "candidates"
    SCENE = "scene"
    VOICE = "voice"  # a voice message: it becomes words, and they go on as if they had been typed


def made_folder(model_id: str, companions: Sequence[str] = ()) -> str:
    """Where pictures of a model are kept. Those that show others too have a folder of their own, so that whoever of
    them is erased takes it away; its name is nobody's id, for an empty folder may outlast them.
    """
    together = hashlib.sha256("\n".join(sorted(companions)).encode()).hexdigest()[:24]
    return f"made/{model_id}/with-{together}" if companions else f"made/{model_id}"


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


Unmeasured = Literal["", "no_face", "too_small", "missing", "no_reference", "stylised", "unavailable", "off"]


@dataclass(frozen=True)
class Likeness:
    """How near the best face of a picture is to its model: cosines, -1 to 1; see core/likeness.py for their meaning."""

    photos: float | None = None  # to the mean of the reference images
    lock: float | None = None  # to the locked reference
    unmeasured: Unmeasured = ""  # why there is no score

    @property
    def score(self) -> float | None:
        """The one that decides: the photos are the person, the lock is a picture of it."""
        return self.lock if self.photos is None else self.photos


OFFLINE_ENGINE = "offline-studio"


@dataclass(frozen=True)
class Making:
    """What an engine was told for a picture, and what it answered besides. Costs in dollars, times in seconds."""

    prompt: str = ""
    references: tuple[str, ...] = ()  # the first 12 hex digits of each one's SHA-256, in the order sent
    seed: int | None = None
    size: Size = "1K"
    ratio: Ratio = "3:4"
    finish_reason: str = ""
    cost_usd: float = 0.0
    seconds: float = 0.0


@dataclass(frozen=True)
class Picture:
    """A generated picture that is safely stored. `key` names the clean bytes as the engine gave them."""

    generation_id: str
    n: int
    key: str
    mime: str
    engine: str
    width: int = 0
    height: int = 0
    likeness: Likeness = Likeness(unmeasured="off")
    tries: int = 1  # how often this picture was drawn; the one nearest to the model is shown
    making: Making | None = None  # None on pictures from before it was noted
    starred: bool = False
    # Of a scene with several people: how near each one's face is, in their order; `likeness` is that of the least near.
    faces: tuple[Likeness, ...] = ()

    @property
    def is_preview(self) -> bool:
        """Made by the offline studio, and so no AI picture."""
        return self.engine == OFFLINE_ENGINE


@dataclass(frozen=True)
class Face:
    """A face that the face engine saw, in pixels of the upright picture; the box may reach over its edge."""

    x: float
    y: float
    width: float
    height: float
    score: float  # 0–1: how sure the detector is
    landmarks: tuple[tuple[float, float], ...]  # x, y of the person's right eye, left eye, nose, right and left mouth
    sharpness: float = 0.0  # variance of the Laplacian of the grey box at 128×128: about 20 is blurred
    brightness: float = 0.0  # mean of the grey box, 0–255
    turn: float = 0.0  # the nose's way from the middle between the eyes, in eye distances: < 0 to the viewer's left
    covered: bool = False  # sunglasses, a mask, a hand
    # 128 numbers of unit length. Biometric: kept in memory alone, in no row and no log.
    embedding: tuple[float, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Reference:
    """A picture that travels to an engine: JPEG bytes, and the role that the prompt names it by."""

    data: bytes
    role: str
    # "face": whom the picture must show; "start": what it starts from. A request that is made smaller loses the others.
    kind: Literal["face", "start", "other"] = "other"


@dataclass(frozen=True)
class Page:
    """Some pictures of a model, newest first. `file_ids` are Telegram's, where it has shown them before."""

    pictures: tuple[Picture, ...]
    file_ids: tuple[str | None, ...]
    first: int  # of the model's pictures, from 1
    total: int
    starred: bool = False
    newest: datetime | None = None  # when the first and the last of these were asked for
    oldest: datetime | None = None

    @property
    def last(self) -> int:
        return self.first + len(self.pictures) - 1


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
class Belongings:
    """What erasing a model, or everything of a user, takes away."""

    models: tuple[str, ...]  # their names
    photos: int
    pictures: int  # every try
    scenes: int
    under_way: int
    older: int = 0  # models that are rows of the older web system
    credits: int = 0  # pictures that are paid for and not drawn
    together: int = 0  # of the scenes: show several people


@dataclass(frozen=True)
class Erasure:
    """A tombstone: the rows are gone, the folders of `models` and `folders` have to be empty before it is done."""

    reference: str
    user_id: int
    chat_id: int
    everything: bool
    models: tuple[str, ...]
    counts: dict[str, int]
    tries: int
    requested_at: datetime
    language: str = ""
    folders: tuple[str, ...] = ()  # more that has to be empty: scenes with somebody who stays


@dataclass(frozen=True)
class Export:
    """A user's request for a copy of everything, or of a model's pictures; `sent` of them are in parts that arrived."""

    user_id: int
    chat_id: int
    parts: int = 0
    sent: int = 0
    unreadable: int = 0
    tries: int = 0
    language: str = ""
    id: int = 0
    model_id: str | None = None  # None: everything
    starred: bool = False  # of the model's pictures only those that were kept
    name: str = ""  # the model's


@dataclass(frozen=True)
class Shot:
    """A picture of a model's scenes, as it is packed."""

    key: str
    engine: str
    asked_at: datetime


@dataclass(frozen=True)
class Expired:
    """Scenes that are kept no longer, and the keys of their pictures.

    `together` is how keys of scenes with several people begin: when their rows are gone, an erasure of one of them no
    longer leads to a picture that a kill left without a row.
    """

    generations: tuple[str, ...]
    keys: tuple[str, ...]
    together: tuple[str, ...] = ()


@dataclass(frozen=True)
class Usage:
    """A user's pictures, by days and months in UTC. Dollars are what was spent or is set aside for them."""

    today: int
    left: int  # of today
    month: int
    month_usd: float = 0.0
    everybody_usd: float = 0.0  # the month, all users together


@dataclass(frozen=True)
class EngineNews:
    """What the owner is told about an engine of a chain. `next_engine` takes its place; None if there is none."""

    engine: str
    state: Literal["retired", "ending"]
    last_day: date | None = None
    next_engine: str | None = None


@dataclass(frozen=True)
class EngineLikeness:
    """Mean likeness of an engine's newest measured pictures, and of those before them."""

    engine: str
    recent: float
    pictures: int
    before: float
    pictures_before: int


@dataclass(frozen=True)
class Incident:
    """Trouble that the owner hears of. `what` and `name` say which; `reason` says why, in a word of ours or a line."""

    what: Literal["engine", "account", "storage", "database", "surprise", "budget"]
    name: str = ""  # the engine, the vendor, the error, the day
    reason: str = ""
    lasted: float | None = None  # seconds, when it is over


News = EngineNews | EngineLikeness | Incident  # for the owner


@dataclass(frozen=True)
class Figures:
    """What waits and what was spent, over all processes on the database."""

    updates_waiting: int = 0
    oldest_update_seconds: float = 0.0
    jobs_waiting: int = 0
    jobs_running: int = 0
    oldest_job_seconds: float = 0.0
    spent_today_usd: float = 0.0


@dataclass(frozen=True)
class Finding:
    """What a check-up found about one thing. `fix` says what to do about it."""

    name: str
    verdict: Literal["good", "warning", "bad"]
    fact: str
    fix: str = ""


# --- the owner --------------------------------------------------------------------------------------------------------

Standing = Literal["owner", "allowed", "denied", "stranger"]
Access = Literal["", "asked", "allowed", "denied"]

# What the owner decided in the chat: names of rows, see migrations.
OWNER = "owner"
PICTURES_PER_USER = "daily_pictures_per_user"
BUDGET_USD = "daily_budget_usd"
PAUSED = "paused"  # no paid call begins anywhere
EXPECTING = "expecting"  # until when a forwarded message of the owner shows somebody who may come in


@dataclass(frozen=True)
class Known:
    """What the rows say about an account, and about who owns the bot."""

    agreed: int | None = None
    access: Access = ""
    owner: int | None = None
    has_data: bool = False
    language: str | None = None  # chosen


@dataclass(frozen=True)
class Entry:
    """How an account stands at the door."""

    standing: Standing
    agreed: int | None = None  # the version of the terms
    owner: int | None = None  # the owner's account; None while nobody owns the bot
    has_data: bool = False  # which may be taken along and away in every standing
    language: str | None = None  # chosen; None follows the client

    @property
    def may_enter(self) -> bool:
        return self.standing in {"owner", "allowed"}


@dataclass(frozen=True)
class Person:
    """An account, as the owner sees it."""

    id: int
    name: str = ""
    access: Access = ""
    agreed: bool = False
    pictures_today: int = 0
    seen_at: datetime | None = None


@dataclass(frozen=True)
class Invitation:
    """A link that lets somebody in; the link itself is only known to whom it was shown."""

    id: int
    uses: int
    used: int
    expires_at: datetime


@dataclass(frozen=True)
class EngineHealth:
    """An engine's calls of the last hour. `median_seconds` is that of the successful ones."""

    engine: str
    calls: int
    failed: int
    median_seconds: float | None


@dataclass(frozen=True)
class Broadcast:
    """Words to all users. `copies` counts them by how they went; a draft counts who would get one as "waiting"."""

    id: int
    words: str
    state: Literal["draft", "sending", "done", "cancelled"]
    copies: Mapping[str, int]


@dataclass(frozen=True)
class Copy:
    """One user's copy of a broadcast."""

    broadcast_id: int
    user_id: int
    words: str


# --- payments ---------------------------------------------------------------------------------------------------------

REFUND_DAYS = 14  # a pack that is not drawn from goes back by a tap
ORDER_HOURS = 24  # an invoice is good for so long


@dataclass(frozen=True)
class Pack:
    """So many pictures for so many Telegram Stars."""

    pictures: int
    stars: int


@dataclass(frozen=True)
class Order:
    """A pack that somebody was sent an invoice for."""

    id: str
    user_id: int
    pack: Pack
    fresh: bool = True
    paid: bool = False


@dataclass(frozen=True)
class Receipt:
    """Stars that have left a user's account, by the messenger's word."""

    charge_id: str
    user_id: int
    stars: int
    order_id: str


@dataclass(frozen=True)
class Payment:
    """A line of the books."""

    id: int
    charge_id: str
    user_id: int  # 0: whoever it was has erased everything
    pictures: int
    stars: int
    state: Literal["paid", "refunding", "refunded"]
    paid_at: datetime
    tries: int = 0
    refundable: bool = False  # by its payer: in time, and none of it is drawn


# What became of a payment: pictures were credited, or it goes back by itself.
Booked = Literal["credited", "returned"]
# Why nobody should pay an order now.
Unpayable = Literal["", "unknown", "paid", "over", "paused", "shut_out", "not_agreed", "away"]
