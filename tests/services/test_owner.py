"""Who stands where at the door, codes as people type them, and the pace of a broadcast."""

import time
from dataclasses import dataclass, field
from typing import Literal

import pytest

from core.errors import ChatGone, DeliveryDelayed
from core.models import Access as AccessState
from core.models import Broadcast, Copy, Entry, Known, Person, Standing
from core.services.admit import Admit
from core.services.claim import ALPHABET, Claim
from core.services.hold_lease import HoldLease
from core.services.send_broadcasts import A_SECOND, SendBroadcasts


@dataclass
class Doorman:
    known: Known

    async def look(self, user_id: int, name: str, client_language: str) -> Known:
        return self.known

    async def ask(self, user_id: int, name: str, client_language: str, most: int) -> bool:
        return True

    async def decide(self, user_id: int, access: AccessState, name: str = "") -> None: ...

    async def people(self, page: int, size: int) -> tuple[list[Person], int]:
        return [], 0

    async def person(self, user_id: int) -> Person | None:
        return None

    async def whose(self, thing_id: str) -> Person | None:
        return None


@pytest.mark.parametrize(
    ("known", "owner_id", "listed", "standing", "owner"),
    [
        (Known(), None, False, "stranger", None),
        (Known(access="asked"), None, False, "stranger", None),
        (Known(), None, True, "allowed", None),
        (Known(access="allowed"), None, False, "allowed", None),
        (Known(access="denied"), None, True, "denied", None),
        (Known(owner=7), None, False, "owner", 7),
        (Known(access="denied", owner=7), None, False, "owner", 7),
        (Known(owner=7), 9, False, "stranger", 9),  # the setting wins over who claimed the bot
        (Known(owner=9), 7, False, "owner", 7),
    ],
)
async def test_how_an_account_stands(
    known: Known, owner_id: int | None, listed: bool, standing: Standing, owner: int | None
) -> None:
    assert await Admit(Doorman(known), owner_id, lambda _: listed)(7, "Ida", "de") == Entry(standing, None, owner)


@dataclass
class Safe:
    """The claims, with one code."""

    code_hash: str = ""

    async def renew(self, code_hash: str) -> bool:
        self.code_hash = code_hash
        return True

    async def take(self, user_id: int, fits: object, most_wrong: int) -> Literal["taken", "wrong", "silence"]:
        return "taken" if callable(fits) and fits(self.code_hash) else "wrong"


async def test_a_code_is_taken_however_it_is_typed_and_nothing_near_it_is() -> None:
    claim = Claim(Safe(), None)
    code = await claim.new_code()
    assert code
    assert set(code) <= {*ALPHABET, "-"}
    for typed in (code, code.lower(), code.replace("-", ""), code.replace("-", " "), f" {code} "):
        assert await claim(7, typed) == "taken"
    for wrong in ("", code[:-1], f"{code}2", code[::-1], "х" * 16):
        assert await claim(7, wrong) == "wrong"
    assert await claim.new_code() != code


async def test_with_an_owner_in_the_settings_there_is_no_code_and_nothing_to_claim() -> None:
    claim = Claim(Safe(), 7)
    assert await claim.new_code() is None
    assert await claim(8, "AAAA") == "wrong"


@dataclass
class Shelf:
    """Copies of one broadcast, by how they went."""

    copies: dict[int, str]
    ended: list[int] = field(default_factory=list)

    async def draft(self, key: str, words: str) -> Broadcast:
        raise NotImplementedError

    async def get(self, broadcast_id: int) -> Broadcast | None:
        return None

    async def begin(self, broadcast_id: int) -> bool:
        return False

    async def cancel(self, broadcast_id: int) -> bool:
        return False

    async def cut_off(self) -> None:
        self.copies = {user: "unsure" if state == "sending" else state for user, state in self.copies.items()}

    async def next_copy(self) -> Copy | None:
        for user, state in self.copies.items():
            if state == "waiting":
                self.copies[user] = "sending"
                return Copy(1, user, "hello")
        return None

    async def mark(self, copy: Copy, state: str) -> None:
        self.copies[copy.user_id] = state

    async def ending(self) -> list[Broadcast]:
        if self.ended or {"waiting", "sending"} & set(self.copies.values()):
            return []
        return [Broadcast(1, "hello", "sending", {})]

    async def end(self, broadcast_id: int) -> None:
        self.ended.append(broadcast_id)


@dataclass
class Crier:
    troubles: list[Exception | None] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    reports: int = 0
    gone: bool = False

    async def tell(self, copy: Copy) -> Literal["sent", "blocked", "unsure", "failed"]:
        if self.troubles and (trouble := self.troubles.pop(0)):
            raise trouble
        self.told.append(copy.user_id)
        return "sent"

    async def report(self, ended: Broadcast) -> None:
        self.reports += 1
        if self.gone:
            raise ChatGone


@dataclass
class Free:
    """Leases that nobody else wants."""

    free: bool = True

    async def hold(self, name: str, holder: str, seconds: float) -> bool:
        return self.free

    async def release(self, name: str, holder: str) -> None: ...


async def sender(shelf: Shelf, crier: Crier, *, holds: bool = True) -> SendBroadcasts:
    lease = HoldLease(Free(holds), "broadcasts", "me", 30)
    await lease.renew()
    return SendBroadcasts(shelf, crier, lease)


async def test_at_most_twenty_five_a_second_are_told_each_once() -> None:
    shelf, crier = Shelf(dict.fromkeys(range(10), "waiting")), Crier()
    begun = time.monotonic()
    await (await sender(shelf, crier)).look()
    assert time.monotonic() - begun >= 9 / A_SECOND
    assert crier.told == list(range(10))
    assert (shelf.ended, crier.reports) == ([1], 1)


async def test_who_does_not_hold_the_lease_sends_nothing() -> None:
    shelf, crier = Shelf({1: "waiting"}), Crier()
    await (await sender(shelf, crier, holds=False)).look()
    assert (crier.told, shelf.copies) == ([], {1: "waiting"})


async def test_what_another_process_began_is_unsure_and_not_sent_again() -> None:
    shelf, crier = Shelf({1: "sending", 2: "waiting"}), Crier()
    await (await sender(shelf, crier)).look()
    assert (crier.told, shelf.copies) == ([2], {1: "unsure", 2: "sent"})


async def test_while_telegram_cannot_be_reached_the_copy_waits() -> None:
    shelf, crier = Shelf({1: "waiting", 2: "waiting"}), Crier([DeliveryDelayed()])
    sending = await sender(shelf, crier)
    with pytest.raises(DeliveryDelayed):
        await sending.look()
    assert (shelf.copies, shelf.ended) == ({1: "waiting", 2: "waiting"}, [])
    await sending.look()
    assert (crier.told, shelf.ended) == ([1, 2], [1])


async def test_an_owner_who_is_gone_does_not_keep_the_broadcast_open() -> None:
    shelf, crier = Shelf({1: "waiting"}), Crier(gone=True)
    sending = await sender(shelf, crier)
    await sending.look()
    await sending.look()
    assert (shelf.ended, crier.reports) == ([1], 1)
