"""Each chat at its own pace and in its own order; no chat waits for another; no status goes ahead of a result."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import BadRequest, RetryAfter

from bot.pace import A_SECOND, ALL_A_SECOND, BURST, FEW_LINES, LONGEST, RESERVE, TRIES, YIELDS, Pace

IDA, EVE, GROUP = 1, 2, -100_5
IN_GROUP_A_MINUTE = 20  # Telegram's own limit
WINDOWS = (1.0, 5.0, 30.0)


@dataclass
class Telegram:
    """Notes when each request arrives, by a clock that only goes on while all others sleep."""

    now: float = 1000.0
    refusals: list[int] = field(default_factory=list)  # seconds that the next requests are told to wait
    arrived: list[tuple[float, int, str]] = field(default_factory=list)
    sleepers: list[float] = field(default_factory=list)
    pace: Pace = field(init=False)

    def __post_init__(self) -> None:
        self.pace = Pace(lambda: self.now, self.sleep)

    async def sleep(self, seconds: float) -> None:
        due = self.now + seconds
        self.sleepers.append(due)
        try:
            while self.now < due:
                for _ in range(3):  # whoever can go on does so first
                    await asyncio.sleep(0)
                self.now = max(self.now, min(self.sleepers))
        finally:
            self.sleepers.remove(due)

    async def request(
        self, chat: int, what: str, endpoint: str = "sendMessage", yields: str | None = None, album: int = 0
    ) -> None:
        async def post() -> bool:
            if self.refusals:
                raise RetryAfter(self.refusals.pop(0))
            self.arrived.append((self.now, chat, what))
            return True

        data: dict[str, Any] = {"chat_id": chat, **({"media": [0] * album} if album else {})}
        await self.pace.process_request(post, (), {}, "sendMediaGroup" if album else endpoint, data, yields)

    def words(self) -> list[str]:
        return [what for _, _, what in self.arrived]


def most_within(times: list[float], seconds: float) -> int:
    return max((sum(begin <= at <= begin + seconds for at in times) for begin in times), default=0)


async def test_a_whole_journey_goes_out_at_once() -> None:
    telegram = Telegram()
    for what in ("photo 1", "photo 2", "status", *["edit"] * 4, "album", "selection", "badge", "scene"):
        yields = YIELDS if what in {"status", "edit"} else None
        await telegram.request(IDA, what, yields=yields, album=3 if what == "album" else 0)
    assert telegram.now == 1000.0


@given(st.lists(st.tuples(st.sampled_from([IDA, EVE]), st.sampled_from([1, 3]), st.booleans()), max_size=120))
async def test_no_chat_gets_more_than_its_burst_and_one_a_second(messages: list[tuple[int, int, bool]]) -> None:
    telegram = Telegram()
    requests = [
        telegram.request(chat, str(size), yields=YIELDS if yields else None, album=size if size > 1 else 0)
        for chat, size, yields in messages
    ]
    ends = await asyncio.gather(*requests, return_exceptions=True)
    lost = [yields for (_, _, yields), end in zip(messages, ends, strict=True) if end is not None]
    assert all(lost), "only what gives way is ever lost"
    assert len(telegram.arrived) == len(messages) - len(lost)
    for chat in (IDA, EVE):
        times = [at for at, to, what in telegram.arrived if to == chat for _ in range(int(what))]
        for seconds in WINDOWS:
            assert most_within(times, seconds) <= BURST + seconds * A_SECOND + 0.01
    for seconds in WINDOWS:
        times = [at for at, _, what in telegram.arrived for _ in range(int(what))]
        assert most_within(times, seconds) <= ALL_A_SECOND + seconds * ALL_A_SECOND + 0.01


@given(st.lists(st.sampled_from([1, 3, 10]), max_size=40))
async def test_no_group_gets_more_than_twenty_messages_in_a_minute(sizes: list[int]) -> None:
    telegram = Telegram()
    for size in sizes:
        await telegram.request(GROUP, str(size), album=size if size > 1 else 0)
    times = [at for at, _, what in telegram.arrived for _ in range(int(what))]
    assert len(times) == sum(sizes)
    assert most_within(times, 59.9) <= IN_GROUP_A_MINUTE


async def test_a_group_that_was_quiet_gets_a_status_and_still_its_album() -> None:
    telegram = Telegram()
    await telegram.request(GROUP, "status", yields=YIELDS)
    await telegram.request(GROUP, "album", album=4)
    with pytest.raises(RetryAfter):
        await telegram.request(GROUP, "news", yields=YIELDS)
    await telegram.request(IDA, "hello")
    assert (telegram.now, telegram.words()) == (1000.0, ["status", "album", "hello"])


async def test_all_chats_together_stay_below_thirty_a_second() -> None:
    telegram = Telegram()
    await asyncio.gather(*(telegram.request(chat, "hello") for chat in range(200)))
    times = [at for at, _, _ in telegram.arrived]
    assert len(times) == 200
    assert most_within(times, 1.0) <= ALL_A_SECOND + ALL_A_SECOND + 1


async def test_a_chat_that_must_wait_keeps_its_order_and_holds_up_no_other() -> None:
    telegram = Telegram()
    await telegram.request(EVE, "hello")
    telegram.refusals.append(7)
    first = asyncio.ensure_future(telegram.request(IDA, "album"))
    await asyncio.sleep(0)
    await asyncio.gather(
        telegram.request(EVE, "eve"), telegram.request(IDA, "buttons"), telegram.request(IDA, "scene"), first
    )
    assert telegram.arrived[1] == (1000.0, EVE, "eve")
    assert telegram.words() == ["hello", "eve", "album", "buttons", "scene"]
    assert telegram.arrived[2][0] >= 1007


async def test_who_is_told_to_wait_again_and_again_gives_up() -> None:
    telegram = Telegram(refusals=[2] * TRIES)
    with pytest.raises(RetryAfter):
        await telegram.request(IDA, "album")
    await telegram.request(IDA, "next")
    assert telegram.words() == ["next"]


async def test_a_long_wait_is_not_sat_out_and_nothing_is_sent_during_it() -> None:
    telegram = Telegram(refusals=[int(LONGEST) * 10])
    for what in ("album", "buttons"):
        with pytest.raises(RetryAfter):
            await telegram.request(IDA, what)
    assert (telegram.now, telegram.arrived) == (1000.0, [])
    telegram.now += LONGEST * 10
    await telegram.request(IDA, "album")
    assert telegram.words() == ["album"]


async def test_statuses_leave_room_for_an_album_and_its_buttons() -> None:
    telegram = Telegram()
    refused = 0
    for _ in range(30):
        try:
            await telegram.request(IDA, "status", yields=YIELDS)
        except RetryAfter:
            refused += 1
    assert (len(telegram.arrived), refused) == (BURST - RESERVE, 30 - (BURST - RESERVE))
    await telegram.request(IDA, "album", album=3)
    await telegram.request(IDA, "buttons")
    assert telegram.words()[-2:] == ["album", "buttons"]
    assert telegram.now == 1000.0


async def test_a_status_gives_way_to_a_result_that_waits_and_goes_when_there_is_room() -> None:
    telegram = Telegram(refusals=[7])
    result = asyncio.ensure_future(telegram.request(IDA, "result"))
    await asyncio.sleep(0)
    with pytest.raises(RetryAfter):
        await telegram.request(IDA, "status", yields=YIELDS)
    await telegram.request(EVE, "status", yields=YIELDS)
    await result
    await telegram.request(IDA, "status", yields=YIELDS)
    assert telegram.words() == ["status", "result", "status"]


async def test_a_status_is_not_repeated() -> None:
    telegram = Telegram(refusals=[3])
    with pytest.raises(RetryAfter):
        await telegram.request(IDA, "status", yields=YIELDS)
    assert telegram.arrived == []


@pytest.mark.parametrize("endpoint", ["sendChatAction", "answerCallbackQuery", "getFile", "deleteMessage"])
async def test_what_shows_no_message_is_never_held_up(endpoint: str) -> None:
    telegram = Telegram()
    for _ in range(100):
        await telegram.request(IDA, "x", endpoint)
    assert telegram.now == 1000.0


async def test_another_refusal_passes_through_and_leaves_the_line_free() -> None:
    telegram = Telegram()

    async def refused() -> bool:
        raise BadRequest("message is too long")

    with pytest.raises(BadRequest):
        await telegram.pace.process_request(refused, (), {}, "sendMessage", {"chat_id": IDA}, None)
    await telegram.request(IDA, "next")
    assert telegram.words() == ["next"]


async def test_a_cancelled_message_holds_nobody_up() -> None:
    telegram = Telegram()
    for n in range(int(BURST)):
        await telegram.request(IDA, f"{n}")
    waiting = asyncio.ensure_future(telegram.request(IDA, "cancelled"))
    await asyncio.sleep(0)
    waiting.cancel()
    await telegram.request(IDA, "next")
    assert telegram.words()[-1] == "next"
    assert "cancelled" not in telegram.words()


async def test_chats_that_are_at_rest_are_forgotten() -> None:
    telegram = Telegram()
    for chat in range(5 * FEW_LINES):
        telegram.now += 1000
        await telegram.request(chat, "hello")
    assert len(telegram.pace._lines) <= FEW_LINES
