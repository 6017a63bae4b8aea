"""What the face engine's numbers mean: advice on photos, likeness of pictures, and when to draw again.

The limits were measured on 723 genuine and 24 392 impostor pairs of photos: cosines of SFace embeddings, one photo
against the mean of three. `python -m bot likeness DIR` measures them on your own photos. Pure: no pixels, no network.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, permutations
from typing import Literal

from core.models import Face, Gate, Likeness, ReferencePhoto, Unmeasured

SAME = 0.50  # none of 24 392 strangers came this far
DIFFERENT = 0.40  # one of 1200 true photos falls below
GOOD_ENOUGH = 0.60
ONE_TO_ONE = 0.363  # for two single photos: 0.55 % of true pairs fall below
LEAST_HEIGHT = 32  # px: at 24 a score says nothing
MOST_TRIES = 2  # the first and one more

UPLOAD_HEIGHT = 120  # px
BLURRED, SOFT = 20.0, 60.0
DARK, GLARING = 45.0, 235.0
TURNED = 0.45  # of the distance between the eyes; a half profile has about 0.3

# Words that ask for another kind of picture than a photo: its faces score low however good the likeness is. In English,
# German, Spanish, Portuguese and Russian, whose endings are left open. Words that also stand in scenes of photos are
# left out: a "quadro" on the wall, "una fiesta animada", "набросив куртку".
STYLISED = re.compile(
    r"\b("
    r"anime|manga|cartoons?|comics?|caricature|chibi|pixar|disney|ghibli|lego|minecraft|pixel ?art|sketch(ed)?"
    r"|drawing|drawn|doodle|line ?art|painting|painted|watercolou?r|oil on canvas|illustration|illustrated|mosaic"
    r"|sculpture|statue|plush|toy|clay|3d render|low ?poly|silhouette|stained glass|emoji|sticker"
    r"|zeichentrick\w*|karikatur\w*|gezeichnet\w*|zeichnung\w*|bleistiftskizze\w*|skizze\w*|gemalt\w*|gemälde\w*"
    r"|\w+gemälde|aquarell\w*|ölbild\w*|illustriert\w*|mosaik\w*|skulptur\w*|statuen?|plüsch\w*|spielzeug\w*"
    r"|knete|scherenschnitt|comicstil|pixelkunst"
    r"|dibujos?|dibujad[oa]s?|historieta|caricatura|boceto|bosquejo|pinturas?|acuarela|óleo"
    r"|ilustraci(ón|ones)|ilustrad[oa]s?|mosaico|escultura|estatua|peluche|juguete|plastilina|silueta|vitral"
    r"|desenhos?|desenhad[oa]s?|quadrinhos|esboço|aquarela|ilustraç(ão|ões)|estátua|pelúcia|brinquedo|massinha|silhueta"
    r"|аниме|манг[аиеуой]+|мульт(ик|фильм|яш|ипликац)\w*|комикс\w*|карикатур\w*|рису(нок|нк)\w*|(на)?рисован\w*|эскиз\w*"
    r"|наброс(ок|к[аеиу]|ком|ков|ках)|живопис\w*|акварел\w*|иллюстраци\w*|мозаик\w*|скульптур\w*|стату[яиюей]+|плюшев\w*|игруш\w*"
    r"|пластилин\w*|силуэт\w*|витраж\w*|наклейк\w*|стикер\w*|пиксель-?арт|дисней|диснеевск\w*"
    r")\b",
    re.IGNORECASE,
)

Advice = Literal["no_face", "several", "small", "blurred", "soft", "dark", "glaring", "turned", "covered"]


class Verdict(StrEnum):
    SAME = "same"
    UNSURE = "unsure"
    DIFFERENT = "different"
    UNMEASURED = "unmeasured"


@dataclass(frozen=True)
class Sitter:
    """Whom a picture is compared with: the mean of the reference images, and the lock. Embeddings, in memory alone."""

    photos: tuple[float, ...] = ()
    lock: tuple[float, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.photos or self.lock)


@dataclass(frozen=True)
class Doubt:
    """Three photos that may not show one person. Positions count from 1."""

    why: Literal["no_face", "stranger", "all_differ"]
    stranger: int | None = None
    agreeing: tuple[int, ...] = ()


# --- photos -----------------------------------------------------------------------------------------------------------


def advice(faces: Sequence[Face]) -> tuple[Advice, ...]:
    """What would make this photo a better reference, the most important first; empty if it is fine."""
    if not faces:
        return ("no_face",)
    face = faces[0]
    found: list[tuple[Advice, bool]] = [
        ("several", len(faces) > 1),
        ("small", face.height < UPLOAD_HEIGHT),
        ("covered", face.covered),
        ("turned", abs(face.turn) > TURNED),
        ("blurred", face.sharpness < BLURRED),
        ("soft", BLURRED <= face.sharpness < SOFT),
        ("dark", face.brightness < DARK),
        ("glaring", face.brightness > GLARING),
    ]
    return tuple(word for word, holds in found if holds)


def sitters(looks: Sequence[Sequence[Face]]) -> list[Face | None]:
    """The face of each photo that is the sitter's: in a group the one most like the faces of the other photos."""
    alone = [faces[0] for faces in looks if len(faces) == 1]

    def fitting(faces: Sequence[Face]) -> Face | None:
        if len(faces) < 2 or not alone:
            return faces[0] if faces else None
        return max(faces, key=lambda face: sum(cosine(face.embedding, one.embedding) for one in alone))

    return [fitting(faces) for faces in looks]


def doubt(looks: Sequence[Sequence[Face]]) -> Doubt | None:
    """Whether the photos show one person: the least of the pairwise scores decides."""
    if not any(looks):
        return Doubt("no_face")
    there = [(place, face) for place, face in enumerate(sitters(looks), 1) if face]
    scores = {(a, b): cosine(one.embedding, other.embedding) for (a, one), (b, other) in combinations(there, 2)}
    agreeing = [pair for pair, score in scores.items() if score >= ONE_TO_ONE]
    if len(agreeing) == len(scores):
        return None
    if not agreeing:
        return Doubt("all_differ")
    stranger = min(
        (place for place, _ in there), key=lambda place: sum(s for pair, s in scores.items() if place in pair)
    )
    return Doubt("stranger", stranger, tuple(place for place, _ in there if place != stranger))


def alike(looks: Sequence[Sequence[Face]]) -> list[float | None]:
    """How near each photo's sitter is to the mean of the others; None where there is no face or no other."""
    faces = sitters(looks)
    found: list[float | None] = []
    for place, face in enumerate(faces):
        others = [one.embedding for other, one in enumerate(faces) if one and other != place]
        found.append(cosine(face.embedding, mean(others)) if face and others else None)
    return found


def best_originals(photos: Sequence[ReferencePhoto], count: int) -> list[ReferencePhoto]:
    """The photos to send beside the lock: first the most frontal one, then by the angle that is not shown yet.

    A photo that is unlike the others, or without a face, comes last. Where nothing was measured, the user's order.
    """
    left, chosen = list(photos), list[ReferencePhoto]()

    def worth(photo: ReferencePhoto) -> tuple[bool, float, int]:
        turn = photo.turn or 0.0
        new = min((abs(turn - (one.turn or 0.0)) for one in chosen), default=-abs(turn))
        return _is_fit(photo), new, -photos.index(photo)

    while left and len(chosen) < count:
        best = max(left, key=worth)
        left.remove(best)
        chosen.append(best)
    return chosen


def _is_fit(photo: ReferencePhoto) -> bool:
    return photo.faces != 0 and (photo.alike is None or photo.alike >= ONE_TO_ONE)


# --- pictures ---------------------------------------------------------------------------------------------------------


def likeness(faces: Sequence[Face], sitter: Sitter) -> Likeness:
    """The best-matching face of a picture against its sitter."""
    return likenesses(faces, [sitter])[0]


def likenesses(faces: Sequence[Face], sitters: Sequence[Sitter]) -> list[Likeness]:
    """Each sitter against a face of its own: of all ways to tell who is who, the one that fits best."""
    large = [face for face in faces if face.height >= LEAST_HEIGHT]
    nobody = [None] * (len(sitters) - len(large))

    def fit(chosen: Sequence[Face | None]) -> float:
        pairs = zip(chosen, sitters, strict=True)
        return sum(cosine(face.embedding, sitter.photos or sitter.lock) for face, sitter in pairs if face and sitter)

    chosen = max(permutations([*large, *nobody], len(sitters)), key=fit)
    absent: Unmeasured = "too_small" if len(faces) >= len(sitters) else "missing" if large else "no_face"
    return [
        _likeness(face, sitter) if face else Likeness(unmeasured=absent)
        for face, sitter in zip(chosen, sitters, strict=True)
    ]


def _likeness(face: Face, sitter: Sitter) -> Likeness:
    if not sitter:
        return Likeness(unmeasured="no_reference")
    return Likeness(
        photos=cosine(face.embedding, sitter.photos) if sitter.photos else None,
        lock=cosine(face.embedding, sitter.lock) if sitter.lock else None,
    )


def least(found: Sequence[Likeness]) -> Likeness:
    """What decides about a picture with several people: whoever is not there, else whose face is the least near."""
    absent = [one for one in found if one.unmeasured in {"missing", "too_small", "no_face"}]
    measured = [one for one in found if one.score is not None]
    return absent[0] if absent else min(measured, key=lambda one: one.score or 0.0, default=found[0])


def verdict(score: float | None, lock: float | None = None) -> Verdict:
    """Of a score against the reference images; one that is far from the lock is never surely the same."""
    if score is None:
        return Verdict.UNMEASURED
    if score < DIFFERENT:
        return Verdict.DIFFERENT
    return Verdict.SAME if score >= SAME and (lock is None or lock >= ONE_TO_ONE) else Verdict.UNSURE


def index(score: float) -> int:
    """What users see, 0 to 100: strangers have 0, two photos of one person about 98. Not a probability."""
    return round(100 * min(max((score - 0.20) / 0.60, 0.0), 1.0))


def line_of(*gates: Gate) -> float | None:
    """The score below which a scene is drawn once more, by the strictest of its people; None: never."""
    lines = {Gate.STRICT: GOOD_ENOUGH, Gate.NORMAL: SAME}
    return max((lines[gate] for gate in gates if gate in lines), default=None)


def worth_another(found: Likeness, line: float | None, tries: int) -> bool:
    """Whether a picture is drawn once more. What could not be measured is not, unless one of several is missing."""
    if line is None or tries >= MOST_TRIES:
        return False
    return found.unmeasured == "missing" if found.score is None else found.score < line


def is_stylised(prompt: str) -> bool:
    return STYLISED.search(prompt) is not None


# --- arithmetic -------------------------------------------------------------------------------------------------------


def cosine(one: Sequence[float], other: Sequence[float]) -> float:
    """Of two vectors of unit length: -1 to 1."""
    return sum(a * b for a, b in zip(one, other, strict=True))


def mean(embeddings: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """The direction in the middle, of unit length; empty for none."""
    if not embeddings:
        return ()
    summed = [sum(column) for column in zip(*embeddings, strict=True)]
    length = math.sqrt(sum(value * value for value in summed)) or 1.0
    return tuple(value / length for value in summed)
