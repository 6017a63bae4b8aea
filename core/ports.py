"""What the services need of the world. Each docstring is a promise that every adapter keeps."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from datetime import date
from typing import IO, Any, Literal, Protocol, runtime_checkable

from core.models import (
    Access,
    Analysis,
    Belongings,
    Booked,
    Broadcast,
    Copy,
    Counts,
    Drawing,
    DrawRequest,
    EngineHealth,
    EngineLikeness,
    Erasure,
    Expired,
    Export,
    Face,
    Failure,
    Figures,
    Gate,
    Generation,
    Invitation,
    Kind,
    Known,
    Lock,
    Model,
    Month,
    News,
    Order,
    Pack,
    Page,
    Parcel,
    Payment,
    Person,
    Picture,
    Progress,
    Ratio,
    Receipt,
    Recording,
    ReferencePhoto,
    Sets,
    Shot,
    Size,
    Study,
    Transcript,
    Usage,
    Way,
)

Payload = dict[str, object]  # an update as the messenger sent it


class Analyst(Protocol):
    """Describes the person in photos as art direction, and writes the portrait prompt."""

    async def study(self, engine: str, photos: Sequence[bytes], user: str, language: str = "") -> Study:
        """Make exactly one paid call to `engine`. `photos` are JPEG bytes; `user` is an opaque hash.

        Ideas are written in `language`, as the user's client names it; everything else in English.

        Raises an EngineError leaf; never retries by itself and never lets a vendor's exception through.
        """
        ...


class Painter(Protocol):
    """Draws one picture from reference pictures and a prompt."""

    async def draw(self, engine: str, request: DrawRequest) -> Drawing:
        """Make exactly one paid call to `engine`: references first, in order, text last.

        The answer is a readable JPEG, PNG or WEBP. Raises an EngineError leaf; never retries by itself and never
        lets a vendor's exception through.
        """
        ...


class Listener(Protocol):
    """Turns speech into words, in whatever language it is."""

    async def transcribe(self, engine: str, recording: Recording) -> Transcript:
        """Make exactly one paid call to `engine`; silence is an empty transcript.

        Raises an EngineError leaf; never retries by itself and never lets a vendor's exception through.
        """
        ...


class Faces(Protocol):
    """Finds faces and turns each into numbers that are near for one person and far for two. Costs no money."""

    async def look(self, data: bytes) -> tuple[Face, ...]:
        """The faces of an encoded picture, the tallest first, at most eight; those of its background are left out.

        Never blocks the event loop. Raises a BadPhoto leaf, and FacesUnavailable where nothing can be measured.
        """
        ...


class Pictures(Protocol):
    """Picture bytes by key. Keys are relative paths of [A-Za-z0-9_.-] segments; rows hold keys, never bytes.

    Everything may raise PicturesAway, which passes, and PicturesRefused, which only the operator can mend. A key of
    another form is a PictureMissing.
    """

    async def put(self, key: str, data: bytes) -> None:
        """Store durably before returning; putting the same key again replaces it whole, never half."""
        ...

    async def get(self, key: str) -> bytes:
        """The bytes as they were put. Raises PictureMissing, or PictureDamaged when they are not those."""
        ...

    async def remove(self, keys: Sequence[str]) -> None:
        """All are gone when it returns; removing what is already gone is no error."""
        ...

    async def keys(self, folder: str) -> list[str]:
        """Every key below the folder."""
        ...

    async def clear(self, folder: str) -> None:
        """Nothing is left below the folder when it returns, not even what was cut off while it was written."""
        ...


class Users(Protocol):
    async def known(self, user_id: int) -> bool: ...

    async def agreed(self, user_id: int) -> int | None:
        """The version of the terms that the user agreed to, or None."""
        ...

    async def agree(self, user_id: int, version: int) -> None: ...

    async def speak(self, user_id: int, language: str | None) -> None:
        """The user chose a language; None follows the client's."""
        ...

    async def language(self, user_id: int) -> str:
        """What was chosen, else the client's; empty while neither is known. A stranger's too, who asked to come in."""
        ...

    async def revoke(self, user_id: int) -> bool:
        """Nothing is agreed to any more. False if nothing was."""
        ...


class Models(Protocol):
    """The models of all users. Every change is one transaction on locked rows."""

    async def active(self, user_id: int) -> Model | None: ...

    async def get(self, model_id: str) -> Model | None: ...

    async def owned(self, user_id: int, model_id: str) -> Model | None:
        """The model if it is this user's; any text may be asked for."""
        ...

    async def of(self, user_id: int) -> list[Model]:
        """The user's models, oldest first."""
        ...

    async def create(self, user_id: int, word: str = "Model") -> Model:
        """A new, collecting and active model, named by the word and a number.

        Its settings are the user's defaults, or else those of the model that was active.
        """
        ...

    async def activate(self, user_id: int, model_id: str) -> None: ...

    async def add_photo(self, model_id: str, photo: ReferencePhoto, most: int) -> tuple[ReferencePhoto, ...]:
        """Append and return all, in the order of their messages. Repeatable for the same message id.

        Raises SamePhoto when a photo with an alike fingerprint is there, PhotosComplete beyond `most`.
        """
        ...

    async def remove_photo(self, model_id: str, source: str) -> tuple[ReferencePhoto, ...] | None:
        """Remove from a model that still collects, and return the rest; None if it was not there."""
        ...

    async def compared(self, model_id: str, alike: Sequence[float | None]) -> None:
        """Note how near each reference image is to the others, in their order."""
        ...

    async def state(self, user_id: int, model_id: str, what: str) -> None:
        """Record what the user said about the model, once."""
        ...

    async def set_gate(self, user_id: int, model_id: str, gate: Gate) -> bool: ...

    async def mean_likeness(self, model_id: str, latest: int) -> tuple[float, int]:
        """The mean score of the newest measured scenes against the photos, and how many they are (0: none)."""
        ...

    async def studied(self, model_id: str, analysis: Analysis | None, portrait_prompt: str) -> None: ...

    async def lock(self, model_id: str, key: str) -> bool:
        """Compare-and-set: a choosing model becomes locked on the picture `key`. False if it was not choosing."""
        ...

    async def undo_lock(self, user_id: int, model_id: str) -> str | None:
        """Back to the lock before; its key, or None if there is none."""
        ...

    async def lock_again(self, user_id: int, lock_id: int) -> str | None:
        """A former lock of a model of this user is the lock again; the model's id, or None if there is no such lock.

        A choice that was open for another one ends with it.
        """
        ...

    async def rename(self, user_id: int, model_id: str, name: str) -> bool:
        """False if there is no such model of this user; so for each setting."""
        ...

    async def set_ratio(self, user_id: int, model_id: str, ratio: Ratio) -> bool: ...

    async def set_number(self, user_id: int, model_id: str, pictures: int) -> bool: ...

    async def set_strength(self, user_id: int, model_id: str, strength: float) -> bool: ...

    async def set_negative_prompt(self, user_id: int, model_id: str, words: str) -> bool: ...

    async def set_engine(self, user_id: int, model_id: str, engine: str) -> bool: ...

    async def set_defaults(self, user_id: int, model_id: str | None) -> bool:
        """New models of the user begin with the settings that this one has now; None: with those of the last one."""
        ...

    async def are_defaults(self, user_id: int, model_id: str) -> bool:
        """Whether this model has the settings that the user's new models begin with."""
        ...

    async def unlock(self, model_id: str) -> bool:
        """A locked model is choosing again; its locked reference stays in force until the next lock."""
        ...

    async def discard(self, user_id: int, model_id: str) -> list[str]:
        """Delete a collecting model and return the keys of its photos; the user's latest other model is active."""
        ...

    async def adopt(self, model_id: str, user_id: int) -> bool:
        """Give a row that has no Telegram owner to this user, and make it active. False if there is no such row."""
        ...


class Generations(Protocol):
    """Pieces of paid work. A generation and its job are accepted in one transaction."""

    async def accept(
        self,
        *,
        kind: Kind,
        key: str,
        model_id: str,
        user_id: int,
        chat_id: int,
        prompt: str = "",
        wanted: Sequence[int] = (1,),
        alike: str | None = None,
        way: Way = Way.PLAIN,
        size: Size = "1K",
        ratio: Ratio | None = None,
        reply_to: int | None = None,
        copy_of: str | None = None,
        companions: Sequence[str] = (),
    ) -> tuple[Generation, int]:
        """The generation with this idempotency key, new or known, and the place in the user's queue (0: now).

        Candidates put the model into drawing. A scene waits while SCENES_AT_ONCE others of the user are under way.
        Pictures of `copy_of` count as already drawn. Raises TooManyWaiting, StillDrawing.
        """
        ...

    async def listen(
        self, *, key: str, model_id: str, user_id: int, chat_id: int, reply_to: int
    ) -> tuple[Generation, bool]:
        """The voice message with this idempotency key, and whether a run of it was begun, as `start` begins one.

        It has no job: whoever handles its update listens. False when its words are known, or known to be none.
        """
        ...

    async def passed_on(self, generation: Generation) -> None:
        """Its words stand where they were for: the voice message itself forgets them."""
        ...

    async def get(self, generation_id: str) -> Generation | None: ...

    async def start(self, generation_id: str) -> Generation | None:
        """Begin a run: fence off older runs, settle their open calls as unknown. None if there is nothing to do."""
        ...

    async def pictures(self, generation_id: str) -> list[Picture]:
        """What is drawn and stored, by number; of several tries the one nearest to the model, of several people to
        the one whom it is least near to."""
        ...

    async def page(self, model_id: str, offset: int, size: int, *, starred: bool) -> Page:
        """Pictures of a model's scenes, alone or with others, newest first, after the first `offset`.

        Beyond the end the last ones."""
        ...

    async def prompts(self, user_id: int, most: int) -> list[Generation]:
        """What the user had drawn last from words alone, each once for the same companions, newest first."""
        ...

    async def star(self, generation_id: str, n: int, *, starred: bool) -> None: ...

    async def drawn(self, generation: Generation) -> None:
        """What could be drawn is drawn: no later run draws more, and candidates are offered. Raises Superseded."""
        ...

    async def finish(self, generation: Generation, failure: Failure | None = None) -> None:
        """End it, and give the user's next waiting scene its job. Raises Superseded."""
        ...

    async def failing(self, generation: Generation, failure: Failure) -> None:
        """Note why it fails before its user is told; the next run finds it in `failure`. Raises Superseded."""
        ...

    async def abandon(self, user_id: int) -> None:
        """The user is gone: nothing that waits or is under way is paid for any more; what is drawn is kept."""
        ...

    async def abandon_chat(self, chat_id: int) -> None:
        """Nobody can be reached in this chat: as `abandon`, for what was asked there. What its users wait for elsewhere
        goes on.
        """
        ...

    async def moved(self, chat_id: int, to: int) -> None:
        """The chat has another id now: what waits or is under way is answered there."""
        ...

    async def offered(self, model_id: str) -> Generation | None:
        """The newest set of candidates that has a picture."""
        ...

    async def sets(self, model_id: str) -> Sets:
        """Every set of candidates that has a picture."""
        ...

    async def mark(self, generation_id: str, n: int) -> bool:
        """Remember the marked candidate. False if it was marked already."""
        ...

    async def cancel(self, user_id: int) -> int:
        """End every scene that nothing is paid for, as `cancel_one` does. Returns how many."""
        ...

    async def cancel_one(self, user_id: int, generation_id: str) -> bool:
        """End a scene that nothing is paid for: none is drawn and no call is under way. False otherwise."""
        ...

    async def usual_seconds(self, kind: Kind, engine: str = "") -> float | None:
        """The median of the latest, from start to end; None while too few are known.

        Of those that `engine` drew, where there are enough of them.
        """
        ...

    async def told(self, generation_id: str, status_message_id: int, *, spoken: bool = False) -> None:
        """Remember the status message; with `spoken`, also that it says the words of a voice message."""
        ...


class Shown(Protocol):
    """Pictures that the messenger has shown before, and so can show again without an upload."""

    async def page(self, user_id: int, words: str, number: int, size: int) -> Page:
        """This user's, of all models, whose prompt or model has all the words: starred ones first, then the newest.

        Every picture of the page has a file id; `number` counts from 0.
        """
        ...


class Ledger(Protocol):
    """Every paid call: an intent before it, the outcome after it.

    Beyond the free pictures of the day each one reserves a credit, in the transaction of its first call. In the
    transaction that ends its generation the credit is spent if the picture has arrived, and given back if not.
    """

    async def open(self, generation: Generation, purpose: str, n: int, engine: str, reserve_usd: float) -> int:
        """Reserve the money and return the call's id. One transaction, exact under concurrency.

        Raises CapReached, Superseded, ChatGone for a user whom the owner has shut out, or OutcomeUnknown when this
        picture's outcome was unknown twice already.
        """
        ...

    async def close(self, call: int, outcome: str, cost_usd: float, reason: str = "") -> None:
        """Settle a call that brought no picture: ok (analysis), refused, failed (free) or unknown (spent)."""
        ...

    async def keep(self, generation: Generation, call: int, picture: Picture, cost_usd: float) -> None:
        """Record a stored picture and settle its call in one transaction; repeatable. Raises Superseded.

        Raises Erased, with the call settled, when its generation is gone: then the picture must go too.
        """
        ...

    async def heard(self, generation: Generation, call: int, transcript: Transcript) -> None:
        """Keep what a voice message says, end it and settle its call in one transaction; repeatable.

        Raises Superseded; the call is settled all the same.
        """
        ...

    async def left(self, user_id: int) -> int:
        """How many pictures the user may still have drawn today; where they are sold, how many without a credit."""
        ...

    async def credits(self, user_id: int) -> int | None:
        """How many pictures are paid for and neither drawn nor reserved; None where nothing is sold."""
        ...

    async def usage(self, user_id: int) -> Usage: ...

    async def entries(self) -> list[dict[str, object]]:
        """Calls, cost and outcomes a day, user, purpose and engine."""
        ...


class Outbox(Protocol):
    """What was sent to a chat for a generation, so that nothing is sent twice."""

    async def begin(self, generation: Generation, part: str) -> Parcel:
        """Note that `part` is about to be sent, unless it was. Raises Superseded."""
        ...

    async def sent(
        self, generation: Generation, part: str, message_ids: Sequence[int], file_ids: Sequence[str]
    ) -> None: ...

    async def unsure(self, generation: Generation, part: str) -> None:
        """The send was cut off before its answer: it may have arrived."""
        ...

    async def clear(self, generation: Generation, part: str) -> None:
        """The send was refused for certain, or the user asks for it again."""
        ...

    async def find(self, generation_id: str, part: str) -> Parcel | None: ...

    async def shown(self, chat_id: int, message_id: int) -> tuple[str, int] | None:
        """The scene that a message shows, and which of its pictures, counted from 1."""
        ...


class Questions(Protocol):
    """Messages of ours that wait for a reply: the reply names them, so nothing else has to be remembered."""

    async def ask(self, user_id: int, chat_id: int, message_id: int, what: str, about: str) -> None: ...

    async def asked(self, user_id: int, chat_id: int, message_id: int) -> tuple[str, str] | None:
        """What the message asked this user, and about what."""
        ...


class Inbox(Protocol):
    """Updates by id, committed before the messenger is told that they arrived.

    Of one chat, one update at a time is in hand, over all processes; a claim lives as long as its process's lease.
    """

    async def add(self, update_id: int, chat_id: int, payload: Payload) -> tuple[bool, Payload | None]:
        """Commit; whether it is new, and the update of this chat that is ours to handle now, if any."""
        ...

    async def done(self, update_id: int, chat_id: int, *, take_next: bool) -> Payload | None:
        """Handled to the end; its payload is forgotten. The chat's next update is ours then, if we want it."""
        ...

    async def begin(self, update_id: int) -> bool:
        """Count a try, right before it is handled. False if it is no longer ours."""
        ...

    async def postponed(self, update_id: int) -> None:
        """The try that was begun does not count: something else was away, the update is not to blame."""
        ...

    async def strays(self) -> list[Payload]:
        """Take what nobody handles: left by a process that ended. What was begun too often is given up."""
        ...

    async def purge(self) -> None:
        """Forget what is too old to be repeated by the messenger."""
        ...


class Leases(Protocol):
    """Names that one process holds at a time. Times are the database's, so clocks need not agree."""

    async def hold(self, name: str, holder: str, seconds: float) -> bool:
        """Take or keep the lease for `seconds` from now. False while another holder's lease lives."""
        ...

    async def release(self, name: str, holder: str) -> None: ...


class Notices(Protocol):
    """What the owner was told already, over all processes and restarts."""

    async def first(self, subject: str, again_after: float | None = None) -> bool:
        """Note it; False if it was told before, and less than `again_after` seconds ago."""
        ...

    async def over(self, subject: str) -> float | None:
        """Forget it, and how many seconds ago it was noted; None if it was not."""
        ...

    async def forget(self, subject: str) -> None:
        """It could not be told after all."""
        ...


class Meter(Protocol):
    """Counts what passes through the bot."""

    def received(self, *, new: bool) -> None: ...

    def handled(self, seconds: float) -> None: ...


class Gauges(Protocol):
    """Looks at the database from outside. Every question raises DatabaseAway."""

    async def now(self) -> Figures: ...

    async def likeness(self, latest: int) -> list[EngineLikeness]:
        """For each engine its `latest` measured pictures of 30 days, and up to three times as many before them."""
        ...

    async def up_to_date(self) -> bool:
        """Whether the migrations are those of this code."""
        ...

    async def worker_beats(self, within_seconds: float) -> bool:
        """Whether any worker on this database has given a sign of life."""
        ...


@runtime_checkable
class ListsEngines(Protocol):
    async def engines(self) -> dict[str, date | None]:
        """Every engine that may be called, with its announced last day. Raises an EngineError leaf; costs nothing."""
        ...


class Owner(Protocol):
    async def tell(self, news: News) -> None:
        """Raises ChatGone or DeliveryDelayed."""
        ...


class Status(Protocol):
    """The status of one generation under way, as its user sees it. Never raises, never delays the work."""

    def show(self, progress: Progress) -> None: ...


class Delivery(Protocol):
    """How results reach a chat. Each part is sent once; what was sent is recorded in the outbox."""

    def addressing(self, generation: Generation) -> AbstractContextManager[None]:
        """What is sent within is said in the language of the generation's user."""
        ...

    def working(self, generation: Generation) -> AbstractAsyncContextManager[Status]:
        """Show that work is under way until the block ends."""
        ...

    async def candidates(
        self, generation: Generation, pictures: Sequence[Picture], missing: Sequence[int], notes: Sequence[str]
    ) -> None:
        """The numbered album and the selection message. Raises ChatGone."""
        ...

    async def scene(
        self, generation: Generation, cast: Sequence[Model], pictures: Sequence[Picture], notes: Sequence[str]
    ) -> None:
        """The picture or pictures, answering the user's message. Raises ChatGone."""
        ...

    async def failed(self, generation: Generation, failure: Failure) -> None:
        """The reason and the next step. Raises ChatGone."""
        ...


class Erasures(Protocol):
    """What is being erased. A tombstone outlasts kills and restarts, until nothing is left."""

    async def belongings(self, user_id: int, model_id: str | None) -> Belongings:
        """What a model of this user is, scenes with others among it, or everything."""
        ...

    async def begin(self, user_id: int, chat_id: int, model_id: str | None) -> Erasure | None:
        """Write the tombstone and erase the rows and the jobs, in one transaction; None if there is nothing.

        Repeatable while it is under way. The ledger's lines stay: without a generation, and for everything without
        the user. A row of the older web system stays too, and is nobody's on Telegram.
        """
        ...

    async def due(self, seconds: float) -> Erasure | None:
        """Claim the next one for so long."""
        ...

    async def under_way(self, erasure: Erasure) -> bool:
        """Whether a run or an update that began before may still write. If not, its open calls are settled."""
        ...

    async def later(self, erasure: Erasure, seconds: float) -> bool:
        """Again in so many seconds. False if it is no longer ours."""
        ...

    async def done(self, erasure: Erasure) -> None:
        """Forget whose it was."""
        ...


class Showcase(Protocol):
    """What is shown of models: how much they have, when they got it, and what the messenger has seen of it already."""

    async def counts(self, user_id: int) -> dict[str, Counts]:
        """Of each model of the user, by its id."""
        ...

    async def locks(self, model_id: str) -> list[Lock]:
        """The pictures that were its lock, each once, in the order in which they first were."""
        ...

    async def months(self, model_id: str, *, starred: bool) -> list[Month]:
        """The months in which it got pictures, newest first."""
        ...

    async def file_ids(self, model_id: str, looks: Sequence[str]) -> dict[str, str]:
        """The messenger's own ids of pictures that it has shown, by look; only those that are known."""
        ...

    async def remember(self, model_id: str, look: str, file_id: str) -> None: ...


class Exports(Protocol):
    async def ask(self, user_id: int, chat_id: int, model_id: str | None = None, *, starred: bool = False) -> bool:
        """Everything of the user, or the pictures of a model. False if that is under way, or there is nothing."""
        ...

    async def shots(self, model_id: str, *, starred: bool) -> list[Shot]:
        """The pictures of a model's scenes, the oldest first."""
        ...

    async def due(self, seconds: float) -> Export | None:
        """Claim the next one for so long."""
        ...

    async def hold(self, export: Export, seconds: float) -> bool:
        """Note how far it is and keep it. False if it is no longer ours: taken over, or its user erased."""
        ...

    async def done(self, export: Export) -> None: ...

    async def rows(self, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Every row about the user by table, as JSON."""
        ...


class Expiry(Protocol):
    async def expired(self, days: int) -> Expired:
        """Some of the scenes that ended so many days ago; pictures that are still in use are left out."""
        ...

    async def forget(self, expired: Expired) -> None: ...


class Letters(Protocol):
    """What a user is told about the own data by itself. Everything raises ChatGone or DeliveryDelayed."""

    async def erased(self, erasure: Erasure) -> None:
        """The receipt."""
        ...

    async def erasing_takes_longer(self, erasure: Erasure) -> None: ...

    async def part(self, export: Export, file: IO[bytes], name: str) -> None:
        """One file of an export, read from its beginning."""
        ...

    async def exported(self, export: Export) -> None: ...

    async def export_failed(self, export: Export) -> None: ...


class OldPictures(Protocol):
    """Reference images as the older web system stored them."""

    async def read(self, source: str) -> bytes:
        """The bytes behind a data URL, or a URL of the configured project and no other host.

        Raises PictureMissing for everything else, for what is too large, and for redirects; PicturesAway for what
        may pass.
        """
        ...


# --- the owner --------------------------------------------------------------------------------------------------------


class Door(Protocol):
    """Who may come in: rows beside the setting ALLOWED_USERS."""

    async def look(self, user_id: int, name: str, client_language: str) -> Known:
        """What is known of whoever is at the door, in one question; notes that a user was seen, and as what."""
        ...

    async def ask(self, user_id: int, name: str, client_language: str, most: int) -> bool:
        """Note that a stranger asks to come in. True if the owner is to be told.

        That is once a day for each stranger, and for `most` of them a day.
        """
        ...

    async def whose(self, thing_id: str) -> Person | None:
        """The user whose generation or model has this id; any text may be asked for."""
        ...

    async def decide(self, user_id: int, access: Access, name: str = "") -> None: ...

    async def people(self, page: int, size: int) -> tuple[list[Person], int]:
        """A page of all accounts, who was seen last first; and how many there are."""
        ...

    async def person(self, user_id: int) -> Person | None: ...


class Claims(Protocol):
    """The one-time code with which somebody becomes the owner."""

    async def renew(self, code_hash: str) -> bool:
        """Only this code is valid from now on, and wrong tries are forgotten. False if somebody owns the bot."""
        ...

    async def take(
        self, user_id: int, fits: Callable[[str], bool], most_wrong: int
    ) -> Literal["taken", "wrong", "silence"]:
        """Make the user the owner if the valid code's hash `fits`. One transaction, so at most one succeeds ever.

        An account with `most_wrong` wrong tries is not even compared: silence.
        """
        ...


class Invites(Protocol):
    """Links that let people in. Rows hold hashes of their tokens."""

    async def add(self, token_hash: str, uses: int, days: int) -> None: ...

    async def open(self) -> list[Invitation]:
        """Those that can still be used, oldest first."""
        ...

    async def revoke(self, invite_id: int) -> bool: ...

    async def redeem(self, token_hash: str, user_id: int, name: str) -> bool:
        """Allow the user, and count one use unless the user was allowed before. False: used up, over, or denied."""
        ...


class Decisions(Protocol):
    """What the owner decided in the chat, by name."""

    async def read(self) -> dict[str, str]: ...

    async def decide(self, name: str, value: str | None) -> None:
        """None takes it back. When it returns, no call is reserved under what held before."""
        ...


class Broadcasts(Protocol):
    """Words to all users who have agreed to the terms and are not denied."""

    async def draft(self, key: str, words: str) -> Broadcast:
        """The draft with this idempotency key, new or known."""
        ...

    async def get(self, broadcast_id: int) -> Broadcast | None: ...

    async def begin(self, broadcast_id: int) -> bool:
        """Write a copy for each user. False if it was no draft any more."""
        ...

    async def cancel(self, broadcast_id: int) -> bool:
        """Copies that were not begun are not sent. False if it had ended already."""
        ...

    async def cut_off(self) -> None:
        """Whoever was sending has ended: what was begun may have arrived, and is not sent again."""
        ...

    async def next_copy(self) -> Copy | None:
        """The next copy to send; it counts as begun."""
        ...

    async def mark(self, copy: Copy, state: Literal["waiting", "sent", "blocked", "unsure", "failed"]) -> None: ...

    async def ending(self) -> list[Broadcast]:
        """Those whose every copy has gone its way, until `end`."""
        ...

    async def end(self, broadcast_id: int) -> None: ...


class Herald(Protocol):
    async def tell(self, copy: Copy) -> Literal["sent", "blocked", "unsure", "failed"]:
        """Send one copy of a broadcast. Raises DeliveryDelayed if it was certainly not sent and may be later."""
        ...

    async def report(self, ended: Broadcast) -> None:
        """Tell the owner how it went. Raises ChatGone or DeliveryDelayed."""
        ...


class Oversight(Protocol):
    """What the owner wants to see. Every question raises DatabaseAway."""

    async def spent(self, days: int) -> list[tuple[date, float, int]]:
        """Dollars and pictures of each of the latest days (UTC), today first; days without a call are there too."""
        ...

    async def failures_today(self) -> list[tuple[str, int]]:
        """Calls that brought nothing, by reason, the most frequent first."""
        ...

    async def engines(self) -> list[EngineHealth]:
        """Every engine that was called within the hour."""
        ...

    async def stored(self) -> tuple[int, int]:
        """How many pictures the rows name, and the bytes of the database."""
        ...


@runtime_checkable
class WeighsPictures(Protocol):
    async def weight(self) -> int | None:
        """The bytes of all that is stored, None if nobody can tell. May take long. Raises what Pictures raise."""
        ...


# --- payments ---------------------------------------------------------------------------------------------------------


class Sales(Protocol):
    """Orders, payments, and the entries whose sum is a user's balance: exact under concurrency, never below zero."""

    async def order(self, key: str, user_id: int, pack: Pack) -> Order:
        """The order with this idempotency key, new or known."""
        ...

    async def find(self, order_id: str) -> Order | None: ...

    async def book(self, receipt: Receipt, *, welcome: bool) -> Booked:
        """Note a payment and credit its order, once for each charge, in one transaction.

        What cannot be credited, for its order is unknown or another user's, or its payer is not `welcome` here, is
        noted as a refund that is due.
        """
        ...

    async def balance(self, user_id: int) -> int: ...

    async def payments(self, user_id: int | None, most: int) -> list[Payment]:
        """The newest of a user, or of all."""
        ...

    async def payment(self, payment_id: int) -> Payment | None: ...

    async def charged(self, charge_id: str) -> Payment | None: ...

    async def totals(self) -> tuple[int, int]:
        """Stars that were paid and kept, and stars that went back."""
        ...

    async def take_back(self, payment_id: int, *, payer: int | None) -> Payment | None:
        """Take the pictures of a payment out of the balance and have it refunded. Repeatable.

        Asked by its `payer` it must be in time and wholly unspent: raises NoRefund, and gives None for another's.
        For the owner (None) as many pictures go as there are.
        """
        ...

    async def owe(self, charge_id: str, user_id: int) -> Payment:
        """A charge that no row knows is to be refunded, such as one of a user who erased everything."""
        ...

    async def due(self, seconds: float) -> Payment | None:
        """Claim the next refund for so long."""
        ...

    async def later(self, payment: Payment, seconds: float) -> None: ...

    async def refunded(self, receipt: Receipt) -> bool:
        """Its stars are back, by whomever: what was credited goes out of the balance, once. False if that was known."""
        ...

    async def undo(self, payment: Payment) -> None:
        """It is not refunded after all: what was taken out comes back."""
        ...


class Cashier(Protocol):
    async def refund(self, payment: Payment) -> None:
        """Give the stars back; what is back already is no error. Raises DeliveryDelayed or RefundRefused."""
        ...

    async def tell(self, payment: Payment, *, back: bool) -> None:
        """Tell the payer that the stars are back, or else payer and owner that they cannot be given back."""
        ...
