"""/settings: the engine of a model where the owner lets users choose, and what new models begin with."""

from bot import keyboards
from tests.fakes.house import House, Person, Row
from tests.fakes.pictures import photo
from tests.fakes.telegram_user import Json

DEAR = "gemini-3-pro-image"


def labels(message: Json) -> list[str]:
    return [button["text"] for row in message["reply_markup"]["inline_keyboard"] for button in row]


# --- the engine -------------------------------------------------------------------------------------------------------


async def test_unless_the_owner_says_so_nobody_chooses_an_engine(house: House) -> None:
    ida, seeded = await house.locked()
    await ida.says("/settings")
    shown = await ida.sees("Pictures for each scene")
    assert not [label for label in labels(shown) if "Engine" in label]
    assert "<b>Engine" not in shown["text"]

    for data in (f"engines:{seeded.id}", f"engine:{seeded.id}:{keyboards.number_of(DEAR)}"):
        await ida.taps(data, shown["message_id"], force=True)
        await ida.sees("This button is no longer valid.")
    assert (await house.model_of(ida))["image_engine"] is None


async def test_a_chosen_engine_draws_this_model_and_says_what_it_costs(house: House) -> None:
    async with house.told(engine_choice="on"):
        ida, _ = await house.locked()
        await ida.says("/settings")
        shown = await ida.sees("Engine: gemini-nano-banana-2.1, about $0.04 a picture.")
        await ida.taps("Engine …", shown["message_id"])
        await ida.taps(f"{DEAR} · $0.1", shown["message_id"])
        await ida.sees(f"Engine: {DEAR}, about $0.1")

        await ida.says("by a lake")
        await ida.sees_photo("Anna")
        await house.seed(ida, lock=1)
        await ida.says("by a river")
        await ida.sees_photo("Anna")

        assert [call.engine for call in house.painted()] == [DEAR, "gemini-nano-banana-2.1"]


async def test_an_engine_that_is_busy_hands_over_to_the_first_of_the_chain(house: House) -> None:
    async with house.told(engine_choice="on"):
        ida, _ = await house.locked(image_engine=DEAR)
        house.engines.always("gemini", "overloaded", DEAR)
        await ida.says("by a lake")
        await ida.sees_photo("Anna")
        assert house.painted()[-1].engine == "gemini-nano-banana-2.1"


async def test_an_engine_that_is_gone_is_replaced_with_a_word_and_can_be_chosen_anew(house: House) -> None:
    async with house.told(engine_choice="on"):
        ida, _ = await house.locked(image_engine="gemini-2.5-flash-image")

        await ida.says("by a lake")
        scene = await ida.sees_photo("Anna")
        assert "The engine that you chose is no longer there, so another one drew this." in scene["caption"]
        await ida.says("/settings")
        shown = await ida.sees("Your choice, gemini-2.5-flash-image, is no longer there")
        await ida.taps("Engine …", shown["message_id"])
        await ida.taps("✓ Whichever is in use", shown["message_id"])
        await ida.sees("Engine: gemini-nano-banana-2.1, about")

        await ida.says("by a river")
        scene = await ida.sees_photo("Anna")
        assert "no longer there" not in scene["caption"]


# --- defaults ---------------------------------------------------------------------------------------------------------


async def new_model(house: House, ida: Person) -> Row:
    await ida.says("/new")
    await ida.sees("Send me three photos")
    return await house.model_of(ida)


async def test_new_models_begin_with_the_defaults_whatever_the_last_one_has(house: House) -> None:
    ida, seeded = await house.locked(aspect_ratio="16:9", num_images=2, strength=0.8, negative_prompt="hats")
    await ida.says("/settings")
    shown = await ida.sees("Pictures for each scene")
    await ida.taps("Defaults for new models", shown["message_id"])
    await ida.sees("Pictures for each scene", buttons=True)
    assert "✓ Defaults for new models" in labels((await ida.messages())[-1])

    await ida.taps("4", shown["message_id"])
    await ida.sees("(first row): 4.")
    assert "Defaults for new models" in labels((await ida.messages())[-1]), "this model has other settings now"
    model = await new_model(house, ida)

    assert str(model["id"]) != seeded.id
    wanted = {"aspect_ratio": "16:9", "num_images": 2, "strength": 0.8, "negative_prompt": "hats"}
    assert {name: model[name] for name in wanted} == wanted
    await ida.sends_photos(photo(1))
    await ida.sees("Photo 1 of 3")


async def test_without_defaults_a_new_model_takes_over_the_settings_of_the_last_one(house: House) -> None:
    ida, _ = await house.locked(aspect_ratio="9:16", num_images=3)
    await ida.says("/settings")
    shown = await ida.sees("Pictures for each scene")
    await ida.taps("Defaults for new models", shown["message_id"])
    await ida.taps("✓ Defaults for new models", shown["message_id"])
    await ida.taps("2", shown["message_id"])
    await ida.sees("(first row): 2.")

    model = await new_model(house, ida)

    assert (model["aspect_ratio"], model["num_images"]) == ("9:16", 2)


async def test_the_first_model_of_a_user_has_no_settings_of_anybody_elses(house: House) -> None:
    await house.locked("Eve", aspect_ratio="9:16", num_images=3)
    ida = await house.someone()
    model = await new_model(house, ida)
    assert (model["aspect_ratio"], model["num_images"], model["image_engine"]) == (None, None, None)
