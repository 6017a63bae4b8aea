"""The journey with the pictures in a Supabase bucket: sealed there, waited for, and no face, no paid call."""

from collections.abc import AsyncIterator

import pytest

from tests.conftest import Server
from tests.fakes.house import House, furnished
from tests.fakes.pictures import difference, drawn, photo
from tests.fakes.serving import serve
from tests.fakes.supabase import KEY, FakeSupabase


@pytest.fixture(scope="module")
async def stored_elsewhere(
    server: Server, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[House, FakeSupabase]]:
    project, dsn = FakeSupabase(), server.create("migrated")
    async with serve(project.app) as url:
        settings = {"supabase_url": url, "supabase_secret_key": KEY, "supabase_bucket": "portraits"}
        async with furnished(dsn, tmp_path_factory.mktemp("house"), **settings) as house:
            house.logs.secrets += (KEY,)
            await house.opens()
            yield house, project
            await house.closes()
            assert house.logs.leaks() == []
    server.drop(dsn)


async def test_the_journey_leaves_sealed_pictures_in_a_private_bucket_and_none_on_the_disk(
    stored_elsewhere: tuple[House, FakeSupabase],
) -> None:
    house, project = stored_elsewhere
    ida = await house.someone()
    await ida.sends_photos(photo(1), photo(2), photo(3))
    await ida.sees("Select your reference image")
    await ida.taps("2")
    await ida.taps("Confirm selection")
    await ida.sees_photo("Locked.")
    await ida.says("standing in a coffee shop")
    scene = await ida.sees_photo("AI-generated")
    await house.settled()

    assert difference(await ida.download(scene), drawn(5)) < 1
    assert project.buckets == {"portraits": False}
    stored = project.stored("portraits")
    assert sorted(key.split("/")[0] for key in stored) == ["keepface-key-check", *["made"] * 4, *["photos"] * 3]
    assert all(data.startswith(b"keepface\x01") for data in stored.values())
    assert {one.kind for one in project.objects.values()} == {"application/octet-stream"}
    assert not (house.data_dir / "pictures").exists()


async def forgets_pictures(house: House) -> None:
    """A bot that has just begun has none in memory."""
    await house.closes()
    await house.opens()


async def test_while_the_bucket_is_away_a_scene_waits_and_then_arrives(
    stored_elsewhere: tuple[House, FakeSupabase],
) -> None:
    house, project = stored_elsewhere
    ida = house.people[0]
    await forgets_pictures(house)
    project.fail("get", *["503"] * 12)  # of several pictures, side by side, each asked for more than once
    before = house.paid()
    await ida.says("on a beach at sunset")
    await ida.sees_photo("AI-generated")
    await house.settled()
    assert house.paid() == (before[0], before[1] + 1)
    assert house.logs.with_words("waits for the pictures")


async def test_a_key_that_was_revoked_costs_nothing_and_is_the_operators_to_mend(
    stored_elsewhere: tuple[House, FakeSupabase],
) -> None:
    house, project = stored_elsewhere
    ida = house.people[0]
    await forgets_pictures(house)
    before = house.paid()
    project.key = "sb_secret_another"
    await ida.says("in a library")
    await ida.sees("out of order; only the owner of this bot can mend that")
    await house.settled()
    project.key = KEY
    assert house.paid() == before
    assert house.logs.with_words("refuses with 401: copy the secret key")


async def test_a_photo_that_cannot_be_stored_yet_is_taken_a_little_later(
    stored_elsewhere: tuple[House, FakeSupabase],
) -> None:
    house, project = stored_elsewhere
    olga = await house.someone("Olga")
    project.fail("put", *["500"] * 3)
    await olga.sends_photos(photo(11))
    await olga.sees("1 of 3")
    await house.settled()
    assert len([key for key in project.stored("portraits") if key.startswith("photos/")]) == 4
