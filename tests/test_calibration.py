"""Calibration: the arithmetic on numbers worked out by hand, and the command on photos of three people."""

import io
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bot.calibration import CannotMeasure, measure
from core.bootstrap import opened_faces
from core.calibration import Scores, one_to_one, one_to_three
from core.imaging import histogram
from core.services.calibrate import Calibrate
from tests.photos import albums, people

ROOT = Path(__file__).parents[1]


def scores(same: list[float], other: list[float]) -> Scores:
    return Scores(np.array(same), np.array(other))


def at(degrees: float) -> tuple[float, float]:
    return float(np.cos(np.radians(degrees))), float(np.sin(np.radians(degrees)))


# --- arithmetic -------------------------------------------------------------------------------------------------------


def test_heaps_that_are_apart_have_no_errors() -> None:
    apart = scores([0.6, 0.7], [0.1, 0.2, 0.3])
    assert (apart.auc(), apart.eer()) == (1, 0)


def test_heaps_that_are_one_cannot_be_told_apart() -> None:
    one = scores([0.1, 0.2, 0.3, 0.4], [0.1, 0.2, 0.3, 0.4])
    assert one.auc() == 0.5
    assert one.eer() == 0.5


def test_overlapping_heaps_are_counted_by_hand() -> None:
    crossed = scores([0.3, 0.6, 0.7, 0.8], [0.1, 0.2, 0.25, 0.5])
    assert crossed.auc() == 15 / 16, "one of 16 pairs stands the wrong way round"
    assert crossed.eer() == 0.25


def test_a_limit_lets_through_what_reaches_it() -> None:
    rates = scores([0.4, 0.5, 0.6, 0.7], [0.1, 0.5]).at(0.5)
    assert (rates.frr, rates.far) == (0.25, 0.5)


def test_every_pair_is_counted_once() -> None:
    found = one_to_one({"anna": [at(0), at(60)], "ben": [at(90)]})
    assert found.same == pytest.approx([0.5])
    assert sorted(found.other) == pytest.approx([0, np.cos(np.radians(30))], abs=1e-9)


def test_one_person_alone_gives_nothing_to_count() -> None:
    assert not one_to_one({"anna": [at(0), at(60)]})
    assert not one_to_one({"anna": [at(0)], "ben": [at(9)]})
    assert not one_to_one({})
    assert not one_to_three({})


def test_a_photo_is_never_part_of_the_mean_that_it_is_compared_with() -> None:
    four = [at(0), at(0), at(0), at(90)]
    found = one_to_three({"anna": four, "ben": [at(180)] * 4})
    assert len(found.same) == 8, "of four photos one three is left for each"
    assert found.same.min() == pytest.approx(0, abs=1e-9), "the odd one against the three alike"
    assert len(found.other) == 2 * 4 * 4


def test_the_mean_of_three_needs_four_photos() -> None:
    found = one_to_three({"anna": [at(0)] * 3, "ben": [at(10)] * 5, "carl": [at(100)] * 4})
    assert len(found.same) == 5 * 2 + 4 * 1
    assert len(found.other) == 5 * 4 + 4 * 5


@pytest.mark.parametrize("same", [[0.5], [-1.0, 1.0, 1.0000001], [0.7] * 500])
def test_a_histogram_takes_any_score(same: list[float]) -> None:
    with Image.open(io.BytesIO(histogram(same, [-0.9, 0.1], (0.363,), "title"))) as picture:
        assert picture.format == "PNG"
        assert picture.size == (1200, 640)


def test_the_heap_of_one_person_is_drawn_at_its_score() -> None:
    def green(score: float) -> list[int]:
        picture = Image.open(io.BytesIO(histogram([score], [-0.2], (), "")))
        red, others, _ = (np.asarray(channel).astype(int)[300] for channel in picture.split())
        return [int(place) for place in np.nonzero(others - red > 20)[0]]

    low, high = green(0.2), green(0.8)
    assert low
    assert max(low) < min(high)


# --- the command ------------------------------------------------------------------------------------------------------


def written(folder: Path, photos: dict[str, list[bytes]]) -> Path:
    for name, pictures in photos.items():
        (folder / name).mkdir(parents=True)
        for number, data in enumerate(pictures):
            (folder / name / f"{number}.jpg").write_bytes(data)
    return folder


def ran(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "likeness", *arguments],
        capture_output=True, text=True, cwd=ROOT, timeout=120, check=False,
    )  # fmt: skip


async def photos_of(album: dict[str, list[bytes]]) -> dict[str, list[tuple[float, ...]]]:
    async def given() -> AsyncIterator[tuple[str, str, bytes]]:
        for person, pictures in album.items():
            for number, data in enumerate(pictures):
                yield person, f"{person}/{number}", data

    found = await Calibrate(opened_faces())(given())
    assert found.left_out == {}
    return found.people


async def test_three_people_are_told_apart_with_less_than_two_errors_in_a_hundred() -> None:
    """Most of these photos are made of five true ones, so this is a floor and no measure of the limits."""
    found = await photos_of(albums())
    for counted in (one_to_one(found), one_to_three(found)):
        assert counted.eer() < 0.02
        assert counted.auc() > 0.999
        assert counted.at(0.50).far == 0


async def test_true_photos_alone_are_told_apart() -> None:
    assert one_to_one(await photos_of(people())).eer() == 0


def test_the_command_prints_figures_and_writes_the_histogram(tmp_path: Path) -> None:
    folder = written(tmp_path, {name: photos[:4] for name, photos in albums().items()})
    (folder / "obama" / "rubbish.jpg").write_bytes(b"no picture")
    (folder / "obama" / "notes.txt").write_text("no photo either")
    (folder / "biden" / "again.jpg").write_bytes(albums()["biden"][0])
    Image.new("RGB", (500, 500)).save(folder / "biden" / "nobody.png")
    pair = Image.new("RGB", (1000, 500))
    for x in (0, 500):
        with Image.open(io.BytesIO(people()["astronaut"][0])) as one:
            pair.paste(one.resize((500, 500)), (x, 0))
    pair.save(folder / "astronaut" / "pair.png")
    done = ran(str(folder))
    assert (done.returncode, done.stderr) == (0, "")
    assert "12 of 16 photos can be used, of 3 people." in done.stdout
    assert f"obama{os.sep}rubbish.jpg: cannot be read" in done.stdout
    assert f"biden{os.sep}again.jpg: the same file" in done.stdout
    assert f"biden{os.sep}nobody.png: no face" in done.stdout
    assert f"astronaut{os.sep}pair.png: several faces" in done.stdout
    assert "18 comparisons of one person, 48 of two people" in done.stdout
    assert "against the mean of three" in done.stdout
    assert done.stdout.count("EER 0.00%") == 2
    for limit in ("0.363", "0.4 ", "0.45", "0.5 "):
        assert f"\n  {limit}" in done.stdout
    with Image.open(folder / "likeness.png") as picture:
        assert picture.format == "PNG"


def test_a_second_run_does_not_count_its_own_histogram(tmp_path: Path) -> None:
    folder = written(tmp_path, people())
    first, second = ran(str(folder)), ran(str(folder))
    assert first.stdout == second.stdout
    assert "needs two people with four photos each" in first.stdout


def no_folder(tmp_path: Path) -> Path:
    return tmp_path / "nowhere"


def a_file(tmp_path: Path) -> Path:
    (tmp_path / "file").write_text("")
    return tmp_path / "file"


def empty(tmp_path: Path) -> Path:
    return tmp_path


def loose_photos(tmp_path: Path) -> Path:
    (tmp_path / "1.jpg").write_bytes(people()["obama"][0])
    return tmp_path


def one_person(tmp_path: Path) -> Path:
    return written(tmp_path, {"obama": people()["obama"]})


def one_photo_each(tmp_path: Path) -> Path:
    return written(tmp_path, {name: photos[:1] for name, photos in people().items()})


def no_faces(tmp_path: Path) -> Path:
    return written(tmp_path, {"anna": [b"x", b"y"], "ben": [b"z"]})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (no_folder, "There is no folder"),
        (a_file, "There is no folder"),
        (empty, "no photos in sub-folders"),
        (loose_photos, "sub-folder of that person's own"),
        (one_person, "one person only"),
        (one_photo_each, "two photos of at least one"),
        (no_faces, "two photos of at least one"),
    ],
)
async def test_what_cannot_be_measured_is_said_with_its_fix(
    given: Callable[[Path], Path], said: str, tmp_path: Path
) -> None:
    with pytest.raises(CannotMeasure) as refused:
        await measure(given(tmp_path), tmp_path / "likeness.png", lambda _: None)
    assert said in refused.value.why
    assert not (tmp_path / "likeness.png").exists()


def test_the_command_refuses_without_a_trace(tmp_path: Path) -> None:
    done = ran(str(tmp_path / "nowhere"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("There is no folder")
    assert "Traceback" not in done.stderr


def test_a_histogram_that_cannot_be_written_is_said_after_the_figures(tmp_path: Path) -> None:
    done = ran(str(written(tmp_path, people())), "--histogram", str(tmp_path / "none" / "likeness.png"))
    assert done.returncode == 2
    assert "AUC 1.0000" in done.stdout
    assert "--histogram" in done.stderr
