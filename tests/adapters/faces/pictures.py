"""Pictures of faces for these tests, drawn over the one portrait: covered, crowded, tiny, framed."""

import io

import numpy as np
from PIL import Image, ImageDraw, ImageOps

from core.adapters.faces.measure import ARCFACE
from core.models import Face
from tests.photos import astronaut

Colour = tuple[int, int, int]
# A mask from the bridge of the nose to below the chin, in the aligned crop.
MASK = np.array([22 + 66j, 40 + 64j, 56 + 60j, 72 + 64j, 90 + 66j, 88 + 95j, 72 + 116j, 56 + 120j, 40 + 116j, 24 + 95j])


def portrait() -> Image.Image:
    return opened(astronaut().read_bytes())


def opened(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as picture:
        return picture.convert("RGB")


def jpeg(picture: Image.Image, orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=92, exif=exif)
    return buffer.getvalue()


def png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def with_glasses(picture: Image.Image, face: Face, colour: Colour, *, clear: bool = False) -> Image.Image:
    worn = picture.copy()
    draw = ImageDraw.Draw(worn)
    (right_x, right_y), (left_x, left_y) = face.landmarks[:2]
    eyes = abs(complex(left_x - right_x, left_y - right_y))
    rim = max(2, round(eyes * 0.05))
    for x, y in face.landmarks[:2]:
        lens = (x - 0.42 * eyes, y - 0.25 * eyes, x + 0.42 * eyes, y + 0.35 * eyes)
        draw.ellipse(lens, fill=None if clear else colour, outline=colour, width=rim)
    draw.line((right_x + 0.3 * eyes, right_y, left_x - 0.3 * eyes, left_y), fill=colour, width=rim)
    return worn


def with_mask(picture: Image.Image, face: Face, colour: Colour) -> Image.Image:
    worn = picture.copy()
    points = np.array([complex(*point) for point in face.landmarks])
    spread, wanted = points - points.mean(), ARCFACE - ARCFACE.mean()
    by = (spread.conj() * wanted).sum() / (spread * spread.conj()).sum()
    outline = (MASK - ARCFACE.mean()) / by + points.mean()
    ImageDraw.Draw(worn).polygon([(point.real, point.imag) for point in outline], fill=colour)
    return worn


def crowd() -> Image.Image:
    """Return a hundred faces of one size."""
    head = portrait().crop((140, 20, 310, 199)).resize((95, 100))
    picture = Image.new("RGB", (1000, 1000), "gray")
    for place in range(100):
        picture.paste(head, (place % 10 * 100, place // 10 * 100))
    return picture


def far(face_height: int) -> Image.Image:
    """Return the portrait so small that its face has this height, in the middle of grey."""
    side = round(512 * face_height / 114)
    picture = Image.new("RGB", (640, 640), "gray")
    picture.paste(portrait().resize((side, side), Image.Resampling.LANCZOS), (200, 200))
    return picture


def cartoon() -> Image.Image:
    picture = Image.new("RGB", (600, 600), "skyblue")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((120, 80, 480, 520), fill="#ffd9a0", outline="black", width=6)
    for x in (230, 370):
        draw.ellipse((x - 30, 220, x + 30, 290), fill="white", outline="black", width=4)
        draw.ellipse((x - 10, 240, x + 12, 275), fill="black")
    draw.line((300, 300, 285, 370, 310, 370), fill="black", width=5)
    draw.arc((220, 340, 380, 450), 10, 170, fill="red", width=9)
    draw.pieslice((110, 50, 490, 330), 180, 360, fill="brown")
    return picture


def cut_out() -> Image.Image:
    """Return the head alone on transparent ground."""
    picture = portrait().convert("RGBA")
    shape = Image.new("L", picture.size, 0)
    ImageDraw.Draw(shape).ellipse((120, 10, 330, 260), fill=255)
    picture.putalpha(shape)
    return picture


def print_on_a_table() -> Image.Image:
    """Return a photo of a photo: a print with a white edge, lying askew."""
    photo = ImageOps.expand(portrait().resize((420, 420)), 30, "white").rotate(6, expand=True, fillcolor="saddlebrown")
    table = Image.new("RGB", (1000, 1000), "saddlebrown")
    table.paste(photo, (250, 300))
    return table
