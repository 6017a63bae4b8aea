"""The gallery by dates and months, and all pictures of a model as zip files."""

import io
import zipfile

import pytest

from tests.fakes.house import House, Person, Seeded
from tests.fakes.pictures import decoded, drawn
from tests.fakes.telegram_user import Json

AI = b"digitalsourcetype/trainedAlgorithmicMedia"


def labels(message: Json) -> list[list[str]]:
    return [[button["text"] for button in row] for row in message.get("reply_markup", {}).get("inline_keyboard", [])]


async def with_pictures(house: House, *days: str, kept: int = 0) -> tuple[Person, Seeded]:
    """Somebody with a picture of each of these days; the first ones are kept. Telegram has shown none of them."""
    ida, seeded = await house.locked()
    for n, day in enumerate(days, 1):
        scene, key = f"old{ida.id}-{n}", f"made/{seeded.id}/scene-{n}.jpg"
        house.store(key, drawn(ida.id * 100 + n))
        await house.rows(
            "INSERT INTO generations (id, kind, idempotency_key, user_id, chat_id, model_id, status, wanted,"
            " created_at) VALUES (%s, 'scene', %s, %s, %s, %s, 'done', '{1}', %s)",
            *(scene, scene, ida.id, ida.id, seeded.id, day),
        )
        await house.rows(
            "INSERT INTO pictures (generation_id, n, key, mime, engine, width, height, starred_at)"
            " VALUES (%s, 1, %s, 'image/jpeg', 'seeded', 300, 400, CASE WHEN %s THEN now() END)",
            *(scene, key, n <= kept),
        )
    return ida, seeded


DAYS = [f"2026-09-{day:02} 10:00+00" for day in range(1, 13)] + ["2026-11-01 00:30+02", "2026-11-01 10:00+00"]


async def test_a_page_tells_its_days(house: House) -> None:
    ida, _ = await with_pictures(house, "2025-12-30 10:00+00", "2026-01-02 10:00+00")
    await ida.says("/gallery")
    await ida.sees_album(2)
    page = await ida.sees("pictures 1 to 2 of 2, newest first. 30 Dec 2025 – 2 Jan 2026")
    assert labels(page) == [["★ only"], ["Months", "⬇ Download"]]


async def test_a_month_is_a_tap_away_and_begins_with_its_newest_picture(house: House) -> None:
    ida, _ = await with_pictures(house, *DAYS)
    await ida.says("/gallery")
    await ida.taps("Months")
    months = await ida.sees("The months in which Anna got pictures")
    assert labels(months) == [["Nov 2026 · 1", "Oct 2026 · 1"], ["Sep 2026 · 12"]], "by UTC"
    await ida.taps("Sep 2026")
    await ida.sees_album(10)
    page = await ida.sees("pictures 3 to 12 of 14, newest first. 3 Sep 2026 – 12 Sep 2026")
    assert labels(page)[0] == ["◀", "▶"]
    await ida.taps("▶", page["message_id"])
    await ida.sees("pictures 13 to 14 of 14")
    await ida.taps("◀", page["message_id"])
    await ida.sees("pictures 1 to 10 of 14", timeout=40)  # albums count against the flood limits


async def test_a_month_from_an_old_message_still_finds_its_pictures(house: House) -> None:
    ida, seeded = await with_pictures(house, "2026-09-01 10:00+00", "2026-10-01 10:00+00", "2026-11-01 10:00+00")
    await ida.says("/gallery")
    await ida.taps("Months")
    months = await ida.sees("The months in which")
    await house.rows("DELETE FROM generations WHERE id = %s", f"old{ida.id}-2")
    await ida.taps("Oct 2026", months["message_id"])
    await ida.sees("pictures 2 to 2 of 2, newest first. 1 Sep 2026")  # what follows it
    await house.rows("DELETE FROM generations WHERE model_id = %s AND kind = 'scene'", seeded.id)
    await ida.taps("Sep 2026", months["message_id"])
    await ida.sees("Anna has no pictures yet.")
    assert seeded


async def test_kept_pictures_have_months_of_their_own(house: House) -> None:
    ida, _ = await with_pictures(house, "2026-09-01 10:00+00", "2026-10-01 10:00+00", "2026-11-01 10:00+00", kept=2)
    await ida.says("/gallery")
    await ida.taps("★ only")
    await ida.sees("kept pictures 1 to 2 of 2")
    await ida.taps("Months")
    months = await ida.sees("got kept pictures")
    assert labels(months) == [["Oct 2026 · 1", "Sep 2026 · 1"]]
    await ida.taps("Sep 2026")
    page = await ida.sees("kept pictures 2 to 2 of 2, newest first. 1 Sep 2026")
    assert labels(page) == [["◀"], ["All pictures"], ["Months", "⬇ Download"]]


async def test_a_page_beyond_the_end_is_the_last_one(house: House) -> None:
    ida, seeded = await with_pictures(house, *DAYS[:3])
    await ida.says("/gallery")
    page = await ida.sees("pictures 1 to 3 of 3")
    await ida.taps(f"gallery:{seeded.id}:9", page["message_id"], force=True)
    await ida.sees("pictures 1 to 3 of 3")


async def test_a_page_is_uploaded_once_and_again_when_telegram_does_not_know_it_any_more(house: House) -> None:
    ida, _ = await with_pictures(house, *DAYS[:3])

    async def uploaded() -> list[bool]:
        house.playground.calls.clear()
        await ida.says("/gallery")
        await ida.sees_album(3)
        await ida.sees("pictures 1 to 3 of 3")
        albums = house.called("sendMediaGroup", ida)
        return [one["media"].startswith("attach://") for one in albums[-1]["media"]]

    assert await uploaded() == [True] * 3
    assert await uploaded() == [False] * 3
    await house.rows("UPDATE telegram_files SET file_id = 'AgACforgotten' WHERE look LIKE '%%-2.jpg'")
    assert await uploaded() == [True] * 3
    assert await uploaded() == [False] * 3


async def test_a_scene_that_telegram_forgot_is_uploaded_from_what_is_stored(house: House) -> None:
    ida, _ = await house.locked()
    await ida.says("by the sea")
    await ida.sees_photo("AI-generated")
    await house.settled()
    await house.rows("UPDATE deliveries SET file_ids = '{AgACforgotten}' WHERE part = 'scene'")
    await ida.says("/gallery")
    await ida.sees("pictures 1 to 1 of 1")
    assert len([one for one in await ida.messages() if "photo" in one and not one["outgoing"]]) == 2


async def test_a_picture_that_cannot_be_read_is_left_out_and_said(house: House) -> None:
    ida, seeded = await with_pictures(house, *DAYS[:3])
    (house.data_dir / "pictures" / f"made/{seeded.id}/scene-2.jpg").unlink()
    await ida.says("/gallery")
    await ida.sees_album(2)
    await ida.sees("Could not be read and left out: 1.")


# --- downloads --------------------------------------------------------------------------------------------------------


async def unpacked(person: Person) -> dict[str, dict[str, bytes]]:
    zips = {}
    for message in await person.messages():
        if "document" in message and not message["outgoing"]:
            with zipfile.ZipFile(io.BytesIO(await person.download(message))) as archive:
                assert archive.testzip() is None
                zips[message["document"]["file_name"]] = {name: archive.read(name) for name in archive.namelist()}
    return zips


async def none_is_packed(house: House) -> bool:
    """The last message comes before it is noted that all is done."""
    return await house.rows("SELECT FROM exports") == []


async def test_a_download_has_every_picture_by_date_and_number_with_its_mark(house: House) -> None:
    ida, seeded = await with_pictures(house, "2026-09-01 23:30-03", "2026-10-01 10:00+00", kept=1)
    await house.rows("UPDATE models SET name = 'Anna Lena' WHERE id = %s", seeded.id)
    await ida.says("/gallery")
    await ida.taps("⬇ Download")
    await ida.sees("I pack 2 pictures of Anna Lena.")
    await ida.sees("That is all: 2 pictures of Anna Lena in 1 file, named by date and number.")
    zips = await unpacked(ida)
    assert list(zips) == ["keepface-anna-lena-1.zip"]
    files = zips["keepface-anna-lena-1.zip"]
    assert list(files) == ["2026-09-02-001.jpg", "2026-10-01-002.jpg"]
    for n, data in enumerate(files.values(), 1):
        assert AI in data
        assert decoded(data).tobytes() == decoded(house.stored(f"made/{seeded.id}/scene-{n}.jpg")).tobytes()
    await house.until(lambda: none_is_packed(house))


async def test_only_the_kept_ones_and_what_could_not_be_read_is_listed(house: House) -> None:
    ida, seeded = await with_pictures(house, *DAYS[:3], kept=2)
    (house.data_dir / "pictures" / f"made/{seeded.id}/scene-2.jpg").unlink()
    await ida.says("/gallery")
    await ida.taps("★ only")
    await ida.sees("kept pictures 1 to 2 of 2")
    await ida.taps("⬇ Download")
    await ida.sees("I pack what you kept of Anna: 2 pictures.")
    await ida.sees("Could not be read: 1; could-not-be-read.txt has a list.")
    zips = await unpacked(ida)
    assert zips["keepface-anna-kept-1.zip"]["could-not-be-read.txt"] == b"2026-09-02-002.jpg"
    assert len(zips["keepface-anna-kept-1.zip"]) == 2


async def test_two_models_are_packed_beside_each_other_and_one_of_them_once(house: House) -> None:
    ida, seeded = await with_pictures(house, *DAYS[:2])
    sql = "INSERT INTO exports (user_id, chat_id, model_id, due_at) VALUES (%s, %s, %s, now() + interval '1 hour')"
    await house.rows(sql, ida.id, ida.id, seeded.id)
    await ida.says("/gallery")
    await ida.taps("⬇ Download")
    await ida.sees("The pictures of Anna are being packed already.")
    await ida.says("/export")
    await ida.sees("That is everything")
    await house.rows("DELETE FROM exports")


async def test_a_download_without_a_picture_says_what_to_do(house: House) -> None:
    ida, seeded = await with_pictures(house, DAYS[0])
    await ida.says("/gallery")
    page = await ida.sees("pictures 1 to 1 of 1")
    await ida.taps(f"download:{seeded.id}:1", page["message_id"], force=True)
    await ida.sees("Anna has no kept pictures yet: ☆ under a picture keeps it.")
    await ida.taps(f"months:{seeded.id}:1", page["message_id"], force=True)
    await ida.sees("Anna has no kept pictures yet")
    assert await house.rows("SELECT FROM exports") == []


async def test_a_download_survives_a_restart(house: House) -> None:
    ida, seeded = await with_pictures(house, *DAYS[:2])
    await house.closes()
    await house.rows("INSERT INTO exports (user_id, chat_id, model_id) VALUES (%s, %s, %s)", ida.id, ida.id, seeded.id)
    await house.opens()
    await ida.sees("That is all: 2 pictures of Anna", anywhere=True)


@pytest.mark.parametrize("everything", [False, True])
async def test_erasing_ends_a_download(house: House, everything: bool) -> None:
    ida, seeded = await with_pictures(house, *DAYS[:2])
    sql = "INSERT INTO exports (user_id, chat_id, model_id, due_at) VALUES (%s, %s, %s, now() + interval '1 hour')"
    await house.rows(sql, ida.id, ida.id, seeded.id)
    await ida.says("/delete")
    await ida.taps("Everything" if everything else "Anna and its pictures")
    await ida.taps("Yes, erase it for good")
    await ida.sees("Erased.")
    assert await house.rows("SELECT FROM exports") == []
