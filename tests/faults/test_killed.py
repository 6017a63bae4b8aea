"""kill -9 at the worst moments, then a restart: everything is delivered, and at most one paid call is made again."""

import asyncio

from bot.playground.faults import Fault
from tests.fakes.house import House, Person
from tests.fakes.pictures import difference, photo
from tests.fakes.serving import serve
from tests.fakes.sounds import recording
from tests.fakes.supabase import KEY as SUPABASE_KEY
from tests.fakes.supabase import FakeSupabase, Stored
from tests.fakes.telegram_user import Json
from tests.faults.conftest import UNHURRIED, Site

AGAIN = "Sent again after an interruption: you may see this twice."


async def sends_three(person: Person) -> None:
    await person.sends_photos(*(photo(person.id * 10 + n) for n in (1, 2, 3)))


async def from_bot(person: Person, kind: str = "photo") -> list[Json]:
    return [message for message in await person.messages() if not message["outgoing"] and kind in message]


async def pictures(house: House, person: Person) -> int:
    sql = "SELECT count(*) FROM pictures JOIN generations g ON g.id = generation_id WHERE user_id = %s"
    return int(await house.value(sql, person.id))


async def test_a_hundred_updates_that_were_fetched_and_not_handled_are_all_handled_once(site: Site) -> None:
    house = site.house
    people = [await house.someone(f"Person {n}") for n in range(97)]
    async with site.runs() as bot:
        house.playground.faults.append(Fault("sendMessage", status=502, delay=60, times=1000))
        await asyncio.gather(*(person.says("/help") for person in people))
        await sends_three(people[0])
        await house.until(lambda: _fetched(house))
        await bot.killed()
        site.heard(bot)
    house.playground.faults.clear()
    assert [await from_bot(person, "text") for person in people[:3]] == [[], [], []]

    async with site.runs() as bot:
        await asyncio.gather(*(person.sees("One locked face, every scene.", timeout=60) for person in people[1:]))
        await people[0].sees_album(3)
        await house.settled()
        site.heard(bot)
    assert {len(await from_bot(person, "text")) for person in people[1:]} == {1}
    helped = [m for m in await from_bot(people[0], "text") if "One locked face" in m["text"]]
    assert len(helped) == 1
    assert house.paid() == (1, 3)


async def _fetched(house: House) -> bool:
    return not len(house.playground.chats.updates)


async def test_killed_during_the_analysis_only_the_analysis_is_made_again(site: Site) -> None:
    house = site.house
    ida = await house.someone()
    async with site.runs() as bot:
        house.engines.script("openai", "hang:60")
        await sends_three(ida)
        await house.engines.arrived("openai", 1)
        await bot.killed()
        site.heard(bot)
    assert house.paid() == (1, 0)

    async with site.runs() as bot:
        await ida.sees_album(3)
        await house.settled()
        site.heard(bot)
    assert house.paid() == (2, 3)
    assert await site.ledger(ida.id) == {("analysis", "unknown"): 1, ("analysis", "ok"): 1, ("candidate", "ok"): 3}


async def test_killed_while_a_voice_message_is_heard_it_is_heard_once_more_and_drawn_once(site: Site) -> None:
    house = site.house
    ida, _ = await house.locked()
    async with site.runs() as bot:
        house.engines.script("openai/voice", "hang:60")
        await ida.sends_voice(recording())
        await house.engines.arrived("openai/voice", 1)
        await bot.killed()
        site.heard(bot)

    async with site.runs() as bot:
        await ida.sees_photo("Anna")
        await house.settled()
        site.heard(bot)
    assert house.engines.count("openai/voice") == 2
    assert await site.ledger(ida.id) == {
        ("transcription", "unknown"): 1,
        ("transcription", "ok"): 1,
        ("scene", "ok"): 1,
    }


async def test_killed_while_a_spoken_scene_is_drawn_nothing_is_heard_again(site: Site) -> None:
    house = site.house
    ida, _ = await house.locked()
    async with site.runs() as bot:
        house.engines.script("gemini", "hang:60")
        await ida.sends_voice(recording())
        await house.engines.arrived("gemini", 1)
        await bot.killed()
        site.heard(bot)

    async with site.runs() as bot:
        await ida.sees_photo("Anna")
        await house.settled()
        site.heard(bot)
    assert house.engines.count("openai/voice") == 1
    assert (await site.ledger(ida.id))["transcription", "ok"] == 1


async def test_killed_after_two_of_three_pictures_only_the_third_is_drawn_again(site: Site) -> None:
    house = site.house
    ida = await house.someone()
    async with site.runs() as bot:
        house.engines.script("gemini", "ok", "ok", "hang:60")
        await sends_three(ida)
        await house.until(lambda: _drawn(house, ida, 2))
        await house.engines.arrived("gemini", 3)
        await bot.killed()
        site.heard(bot)
    assert house.paid() == (1, 3)

    async with site.runs() as bot:
        await ida.sees_album(3)
        await ida.sees("Select your reference image")
        await house.settled()
        site.heard(bot)
    assert house.paid() == (1, 4)
    assert len(await from_bot(ida)) == 3
    assert await site.ledger(ida.id) == {("analysis", "ok"): 1, ("candidate", "ok"): 3, ("candidate", "unknown"): 1}


async def _drawn(house: House, person: Person, number: int) -> bool:
    return await pictures(house, person) == number


async def test_killed_when_the_engine_has_answered_and_nothing_is_stored_it_is_drawn_once_more_and_counted_as_spent(
    site: Site,
) -> None:
    house, project = site.house, FakeSupabase()
    async with serve(project.app) as url:
        elsewhere = {"supabase_url": url, "supabase_secret_key": SUPABASE_KEY, "supabase_bucket": "portraits"}
        ida, seeded = await house.locked()
        references = [one["key"] for one in (await house.model_of(ida))["reference_images"]]
        project.buckets["portraits"] = False
        for key in (*seeded.keys, *references):
            data = (house.data_dir / "pictures" / key).read_bytes()
            project.objects["portraits", key] = Stored(data, "image/jpeg")
        async with site.runs(**elsewhere) as bot:
            project.fail("put", "slow:60")
            await ida.says("by the window, reading")
            await house.until(lambda: _putting(project))
            await bot.killed()
            site.heard(bot)
        assert house.paid() == (0, 1)
        made = {key for key in project.stored("portraits") if key.startswith("made/")}
        assert made == set(seeded.keys), "what was answered is lost"

        async with site.runs(**elsewhere) as bot:
            await ida.sees_photo("AI-generated")
            await house.settled()
            site.heard(bot)
    assert house.paid() == (0, 2)
    assert len(await from_bot(ida)) == 1
    assert await site.ledger(ida.id) == {("scene", "unknown"): 1, ("scene", "ok"): 1}


async def _putting(project: FakeSupabase) -> bool:
    return any(one.what == "put" and "made/" in one.path for one in project.asked)


async def test_killed_during_a_scene_it_is_drawn_again_once_and_the_scenes_behind_it_follow(site: Site) -> None:
    house = site.house
    ida, _ = await house.locked()
    async with site.runs() as bot:
        house.engines.script("gemini", "hang:60", "hang:60")
        for n in range(3):
            await ida.says(f"scene {n} in an old library")
        await house.engines.arrived("gemini", 2)
        await ida.sees("One scene is ahead", anywhere=True)
        await bot.killed()
        site.heard(bot)

    async with site.runs() as bot:
        await house.settled()
        site.heard(bot)
    answered = {message["reply_to_message"]["text"] for message in await from_bot(ida)}
    assert answered == {f"scene {n} in an old library" for n in range(3)}
    assert len(await from_bot(ida)) == 3
    assert house.paid() == (0, 5)
    assert await site.ledger(ida.id) == {("scene", "unknown"): 2, ("scene", "ok"): 3}


async def test_killed_during_a_scene_of_two_it_goes_on_with_both_and_is_paid_once_more(site: Site) -> None:
    house = site.house
    ida, anna = await house.locked()
    ben = await house.seed(ida, lock=1, name="Ben")
    async with site.runs() as bot:
        house.engines.script("gemini", "hang:60")
        await ida.says("@Anna and @Ben in an old library")
        await house.engines.arrived("gemini", 1)
        await bot.killed()
        site.heard(bot)

    async with site.runs() as bot:
        await ida.sees_photo("Anna & Ben · AI-generated")
        await house.settled()
        site.heard(bot)
    first, second = house.painted()
    assert first.prompt == second.prompt
    for call in (first, second):
        for image, seeded in zip(call.images, (anna, ben), strict=False):
            assert difference(image, house.stored(seeded.keys[0])) < 2
    assert len(await from_bot(ida)) == 1
    assert await site.ledger(ida.id) == {("scene", "unknown"): 1, ("scene", "ok"): 1}


async def test_killed_twice_in_the_same_picture_it_is_not_paid_a_third_time(site: Site) -> None:
    house = site.house
    ida, _ = await house.locked()
    house.engines.always("gemini", "hang:60")
    for number in (1, 2):
        async with site.runs() as bot:
            if number == 1:
                await ida.says("by the window, reading")
            await house.engines.arrived("gemini", number)
            await bot.killed()
            site.heard(bot)

    async with site.runs() as bot:
        await ida.sees("The picture engine did not answer in time, twice.")
        await house.settled()
        site.heard(bot)
    assert house.paid() == (0, 2)
    assert await site.ledger(ida.id) == {("scene", "unknown"): 2}


async def test_killed_between_sending_a_scene_and_noting_it_a_second_one_says_that_it_may_be_one(site: Site) -> None:
    house = site.house
    ida, _ = await house.locked()
    async with site.runs() as bot:
        house.playground.faults.append(Fault("sendPhoto", delay=60, deliver=True))
        await ida.says("by the window, reading")
        await ida.sees_photo("AI-generated")
        await bot.killed()
        site.heard(bot)

    async with site.runs() as bot:
        await ida.sees_photo(AGAIN)
        await house.settled()
        site.heard(bot)
    assert len(await from_bot(ida)) == 2
    assert house.paid() == (0, 1)


async def test_killed_between_sending_an_album_and_noting_it_its_buttons_come_and_work(site: Site) -> None:
    house = site.house
    ida = await house.someone()
    async with site.runs() as bot:
        house.playground.faults.append(Fault("sendMediaGroup", delay=60, deliver=True))
        await sends_three(ida)
        await ida.sees_album(3)
        await bot.killed()
        site.heard(bot)

    async with site.runs() as bot:
        await ida.sees("Select your reference image")
        album = await ida.sees_album(3)
        assert album[0]["caption"] == AGAIN
        assert [AGAIN in str(one.get("caption")) for one in await from_bot(ida)] == [*[False] * 3, True, False, False]
        await ida.taps("2")
        await ida.taps("Confirm selection")
        await ida.sees_photo("Locked.")
        await house.settled()
        site.heard(bot)
    assert house.paid() == (1, 3)


async def test_killed_between_sending_the_badge_and_noting_it_a_second_one_says_that_it_may_be_one(site: Site) -> None:
    house = site.house
    ida, _ = await house.choosing()
    async with site.runs() as bot:
        await house.show_selection(ida)
        house.playground.faults.append(Fault("sendPhoto", delay=60, deliver=True))
        await ida.taps("2")
        await ida.taps("Confirm selection")
        await ida.sees_photo("Locked.")
        await bot.killed()
        site.heard(bot)

    async with site.runs() as bot:
        await ida.sees_photo(AGAIN)
        await house.settled()
        site.heard(bot)
    badges = [message for message in await from_bot(ida) if "Locked." in message.get("caption", "")]
    assert [AGAIN in message["caption"] for message in badges] == [False, True]
    assert (
        await house.value("SELECT count(*) FROM locks JOIN models m ON m.id = model_id WHERE telegram_id = %s", ida.id)
        == 1
    )


async def test_two_processes_on_one_database_do_everything_once(site: Site) -> None:
    house = site.house
    people = [await house.locked(f"Person {n}") for n in range(3)]
    unhurried = {"takeover_seconds": UNHURRIED}
    async with site.runs(**unhurried) as one, site.runs(**unhurried) as other:
        for n in range(3):
            await asyncio.gather(*(person.says(f"scene {n} in an old library") for person, _ in people))
        await house.settled()
        site.heard(one)
        site.heard(other)
        assert (one.text + other.text).count("this process polls") == 1
    for person, _ in people:
        assert len(await from_bot(person)) == 3
    assert house.paid() == (0, 9)
