"""The durable queue: committed first, in order for each chat, and nothing waits for ever when the bot stops."""

import asyncio
from typing import Any

import pytest
from telegram import Chat, Message, Update, User
from telegram.error import NetworkError

from bot.inbox import DurableQueue, InOrder
from core.errors import DatabaseAway

NOW = 1_790_000_000


class Rows:
    """An inbox that remembers; `away` plays a database that cannot be reached."""

    def __init__(self) -> None:
        self.payloads: dict[int, dict[str, object]] = {}
        self.handled: list[int] = []
        self.away = False

    async def add(self, update_id: int, payload: dict[str, object]) -> bool:
        if self.away:
            raise DatabaseAway
        return self.payloads.setdefault(update_id, payload) is payload

    async def done(self, update_id: int) -> None:
        self.handled.append(update_id)

    async def undone(self, most_tries: int) -> list[dict[str, object]]:
        return [payload for update_id, payload in self.payloads.items() if update_id not in self.handled]


def update(update_id: int, chat: int) -> Update:
    person = User(chat, "Ada", is_bot=False)
    message = Message.de_json(
        {"message_id": update_id, "date": NOW, "chat": Chat(chat, "private").to_dict(), "from": person.to_dict()}, None
    )
    return Update(update_id, message)


async def test_an_update_that_is_known_is_not_queued_again() -> None:
    queue = DurableQueue(Rows())
    await queue.put(update(1, 7))
    await queue.put(update(1, 7))
    assert queue.qsize() == 1


async def test_with_the_database_away_the_offset_stays_and_nothing_is_queued() -> None:
    rows = Rows()
    rows.away = True
    queue = DurableQueue(rows)
    with pytest.raises(NetworkError):
        await queue.put(update(1, 7))
    assert queue.empty()


async def test_updates_of_one_chat_come_one_at_a_time_and_other_chats_go_on() -> None:
    queue = DurableQueue(Rows())
    for update_id, chat in ((1, 7), (2, 7), (3, 8), (4, 7)):
        await queue.put(update(update_id, chat))
    first, second = await queue.get(), await queue.get()
    assert [_id(first), _id(second)] == [1, 3]
    assert queue.empty()
    queue.release(first)
    assert _id(await queue.get()) == 2


async def test_what_a_killed_process_left_is_queued_in_order() -> None:
    rows = Rows()
    for update_id in (1, 2, 3):
        await rows.add(update_id, update(update_id, 7).to_dict())
    await rows.done(2)
    queue = DurableQueue(rows)
    await queue.restore(None)  # type: ignore[arg-type]  # only methods of the update would need a bot
    first = await queue.get()
    queue.release(first)
    assert [_id(first), _id(await queue.get())] == [1, 3]


async def test_stopping_does_not_wait_for_what_waits_behind_a_running_update() -> None:
    rows = Rows()
    queue = DurableQueue(rows)
    await queue.put(update(1, 7))
    await queue.put(update(2, 7))
    running = await queue.get()
    await queue.put(object())
    assert not isinstance(await queue.get(), Update)
    queue.task_done()
    queue.release(running)
    queue.task_done()
    await asyncio.wait_for(queue.join(), 1)
    assert [payload["update_id"] for payload in await rows.undone(3)] == [1, 2]


async def test_an_update_is_done_only_after_its_handlers() -> None:
    rows = Rows()
    queue = DurableQueue(rows)
    processor = InOrder(queue, rows)
    await queue.put(update(1, 7))
    taken = await queue.get()
    before: list[Any] = []

    async def handlers() -> None:
        before.extend(rows.handled)

    await processor.process_update(taken, handlers())
    assert before == []
    assert rows.handled == [1]


async def test_a_postponed_update_is_handled_again_before_the_next_of_its_chat() -> None:
    rows = Rows()
    queue = DurableQueue(rows)
    processor = InOrder(queue, rows, again_after=0.01)
    await queue.put(update(1, 7))
    await queue.put(update(2, 7))
    taken = await queue.get()

    async def loses_the_database() -> None:
        assert isinstance(taken, Update)
        processor.postpone(taken)

    await processor.process_update(taken, loses_the_database())
    assert rows.handled == []
    assert _id(await asyncio.wait_for(queue.get(), 1)) == 1
    await processor.shutdown()


def _id(item: object) -> int:
    assert isinstance(item, Update)
    return item.update_id
