"""What comes from chats and goes to them."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import IO, Literal, NamedTuple, Protocol

from core.models import Broadcast, Copy, Erasure, Export, Failure, Generation, Model, Parcel, Picture, Progress

Payload = dict[str, object]  # an update as the messenger sent it


class Arrival(NamedTuple):
    update_id: int
    chat_id: int
    payload: Payload


class Added(NamedTuple):
    new: frozenset[int]
    known: frozenset[int]
    ours: tuple[Payload, ...]  # to handle now, in the order of their ids


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

    async def add(self, arrived: Sequence[Arrival]) -> Added:
        """Commit all of them or none; of each of their chats the update that is ours to handle now, if any.

        What can never be stored is left out, said in the log, and neither new nor known.
        """
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
