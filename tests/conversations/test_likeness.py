"""Real faces through the real bot: strangers are named, pictures carry numbers, a wrong face is drawn again."""

import io
import re
from collections.abc import AsyncIterator

import pytest
from PIL import Image, ImageOps

from tests.conftest import Server
from tests.fakes.engines import EngineCall
from tests.fakes.house import House, Person, house_with_bot
from tests.fakes.pictures import encoded, photo
from tests.fakes.telegram_user import Json
from tests.photos import astronaut, people, three_photos

ANNA = three_photos()


def stranger() -> bytes:
    return people()["biden"][0]


def group() -> bytes:
    """Anna and somebody else side by side."""
    with Image.open(astronaut()) as anna, Image.open(io.BytesIO(stranger())) as other:
        pair = Image.new("RGB", (1024, 512), "white")
        pair.paste(anna.convert("RGB"), (0, 0))
        pair.paste(ImageOps.contain(other.convert("RGB"), (512, 512)), (512, 0))
    return encoded(pair, quality=92)


@pytest.fixture(scope="module")
async def measuring(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    dsn = server.create("migrated")
    async with house_with_bot(dsn, tmp_path_factory.mktemp("measuring"), likeness="on") as house:
        yield house
    server.drop(dsn)


@pytest.fixture
def house(measuring: House) -> House:
    measuring.engines.reset()
    measuring.engines.paint = lambda call: ANNA[call.number % 3]
    measuring.logs.begin()
    return measuring


def painting(house: House, *turns: bytes) -> None:
    """The next pictures; after them Anna's."""
    left = list(turns)

    def paint(_: EngineCall) -> bytes:
        return left.pop(0) if left else ANNA[0]

    house.engines.paint = paint


async def locked(house: House) -> Person:
    anna = await house.someone("Anna")
    await anna.sends_photos(*ANNA)
    await anna.sees("Select your reference image")
    await anna.taps("1")
    await anna.taps("Confirm selection")
    await anna.sees_photo("Locked.")
    await house.settled()
    house.engines.reset()
    return anna


def buttons(message: Json) -> list[str]:
    return [button["text"] for row in message["reply_markup"]["inline_keyboard"] for button in row]


# --- photos -----------------------------------------------------------------------------------------------------------


async def test_a_stranger_among_three_is_named_before_anything_is_paid(house: House) -> None:
    ida = await house.someone()
    await ida.sends_photos(ANNA[0], stranger(), ANNA[1])
    asked = await ida.sees("Photo 2 looks like someone else to me. Photos 1 and 3 agree.")
    assert buttons(asked) == ["Replace photo 2", "It is the same person"]
    await house.settled()
    assert house.paid() == (0, 0)

    await ida.taps("Replace photo 2")
    await ida.sees("2 of 3 photos are here; send 1 more.")
    await ida.sends_photos(ANNA[2])
    selection = await ida.sees("Select your reference image")
    assert "Likeness 1: " in selection["text"]
    await house.settled()
    assert house.paid() == (1, 3)


async def test_the_user_may_say_that_it_is_the_same_person(house: House) -> None:
    ida = await house.someone()
    await ida.sends_photos(ANNA[0], stranger(), ANNA[1])
    await ida.sees("Photo 2 looks like someone else")
    await ida.taps("It is the same person")
    await ida.sees("I take your word for it")
    await ida.sees("Select your reference image")
    await house.settled()
    stated = await house.rows("SELECT what FROM statements WHERE user_id = %s", ida.id)
    assert "same person" in [row["what"] for row in stated]
    assert house.paid() == (1, 3)


async def test_while_the_question_is_open_it_is_asked_again_and_a_scene_waits_for_it(house: House) -> None:
    ida = await house.someone()
    await ida.sends_photos(ANNA[0], stranger(), ANNA[1])
    await ida.sees("Photo 2 looks like someone else")
    await ida.says("on a beach")
    await ida.sees("There is an open question about your photos")
    await ida.says("/start")
    await ida.sees("Photo 2 looks like someone else")
    await ida.sends_photos(ANNA[2])
    await ida.sees("Photo 2 looks like someone else")
    await house.settled()
    assert house.paid() == (0, 0)
    assert len((await house.model_of(ida))["reference_images"]) == 3


async def test_three_pictures_without_a_face_are_not_begun(house: House) -> None:
    ida = await house.someone()
    await ida.sends_photos(photo(1), photo(2), photo(3))
    asked = await ida.sees("I see no face in any of the three photos")
    assert buttons(asked) == ["Replace photo 1", "Replace photo 2", "Replace photo 3"]
    await house.settled()
    assert house.paid() == (0, 0)


async def test_a_group_photo_is_advised_against_at_once_and_may_stay(house: House) -> None:
    ida = await house.someone()
    await ida.sends_photos(group())
    await ida.sees("There is more than one face in it")
    await ida.sends_photos(ANNA[0])
    await ida.sees("Photo 2 of 3 ✓")
    await ida.sends_photos(ANNA[1])
    await ida.sees("Select your reference image")


async def test_a_picture_without_a_face_is_advised_against_at_once(house: House) -> None:
    ida = await house.someone()
    await ida.sends_photos(photo(1))
    await ida.sees("I see no face in it")
    await ida.taps("✕ Take this photo back")
    await ida.sees("0 of 3 photos are here")


# --- pictures ---------------------------------------------------------------------------------------------------------


async def test_another_persons_portrait_is_drawn_once_more_before_the_album(house: House) -> None:
    painting(house, ANNA[0], stranger(), ANNA[1], ANNA[2])
    ida = await house.someone()
    await ida.sends_photos(*ANNA)
    selection = await ida.sees("Select your reference image")
    assert "⚠" not in selection["text"]
    await house.settled()
    assert house.paid() == (1, 4)


async def test_a_portrait_that_stays_unlike_is_shown_with_a_warning_and_a_low_lock_is_told(house: House) -> None:
    house.engines.paint = lambda call: stranger()
    ida = await house.someone()
    await ida.sends_photos(*ANNA)
    selection = await ida.sees("Select your reference image")
    assert selection["text"].count("⚠") == 3
    await ida.taps("1")
    await ida.taps("Confirm selection")
    await ida.sees_photo("That is low: every scene will show this face")
    await house.settled()
    assert house.paid() == (1, 6)


async def test_a_scene_carries_its_likeness(house: House) -> None:
    anna = await locked(house)
    await anna.says("on a beach")
    scene = await anna.sees_photo("Same face ")
    assert scene["caption"].endswith("/100 ✓")
    await house.settled()
    assert house.paid() == (0, 1)


async def test_a_wrong_face_is_drawn_once_more_and_the_better_picture_delivered(house: House) -> None:
    anna = await locked(house)
    painting(house, stranger(), ANNA[2])
    await anna.says("on a beach")
    scene = await anna.sees_photo("Same face ")
    assert "I drew it twice; it counts once." in scene["caption"]
    await house.settled()
    first, second = house.painted()
    assert len(second.images) > len(first.images), "more of the originals travel"
    assert "If the scene contradicts the images, the images win" in second.prompt
    outcomes = await house.rows(
        "SELECT outcome FROM calls WHERE user_id = %s AND purpose = 'scene' ORDER BY id", anna.id
    )
    assert [row["outcome"] for row in outcomes] == ["ok", "ok"]


async def test_a_face_that_stays_wrong_is_delivered_with_the_truth(house: House) -> None:
    anna = await locked(house)
    painting(house, stranger(), stranger())
    await anna.says("on a beach")
    await anna.sees_photo("Looks different: 0/100")
    await house.settled()
    assert house.paid() == (0, 2)


async def test_what_cannot_be_measured_is_said_and_not_drawn_again(house: House) -> None:
    anna = await locked(house)
    painting(house, photo(9))
    await anna.says("a view from behind")
    await anna.sees_photo("Likeness not measured: no face found in the picture")
    await anna.says("as a watercolour")
    await anna.sees_photo("Likeness not measured: not a photo")
    await house.settled()
    assert house.paid() == (0, 2)


async def test_off_measures_nothing_and_strict_is_kept(house: House) -> None:
    anna = await locked(house)
    await anna.says("/settings")
    await anna.taps("Not")
    await house.settled()
    painting(house, stranger())
    await anna.says("on a beach")
    scene = await anna.sees_photo("Model 1 · AI-generated")
    assert "face" not in scene["caption"]
    await house.settled()
    assert house.paid() == (0, 1)
    await anna.taps("Check strictly")
    await house.settled()
    assert (await house.model_of(anna))["likeness_gate"] == "strict"


# --- two people -------------------------------------------------------------------------------------------------------

BARACK = people()["obama"]


def side_by_side(*pictures: bytes) -> bytes:
    both = Image.new("RGB", (700 * len(pictures), 900), "grey")
    for place, data in enumerate(pictures):
        with Image.open(io.BytesIO(data)) as one:
            both.paste(ImageOps.contain(one.convert("RGB"), (700, 900)), (700 * place, 0))
    return encoded(both, quality=92)


async def couple(house: House) -> Person:
    """Anna is locked, and so is Barack, who is active."""
    anna = await locked(house)
    await anna.says("/new")
    await anna.sees("Send me three photos")
    house.engines.paint = lambda call: BARACK[call.number % 3]
    await anna.sends_photos(*BARACK)
    await anna.sees("Select your reference image")
    await anna.taps("1")
    await anna.taps("Confirm selection")
    await anna.sees_photo("Locked.")
    await house.settled()
    await house.rows("UPDATE models SET name = 'Anna' WHERE name = 'Model 1' AND telegram_id = %s", anna.id)
    await house.rows("UPDATE models SET name = 'Barack' WHERE name = 'Model 2' AND telegram_id = %s", anna.id)
    house.engines.reset()
    return anna


async def faces_of(house: House, person: Person) -> list[list[float | None]]:
    """The scores that the rows keep for each try of the newest scene."""
    rows = await house.rows(
        "SELECT faces FROM pictures WHERE generation_id = (SELECT id FROM generations WHERE user_id = %s"
        " ORDER BY created_at DESC LIMIT 1) ORDER BY try",
        person.id,
    )
    return [[face["photos"] for face in row["faces"]] for row in rows]


async def test_both_people_are_measured_each_by_the_own_face_wherever_they_stand(house: House) -> None:
    anna = await couple(house)
    for pictures in ((ANNA[0], BARACK[0]), (BARACK[1], ANNA[2])):
        painting(house, side_by_side(*pictures))
        await anna.says("@Anna and @Barack on a bridge")
        scene = await anna.sees_photo("Anna & Barack · AI-generated")
        assert re.search(r"^Anna \d+/100 ✓ · Barack \d+/100 ✓$", scene["caption"], re.MULTILINE)
        await house.settled()
        ((of_anna, of_barack),) = await faces_of(house, anna)
        assert min(of_anna or 0, of_barack or 0) >= 0.5
    await anna.taps("Info", scene["message_id"])
    await anna.sees("Likeness of Barack to the photos: ")
    assert house.paid() == (0, 2)


async def test_one_wrong_face_of_two_is_drawn_once_more(house: House) -> None:
    anna = await couple(house)
    painting(house, side_by_side(ANNA[0], stranger()), side_by_side(BARACK[2], ANNA[1]))
    await anna.says("@Anna and @Barack on a bridge")
    scene = await anna.sees_photo("I drew it twice; it counts once.")
    assert re.search(r"^Anna \d+/100 ✓ · Barack \d+/100 ✓$", scene["caption"], re.MULTILINE)
    await house.settled()
    assert house.paid() == (0, 2)
    first, second = await faces_of(house, anna)
    assert first[1] is not None
    assert first[1] < 0.4 < 0.5 <= (second[1] or 0)


async def test_one_who_stays_away_is_missed(house: House) -> None:
    anna = await couple(house)
    painting(house, ANNA[0], ANNA[1])
    await anna.says("@Anna and @Barack on a bridge")
    scene = await anna.sees_photo("only one face found")
    assert re.search(r"^Anna \d+/100 ✓ · ⚠ only one face found$", scene["caption"], re.MULTILINE)
    await house.settled()
    assert house.paid() == (0, 2), "a picture without one of them is drawn once more"


async def test_no_embedding_reaches_a_row_or_a_log(house: House) -> None:
    anna = await locked(house)
    await anna.says("on a beach")
    await anna.sees_photo("Same face ")
    numbers = await house.rows(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema IN ('keepface', 'public')"
        " AND udt_name IN ('_float4', '_float8', '_numeric', 'bytea', 'vector')"
    )
    assert numbers == []
    row = await house.model_of(anna)
    assert {key for one in row["reference_images"] for key in one} == {
        *("key", "fingerprint", "message", "faces", "turn", "alike"),
    }
