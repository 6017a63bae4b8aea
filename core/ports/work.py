"""Generations, and who works on them."""

from collections.abc import Sequence
from typing import Protocol

from core.models import EngineLikeness, Failure, Figures, Generation, Kind, Page, Picture, Ratio, Sets, Size, Way


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
