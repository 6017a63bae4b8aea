"""kill -9 around money: what was paid is credited once, what is owed goes back once, and a picture costs one credit."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.playground.faults import Fault
from tests.conftest import Server
from tests.fakes.house import House, Person, furnished
from tests.faults.conftest import TAKEOVER, Site

PACK = "20 pictures · 150 ⭐"


@pytest.fixture(scope="module")
async def shared_house(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """One free picture a day, and packs."""
    dsn, folder = server.create("migrated"), tmp_path_factory.mktemp("house")
    async with furnished(
        dsn, folder, takeover_seconds=TAKEOVER, stars_packs="20:150", daily_pictures_per_user=1
    ) as house:
        yield house
    server.drop(dsn)


async def orders(person: Person) -> None:
    await person.says("/buy")
    await person.taps(PACK)


async def entered(house: House, person: Person) -> list[str]:
    rows = await house.rows("SELECT what FROM credits WHERE user_id = %s ORDER BY id", person.id)
    return [row["what"] for row in rows]


async def test_killed_between_the_payment_and_its_credit_it_is_credited_once(site: Site) -> None:
    house = site.house
    ida = await house.someone()
    async with site.runs() as bot:
        await orders(ida)
        async with house.database.transaction():
            await house.database.execute("LOCK TABLE payments IN ACCESS EXCLUSIVE MODE")
            await ida.pays()

            async def in_hand() -> bool:
                return bool(await house.value("SELECT count(*) FROM inbox WHERE done_at IS NULL AND tries = 1"))

            await house.until(in_hand)
            await bot.killed()
        site.heard(bot)
    assert await entered(house, ida) == []

    async with site.runs() as bot:
        await ida.sees("You have 20 pictures paid for now")
        await house.settled()
        site.heard(bot)
    assert await entered(house, ida) == ["purchase"]


async def test_killed_between_the_credit_and_its_word_it_is_credited_once_and_said(site: Site) -> None:
    house = site.house
    ida = await house.someone()
    async with site.runs() as bot:
        await orders(ida)
        house.playground.faults.append(Fault("sendMessage", status=502, delay=60, times=5))
        await ida.pays()

        async def credited() -> bool:
            return await entered(house, ida) == ["purchase"]

        await house.until(credited)
        await bot.killed()
        site.heard(bot)
    house.playground.faults.clear()

    async with site.runs() as bot:
        await ida.sees("You have 20 pictures paid for now")
        await house.settled()
        site.heard(bot)
    assert await entered(house, ida) == ["purchase"]


async def test_killed_while_telegram_refunds_it_is_refunded_once_and_said_once(site: Site) -> None:
    house = site.house
    ida = await house.someone()
    async with site.runs() as bot:
        await orders(ida)
        await ida.pays()
        await ida.sees("Thank you!")
        await ida.says("/paysupport")
        go_on = asyncio.Event()
        tap = Fault("answerCallbackQuery", until=go_on)
        house.playground.faults.append(tap)
        await ida.taps("Give №")
        await house.until(lambda: _met(tap))
        # What Telegram says in the chat of a refund comes after the kill: no poll is answered from now on.
        polls = Fault("getUpdates", delay=60, times=1000)
        house.playground.faults += [polls, refund := Fault("refundStarPayment", delay=60, deliver=True)]
        await ida.says("/help")  # ends the poll that is under way
        await house.until(lambda: _met(polls, 1000))
        go_on.set()
        await house.until(lambda: _met(refund))
        await bot.killed()
        house.playground.faults.clear()
        site.heard(bot)

    async with site.runs() as bot:
        await ida.sees("150 ⭐ are back")

        async def done() -> bool:
            return bool(await house.value("SELECT state = 'refunded' FROM payments WHERE user_id = %s", ida.id))

        await house.until(done)
        await house.settled()
        site.heard(bot)
    assert await entered(house, ida) == ["purchase", "refund"]
    assert len([m for m in await ida.messages() if "150 ⭐ are back" in m.get("text", "")]) == 1


async def _met(fault: Fault, times: int = 1) -> bool:
    return fault.times < times


async def test_killed_while_a_paid_picture_is_drawn_it_costs_one_credit(site: Site) -> None:
    house = site.house
    ida, _ = await house.locked()
    async with site.runs() as bot:
        await orders(ida)
        await ida.pays()
        await ida.sees("Thank you!")
        await ida.says("the free one of today")
        await ida.sees_photo("AI-generated")
        await house.settled()
        house.engines.script("gemini", "hang:60")
        await ida.says("by the window, reading")
        await house.engines.arrived("gemini", 2)
        await bot.killed()
        site.heard(bot)
    assert await entered(house, ida) == ["purchase", "reserve"]

    async with site.runs() as bot:
        await ida.sees_photo("19 pictures paid for")
        await house.settled()
        site.heard(bot)
    assert await entered(house, ida) == ["purchase", "reserve", "spend"]


async def test_killed_between_sending_a_paid_picture_and_ending_it_it_costs_one_credit(site: Site) -> None:
    house = site.house
    ida, _ = await house.locked()
    async with site.runs() as bot:
        await orders(ida)
        await ida.pays()
        await ida.sees("Thank you!")
        await ida.says("the free one of today")
        await ida.sees_photo("AI-generated")
        await house.settled()
        house.playground.faults.append(Fault("sendPhoto", delay=60, deliver=True))
        await ida.says("by the window, reading")
        await ida.sees_photo("19 pictures paid for")
        await bot.killed()
        site.heard(bot)
    assert await entered(house, ida) == ["purchase", "reserve"]

    async with site.runs() as bot:
        await house.settled()
        site.heard(bot)
    assert await entered(house, ida) == ["purchase", "reserve", "spend"]
