"""Photos come in: every form of them is taken, whatever else is refused with its own words and costs nothing."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageOps

from tests.fakes.house import House, Person
from tests.fakes.pictures import decoded, difference, encoded, photo, picture

ORIENTATION, GPS = 0x0112, 0x8825
FORMATS = {
    "photo.jpg": ("JPEG", "image/jpeg"),
    "photo.png": ("PNG", "image/png"),
    "photo.webp": ("WEBP", "image/webp"),
    "photo.heic": ("HEIF", "image/heic"),
    "photo.avif": ("AVIF", "image/avif"),
}


def as_file(seed: int, name: str) -> tuple[str, bytes, str]:
    kind, mime = FORMATS[name]
    return name, encoded(picture(seed), kind), mime


async def photos_on_disk(house: House, person: Person) -> list[str]:
    model = await house.model_of(person)
    folder = house.data_dir / "pictures" / "photos" / str(model["id"])
    return sorted(f"photos/{model['id']}/{path.name}" for path in folder.glob("*"))


async def test_an_album_of_photos_is_acknowledged_one_by_one(house: House) -> None:
    ida = await house.someone()

    await ida.sends_photos(photo(1), photo(2))
    await ida.sees("Photo 1 of 3 ✓ 2 more, please.")
    await ida.sees("Photo 2 of 3 ✓ One more, please.")
    await ida.sends_photos(photo(3))

    await ida.sees_album(3)


@pytest.mark.parametrize("names", [("photo.heic", "photo.avif", "photo.png"), ("photo.webp", "photo.jpg", "photo.jpg")])
async def test_pictures_sent_as_files_are_photos(house: House, names: tuple[str, str, str]) -> None:
    ida = await house.someone()

    await ida.sends_files(*(as_file(seed, name) for seed, name in enumerate(names, 1)))

    await ida.sees_album(3)
    (analysis,) = [call for call in house.engines.calls if call.vendor == "openai"]
    for seed, received in enumerate(analysis.images, 1):
        assert difference(encoded(picture(seed), "PNG"), received) < 6


async def test_photos_and_files_can_be_mixed(house: House) -> None:
    ida = await house.someone()

    await ida.sends_photos(photo(1))
    await ida.sends_files(as_file(2, "photo.png"))
    await ida.sends_photos(photo(3))

    await ida.sees_album(3)
    await house.settled()
    assert house.paid() == (1, 3)


async def test_an_album_that_arrives_shuffled_keeps_the_order_in_which_it_was_sent(house: House) -> None:
    ida = await house.someone()

    sent = await ida.sends_photos(photo(1), photo(2), photo(3), shuffle=True)

    await ida.sees_album(3)
    (analysis,) = [call for call in house.engines.calls if call.vendor == "openai"]
    assert [difference(photo(seed), data) < 12 for seed, data in enumerate(analysis.images, 1)] == [True] * 3
    references = (await house.model_of(ida))["reference_images"]
    assert [one["message"] for one in references] == [message["message_id"] for message in sent]


async def test_an_album_split_over_a_restart_is_one_model(house: House) -> None:
    ida = await house.someone()
    await ida.sends_photos(photo(1))
    await ida.sees("Photo 1 of 3")

    await house.closes()
    await ida.sends_photos(photo(2), photo(3))
    await house.opens()

    await ida.sees_album(3)
    await house.settled()
    assert house.paid() == (1, 3)


async def test_the_same_picture_is_noticed_as_photo_and_as_file_and_kept_once(house: House) -> None:
    ida = await house.someone()
    await ida.sends_photos(photo(1))
    await ida.sees("Photo 1 of 3")

    await ida.sends_photos(photo(1))
    await ida.sees("That is the same picture as photo 1. Please send a different one.")
    await ida.sends_file("again.png", encoded(picture(1), "PNG"), "image/png")
    await ida.sees("That is the same picture as photo 1.")

    await house.settled()
    kept = [one["key"] for one in (await house.model_of(ida))["reference_images"]]
    assert await photos_on_disk(house, ida) == kept
    assert len(kept) == 1


async def test_a_photo_can_be_taken_back_and_replaced(house: House) -> None:
    ida = await house.someone()
    (first,) = await ida.sends_photos(photo(1))
    await ida.sees("Photo 1 of 3")
    await ida.sends_photos(photo(2))
    second = await ida.sees("Photo 2 of 3")

    await ida.taps(f"drop:{first['message_id']}")
    await ida.sees("Taken back. 1 of 3 photos are here; send 2 more.")
    assert len(await photos_on_disk(house, ida)) == 1

    await ida.taps("✕ Take this photo back", second["message_id"])
    await ida.sees("Taken back. 0 of 3 photos are here; send 3 more.")
    assert await photos_on_disk(house, ida) == []

    await ida.sends_photos(photo(1), photo(4), photo(5))
    await ida.sees_album(3)
    await house.settled()
    assert house.paid() == (1, 3)


async def test_a_photo_of_a_model_under_work_cannot_be_taken_back(house: House) -> None:
    ida = await house.someone()
    (first,) = await ida.sends_photos(photo(1))
    acknowledged = await ida.sees("Photo 1 of 3")
    with house.engines.holding("openai"):
        await ida.sends_photos(photo(2), photo(3))
        await house.engines.arrived("openai", 1)

        await ida.taps(f"drop:{first['message_id']}", acknowledged["message_id"], force=True)

        await ida.sees("This button is no longer valid.")
    await ida.sees_album(3)
    assert len((await house.model_of(ida))["reference_images"]) == 3


async def test_a_fourth_photo_is_left_out_while_drawing_while_choosing_and_when_locked(house: House) -> None:
    ida = await house.someone()

    with house.engines.holding("openai"):
        await ida.sends_photos(photo(1), photo(2), photo(3), photo(4))
        await ida.sees("This model already has its three photos")
    await ida.sees_album(3)
    await ida.sends_photos(photo(5))
    await ida.sees("This model already has its three photos")
    await ida.taps("1")
    await ida.taps("Confirm selection")
    await ida.sees_photo("Locked")
    await ida.sends_photos(photo(6))
    await ida.sees("For another person, send /new first")

    await house.settled()
    assert house.paid() == (1, 3)
    assert len(await photos_on_disk(house, ida)) == 3


# --- what is refused ---


def png_bomb() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


NO_PICTURE = "That file is no picture that I can read. Please send JPEG, PNG, WEBP, HEIC or AVIF."
BAD_FILES = {
    "a PDF": ("letter.pdf", b"%PDF-1.7 ...", "application/pdf", NO_PICTURE),
    "a PDF that says it is a JPEG": ("photo.jpg", b"%PDF-1.7 ...", "image/jpeg", NO_PICTURE),
    "a GIF": ("dance.gif", encoded(picture(1), "GIF"), "image/gif", NO_PICTURE),
    "a GIF that says it is a JPEG": ("photo.jpg", encoded(picture(1), "GIF"), "image/jpeg", NO_PICTURE),
    "a truncated JPEG": ("photo.jpg", photo(1)[:3000], "image/jpeg", "That picture is damaged or incomplete."),
    "a truncated HEIC": ("photo.heic", encoded(picture(1), "HEIF")[:600], "image/heic", "damaged or incomplete"),
    "a bomb": ("bomb.png", png_bomb(), "image/png", "That picture is too large (60000 × 60000 pixels)."),
    "a tiny picture": (
        "tiny.png",
        encoded(picture(1, 40, 48), "PNG"),
        "image/png",
        "That picture is too small (40 × 48",
    ),
}


@pytest.mark.parametrize("what", BAD_FILES)
async def test_a_file_that_cannot_serve_is_refused_with_the_reason_and_the_journey_goes_on(
    house: House, what: str
) -> None:
    name, data, mime, answer = BAD_FILES[what]
    ida = await house.someone()

    await ida.sends_file(name, data, mime)
    said = await ida.sees(answer)
    assert said["reply_to_message"]["message_id"] == (await ida.messages())[0]["message_id"]

    await ida.sends_photos(photo(2))
    await ida.sees("Photo 1 of 3 ✓")
    assert len(await photos_on_disk(house, ida)) == 1
    assert house.paid() == (0, 0)


@pytest.mark.parametrize(
    ("size", "answer"), [(0, NO_PICTURE), (20 * 1024**2 + 1, "That file is too large. Please send at most 20 MB.")]
)
async def test_a_file_whose_size_says_enough_is_not_even_fetched(house: House, size: int, answer: str) -> None:
    ida = await house.someone()

    house.arrives(
        ida,
        document={
            "file_id": "BQAC", "file_unique_id": "B", "file_name": "p.jpg", "mime_type": "image/jpeg", "file_size": size
        },
    )  # fmt: skip

    await ida.sees(answer)
    assert house.called("getFile") == []


async def test_a_tiny_photo_is_refused(house: House) -> None:
    ida = await house.someone()

    await ida.sends_photos(encoded(picture(1, 60, 90)))

    await ida.sees("That picture is too small (60 × 90 pixels): each side needs at least")


# --- what is kept, and what travels ---


async def test_metadata_is_gone_orientation_is_applied_and_engines_get_a_smaller_copy(house: House) -> None:
    ida = await house.someone()
    sideways = picture(7, 2400, 1800)
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)})
    exif[0x010F] = "SecretCameraMaker"
    file = encoded(sideways, "JPEG", quality=90, exif=exif, comment=b"at home")
    assert b"SecretCameraMaker" in file
    upright = encoded(ImageOps.exif_transpose(decoded(file)), "PNG")

    await ida.sends_file("holiday.jpg", file, "image/jpeg")
    await ida.sees("Photo 1 of 3")
    await ida.sends_photos(photo(2), photo(3))
    await ida.sees_album(3)

    kept = house.stored((await house.model_of(ida))["reference_images"][0]["key"])
    assert decoded(kept).size == (1800, 2400)
    received = [call.images[0] for call in house.engines.calls]
    assert {max(decoded(data).size) for data in received} == {1536}
    for data in (kept, *received):
        assert difference(upright, data) < 6
        with Image.open(io.BytesIO(data)) as opened:
            assert not opened.getexif()
            assert not opened.info.keys() & {"exif", "comment", "xmp", "icc_profile"}
        assert b"SecretCameraMaker" not in data
        assert b"at home" not in data


# --- words too early ---


async def test_a_scene_without_photos_asks_for_photos(house: House) -> None:
    ida = await house.someone()
    await ida.says("standing in a coffee shop")
    await ida.sees("Photos first, then every text becomes a picture.")
    await ida.sends_photos(photo(1))
    await ida.sees("Photo 1 of 3")
    await ida.says("standing in a coffee shop")
    await ida.sees("Photos first: I have 1 of 3.")
    assert house.paid() == (0, 0)


async def test_a_scene_while_drawing_or_choosing_is_told_to_wait_and_costs_nothing(house: House) -> None:
    ida = await house.someone()
    with house.engines.holding("openai"):
        await ida.sends_photos(photo(1), photo(2), photo(3))
        await house.engines.arrived("openai", 1)
        await ida.says("standing in a coffee shop")
        await ida.sees("Your portraits are still being drawn.")
    await ida.sees_album(3)

    await ida.says("standing in a coffee shop")
    await ida.sees("First lock a face: mark one of the portraits above and confirm it.")

    await house.settled()
    assert house.paid() == (1, 3)
