"""Trouble that only the owner can mend: it is said once, and no call is paid to hear of it again and again."""

import asyncio

import pytest

from tests.conftest import Server
from tests.fakes.house import House, Person
from tests.fakes.pictures import photo
from tests.faults.conftest import Site
from tests.faults.test_database_away import away

OPERATOR = "The picture service is out of order"
# What the owner reads · whose answer it is · and which.
PURSES = [
    ("The quota of engine gpt-5", "openai", "insufficient_quota"),
    ("OpenAI", "openai", "credit_exhausted"),
    ("OpenAI", "openai", "payment"),
    ("Gemini", "gemini", "insufficient_quota"),
    ("Gemini", "gemini", "payment"),
    ("Gemini", "gemini", "spend_limit"),
]


async def wishes(person: Person, vendor: str) -> None:
    if vendor == "openai":
        await person.sends_photos(*(photo(person.id * 10 + n) for n in (1, 2, 3)))
    else:
        await person.says("standing in a coffee shop")


@pytest.mark.parametrize(("name", "vendor", "outcome"), PURSES)
async def test_an_empty_purse_is_met_once_by_one_call_and_the_owner_is_told_once(
    house: House, name: str, vendor: str, outcome: str
) -> None:
    await house.rows("DELETE FROM notices")
    olga = await house.someone("Olga")
    people = [await house.someone("Ida") if vendor == "openai" else (await house.locked("Ida"))[0] for _ in range(2)]
    one_engine: dict[str, object] = {"openai_engines": "gpt-5", "gemini_engines": "gemini-3-pro-image"}
    async with house.told(owner_id=olga.id, breaker_seconds=2.0, **one_engine):
        house.engines.always(vendor, outcome)  # type: ignore[arg-type]
        for number, person in enumerate(people, 1):
            await wishes(person, vendor)
            await person.sees(OPERATOR)
            await house.settled()
            # The second one's is the single call that tries the engine out.
            assert house.engines.count(vendor) <= number  # type: ignore[arg-type]
        await olga.sees(f"⚠️ {name}", anywhere=True)
        house.engines.always(vendor, "ok")  # type: ignore[arg-type]
    assert house.paid()[vendor == "openai"] == 0, "nothing else was asked of anybody"
    said = [message["text"] for message in await olga.messages() if f"⚠️ {name}" in message.get("text", "")]
    assert len(said) == 1
    charged = "SELECT count(*) FROM calls WHERE user_id = ANY (%s) AND cost_usd > 0"
    assert await house.value(charged, [person.id for person in people]) == 0


@pytest.mark.slow
async def test_the_owner_hears_once_that_the_database_was_away(site: Site, server: Server) -> None:
    house = site.house
    await house.rows("DELETE FROM notices")
    olga = await house.someone("Olga")
    async with site.runs(owner_id=olga.id) as bot:
        async with away(server, house):
            await asyncio.sleep(15)  # longer than one question may wait for a connection
        await olga.sees("The database was away for", timeout=60, anywhere=True)
        await house.settled()
        site.heard(bot)
    said = [message for message in await olga.messages() if "database was away" in message.get("text", "")]
    assert len(said) == 1
