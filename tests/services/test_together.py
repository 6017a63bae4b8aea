"""Several people in one scene: every face travels, every face is measured, and nothing is paid without one of them."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from PIL import Image

from core.errors import EngineRefused, OutcomeUnknown, ReferenceMissing
from core.models import Drawing, DrawRequest, Face, Gate, Generation, Likeness, Model, Picture, ReferencePhoto, Way
from core.services.draw import Draw
from core.services.draw_scene import DrawScene
from core.services.pay import Chain, Pay
from core.services.read_references import MOST_REFERENCES, ReadReferences
from core.services.recognise import Recognise
from tests.services.fakes import GENERATION, Book, OldShelf, Post, Register, Shelf, face, jpeg, model

ENGINE = "engine-a"
COLOURS = {"model-1": "red", "ben": "lime", "carl": "blue"}
WIDTH = 100  # of each person's part of a picture
TOGETHER = replace(GENERATION, companions=("ben",), prompt="{@1} and {@2} on a bridge")
THREE = replace(TOGETHER, companions=("ben", "carl"), prompt="{@1}, {@2} and {@3} in a car")


def person(model_id: str, name: str, **changes: object) -> Model:
    photos = tuple(ReferencePhoto(f"photos/{model_id}/{n}.jpg", "", n) for n in (1, 2, 3))
    made = replace(model(), id=model_id, name=name, reference_images=photos, strength=0.6)
    return replace(made, locked_reference_image=f"made/{model_id}/lock.jpg", **changes)  # type: ignore[arg-type]  # any of its fields


ANNA, BEN, CARL = person("model-1", "Anna"), person("ben", "Ben"), person("carl", "Carl")


def side_by_side(*colours: str) -> bytes:
    picture = Image.new("RGB", (WIDTH * len(colours), 400))
    for place, colour in enumerate(colours):
        picture.paste(colour, (WIDTH * place, 0, WIDTH * (place + 1), 400))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


class StripeFaces:
    """A face for each stripe of a picture, of the colour of its person; a black stripe is nobody."""

    async def look(self, data: bytes) -> tuple[Face, ...]:
        with Image.open(io.BytesIO(data)) as picture:
            stripes = range(WIDTH // 2, picture.width, WIDTH) if picture.format == "PNG" else [WIDTH // 2]
            colours = [picture.convert("RGB").getpixel((x, 200)) for x in stripes]
        lengths = [(colour, sum(value * value for value in colour) ** 0.5) for colour in colours]  # type: ignore[union-attr,misc]  # of RGB
        return tuple(
            face(embedding=tuple(value / length for value in colour))  # type: ignore[union-attr]  # as above
            for colour, length in lengths
            if length > 10
        )


@dataclass
class Palette:
    """A painter of these pictures, in turn; an error in their place is raised."""

    turns: list[bytes | Exception]
    asked: list[DrawRequest] = field(default_factory=list)

    async def draw(self, engine: str, request: DrawRequest) -> Drawing:
        self.asked.append(request)
        turn = self.turns.pop(0)
        if isinstance(turn, Exception):
            raise turn
        return Drawing(turn, "image/png", engine, cost_usd=0.03)


@dataclass
class Parcel(Post):
    """Keeps what was delivered: the names, the pictures, the notes."""

    scenes: list[tuple[list[str], list[Picture], list[str]]] = field(default_factory=list)

    async def scene(
        self, generation: Generation, cast: Sequence[Model], pictures: Sequence[Picture], notes: Sequence[str]
    ) -> None:
        self.scenes.append(([one.name for one in cast], list(pictures), list(notes)))


class Atelier:
    def __init__(self, *turns: bytes | Exception, cast: Sequence[Model] = (ANNA, BEN, CARL)) -> None:
        self.easel, self.book, self.post = Palette(list(turns)), Book(), Parcel()
        self.shelf = Shelf(
            {
                key: jpeg(COLOURS[one.id])
                for one in cast
                for key in (f"made/{one.id}/lock.jpg", *(photo.source for photo in one.reference_images))
            }
        )
        self.register = Register(cast[0], others={one.id: one for one in cast})
        references = ReadReferences(self.shelf, OldShelf())
        recognise = Recognise(StripeFaces(), references)
        chain = Chain((ENGINE,), lambda *_: 0.03)
        draw = Draw(self.easel, self.shelf, self.book, Pay(self.book, 0), chain, recognise)
        self.scene = DrawScene(self.register, self.register, references, draw, self.post)  # type: ignore[arg-type]  # the methods that it uses

    @property
    def delivered(self) -> tuple[list[str], Picture, list[str]]:
        ((names, (picture,), notes),) = self.post.scenes
        return names, picture, notes


BOTH = side_by_side("red", "lime")


async def test_both_are_drawn_delivered_and_measured_each_by_a_face_of_its_own() -> None:
    atelier = Atelier(side_by_side("lime", "red"))
    await atelier.scene(TOGETHER)
    names, picture, notes = atelier.delivered
    assert (names, notes) == (["Anna", "Ben"], [])
    assert [one.photos for one in picture.faces] == [pytest.approx(1, abs=0.01)] * 2
    assert picture.likeness in picture.faces
    assert picture.key == f"{TOGETHER.folder}/gen-1-1.png"
    assert atelier.book.outcomes() == [(ENGINE, "ok", 0.03)]


async def test_all_faces_go_first_then_originals_in_turn_and_each_image_says_whose_it_is() -> None:
    atelier = Atelier(BOTH)
    await atelier.scene(TOGETHER)
    (request,) = atelier.easel.asked
    assert [one.role for one in request.references] == [
        "the face reference of person A",
        "the face reference of person B",
        "another photo of person A",
        "another photo of person B",
        "another photo of person A",
        "another photo of person B",
    ]
    assert [one.kind for one in request.references] == ["face"] * 2 + ["other"] * 4
    assert request.caption == "Anna and Ben on a bridge"


async def test_what_it_starts_from_stands_behind_the_faces_and_the_prompt_knows_where() -> None:
    atelier = Atelier(side_by_side("red", "lime"))
    atelier.shelf.stored["made/before.jpg"] = jpeg("white")
    await atelier.scene(replace(TOGETHER, way=Way.EDIT, alike="made/before.jpg"))
    (request,) = atelier.easel.asked
    assert request.references[2].role == "the picture to edit"
    assert request.prompt.startswith("Create a photo of person A and person B by editing image 3: keep everything in")


async def test_three_people_share_the_room_for_references() -> None:
    strict = [replace(one, strength=1.0) for one in (ANNA, BEN, CARL)]
    atelier = Atelier(side_by_side("red", "lime", "blue"), cast=strict)
    await atelier.scene(THREE)
    (request,) = atelier.easel.asked
    assert len(request.references) == MOST_REFERENCES
    letters = [one.role[-1] for one in request.references]
    assert {letter: letters.count(letter) for letter in "ABC"} == {"A": 4, "B": 3, "C": 3}


@pytest.mark.parametrize("lost", ["made/model-1/lock.jpg", "made/ben/lock.jpg"])
async def test_without_any_one_face_nothing_is_paid(lost: str) -> None:
    atelier = Atelier(BOTH)
    del atelier.shelf.stored[lost]
    with pytest.raises(ReferenceMissing):
        await atelier.scene(TOGETHER)
    assert (atelier.book.calls, atelier.easel.asked) == ([], [])


async def test_without_one_of_the_models_nothing_is_paid() -> None:
    atelier = Atelier(BOTH)
    atelier.register.model = None
    del atelier.register.others["ben"]
    with pytest.raises(ReferenceMissing):
        await atelier.scene(TOGETHER)
    assert (atelier.book.calls, atelier.easel.asked) == ([], [])


async def test_a_refused_input_is_tried_once_more_with_all_faces_and_what_it_starts_from() -> None:
    atelier = Atelier(EngineRefused(ENGINE, why="input"), BOTH)
    atelier.shelf.stored["made/before.jpg"] = jpeg("white")
    await atelier.scene(replace(TOGETHER, way=Way.VARIATION, alike="made/before.jpg"))
    first, second = atelier.easel.asked
    assert (len(first.references), [one.kind for one in second.references]) == (7, ["face", "face", "start"])
    assert "Image 3 is a picture whose place" in second.prompt
    assert "Image 4" not in second.prompt


async def test_the_least_near_face_decides_and_is_drawn_again_bound_tighter() -> None:
    atelier = Atelier(side_by_side("red", "blue"), BOTH)
    await atelier.scene(TOGETHER)
    _, picture, _ = atelier.delivered
    assert (picture.tries, picture.key) == (2, f"{TOGETHER.folder}/gen-1-1-2.png")
    first, second = atelier.easel.asked
    assert (len(first.references), len(second.references)) == (6, 8)
    assert second.prompt.count("If the scene contradicts the images, the images win") == 2


@pytest.mark.parametrize("second", [side_by_side("lime"), EngineRefused(ENGINE, why="policy")])
async def test_a_missing_face_is_drawn_again_and_told_if_it_stays_away(second: bytes | Exception) -> None:
    atelier = Atelier(side_by_side("red"), second)
    await atelier.scene(TOGETHER)
    _, picture, _ = atelier.delivered
    assert [one.unmeasured for one in picture.faces] == ["", "missing"]
    assert picture.likeness == Likeness(unmeasured="missing")
    assert len(atelier.easel.asked) == 2


async def test_a_picture_with_both_is_better_than_a_faithful_one_of_one() -> None:
    half = side_by_side("red", "#60c000")
    atelier = Atelier(side_by_side("red"), half)
    await atelier.scene(TOGETHER)
    _, picture, _ = atelier.delivered
    assert picture.key.endswith("gen-1-1-2.png")


async def test_one_who_is_not_checked_is_not_measured_and_the_other_decides() -> None:
    atelier = Atelier(side_by_side("lime", "blue"), cast=(replace(ANNA, gate=Gate.OFF), BEN))
    await atelier.scene(TOGETHER)
    _, picture, _ = atelier.delivered
    assert picture.faces[0] == Likeness(unmeasured="off")
    assert picture.likeness == picture.faces[1]
    assert picture.likeness.photos == pytest.approx(1, abs=0.01)


async def test_one_without_a_lock_is_drawn_from_the_first_photo_and_it_is_said() -> None:
    atelier = Atelier(BOTH, cast=(ANNA, replace(BEN, locked_reference_image=None)))
    await atelier.scene(TOGETHER)
    names, _, notes = atelier.delivered
    assert (names, notes) == (["Anna", "Ben"], ["no_lock"])
    (request,) = atelier.easel.asked
    assert [one.kind for one in request.references].count("face") == 2


async def test_an_unknown_outcome_is_repeated_once_with_both() -> None:
    atelier = Atelier(OutcomeUnknown(ENGINE), BOTH)
    await atelier.scene(TOGETHER)
    assert [len(request.references) for request in atelier.easel.asked] == [6, 6]
    assert [call.outcome for call in atelier.book.calls] == ["unknown", "ok"]
