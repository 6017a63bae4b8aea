"""The first start prints a code; whoever sends it owns the bot, once and for all."""

import re
from collections.abc import AsyncIterator

import pytest

from tests.fakes.house import House, Person

PRIVATE = "This bot is private. Your Telegram id is"
OWNER_NOW = "You are the owner of this bot now"


@pytest.fixture(autouse=True)
async def unowned(house: House) -> AsyncIterator[None]:
    """Nobody owns the bot, and nobody but the owner may come in."""
    await house.rows("TRUNCATE decisions, claim, claim_tries, access, invites")
    async with house.told(allowed_users=""):
        yield


def printed(house: House) -> str:
    """The newest code on the terminal."""
    return str(re.findall(r"/start (\S+)", house.terminal[-1])[0])


async def sends_wrong_codes(person: Person, times: int) -> None:
    for _ in range(times):
        await person.says("/start AAAA-BBBB-CCCC-DDDD")
        await person.sees(PRIVATE)


async def test_who_sends_the_printed_code_is_the_owner_and_nobody_after_that(house: House) -> None:
    ida, eve = await house.someone(), await house.someone("Eve")
    code = printed(house)
    assert len(code.replace("-", "")) == 16
    await eve.says("/admin")
    await eve.sees(PRIVATE)

    await ida.says(f"/start {code}")
    await ida.sees(OWNER_NOW)
    await ida.says("/admin")
    await ida.sees("Owner's panel")

    await eve.says(f"/start {code}")
    await eve.sees(PRIVATE)
    await eve.says("/admin")
    await eve.sees(PRIVATE)
    assert await house.value("SELECT value FROM decisions WHERE name = 'owner'") == str(ida.id)


async def test_a_second_account_that_may_come_in_cannot_claim_either(house: House) -> None:
    code = printed(house)
    async with house.told(allowed_users="*"):
        ida, eve = await house.someone(), await house.someone("Eve")
        await eve.says(f"/start {code}")  # of an earlier start: another one was printed since
        await eve.sees("Send me three photos")
        await ida.says(f"/start {printed(house).lower()}")
        await ida.sees(OWNER_NOW)
        await eve.says(f"/start {printed(house)}")
        await eve.sees("Send me three photos")
        await eve.says("/admin")
        await eve.sees("I do not know this command")


async def test_the_code_is_neither_logged_nor_stored(house: House) -> None:
    code = printed(house)
    bare = code.replace("-", "")
    assert [line for line in house.logs.lines if code in line or bare in line] == []
    (row,) = await house.rows("SELECT row_to_json(claim)::text AS all_of_it FROM claim")
    assert code not in row["all_of_it"]
    assert bare not in row["all_of_it"]

    ida = await house.someone()
    await ida.says(f"/start {code}")
    await ida.sees(OWNER_NOW)
    await house.settled()
    assert await house.rows("SELECT FROM claim") == []
    assert await house.rows("SELECT FROM inbox WHERE payload::text LIKE %s", f"%{code}%") == []


async def test_after_five_wrong_codes_there_is_silence_and_the_right_one_does_not_help(house: House) -> None:
    eve, ida = await house.someone("Eve"), await house.someone()
    await sends_wrong_codes(eve, 5)
    before = len(await eve.messages())

    await eve.says(f"/start {printed(house)}")
    await eve.says("/start AAAA-BBBB-CCCC-DDDD")
    await house.settled()

    assert [message for message in (await eve.messages())[before:] if not message["outgoing"]] == []
    assert await house.rows("SELECT FROM decisions") == []
    await ida.says(f"/start {printed(house)}")  # another account's tries are its own
    await ida.sees(OWNER_NOW)


async def test_a_newer_start_prints_another_code_and_forgets_wrong_tries(house: House) -> None:
    ida, older = await house.someone(), printed(house)
    await sends_wrong_codes(ida, 5)
    await house.closes()
    await house.opens(allowed_users="")
    assert printed(house) != older

    await ida.says(f"/start {older}")
    await ida.sees(PRIVATE)
    await ida.says(f"/start {printed(house)}")
    await ida.sees(OWNER_NOW)


async def test_with_an_owner_no_code_is_printed_and_the_setting_wins(house: House) -> None:
    ida, eve = await house.someone(), await house.someone("Eve")
    await ida.says(f"/start {printed(house)}")
    await ida.sees(OWNER_NOW)
    prints = len(house.terminal)

    async with house.told(allowed_users="*", owner_id=eve.id):
        await eve.says("/admin")
        await eve.sees("Owner's panel")
        await ida.says("/admin")
        await ida.sees("I do not know this command")
    assert len(house.terminal) == prints


async def test_the_setting_alone_makes_an_owner_and_no_code_is_there_to_be_guessed(house: House) -> None:
    ida, eve = await house.someone(), await house.someone("Eve")
    code = printed(house)
    prints = len(house.terminal)
    async with house.told(allowed_users="", owner_id=ida.id):
        assert len(house.terminal) == prints
        await eve.says(f"/start {code}")
        await eve.sees(PRIVATE)
        await ida.says("/admin")
        await ida.sees("Owner's panel")


async def test_the_new_owner_agrees_to_the_terms_like_everybody(house: House) -> None:
    ida = await house.someone(agreed=False)
    await ida.says(f"/start {printed(house)}")
    await ida.sees(OWNER_NOW)
    await ida.taps("I agree, and I am 18 or older")
    await ida.says("/admin")
    await ida.sees("Owner's panel")
