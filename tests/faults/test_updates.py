"""Updates between Telegram, the inbox and a kill: each is handled once, and those of a chat in their order."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from telegram import Update

from bot.inbox import DurableQueue, InOrder
from bot.playground.faults import Fault
from core.adapters.postgres.database import open_database
from core.adapters.postgres.inbox import PostgresInbox
from core.adapters.postgres.leases import PostgresLeases
from core.nursery import Nursery
from core.services.hold_lease import HoldLease
from tests.fakes.house import House, Person
from tests.fakes.pictures import difference, photo
from tests.fakes.telegram_user import Json
from tests.faults.conftest import Site
from tests.faults.test_killed import from_bot

NOW = 1_790_000_000
CHATS, UPDATES = 50, 1000
LEASE = 600  # seconds: longer than all of it takes, for nobody renews it here


async def test_killed_between_commit_and_confirmation_the_update_comes_again_and_is_no_second_job(site: Site) -> None:
    house = site.house
    ida, _ = await house.locked()
    async with site.runs() as bot:
        await house.until(lambda: _polled(house))
        # From now on no request of a higher offset gets through: nothing is confirmed.
        house.playground.faults.append(Fault("getUpdates", status=502, description="Bad Gateway", times=1000))
        await ida.says("by the window, reading")
        await ida.sees_photo("AI-generated")
        await house.until(lambda: _sent(house))  # else the kill may also come before the sending is noted
        assert len(house.playground.chats.updates) == 1, "Telegram will offer it again"
        await bot.killed()
        site.heard(bot)
    house.playground.faults.clear()

    async with site.runs() as bot:
        await house.settled()
        site.heard(bot)
    assert len(await from_bot(ida)) == 1
    assert house.paid() == (0, 1)
    assert await house.value("SELECT count(*) FROM generations WHERE user_id = %s AND kind = 'scene'", ida.id) == 1


async def test_an_album_out_of_order_with_a_kill_between_its_photos_is_one_model_with_three(site: Site) -> None:
    house = site.house
    ida = await house.someone()
    async with site.runs() as bot:
        messages = _album(house, ida)
        _arrives(house, messages[2])
        await ida.sees("Photo 1 of 3", anywhere=True)
        await bot.killed()
        site.heard(bot)
    _arrives(house, messages[0])
    async with site.runs() as bot:
        await ida.sees("Photo 2 of 3", anywhere=True)
        await asyncio.sleep(2)
        _arrives(house, messages[1])
        await ida.sees_album(3)
        await house.settled()
        site.heard(bot)

    assert await house.value("SELECT count(*) FROM models WHERE telegram_id = %s", ida.id) == 1
    references = (await house.model_of(ida))["reference_images"]
    assert [one["message"] for one in references] == [message["message_id"] for message in messages]
    (analysis,) = [call for call in house.engines.calls if call.vendor == "openai"]
    assert [difference(photo(700 + n), data) < 12 for n, data in enumerate(analysis.images)] == [True] * 3
    assert house.paid() == (1, 3)


async def _sent(house: House) -> bool:
    return bool(await house.value("SELECT count(*) FROM deliveries WHERE state = 'sent'") == 1)


async def _polled(house: House) -> bool:
    return bool(house.called("getUpdates"))


def _album(house: House, person: Person) -> list[Json]:
    """The three messages of one album, in the chat and not yet on their way to the bot."""
    chats = house.playground.chats
    made = []
    for n in range(3):
        sizes = chats.files.add("photo", photo(700 + n), f"{n}.jpg", "image/jpeg", width=300, height=400)
        content: Json = {"photo": [sizes.as_size()], "media_group_id": "77"}
        made.append(chats.telegram(chats.add(chats.chat(person.id), content, outgoing=True)))
    return made


def _arrives(house: House, message: Json) -> None:
    house.playground.chats.updates.put("message", message)


# --- two processes, a thousand updates ---


class NoMeter:
    def received(self, *, new: bool) -> None: ...

    def handled(self, seconds: float) -> None: ...


class Handled:
    """What both processes did, as it happened: per chat the updates begun, and how many were under way at once."""

    def __init__(self) -> None:
        self.begun: dict[int, list[int]] = {chat: [] for chat in range(1, CHATS + 1)}
        self.under_way: dict[int, int] = dict.fromkeys(self.begun, 0)
        self.most_at_once = 0
        self.by: set[str] = set()

    @property
    def count(self) -> int:
        return sum(map(len, self.begun.values()))

    async def __call__(self, who: str, update: Update) -> None:
        assert update.effective_chat is not None
        chat = update.effective_chat.id
        self.by.add(who)
        self.begun[chat].append(update.update_id)
        self.under_way[chat] += 1
        self.most_at_once = max(self.most_at_once, self.under_way[chat])
        await asyncio.sleep(0)
        self.under_way[chat] -= 1


@asynccontextmanager
async def _process(dsn: str, who: str, handled: Handled) -> AsyncIterator[DurableQueue]:
    """One process's inbox, queue and processor; its handlers note what they are given."""
    async with open_database(dsn) as database, Nursery() as nursery:
        presence = HoldLease(PostgresLeases(database), who, who, LEASE)
        await presence.renew()
        inbox = PostgresInbox(database, who, LEASE)
        queue = DurableQueue(inbox, NoMeter())
        processor = InOrder(queue, inbox, NoMeter())

        async def handle_for_ever() -> None:
            while True:
                update = await queue.get()
                assert isinstance(update, Update)
                nursery.start(processor.process_update(update, handled(who, update)), f"update {update.update_id}")

        nursery.start(handle_for_ever(), who)
        nursery.start(queue.keep_taking_over(presence), f"strays of {who}")
        yield queue
        await processor.shutdown()


async def test_of_a_thousand_updates_of_fifty_chats_two_processes_handle_each_once_and_in_order(dsn: str) -> None:
    dice, handled = random.Random(13), Handled()  # noqa: S311  # the same each time
    updates = [_update(n, dice.randint(1, CHATS)) for n in range(1, UPDATES + 1)]
    async with AsyncExitStack() as stack:
        queues = [await stack.enter_async_context(_process(dsn, who, handled)) for who in ("one", "other")]
        for start in range(0, UPDATES, 20):
            # Each to one of the two, some to both, as a proxy that tries again would.
            offered = [(dice.choice(queues), update) for update in updates[start : start + 20]]
            offered += [(queue, update) for update in updates[start : start + 2] for queue in queues]
            await asyncio.gather(*(_in_turn(offered, chat) for chat in range(1, CHATS + 1)))
        async with asyncio.timeout(60):
            while handled.count < UPDATES:
                await asyncio.sleep(0.02)
        await asyncio.sleep(0.5)  # what would come twice has the time to

    assert handled.count == UPDATES
    assert handled.most_at_once == 1
    assert handled.by == {"one", "other"}
    for chat, begun in handled.begun.items():
        assert begun == [one.update_id for one in updates if one.effective_chat and one.effective_chat.id == chat]


async def _in_turn(offered: list[tuple[DurableQueue, Update]], chat: int) -> None:
    for queue, update in offered:
        if update.effective_chat and update.effective_chat.id == chat:
            await queue.put(update)


def _update(update_id: int, chat: int) -> Update:
    message = {
        "message_id": update_id,
        "date": NOW,
        "chat": {"id": chat, "type": "private"},
        "from": {"id": chat, "is_bot": False, "first_name": "Ada"},
        "text": "hello",
    }
    update = Update.de_json({"update_id": update_id, "message": message}, None)
    assert update is not None
    return update
