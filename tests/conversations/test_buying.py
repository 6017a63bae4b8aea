"""Pictures for Telegram Stars, in whatever order and state the updates come: no money vanishes, none counts twice."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.inbox import AT_ONCE
from bot.playground.faults import Fault
from tests.conftest import Server
from tests.fakes.house import House, Person, house_with_bot
from tests.fakes.pictures import photo
from tests.fakes.telegram_user import Json

OWNER = 1001  # who is in every playground
PACKS = "20:150,3:30"
USED_UP = "Your free pictures of today are used up (1 a day)."
SCENE = "standing in a coffee shop"


@pytest.fixture(scope="module")
async def shared_house(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """One free picture a day, and packs."""
    dsn, folder = server.create("migrated"), tmp_path_factory.mktemp("house")
    async with house_with_bot(dsn, folder, stars_packs=PACKS, daily_pictures_per_user=1, owner_id=OWNER) as house:
        yield house
    server.drop(dsn)


@pytest.fixture
async def owner(house: House) -> AsyncIterator[Person]:
    person = Person(house.url, OWNER)
    person.private = house.logs.private
    await house.rows("INSERT INTO users (id, consent_version) VALUES (%s, 2) ON CONFLICT DO NOTHING", OWNER)
    yield person
    await person.close()


async def invoiced(person: Person, button: str = "20 pictures · 150 ⭐") -> Json:
    await person.says("/buy")
    await person.taps(button)
    invoice: Json = (await person._wait(lambda found: found[-1:], lambda m: "invoice" in m, 10, False, "an invoice"))[0]
    return invoice


async def bought(house: House, person: Person, button: str = "20 pictures · 150 ⭐") -> str:
    charge = await person.pays(await invoiced(person, button))
    await person.sees("Thank you!")
    await house.settled()
    return charge


async def balance(house: House, person: Person) -> int:
    return int(await house.value("SELECT coalesce(sum(pictures), 0) FROM credits WHERE user_id = %s", person.id))


async def test_usage_tells_free_pictures_from_paid_ones(house: House) -> None:
    ida, _ = await house.locked()
    await bought(house, ida, "3 pictures · 30 ⭐")
    await ida.says("/usage")
    await ida.sees("1 picture of today is free. 3 pictures paid for.")

    for _ in range(2):
        await ida.says(SCENE)
        await ida.sees_photo("Anna")
    await house.settled()
    await ida.says("/usage")
    said = await ida.sees("Today's free ones are used up. 2 pictures paid for.")
    assert "Drawn today: 2." in said["text"]


async def entered(house: House, person: Person) -> list[str]:
    rows = await house.rows("SELECT what FROM credits WHERE user_id = %s ORDER BY id", person.id)
    return [row["what"] for row in rows]


async def without_free_ones(house: House, name: str = "Ida", **columns: object) -> Person:
    """Somebody with a locked face who has had the free picture of the day."""
    house.made_up_ledger = "a picture of the day that nobody bought"
    person, _ = await house.locked(name, **columns)
    await house.rows(
        "INSERT INTO calls (user_id, purpose, n, run, engine, outcome, reserved_usd, cost_usd)"
        " VALUES (%s, 'scene', 1, 1, 'e', 'ok', 0, 0)",
        person.id,
    )
    return person


async def order_of(house: House, person: Person) -> str:
    return str(
        await house.value("SELECT id FROM orders WHERE user_id = %s ORDER BY ordered_at DESC LIMIT 1", person.id)
    )


def charge(house: House, person: Person, order: str, stars: int = 150) -> str:
    """Stars move although nobody asked the bot, as after an outage between its word and the payment."""
    chats = house.playground.chats
    return house.playground.cash.charge(chats.chat(person.id), chats.person(person.id), order, stars)


# --- the way it should go ---


async def test_at_the_cap_a_pack_is_bought_and_the_scene_is_drawn_with_it(house: House) -> None:
    ida, _ = await house.locked()
    await ida.says(SCENE)
    first = await ida.sees_photo()
    assert "Today's free ones are used up. None is paid for: /buy has more." in first["caption"]

    await ida.says("on a beach")
    asked = await ida.sees(USED_UP)
    labels = [button["text"] for row in asked["reply_markup"]["inline_keyboard"] for button in row]
    assert labels == ["20 pictures · 150 ⭐", "3 pictures · 30 ⭐", "Try again"]
    await ida.taps("3 pictures", asked["message_id"])
    await ida.pays()
    await ida.sees("Thank you! 30 ⭐ have arrived. You have 3 pictures paid for now")
    await ida.taps("Try again", asked["message_id"])

    second = await ida.sees_photo()
    assert "Today's free ones are used up. 2 pictures paid for." in second["caption"]
    await house.settled()
    assert (await entered(house, ida), await balance(house, ida)) == (["purchase", "reserve", "spend"], 2)
    invoice = house.called("sendInvoice", ida)[0]
    assert (invoice["currency"], invoice["payload"]) == ("XTR", await order_of(house, ida))
    assert house.paid() == (0, 2)


async def test_buy_says_what_is_free_and_what_is_paid_for(house: House) -> None:
    ida = await house.someone()
    await ida.says("/buy")
    await ida.sees("1 picture of today is free. None is paid for: /buy has more.")
    await bought(house, ida)
    await ida.says("/buy")
    await ida.sees("20 pictures paid for.")
    await ida.says("/help")
    await ida.sees("/paysupport helps with payments")


async def test_where_nothing_is_sold_nothing_of_it_is_to_be_seen(house: House) -> None:
    ida, _ = await house.locked()
    await ida.says("/buy")
    old = await ida.sees("Pictures for Telegram Stars")

    async def menu(*, sells: bool) -> bool:
        commands = {one["command"] for one in (await ida._http.get("/api/commands")).json()}
        return "help" in commands and {"buy", "paysupport"} & commands == ({"buy", "paysupport"} if sells else set())

    await house.until(lambda: menu(sells=True))
    async with house.told(stars_packs=""):
        await house.until(lambda: menu(sells=False))
        for command in ("/buy", "/paysupport"):
            await ida.says(command)
            await ida.sees("I do not know this command")
        assert "pre_checkout_query" not in house.playground.chats.updates.allowed
        await ida.taps("20 pictures", old["message_id"])
        await ida.sees("This button is no longer valid.")
        for words in ("/help", "/privacy"):
            await ida.says(words)
            assert "Star" not in (await ida.sees("/export"))["text"]
        for scene in (SCENE, "on a beach"):
            await ida.says(scene)
        await ida.sees("Your pictures of today are used up (1 a day).", anywhere=True)
    await ida.says("/buy")
    await ida.sees("Pictures for Telegram Stars")
    assert "pre_checkout_query" in house.playground.chats.updates.allowed


async def test_in_a_group_nothing_is_sold_and_nobody_sees_what_somebody_has_paid(house: House) -> None:
    ida = await without_free_ones(house)
    async with house.told(groups="on"):
        (there,) = await house.group(ida)
        await there.says("/scene in the rain")
        asked = await there.sees(USED_UP)
        labels = [button["text"] for row in asked["reply_markup"]["inline_keyboard"] for button in row]
        assert labels == ["Try again"]
        await there.says("/buy")
        assert "Stars" not in (await there.sees("", buttons=True))["text"]
        await bought(house, ida)
        await there.taps("Try again", asked["message_id"])
        assert "paid for" not in (await there.sees_photo("AI-generated"))["caption"]
        await house.settled()
    assert await balance(house, ida) == 19


# --- before it is paid ---


async def test_an_invoice_is_paid_once_and_only_by_whom_it_is_for(house: House) -> None:
    ida, eve = await house.someone("Ida"), await house.someone("Eve")
    invoice = await invoiced(ida)
    assert "not yours or no longer known" in await eve.cannot_pay(invoice)
    await ida.pays(invoice)
    await house.settled()
    house.playground.cash._invoices[invoice["message_id"]].paid = False  # as a forwarded copy would be
    assert "paid already" in await ida.cannot_pay(invoice)
    assert (await balance(house, ida), await balance(house, eve)) == (20, 0)


async def test_what_cannot_be_drawn_now_cannot_be_paid_now(house: House, owner: Person) -> None:
    ida = await house.someone()
    invoice = await invoiced(ida)
    await house.rows("INSERT INTO decisions (name, value) VALUES ('paused', 'yes')")
    assert "Drawing is stopped at the moment" in await ida.cannot_pay(invoice)
    await house.rows("DELETE FROM decisions WHERE name = 'paused'")
    await house.rows("UPDATE orders SET ordered_at = now() - interval '25 hours' WHERE user_id = %s", ida.id)
    assert "too old" in await ida.cannot_pay(invoice)
    await house.rows("UPDATE orders SET ordered_at = now(), stars = 1 WHERE user_id = %s", ida.id)
    assert "no longer known" in await ida.cannot_pay(invoice)
    await house.rows("UPDATE orders SET stars = 150 WHERE user_id = %s", ida.id)
    await house.rows("UPDATE users SET consent_version = NULL WHERE id = %s", ida.id)
    assert "agree to the terms first" in await ida.cannot_pay(invoice)
    await house.rows("INSERT INTO access (user_id, state) VALUES (%s, 'denied')", ida.id)
    assert "takes no stars from you" in await ida.cannot_pay(invoice)
    assert await house.value("SELECT count(*) FROM payments WHERE user_id = %s", ida.id) == 0


async def test_a_payment_is_answered_in_time_while_the_database_hangs(house: House) -> None:
    ida = await house.someone()
    invoice = await invoiced(ida)
    await house.settled()
    async with house.database.transaction():
        await house.database.execute("LOCK TABLE orders, inbox IN ACCESS EXCLUSIVE MODE")
        assert "pay again in a minute" in await ida.cannot_pay(invoice)  # said before Telegram gives up
    await ida.pays(invoice)
    await ida.sees("Thank you!")


async def test_a_payment_waits_neither_for_a_slow_upload_of_its_chat_nor_for_a_crowd(house: House) -> None:
    ida = await house.someone()
    invoice = await invoiced(ida)
    crowd = [await house.someone(f"Person {n}") for n in range(AT_ONCE + 1)]
    go_on = asyncio.Event()
    upload, answers = Fault("file", until=go_on), Fault("sendMessage", until=go_on, times=len(crowd))
    house.playground.faults += [upload, answers]

    async def all_hands_full() -> bool:
        return upload.times + answers.times == 1 + len(crowd) - AT_ONCE

    await ida.sends_photos(photo(1))
    await asyncio.gather(*(one.says("/help") for one in crowd))
    await house.until(all_hands_full)
    await ida.pays(invoice)
    go_on.set()
    await ida.sees("Thank you!")
    house.playground.faults.clear()
    await house.settled()
    await ida.says("/cancel")


async def test_an_answer_to_telegram_that_fails_is_sent_again(house: House) -> None:
    ida = await house.someone()
    invoice = await invoiced(ida)
    house.playground.faults.append(Fault("answerPreCheckoutQuery", status=502, times=2))
    await ida.pays(invoice)
    await ida.sees("Thank you!")


async def test_without_any_answer_nothing_is_paid(house: House) -> None:
    ida = await house.someone()
    invoice = await invoiced(ida)
    house.playground.cash.checkout_seconds = 0.4
    go_on = asyncio.Event()
    house.playground.faults.append(Fault("answerPreCheckoutQuery", until=go_on))
    try:
        assert "did not answer in time" in await ida.cannot_pay(invoice)
    finally:
        house.playground.cash.checkout_seconds = 10.0

    async def came_too_late() -> bool:
        return bool(house.logs.with_words("a payment could not be answered"))

    go_on.set()
    await house.until(came_too_late)
    await house.settled()
    assert await balance(house, ida) == 0


# --- after it is paid, in any state ---


async def test_a_payment_that_is_told_three_times_is_credited_once(house: House) -> None:
    ida = await house.someone()
    await bought(house, ida)
    told = next(m for m in await ida.messages() if "successful_payment" in m)
    for _ in range(2):
        house.arrives(ida, successful_payment=told["successful_payment"])
    await house.settled()
    assert (await entered(house, ida), await balance(house, ida)) == (["purchase"], 20)


async def test_a_payment_that_the_bot_was_never_asked_about_is_credited(house: House) -> None:
    ida = await house.someone()
    await invoiced(ida)
    charge(house, ida, await order_of(house, ida))
    await ida.sees("Thank you!")
    assert await balance(house, ida) == 20


async def test_while_paid_calls_are_stopped_a_payment_that_was_begun_is_credited(house: House) -> None:
    ida = await house.someone()
    await invoiced(ida)
    await house.rows("INSERT INTO decisions (name, value) VALUES ('paused', 'yes')")
    charge(house, ida, await order_of(house, ida))
    await ida.sees("Thank you!")
    await house.rows("DELETE FROM decisions WHERE name = 'paused'")
    assert await balance(house, ida) == 20


async def test_where_nothing_is_sold_any_more_a_late_payment_is_credited_and_drawn_with(house: House) -> None:
    ida = await without_free_ones(house)
    await invoiced(ida)
    async with house.told(stars_packs=""):
        charge(house, ida, await order_of(house, ida))
        await ida.sees("Thank you!")
        await ida.says(SCENE)
        await ida.sees_photo("Anna")
        await ida.says("/paysupport")
        await ida.sees("20 pictures · 150 ⭐")
        await house.settled()
    assert await balance(house, ida) == 19


async def test_after_consent_is_revoked_a_payment_is_credited_and_waits(house: House) -> None:
    ida = await house.someone()
    await invoiced(ida)
    await ida.says("/privacy")
    await ida.taps("Revoke my consent")
    await ida.sees("Your consent is revoked")
    charge(house, ida, await order_of(house, ida))
    await ida.sees("Thank you!")
    assert await balance(house, ida) == 20
    await ida.says("/paysupport")
    await ida.sees("Your last payments:")
    await ida.taps("Give №")
    await ida.sees("150 ⭐ are back")


async def test_whoever_has_blocked_the_bot_meanwhile_is_credited(house: House) -> None:
    ida = await house.someone()
    await invoiced(ida)
    await ida.blocks()
    charge(house, ida, await order_of(house, ida))
    await house.settled()
    assert await balance(house, ida) == 20
    await ida.unblocks()


async def test_whoever_is_shut_out_meanwhile_gets_the_stars_back(house: House) -> None:
    ida = await house.someone()
    await invoiced(ida)
    await house.rows("INSERT INTO access (user_id, state) VALUES (%s, 'denied')", ida.id)
    paid = charge(house, ida, await order_of(house, ida))
    await ida.sees("they go back to you by themselves")
    await ida.sees("150 ⭐ are back")
    assert house.playground.cash._charges[paid].refunded
    assert await balance(house, ida) == 0


async def test_whoever_has_erased_everything_meanwhile_gets_the_stars_back_and_is_no_user(house: House) -> None:
    ida = await house.someone()
    await invoiced(ida)
    order = await order_of(house, ida)
    await ida.says("/delete")
    await ida.taps("Everything")
    await ida.taps("Yes, erase it for good")
    await ida.sees("✅ Erased.")
    paid = charge(house, ida, order)
    await ida.sees("150 ⭐ are back")
    await house.settled()
    assert house.playground.cash._charges[paid].refunded
    assert await house.rows("SELECT FROM payments WHERE user_id = %s", ida.id) == []
    assert await house.value("SELECT state FROM payments WHERE charge_id = %s", paid) == "refunded"


# --- spent on arrival, else given back ---


async def test_a_picture_that_is_refused_costs_nothing(house: House) -> None:
    ida = await without_free_ones(house)
    await bought(house, ida)
    house.engines.script("gemini", "prohibited")
    await ida.says(SCENE)
    await ida.sees("The engine does not draw this.")
    await house.settled()
    assert (await entered(house, ida), await balance(house, ida)) == (["purchase", "reserve", "give back"], 20)


async def test_of_four_pictures_with_credits_for_three_three_arrive(house: House) -> None:
    ida = await without_free_ones(house, num_images=4)
    await bought(house, ida, "3 pictures")
    await ida.says(SCENE)
    album = await ida.sees_album(3)
    assert "Not every picture came about" in album[0]["caption"]
    await house.settled()
    assert await balance(house, ida) == 0
    assert (await entered(house, ida)).count("spend") == 3
    assert house.paid() == (0, 3)


async def test_parallel_scenes_never_overdraw(house: House) -> None:
    ida = await without_free_ones(house)
    await bought(house, ida, "3 pictures")
    for n in range(6):
        await ida.says(f"scene {n} in an old library")
    await house.settled()
    pictures = [m for m in await ida.messages() if "photo" in m and not m["outgoing"]]
    refused = [m for m in await ida.messages() if USED_UP in m.get("text", "")]
    assert (len(pictures), len(refused), await balance(house, ida)) == (3, 3, 0)
    assert house.paid() == (0, 3)


async def test_whoever_leaves_while_it_is_drawn_has_the_picture_given_back(house: House) -> None:
    ida = await without_free_ones(house)
    await bought(house, ida)
    with house.engines.holding("gemini"):
        await ida.says(SCENE)
        await house.engines.arrived("gemini", 1)
        assert await balance(house, ida) == 19
        await ida.blocks()
        await house.heard()
    await house.settled()
    assert (await entered(house, ida), await balance(house, ida)) == (["purchase", "reserve", "give back"], 20)
    await ida.unblocks()


async def test_scenes_that_are_given_up_cost_nothing(house: House) -> None:
    ida = await without_free_ones(house)
    await bought(house, ida)
    with house.engines.holding("gemini"):
        for n in range(4):
            await ida.says(f"scene {n} by candle light")
        await house.engines.arrived("gemini", 2)
        await ida.says("/cancel")
        await ida.sees("Cancelled: 2 scenes")
    await house.settled()
    assert await balance(house, ida) == 18


async def test_portraits_are_pictures_too(house: House) -> None:
    ida = await house.someone()
    await bought(house, ida)
    await ida.sends_photos(photo(41), photo(42), photo(43))
    await ida.sees_album(3)
    selection = await ida.sees("Select your reference image")
    assert "Today's free ones are used up. 18 pictures paid for." in selection["text"]
    await house.settled()
    assert (await balance(house, ida), (await entered(house, ida)).count("spend")) == (18, 2)


async def test_the_owner_needs_no_pack(house: House, owner: Person) -> None:
    await house.seed(owner, lock=1)
    for scene in (SCENE, "on a beach"):
        await owner.says(scene)
        await owner.sees_photo("Anna")
    await owner.says("/buy")
    await owner.sees("As the owner you need no packs")
    await house.settled()
    assert await entered(house, owner) == []


# --- refunds ---


async def test_paysupport_names_payments_and_whom_to_ask_and_gives_unused_packs_back(
    house: House, owner: Person
) -> None:
    ida = await house.someone()
    paid = await bought(house, ida)
    await ida.says("/paysupport")
    help_ = await ida.sees("Help with payments")
    assert paid in help_["text"]
    assert any(entity.get("url") == f"tg://user?id={OWNER}" for entity in help_["entities"])

    await ida.taps("Give №", help_["message_id"])
    await ida.sees("is on its way back")
    await ida.sees("150 ⭐ are back")
    await ida.taps("Give №", help_["message_id"])
    await ida.sees("is given back already.")

    await house.settled()
    assert (await entered(house, ida), await balance(house, ida)) == (["purchase", "refund"], 0)
    assert len([m for m in await ida.messages() if "are back" in m.get("text", "")]) == 1
    await ida.says("/paysupport")
    await ida.sees("20 pictures · 150 ⭐ · given back")


async def test_a_pack_that_is_drawn_from_does_not_go_back_by_itself(house: House) -> None:
    ida = await without_free_ones(house)
    await bought(house, ida)
    await ida.says("/paysupport")
    help_ = await ida.sees("Help with payments")
    await ida.says(SCENE)
    await ida.sees_photo()
    await house.settled()
    await ida.taps("Give №", help_["message_id"])
    await ida.sees("You have drawn from that pack already")
    assert await balance(house, ida) == 19


async def test_nobody_gives_back_what_somebody_else_paid(house: House) -> None:
    ida, eve = await house.someone("Ida"), await house.someone("Eve")
    await bought(house, ida)
    await bought(house, eve)
    number = await house.value("SELECT id FROM payments WHERE user_id = %s", ida.id)
    await eve.says("/paysupport")
    help_ = await eve.sees("Help with payments")
    for verb in ("giveback", "refund", "refundnow"):
        await eve.taps(f"{verb}:{number}", help_["message_id"], force=True)
        await eve.sees("This button is no longer valid.")
    assert await balance(house, ida) == 20


async def test_what_telegram_has_refunded_already_counts_as_refunded(house: House) -> None:
    ida = await house.someone()
    await bought(house, ida)
    house.playground.faults.append(
        Fault("refundStarPayment", status=400, description="Bad Request: CHARGE_ALREADY_REFUNDED")
    )
    await ida.says("/paysupport")
    await ida.taps("Give №")
    await ida.sees("150 ⭐ are back")
    assert await balance(house, ida) == 0


async def test_a_refund_whose_answer_is_lost_is_asked_for_again_and_paid_once(house: House) -> None:
    ida = await house.someone()
    paid = await bought(house, ida)
    house.playground.faults.append(Fault("refundStarPayment", drop=True))
    await ida.says("/paysupport")
    await ida.taps("Give №")
    await ida.sees("150 ⭐ are back")

    async def done() -> bool:
        return bool(await house.value("SELECT state = 'refunded' FROM payments WHERE charge_id = %s", paid))

    await house.until(done)
    assert (await entered(house, ida), await balance(house, ida)) == (["purchase", "refund"], 0)


async def test_what_telegram_will_not_refund_stays_the_users_and_the_owner_hears_of_it(
    house: House, owner: Person
) -> None:
    ida = await house.someone()
    await bought(house, ida)
    house.playground.faults.append(Fault("refundStarPayment", status=400, description="Bad Request: NO_STARS"))
    await ida.says("/paysupport")
    await ida.taps("Give №")
    await ida.sees("Telegram did not let me give payment")
    await owner.sees("Telegram refused to refund payment", anywhere=True)
    assert await balance(house, ida) == 20


async def test_a_refund_that_telegram_announces_takes_the_pictures_back_once(house: House) -> None:
    ida = await house.someone()
    paid = await bought(house, ida)
    house.playground.cash.refund(paid)
    await ida.sees("150 ⭐ are back")
    told = next(m for m in await ida.messages() if "refunded_payment" in m)
    house.arrives(ida, refunded_payment=told["refunded_payment"])
    await house.settled()
    assert (await entered(house, ida), await balance(house, ida)) == (["purchase", "refund"], 0)


async def test_the_owner_sees_all_payments_and_refunds_one_after_a_question(house: House, owner: Person) -> None:
    ida = await without_free_ones(house)
    paid = await bought(house, ida)
    number = await house.value("SELECT id FROM payments WHERE charge_id = %s", paid)
    await ida.says(SCENE)
    await ida.sees_photo()
    await house.settled()
    await owner.says("/admin")
    await owner.taps("Stars")
    page = await owner.sees("Telegram Stars")
    assert f"{ida.id}" in page["text"]
    await owner.taps(f"Refund №{number}")
    asked = await owner.sees("Refund this payment? Some of its pictures are drawn already")
    assert await balance(house, ida) == 19
    await owner.taps("Yes, give 150 ⭐ back", asked["message_id"])
    await owner.sees("is on its way back")
    await ida.sees("150 ⭐ are back", anywhere=True)
    await house.settled()
    assert await balance(house, ida) == 0


async def test_the_owner_refunds_by_id_also_what_the_rows_do_not_know(house: House, owner: Person) -> None:
    ida = await house.someone()
    paid = await bought(house, ida)
    await owner.says("/refund")
    await owner.sees("Write the payment's id behind it")
    await owner.says("/refund no-such-id")
    await owner.sees("I know no such payment")
    await owner.says(f"/refund {paid}")
    await owner.sees("Refund this payment?", buttons=True)
    await ida.says("/delete")
    await ida.taps("Everything")
    asked = await ida.sees("It cannot be undone.")
    assert "You have 20 pictures paid for and not drawn: they are lost." in asked["text"]
    await ida.taps("Yes, erase it for good", asked["message_id"])
    receipt = await ida.sees("✅ Erased.")
    assert "1 payment: date, stars and id stay in the books, without you." in receipt["text"]
    await owner.says(f"/refund {paid}")
    await owner.sees("Its payer has erased everything here.")
    await owner.says(f"/refund {paid} {ida.id}")
    await owner.sees("is on its way back")
    await ida.sees("are back", anywhere=True)
    assert house.playground.cash._charges[paid].refunded
    assert await house.rows("SELECT FROM payments WHERE user_id = %s", ida.id) == []


async def test_only_the_owner_refunds_by_id(house: House) -> None:
    ida = await house.someone()
    paid = await bought(house, ida)
    await ida.says(f"/refund {paid}")
    await ida.sees("I do not know this command")
    assert await balance(house, ida) == 20
