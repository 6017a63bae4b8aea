"""Who may come in is the owner's to decide: buttons, ids, forwarded messages, contacts, and links."""

import re
from collections.abc import AsyncIterator

import pytest

from tests.fakes.house import House, Person
from tests.fakes.telegram_user import Json

PRIVATE = "This bot is private. Your Telegram id is"
SHUT_OUT = "has closed it for you"
STALE = "This button is no longer valid."
LINK = re.compile(r"https://t\.me/\w+\?start=(inv_[\w-]+)")


@pytest.fixture
async def owner(house: House) -> AsyncIterator[Person]:
    """Owns the bot and has agreed to the terms; nobody else may come in yet."""
    await house.rows("TRUNCATE decisions, claim, claim_tries, access, invites")
    ida = await house.someone("Ida")
    async with house.told(allowed_users="", owner_id=ida.id):
        yield ida


def shows(house: House, owner: Person, origin: Json) -> None:
    """The owner forwards a message."""
    house.arrives(owner, text="hello", forward_origin={"date": 0, **origin})  # type: ignore[arg-type]


def about(person: Person, *, is_bot: bool = False) -> Json:
    return {"type": "user", "sender_user": {"id": person.id, "is_bot": is_bot, "first_name": "Eve"}}


async def new_link(owner: Person, button: str) -> str:
    """What stands behind /start in a link that the owner made."""
    await owner.says("/admin")
    await owner.taps("Invite links")
    await owner.taps(button)
    said = await owner.sees("I show this link only once")
    found = LINK.search(said["text"])
    assert found
    assert len(found[1]) <= 64
    return found[1]


async def comes_in(person: Person) -> None:
    await person.says("/start")
    await person.sees("Send me three photos")


# --- strangers --------------------------------------------------------------------------------------------------------


async def test_the_owner_hears_of_a_stranger_once_a_day_and_lets_them_in_with_one_tap(
    house: House, owner: Person
) -> None:
    eve = await house.someone("Eve <b>")
    await eve.says("hello")
    await eve.sees(f"{PRIVATE} {eve.id}")
    asked = await owner.sees(f"Eve <b> ({eve.id}) would like to use the bot", buttons=True)
    await eve.says("hello?")
    await eve.sees(PRIVATE)
    await house.settled()
    told = [m for m in await owner.messages() if "would like to use the bot" in m.get("text", "")]
    assert len(told) == 1

    await owner.taps("Allow", asked["message_id"])
    await eve.sees("has let you in")
    await owner.sees("allowed")
    await comes_in(eve)


async def test_a_stranger_is_told_of_again_the_next_day_and_never_after_a_denial(house: House, owner: Person) -> None:
    eve = await house.someone("Eve")
    await eve.says("hello")
    await owner.sees("would like to use the bot")
    await house.rows("UPDATE access SET asked_at = now() - interval '25 hours'")
    await eve.says("hello")
    await eve.sees(PRIVATE)
    await house.settled()
    assert len([m for m in await owner.messages() if "would like" in m.get("text", "")]) == 2

    await owner.taps("Deny")
    await owner.sees("denied")
    await house.rows("UPDATE access SET asked_at = now() - interval '25 hours'")
    await eve.says("please")
    await eve.sees(SHUT_OUT)
    await house.settled()
    assert len([m for m in await owner.messages() if "would like" in m.get("text", "")]) == 1, "one is answered"


async def test_a_crowd_of_strangers_does_not_bury_the_owner(house: House, owner: Person) -> None:
    await house.rows(
        "INSERT INTO access (user_id, state, asked_at) SELECT n, 'asked', now() FROM generate_series(1, 30) n"
    )
    eve = await house.someone("Eve")
    await eve.says("hello")
    await eve.sees(PRIVATE)
    await house.settled()
    assert house.called("sendMessage", owner) == []


async def test_an_owner_who_has_blocked_the_bot_is_no_trouble_of_the_strangers(house: House, owner: Person) -> None:
    eve = await house.someone("Eve")
    await owner.blocks()
    await eve.says("hello")
    await eve.sees(PRIVATE)
    await house.settled()
    await owner.unblocks()


# --- denied -----------------------------------------------------------------------------------------------------------


async def test_whoever_is_denied_is_stopped_at_once_and_what_waits_is_not_paid(house: House, owner: Person) -> None:
    eve, _ = await house.locked("Eve")
    await owner.says(f"/allow {eve.id}")
    await owner.sees("allowed")
    with house.engines.holding("gemini"):
        for scene in ("by the sea", "in the woods", "on the moon", "in the rain"):
            await eve.says(scene)
        await house.engines.arrived("gemini", 2)
        await house.heard()

        await owner.says(f"/deny {eve.id}")
        await owner.sees("denied")
    await house.settled()

    assert house.paid() == (0, 2), "two were under way; the two that waited were never begun"
    assert {
        row["status"]
        for row in await house.rows("SELECT status FROM generations WHERE user_id = %s AND kind = 'scene'", eve.id)
    } == {"cancelled"}
    await eve.says("in the snow")
    await eve.sees(SHUT_OUT)
    await eve.says("/help")
    await eve.sees(SHUT_OUT)
    await house.settled()
    assert house.paid() == (0, 2)


async def test_whoever_is_denied_may_still_have_everything_erased_and_the_denial_stays(
    house: House, owner: Person
) -> None:
    eve, _ = await house.locked("Eve")
    await owner.says(f"/allow {eve.id}")
    await owner.sees("allowed")
    await owner.says(f"/deny {eve.id}")
    await owner.sees("denied")
    await eve.says("/delete")
    await eve.taps("wipe:all")
    await eve.taps("erase:all")
    await house.until(lambda: _erased(house, eve))
    assert await house.rows("SELECT state, name, asked_at, invite_id FROM access WHERE user_id = %s", eve.id) == [
        {"state": "denied", "name": "", "asked_at": None, "invite_id": None}
    ]
    await eve.says("/start")
    await eve.sees(SHUT_OUT)
    await eve.says("/delete")  # nothing is there any more
    await eve.sees(SHUT_OUT)


async def test_of_somebody_let_in_who_erases_everything_nothing_stays(house: House, owner: Person) -> None:
    token = await new_link(owner, "5 × 7 days")
    eve = await house.someone("Eve")
    await eve.says(f"/start {token}")
    await eve.sees("your invitation is good")
    await eve.says("/delete")
    await eve.taps("wipe:all")
    await eve.taps("erase:all")
    await house.until(lambda: _erased(house, eve))
    assert await house.rows("SELECT FROM access WHERE user_id = %s", eve.id) == []


async def _erased(house: House, person: Person) -> bool:
    return await house.rows("SELECT FROM users WHERE id = %s", person.id) == []


async def test_a_denial_wins_over_the_list_of_the_settings_and_can_be_taken_back(house: House, owner: Person) -> None:
    eve = await house.someone("Eve")
    async with house.told(allowed_users="*", owner_id=owner.id):
        await comes_in(eve)
        await owner.says(f"/deny {eve.id}")
        await owner.sees("denied")
        await eve.says("/start")
        await eve.sees(SHUT_OUT)
        await owner.taps("Allow")
        await eve.sees("has let you in")
        await comes_in(eve)


async def test_the_owner_can_deny_nobody_into_being_locked_out_themselves(house: House, owner: Person) -> None:
    await owner.says(f"/deny {owner.id}")
    await owner.sees("That is you")
    assert await house.rows("SELECT FROM access") == []
    await owner.says("/deny me")
    await owner.sees("Please write the Telegram id")


# --- shown by the owner -----------------------------------------------------------------------------------------------


async def test_a_forwarded_message_shows_whom_to_let_in(house: House, owner: Person) -> None:
    eve = await house.someone("Eve")
    await owner.says("/admin")
    await owner.taps("Users")
    await owner.taps("+ Add somebody")
    await owner.sees("forward me a message")

    shows(house, owner, about(eve))
    await owner.sees(f"Eve {eve.id}")
    await owner.taps("Allow")
    await owner.sees("allowed")
    await comes_in(eve)


@pytest.mark.parametrize(
    ("origin", "answer"),
    [
        ({"type": "hidden_user", "sender_user_name": "Eve"}, "Eve hides the account in forwarded messages"),
        (
            {"type": "channel", "chat": {"id": -100, "type": "channel", "title": "News"}, "message_id": 1},
            "not from a p",
        ),
        ({"type": "user", "sender_user": {"id": 5, "is_bot": True, "first_name": "Robot"}}, "not from a person"),
    ],
)
async def test_a_forward_that_shows_nobody_says_what_to_do(
    house: House, owner: Person, origin: Json, answer: str
) -> None:
    await owner.says("/admin")
    await owner.taps("Users")
    await owner.taps("+ Add somebody")
    shows(house, owner, origin)
    await owner.sees(answer)
    assert await house.rows("SELECT FROM access") == []


async def test_a_forward_that_was_not_asked_for_is_a_message_like_any_other(house: House, owner: Person) -> None:
    eve = await house.someone("Eve")
    await owner.says("/admin")
    await owner.taps("Users")
    await owner.taps("+ Add somebody")
    shows(house, owner, about(eve))
    await owner.taps("Allow")
    await owner.sees("allowed")

    shows(house, owner, about(eve))  # a scene, before there are photos
    await owner.sees("Photos first")


async def test_a_shared_contact_shows_whom_to_let_in(house: House, owner: Person) -> None:
    eve = await house.someone("Eve")
    house.arrives(owner, contact={"phone_number": "1", "first_name": "Eve", "user_id": eve.id})
    await owner.sees(f"Eve {eve.id}")
    await owner.taps("Allow")
    await owner.sees("allowed")
    await comes_in(eve)
    house.arrives(owner, contact={"phone_number": "1", "first_name": "Tom"})
    await owner.sees("shows no Telegram account")
    house.arrives(owner, contact={"phone_number": "1", "first_name": "Ida", "user_id": owner.id})
    await owner.sees("That is you")


async def test_other_peoples_forwards_and_contacts_let_nobody_in(house: House, owner: Person) -> None:
    eve, tom = await house.someone("Eve"), await house.someone("Tom")
    await owner.says(f"/allow {eve.id}")
    await owner.sees("allowed")
    await owner.says("/admin")
    await owner.taps("Users")
    await owner.taps("+ Add somebody")
    shows(house, eve, about(tom))
    await eve.sees("Photos first")
    house.arrives(eve, contact={"phone_number": "1", "first_name": "Tom", "user_id": tom.id})
    await eve.sees("I only understand photos and text")
    for command in (f"/allow {tom.id}", f"/deny {owner.id}", "/broadcast hello", "/admin"):
        await eve.says(command)
        await eve.sees("I do not know this command")


# --- links ------------------------------------------------------------------------------------------------------------


async def test_a_link_lets_in_as_many_as_it_says_and_its_token_is_not_stored(house: House, owner: Person) -> None:
    token = await new_link(owner, "1 × 7 days")
    eve, tom = await house.someone("Eve", agreed=False), await house.someone("Tom")

    await eve.says(f"/start {token}")
    await eve.sees("your invitation is good")
    await eve.taps("I agree, and I am 18 or older")
    await comes_in(eve)
    await eve.says(f"/start {token}")  # who is in already uses nothing up and is just greeted
    await eve.sees("Send me three photos")

    await tom.says(f"/start {token}")
    await tom.sees(PRIVATE)
    said = [m["text"] for m in await tom.messages() if not m["outgoing"]]
    assert any("used up or over" in text for text in said)
    assert await house.value("SELECT used FROM invites") == 1
    secret = token.removeprefix("inv_")
    assert await house.rows("SELECT FROM invites i WHERE row_to_json(i)::text LIKE %s", f"%{secret}%") == []


async def test_a_link_of_five_uses_lets_five_in(house: House, owner: Person) -> None:
    token = await new_link(owner, "5 × 1 day")
    people = [await house.someone(f"Guest {n}") for n in range(6)]
    for guest in people:
        await guest.says(f"/start {token}")
    await house.settled()
    said = [[m["text"] for m in await guest.messages() if not m["outgoing"]] for guest in people]
    assert sum(any("your invitation is good" in text for text in texts) for texts in said) == 5
    assert sum(any("used up or over" in text for text in texts) for texts in said) == 1
    assert await house.value("SELECT used FROM invites") == 5


async def test_a_link_that_is_over_revoked_or_made_up_lets_nobody_in(house: House, owner: Person) -> None:
    eve = await house.someone("Eve")
    over = await new_link(owner, "1 × 1 day")
    await house.rows("UPDATE invites SET expires_at = now() - interval '1 second'")
    revoked = await new_link(owner, "20 × 30 days")
    await owner.sees("used 0 of 20")  # the page before still has the button of the one that is over
    await owner.taps("✕ №")
    await owner.sees("None is open")
    for token in (over, revoked, "inv_", "inv_AAAAAAAAAAAAAAAAAAAAAA"):
        await eve.says(f"/start {token}")
        await eve.sees(PRIVATE)
    assert await house.value("SELECT sum(used) FROM invites") == 0


async def test_a_link_does_not_let_the_denied_back_in(house: House, owner: Person) -> None:
    token = await new_link(owner, "5 × 7 days")
    eve = await house.someone("Eve")
    await owner.says(f"/deny {eve.id}")
    await owner.sees("denied")
    await eve.says(f"/start {token}")
    await eve.sees(SHUT_OUT)
    assert await house.value("SELECT used FROM invites") == 0


# --- users ------------------------------------------------------------------------------------------------------------


async def test_the_list_of_users_has_pages_and_says_who_they_are_and_when_they_were_seen(
    house: House, owner: Person
) -> None:
    await house.rows("DELETE FROM users WHERE id <> %s", owner.id)
    people = [await house.someone(f"Guest {n}") for n in range(9)]
    for guest in people:
        await house.rows("INSERT INTO access (user_id, state) VALUES (%s, 'allowed')", guest.id)
        await guest.says("/help")
        await guest.sees("One locked face")
    await owner.says("/admin")
    await owner.taps("Users")
    first = (await owner.sees("Accounts, page 1 of 2"))["text"]
    assert first.index("Ida") < first.index("Guest 8") < first.index("Guest 7"), "who was seen last comes first"
    assert "allowed · 0 pictures today · seen" in first
    assert "Guest 0" not in first
    await owner.taps("▶")
    assert "Guest 0" in (await owner.sees("Accounts, page 2 of 2"))["text"]
    await owner.taps("✓ Guest 0")
    await owner.taps("Deny")
    await owner.sees("denied")
    await people[0].says("/help")
    await people[0].sees(SHUT_OUT)


@pytest.mark.parametrize(
    "data",
    [
        "allow:{eve}", "deny:{owner}", "person:{owner}", "mint:5:7", "unlink:1", "paid:stop", "paid:go",
        "cap:pictures:500", "cap:budget:200", "cap:settings", "admin:home", "admin:users", "admin:whom", "announce:1",
        "silence:1",
    ],
)  # fmt: skip
async def test_nobody_but_the_owner_gets_anything_by_forging_a_button(house: House, owner: Person, data: str) -> None:
    eve = await house.someone("Eve")
    await owner.says(f"/allow {eve.id}")
    await owner.sees("allowed")
    await eve.says("/help")
    shown = await eve.sees("One locked face")
    before = await everything(house)

    await eve.taps(data.format(eve=eve.id, owner=owner.id), shown["message_id"], force=True)
    await eve.sees(STALE)
    await house.settled()
    assert await everything(house) == before


async def everything(house: House) -> list[object]:
    return [await house.rows(f"SELECT * FROM {table} ORDER BY 1") for table in ("decisions", "access", "invites")]  # noqa: S608


@pytest.mark.parametrize(
    "data",
    ["allow:eve", "person:99999999999999999999", "mint:7:7", "mint:5:999", "unlink:77", "paid:what", "cap:pictures:7",
     "cap:budget:999", "admin:nothing", "announce:77", "silence:x", "announce:99999999999999999999"],
)  # fmt: skip
async def test_what_no_button_of_the_panel_carries_changes_nothing(house: House, owner: Person, data: str) -> None:
    await owner.says("/admin")
    shown = await owner.sees("Owner's panel")
    await owner.taps(data, shown["message_id"], force=True)
    await owner.sees(STALE)
    assert await everything(house) == [[], [], []]
