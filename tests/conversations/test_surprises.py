"""What nobody foresaw: one apology, one trace, nothing lost, and logs that tell no secrets."""

import asyncio
from urllib.parse import quote

from tests.fakes.house import GEMINI_KEY, TOKEN, House
from tests.fakes.logbook import Logbook
from tests.fakes.pictures import photo

APOLOGY = "Sorry, something went wrong on my side"
KILL_CONNECTIONS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


async def test_a_surprise_in_a_handler_is_one_apology_and_one_trace(house: House) -> None:
    ida = await house.someone()
    # Only the door asks for it: what looks for work every few seconds would leave traces of its own.
    await house.rows("ALTER TABLE users RENAME full_name TO full_name_away")
    try:
        await ida.says("/start")
        await ida.sees(APOLOGY)
        await house.heard()
    finally:
        await house.rows("ALTER TABLE users RENAME full_name_away TO full_name")

    assert len([message for message in await ida.messages() if APOLOGY in message.get("text", "")]) == 1
    (trace,) = house.logs.with_words("ERROR")
    assert "Traceback" in trace
    assert "UndefinedColumn" in trace
    await ida.says("/start")
    await ida.sees("Send me three photos")


async def test_a_surprise_in_the_work_is_tried_again_and_ends_in_one_apology_without_a_paid_call(house: House) -> None:
    ida, _ = await house.locked()
    await house.rows("ALTER TABLE pictures RENAME faces TO faces_away")
    try:
        await ida.says("standing in a coffee shop")
        await ida.sees(APOLOGY)
        await house.settled()
    finally:
        await house.rows("ALTER TABLE pictures RENAME faces_away TO faces")

    assert house.paid() == (0, 0)
    assert len([message for message in await ida.messages() if APOLOGY in message.get("text", "")]) == 1
    assert len(house.logs.with_words("failed by surprise")) == 1


async def test_a_surprise_after_the_picture_was_paid_does_not_pay_it_again(house: House) -> None:
    ida, _ = await house.locked()
    await house.rows("ALTER TABLE deliveries RENAME TO deliveries_away")
    try:
        await ida.says("standing in a coffee shop")
        await house.until(lambda: _tried(house, ida.id))
    finally:
        await house.rows("ALTER TABLE deliveries_away RENAME TO deliveries")

    await ida.sees_photo("AI-generated")
    await house.settled()
    assert house.paid() == (0, 1)


async def _tried(house: House, user_id: int) -> bool:
    return bool(await scenes_drawn(house, [user_id]))


async def scenes_drawn(house: House, users: list[int]) -> int:
    sql = """
        SELECT count(*) FROM pictures JOIN generations g ON g.id = generation_id
         WHERE kind = 'scene' AND user_id = ANY(%s)
    """
    return int(await house.value(sql, users))


async def test_a_database_that_drops_every_connection_loses_nothing(house: House) -> None:
    people = [await house.locked(name) for name in ("Ida", "Eve", "Ada", "Uma")]
    house.engines.latency["gemini"] = 0.25

    async def talks(number: int) -> None:
        person, _ = people[number]
        for n in range(3):
            await person.says(f"scene {n} of person {number}, with a kite")
            await asyncio.sleep(0.1)

    async def breaks() -> None:
        for _ in range(5):
            await asyncio.sleep(0.12)
            await house.rows(KILL_CONNECTIONS)

    await asyncio.gather(*(talks(number) for number in range(4)), breaks())

    await house.settled()
    for person, _ in people:
        pictures = [m for m in await person.messages() if not m["outgoing"] and "photo" in m]
        answered = {message["reply_to_message"]["text"] for message in pictures}
        assert len(answered) == 3
    users = [person.id for person, _ in people]
    assert await scenes_drawn(house, users) == 12
    assert await house.value("SELECT count(*) FROM calls WHERE user_id = ANY(%s)", users) == house.paid()[1]


async def test_a_photo_that_comes_while_the_database_is_away_is_taken_when_it_is_back(house: House) -> None:
    ida = await house.someone()
    await house.rows(KILL_CONNECTIONS)

    await ida.sends_photos(photo(1), photo(2), photo(3))
    await house.rows(KILL_CONNECTIONS)

    await ida.sees_album(3)
    await house.settled()
    assert len((await house.model_of(ida))["reference_images"]) == 3


def test_a_secret_in_a_log_would_be_noticed() -> None:
    for form in (TOKEN, quote(TOKEN, safe=""), GEMINI_KEY, quote(GEMINI_KEY)):
        logs = Logbook((TOKEN, GEMINI_KEY))
        logs.lines.append(f"GET /file/bot{form}/photos/1.jpg")
        assert form in logs.leaks()


async def test_the_logs_of_a_conversation_say_what_happened_and_nothing_private(house: House) -> None:
    ida, _ = await house.locked()
    house.engines.script("gemini", "safety", "ok")

    await ida.says("a very particular sunflower field at dusk")
    await ida.sees_photo()
    await house.settled()

    assert house.logs.with_words("EngineRefused")
    assert "a very particular sunflower field at dusk" in house.logs.private
    assert house.logs.leaks() == []
