"""`python -m bot likeness DIR`: how well the limits part the people of a folder of photos, one sub-folder a person."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

from core import likeness
from core.bootstrap import opened_faces
from core.calibration import Scores, one_to_one, one_to_three
from core.imaging import histogram
from core.services.calibrate import Album, Calibrate
from core.threads import in_thread

LIMITS = (likeness.ONE_TO_ONE, likeness.DIFFERENT, 0.45, likeness.SAME)
PHOTOS = {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif"}
WHY = {
    "unreadable": "cannot be read as a picture",
    "no_face": "no face is found in it",
    "several": "several faces; only photos of one person alone can be counted",
    "again": "the same file as one before it",
    "too_small": f"its face is lower than {likeness.LEAST_HEIGHT} px",
}
HOW = "Put the photos of each person into a sub-folder of that person's own: DIR/anna/1.jpg, DIR/ben/1.jpg, …"


@dataclass
class CannotMeasure(Exception):
    """The folder is not one that likeness can be measured on; `why` is a sentence with its fix."""

    why: str


async def measure(folder: Path, picture: Path, say: Callable[[str], None]) -> None:
    """Say the figures and write the histogram. Raises CannotMeasure, FacesUnavailable."""
    photos = _photos(folder)
    album = await Calibrate(opened_faces())(_read(folder, photos))
    usable = sum(map(len, album.people.values()))
    say(f"{usable} of {len(photos)} photos can be used, of {len(album.people)} people.")
    for name, why in album.left_out.items():
        say(f"  left out: {name}: {WHY[why]}")
    single = _enough(album)
    say(_table("One photo against one", single))
    if three := one_to_three(album.people):
        say(_table("One photo against the mean of three, as the bot compares", three))
    else:
        say("\nThe mean of three photos cannot be measured: that needs two people with four photos each.")
    shown, title = (three, "One photo against the mean of three") if three else (single, "One photo against one")
    _write(picture, histogram(shown.same.tolist(), shown.other.tolist(), LIMITS, title))
    say(f"\nHistogram: {picture}")


def _photos(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise CannotMeasure(f"There is no folder {folder}.")
    people = [one for one in sorted(folder.iterdir()) if one.is_dir() and not one.name.startswith(".")]
    found = [path for one in people for path in sorted(one.rglob("*")) if path.suffix.lower() in PHOTOS]
    if not found:
        raise CannotMeasure(f"There are no photos in sub-folders of {folder}. {HOW}")
    if len({path.relative_to(folder).parts[0] for path in found}) < 2:
        raise CannotMeasure(f"{folder} has photos of one person only; strangers are needed to compare with. {HOW}")
    return found


async def _read(folder: Path, photos: list[Path]) -> AsyncIterator[tuple[str, str, bytes]]:
    for path in photos:
        name = path.relative_to(folder)
        try:
            data = await in_thread(path.read_bytes)
        except OSError:
            data = b""  # counts as unreadable
        yield name.parts[0], str(name), data


def _enough(album: Album) -> Scores:
    scores = one_to_one(album.people)
    if not scores:
        raise CannotMeasure("Two people are needed, and two photos of at least one of them, each with one clear face.")
    return scores


def _table(title: str, scores: Scores) -> str:
    lines = [
        f"\n{title}: {len(scores.same)} comparisons of one person, {len(scores.other)} of two people",
        f"  AUC {scores.auc():.4f} · EER {scores.eer():.2%}",
        "  limit   one person missed (FRR)   two people taken for one (FAR)",
    ]
    lines += [f"  {one.limit:<7g} {one.frr:>23.2%}   {one.far:>30.2%}" for one in map(scores.at, LIMITS)]
    lines.append(f"  A single mistake would show as {1 / len(scores.same):.2%} and {1 / len(scores.other):.2%}.")
    return "\n".join(lines)


def _write(picture: Path, data: bytes) -> None:
    try:
        picture.write_bytes(data)
    except OSError as error:
        raise CannotMeasure(
            f"The histogram cannot be written to {picture} ({error.strerror}); choose another place with --histogram."
        ) from error
