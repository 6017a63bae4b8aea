"""Three photos → portraits → one locked face."""

from tests.fakes.house import House
from tests.fakes.pictures import difference, drawn, photo

SELECT = (
    "Select your reference image. Choose ONE image; it becomes this model's locked reference for all future pictures.\n"
    "📌 Pick the one with the clearest face, good lighting, and the best likeness."
)


async def test_three_photos_become_an_album_a_lock_and_scenes_for_four_picture_calls_and_one_analysis(
    house: House,
) -> None:
    ida = await house.someone()

    await ida.sends_photos(photo(1), photo(2), photo(3))
    album = await ida.sees_album(3)
    selection = await ida.sees("Select your reference image")
    assert selection["text"] == SELECT
    assert [[button["text"] for button in row] for row in selection["reply_markup"]["inline_keyboard"]] == [
        ["1", "2", "3"],
        ["Confirm selection"],
        ["New three", "More like …"],
    ]
    assert album[-1]["message_id"] < selection["message_id"]

    await ida.taps("2")
    await ida.taps("Confirm selection")
    badge = await ida.sees_photo("Locked.")
    assert badge["caption"] == (
        "🔒 Locked. Portrait 2 is now the face of every picture.\n\n"
        "Now just type what you want: standing in a coffee shop"
    )
    await house.settled()
    assert house.paid() == (1, 3)

    asked = await ida.says("standing in a coffee shop")
    scene = await ida.sees_photo("Model 1 · AI-generated")
    assert scene["reply_to_message"]["message_id"] == asked["message_id"]
    await house.settled()
    assert house.paid() == (1, 4)
    assert difference(await ida.download(scene), drawn(5)) < 1
