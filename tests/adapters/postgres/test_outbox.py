"""What was sent: once, or known to be unsure."""

import asyncio

import pytest

from core.adapters.postgres.outbox import PostgresOutbox
from core.errors import Superseded
from core.models import Parcel
from tests.adapters.postgres.conftest import House


@pytest.fixture
def outbox(house: House) -> PostgresOutbox:
    return PostgresOutbox(house.database)


async def test_a_part_that_was_sent_is_known_by_its_messages(house: House, outbox: PostgresOutbox) -> None:
    running = await house.running()
    assert await outbox.find(running.id, "album") is None
    assert await outbox.begin(running, "album") == Parcel("new")
    await outbox.sent(running, "album", [11, 12, 13], ["a", "b", "c"])
    sent = Parcel("sent", (11, 12, 13), ("a", "b", "c"))
    assert await outbox.begin(running, "album") == sent
    assert await outbox.find(running.id, "album") == sent
    assert await outbox.begin(running, "selection") == Parcel("new"), "parts are sent on their own"


async def test_a_send_that_was_cut_off_is_told_to_the_next_run(house: House, outbox: PostgresOutbox) -> None:
    running = await house.running()
    await outbox.begin(running, "album")
    assert await outbox.begin(await house.started(running), "album") == Parcel("sending")


async def test_a_send_without_an_answer_stays_unsure(house: House, outbox: PostgresOutbox) -> None:
    running = await house.running()
    await outbox.begin(running, "album")
    await outbox.unsure(running, "album")
    assert await outbox.begin(await house.started(running), "album") == Parcel("unsure")


async def test_a_refused_send_may_be_sent_again(house: House, outbox: PostgresOutbox) -> None:
    running = await house.running()
    await outbox.begin(running, "album")
    await outbox.begin(running, "selection")
    await outbox.clear(running, "album")
    assert await outbox.begin(running, "album") == Parcel("new")
    assert await outbox.begin(running, "selection") == Parcel("sending")


@pytest.mark.parametrize("state", ["new", "sending", "sent", "unsure"])
async def test_an_older_run_sends_nothing_whatever_was_sent(house: House, outbox: PostgresOutbox, state: str) -> None:
    old = await house.running()
    new = await house.started(old)
    if state != "new":
        await outbox.begin(new, "album")
    if state == "sent":
        await outbox.sent(new, "album", [1], ["a"])
    if state == "unsure":
        await outbox.unsure(new, "album")
    with pytest.raises(Superseded):
        await outbox.begin(old, "album")


async def test_of_ten_senders_at_once_one_sends(house: House, outbox: PostgresOutbox) -> None:
    running = await house.running()
    results = await asyncio.gather(*(outbox.begin(running, "album") for _ in range(10)), return_exceptions=True)
    assert sum(result == Parcel("new") for result in results) == 1


async def test_what_ended_may_still_be_sent_again_when_its_user_asks(house: House, outbox: PostgresOutbox) -> None:
    running = await house.running()
    await outbox.begin(running, "scene")
    await outbox.sent(running, "scene", [1], ["a"])
    await house.generations.finish(running)
    ended = await house.generations.get(running.id)
    assert ended is not None
    await outbox.clear(ended, "scene")
    assert await outbox.begin(ended, "scene") == Parcel("new")
