"""A broadcast over a kill: nobody gets it twice, who was not reached yet gets it, and the owner is told."""

from bot.playground.faults import Fault
from tests.fakes.house import House, Person
from tests.faults.conftest import Site

WORDS = "A word to everybody"


async def copies(person: Person) -> int:
    return len([m for m in await person.messages() if not m["outgoing"] and m.get("text") == WORDS])


async def _begun(house: House) -> bool:
    return bool(await house.value("SELECT count(*) >= 4 FROM broadcast_copies WHERE state <> 'waiting'"))


async def test_killed_in_the_middle_the_next_process_goes_on_and_nobody_gets_it_twice(site: Site) -> None:
    house = site.house
    await house.rows("DELETE FROM users")
    owner = await house.someone("Owner")
    people = [await house.someone(f"Guest {n}") for n in range(6)]
    cut_off = people[2]
    async with site.runs(owner_id=owner.id) as bot:
        await owner.says(f"/broadcast {WORDS}")
        await owner.sees("It goes to 7 users", buttons=True)
        # Delivered, and killed before the answer: the worst moment.
        house.playground.faults.append(Fault("sendMessage", chat_id=cut_off.id, deliver=True, delay=60))
        await owner.taps("Send to 7")
        await cut_off.sees(WORDS)
        await house.until(lambda: _begun(house))
        await bot.killed()
        site.heard(bot)
    house.playground.faults.clear()
    assert [await copies(person) for person in people] == [1, 1, 1, 0, 0, 0]

    async with site.runs(owner_id=owner.id) as bot:
        await owner.sees("Broadcast done: 6 received it, 1 may have received it")
        await house.settled()
        site.heard(bot)
    assert [await copies(person) for person in people] == [1] * 6
    assert await copies(owner) == 2, "the preview and the copy"


async def test_the_code_of_the_first_start_is_on_the_terminal_and_not_after_somebody_claimed(site: Site) -> None:
    house = site.house
    await house.rows("TRUNCATE decisions, claim")
    ida = await house.someone()
    async with site.runs(allowed_users="") as bot:
        line = await bot.says("send it:  /start ")
        await ida.says(f"/start {line.split()[-1]}")
        await ida.sees("You are the owner of this bot now")
        bot.terminate()
        assert await bot.ends() == 0
        site.heard(bot)
    async with site.runs(allowed_users="") as bot:
        await ida.says("/admin")
        await ida.sees("Owner's panel")
        assert "/start" not in bot.text
        site.heard(bot)
