"""Models and their photos: every change on locked rows."""

import asyncio

import pytest

from core.adapters.postgres.users import PostgresUsers
from core.errors import PhotosComplete, SamePhoto
from core.models import Analysis, Model, ReferencePhoto, Stage
from tests.adapters.postgres.conftest import House, photo

ANALYSIS = Analysis(
    face_shape="oval",
    eyes="grey-green",
    brows="straight",
    nose="short",
    lips="full",
    hair="brown, “shoulder-length”",
    skin="fair",
    marks="",
    apparent_age="30 to 35",
    build="slim",
    portrait_prompt="Create a photo of the person in image 1.",
    warnings=["photo 2 is dark"],
)


async def choosing(house: House) -> Model:
    model = await house.model()
    generation = await house.started(await house.candidates(model))
    await house.generations.finish(generation)
    return await house.known(model.id)


async def test_a_new_model_collects_and_is_active(house: House) -> None:
    model = await house.models.create(7)
    assert (model.owner, model.name, model.stage, model.reference_images) == (7, "Model 1", Stage.COLLECTING, ())
    assert await house.models.active(7) == model
    assert await house.models.get(model.id) == await house.models.owned(7, model.id) == model


async def test_who_has_no_model_has_no_active_one(house: House) -> None:
    assert await house.models.active(7) is None
    assert await house.models.of(7) == []


async def test_models_are_listed_oldest_first_beyond_nine(house: House) -> None:
    made = [(await house.models.create(7)).id for _ in range(11)]
    await house.models.create(8)
    assert [model.id for model in await house.models.of(7)] == made


@pytest.mark.parametrize("text", ["", "1", "no-uuid", "'; DROP TABLE models --", "é" * 40])
async def test_any_text_may_be_asked_for_and_only_ones_own_is_given(house: House, text: str) -> None:
    mine = await house.models.create(7)
    assert await house.models.owned(7, text) is None
    assert await house.models.owned(8, mine.id) is None


async def test_another_users_model_is_never_active(house: House) -> None:
    mine = await house.models.create(7)
    await house.models.create(8)
    await house.models.activate(8, mine.id)
    assert await house.models.active(8) is None


async def test_activating_switches(house: House) -> None:
    first, second = await house.models.create(7), await house.models.create(7)
    assert await house.models.active(7) == second
    await house.models.activate(7, first.id)
    assert await house.models.active(7) == first


async def test_photos_stand_in_the_order_of_their_messages_however_they_came(house: House) -> None:
    model = await house.models.create(7)
    for n in (12, 10, 11):
        photos = await house.models.add_photo(model.id, photo(n), 3)
    assert photos == (photo(10), photo(11), photo(12))
    assert (await house.known(model.id)).reference_images == photos


async def test_a_message_that_is_handled_again_changes_nothing(house: House) -> None:
    model = await house.model(photos=3)
    again = ReferencePhoto("photos/other.jpg", "f" * 16, 2)
    assert await house.models.add_photo(model.id, again, 3) == model.reference_images
    assert (await house.known(model.id)).reference_images == model.reference_images


async def test_the_same_picture_is_noticed_with_its_position(house: House) -> None:
    model = await house.model(photos=2)
    with pytest.raises(SamePhoto) as same:
        await house.models.add_photo(model.id, ReferencePhoto("photos/9.jpg", photo(2).fingerprint, 9), 3)
    assert same.value.position == 2
    assert len((await house.known(model.id)).reference_images) == 2


async def test_a_fourth_photo_is_refused(house: House) -> None:
    model = await house.model(photos=3)
    with pytest.raises(PhotosComplete):
        await house.models.add_photo(model.id, photo(4), 3)


async def test_of_ten_photos_at_once_exactly_three_are_kept(house: House) -> None:
    model = await house.models.create(7)
    results = await asyncio.gather(
        *(house.models.add_photo(model.id, photo(n), 3) for n in range(1, 11)), return_exceptions=True
    )
    assert sum(isinstance(one, PhotosComplete) for one in results) == 7
    kept = (await house.known(model.id)).reference_images
    assert len(kept) == 3
    assert list(kept) == sorted(kept, key=lambda one: one.message_id)
    assert max((one for one in results if isinstance(one, tuple)), key=len) == kept


async def test_of_one_picture_sent_ten_times_at_once_one_is_kept(house: House) -> None:
    model = await house.models.create(7)
    same = [ReferencePhoto(f"photos/{n}.jpg", "a" * 16, n) for n in range(1, 11)]
    results = await asyncio.gather(*(house.models.add_photo(model.id, one, 3) for one in same), return_exceptions=True)
    assert sum(isinstance(one, SamePhoto) for one in results) == 9
    assert len((await house.known(model.id)).reference_images) == 1


async def test_a_photo_is_taken_back_while_the_model_collects(house: House) -> None:
    model = await house.model(photos=2)
    assert await house.models.remove_photo(model.id, photo(1).source) == (photo(2),)
    assert (await house.known(model.id)).reference_images == (photo(2),)
    assert await house.models.remove_photo(model.id, photo(1).source) is None, "it is gone already"


async def test_no_photo_is_taken_back_once_the_work_has_begun(house: House) -> None:
    model = await house.model()
    await house.candidates(model)
    assert await house.models.remove_photo(model.id, photo(1).source) is None
    assert (await house.known(model.id)).reference_images == model.reference_images


async def test_no_photo_is_taken_back_from_a_model_that_was_given_up_meanwhile(house: House) -> None:
    model = await house.model(photos=1)
    await house.models.discard(7, model.id)
    assert await house.models.remove_photo(model.id, photo(1).source) is None


async def test_the_analysis_is_read_as_it_was_written(house: House) -> None:
    model = await house.model()
    await house.models.studied(model.id, ANALYSIS, "the prompt, with 100 % and {braces}")
    known = await house.known(model.id)
    assert (known.analysis, known.portrait_prompt) == (ANALYSIS, "the prompt, with 100 % and {braces}")
    await house.models.studied(model.id, None, "neutral")
    known = await house.known(model.id)
    assert (known.analysis, known.portrait_prompt) == (None, "neutral")


@pytest.mark.parametrize("photos", [0, 3])
async def test_a_model_that_is_not_choosing_is_not_locked(house: House, photos: int) -> None:
    model = await house.model(photos=photos)
    assert not await house.models.lock(model.id, "made/1.png")
    assert (await house.known(model.id)).locked_reference_image is None


async def test_of_ten_taps_at_once_one_locks(house: House) -> None:
    model = await choosing(house)
    answers = await asyncio.gather(*(house.models.lock(model.id, f"made/{n}.png") for n in range(10)))
    assert answers.count(True) == 1
    locked = await house.known(model.id)
    assert locked.stage is Stage.LOCKED
    assert locked.locked_reference_image == f"made/{answers.index(True)}.png"


async def test_the_lock_stays_in_force_while_another_is_chosen(house: House) -> None:
    model = await choosing(house)
    assert not await house.models.unlock(model.id), "there is no lock to open yet"
    await house.models.lock(model.id, "made/1.png")
    assert await house.models.unlock(model.id)
    opened = await house.known(model.id)
    assert (opened.stage, opened.locked_reference_image) == (Stage.CHOOSING, "made/1.png")
    assert await house.models.lock(model.id, "made/2.png")
    assert (await house.known(model.id)).locked_reference_image == "made/2.png"


async def test_giving_up_a_model_returns_its_photos_and_the_one_last_used_is_active(house: House) -> None:
    used, unused = await house.model(), await house.models.create(7)
    await house.candidates(used)
    begun = await house.model(photos=2)
    assert await house.models.discard(7, begun.id) == [photo(1).source, photo(2).source]
    assert await house.models.get(begun.id) is None
    active = await house.models.active(7)
    assert active is not None
    assert active.id == used.id != unused.id


async def test_only_ones_own_collecting_model_is_given_up(house: House) -> None:
    foreign, working = await house.model(user=8, photos=1), await house.model(user=7)
    await house.candidates(working)
    assert await house.models.discard(7, foreign.id) == []
    assert await house.models.discard(7, working.id) == []
    assert await house.models.get(foreign.id)
    assert await house.models.get(working.id)


async def test_consent_is_remembered_with_its_version(house: House) -> None:
    users = PostgresUsers(house.database)
    assert await users.agreed(7) is None
    await house.models.create(7)
    assert await users.agreed(7) is None, "to use the bot is not to agree"
    await users.agree(7, 1)
    await users.agree(7, 2)
    assert await users.agreed(7) == 2
    assert await users.agreed(8) is None
