"""The update queue before the inbox's rows: what is in hand, what is done, and what is left to others."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest
from telegram import Chat, InlineQuery, Message, PreCheckoutQuery, Update, User

from bot.inbox import DurableQueue, InOrder
from core.adapters.postgres.database import Database, open_database
from core.adapters.postgres.inbox import MOST_TRIES, PostgresInbox
from core.adapters.postgres.leases import PostgresLeases
from core.errors import DatabaseAway
from core.ports import Added, Arrival

NOW = 1_790_000_000


class NoMeter:
    def received(self, *, new: bool) -> None: ...

    def handled(self, seconds: float) -> None: ...


class Sometimes(PostgresInbox):
    """An inbox that can be out of reach."""

    away = False

    async def add(self, arrived: Sequence[Arrival]) -> Added:
        if self.away:
            raise DatabaseAway
        return await super().add(arrived)


@pytest.fixture
async def database(dsn: str) -> AsyncIterator[Database]:
    async with open_database(dsn) as opened:
        yield opened


@pytest.fixture
async def inbox(database: Database) -> Sometimes:
    await PostgresLeases(database).hold("here", "here", 60)
    return Sometimes(database, "here", 60)


@pytest.fixture
def queue(inbox: Sometimes) -> DurableQueue:
    return DurableQueue(inbox, NoMeter())


@pytest.fixture
async def processor(queue: DurableQueue, inbox: Sometimes) -> AsyncIterator[InOrder]:
    made = InOrder(queue, inbox, NoMeter(), again_after=0.01)
    yield made
    await made.shutdown()


def update(update_id: int, chat: int) -> Update:
    person = User(chat, "Ada", is_bot=False)
    message = Message.de_json(
        {"message_id": update_id, "date": NOW, "chat": Chat(chat, "private").to_dict(), "from": person.to_dict()}, None
    )
    return Update(update_id, message)


async def taken(queue: DurableQueue) -> Update:
    item = await asyncio.wait_for(queue.get(), 30)
    assert isinstance(item, Update)
    return item


async def nothing() -> None:
    return None


async def test_an_update_that_is_known_is_not_queued_again(queue: DurableQueue) -> None:
    await queue.put(update(1, 7))
    await queue.put(update(1, 7))
    assert queue.qsize() == 1


async def test_with_the_database_away_nothing_is_queued_and_the_sender_hears_of_it(
    queue: DurableQueue, inbox: Sometimes
) -> None:
    inbox.away = True
    with pytest.raises(DatabaseAway):
        await queue.put(update(1, 7))
    assert queue.empty()


async def test_of_a_poll_each_chats_first_update_is_queued_and_the_others_follow(
    queue: DurableQueue, processor: InOrder
) -> None:
    await queue.put(update(1, 7))
    first = await taken(queue)
    await queue.put_all([update(1, 7), update(2, 8), update(3, 7), update(4, 8)])
    second = await taken(queue)
    assert (second.update_id, queue.qsize()) == (2, 0)
    for before, after in ((first, 3), (second, 4)):
        await processor.process_update(before, nothing())
        assert (await taken(queue)).update_id == after


async def test_a_poll_that_met_no_database_is_offered_again_whole(queue: DurableQueue, inbox: Sometimes) -> None:
    inbox.away = True
    poll = [update(1, 7), update(2, 8)]
    with pytest.raises(DatabaseAway):
        await queue.put_all(poll)
    assert queue.empty()
    inbox.away = False
    await queue.put_all(poll)
    assert [(await taken(queue)).update_id for _ in range(2)] == [1, 2]


async def test_what_is_worth_nothing_in_a_moment_waits_for_no_commit(queue: DurableQueue, inbox: Sometimes) -> None:
    person = User(7, "Ada", is_bot=False)
    inbox.away, asked = True, asyncio.Queue[int]()

    async def at_once(update: Update) -> None:
        await asked.put(update.update_id)

    queue.at_once = at_once
    question = Update(2, pre_checkout_query=PreCheckoutQuery("q", person, "XTR", 1, "order"))
    with pytest.raises(DatabaseAway):
        await queue.put_all([update(1, 7), question, Update(3, inline_query=InlineQuery("i", person, "sea", ""))])
    assert await asyncio.wait_for(asked.get(), 30) == 2
    assert (await taken(queue)).update_id == 3


async def test_updates_of_one_chat_come_one_at_a_time_and_other_chats_go_on(
    queue: DurableQueue, processor: InOrder
) -> None:
    for update_id, chat in ((1, 7), (2, 7), (3, 8), (4, 7)):
        await queue.put(update(update_id, chat))
    first, second = await taken(queue), await taken(queue)
    assert [first.update_id, second.update_id] == [1, 3]
    assert queue.empty()
    await processor.process_update(first, nothing())
    assert (await taken(queue)).update_id == 2


async def test_an_update_is_done_only_after_its_handlers(
    queue: DurableQueue, processor: InOrder, database: Database
) -> None:
    await queue.put(update(1, 7))
    undone: list[int] = []

    async def handlers() -> None:
        undone.extend(row["update_id"] for row in await database.rows("SELECT * FROM inbox WHERE done_at IS NULL"))

    await processor.process_update(await taken(queue), handlers())
    assert undone == [1]
    assert await database.rows("SELECT update_id FROM inbox WHERE done_at IS NULL") == []


async def test_a_postponed_update_is_handled_again_before_the_next_of_its_chat(
    queue: DurableQueue, processor: InOrder
) -> None:
    await queue.put(update(1, 7))
    await queue.put(update(2, 7))
    first = await taken(queue)

    async def loses_the_database() -> None:
        processor.postpone(first)

    await processor.process_update(first, loses_the_database())
    again = await taken(queue)
    assert again.update_id == 1
    await processor.process_update(again, nothing())
    assert (await taken(queue)).update_id == 2


async def test_an_update_that_is_postponed_for_long_is_not_given_up_by_the_next_process(
    queue: DurableQueue, processor: InOrder, database: Database
) -> None:
    await queue.put(update(1, 7))
    for _ in range(MOST_TRIES + 1):
        again = await taken(queue)

        async def loses_the_pictures(update: Update = again) -> None:
            processor.postpone(update)

        await processor.process_update(again, loses_the_pictures())
    await taken(queue)
    await database.run("UPDATE leases SET expires_at = now() - interval '1 second' WHERE name = 'here'")
    await PostgresLeases(database).hold("there", "there", 60)
    assert [payload["update_id"] for payload in await PostgresInbox(database, "there", 60).strays()] == [1]


async def test_what_was_taken_over_by_another_process_is_not_handled_here(
    queue: DurableQueue, processor: InOrder, database: Database
) -> None:
    await queue.put(update(1, 7))
    ours = await taken(queue)
    await database.run("UPDATE inbox SET claimed_by = 'there'")
    handled: list[int] = []

    async def handlers() -> None:
        handled.append(1)

    await processor.process_update(ours, handlers())
    assert handled == []


async def test_stopping_does_not_wait_for_what_waits_behind_a_running_update(
    queue: DurableQueue, processor: InOrder, database: Database
) -> None:
    await queue.put(update(1, 7))
    await queue.put(update(2, 7))
    running = await taken(queue)
    await queue.put(object())
    assert not isinstance(await queue.get(), Update)
    queue.task_done()
    await processor.process_update(running, nothing())
    queue.task_done()
    await asyncio.wait_for(queue.join(), 30)
    left = await database.rows("SELECT update_id FROM inbox WHERE done_at IS NULL")
    assert left == [{"update_id": 1}, {"update_id": 2}], "both are left to the next start"
