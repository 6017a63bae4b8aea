"""The simulation follows what was measured, and what it says of the gate can be worked out by hand."""

import math
import statistics
from pathlib import Path

import pytest
from PIL import Image

from core.models import Gate
from tests.sim.gate import LOST, RIGHT, STRANGER, UNMEASURED, simulate
from tests.sim.plot import plot

NEVER, ALWAYS = 0.0, 1.0


def below(distribution: tuple[float, float], score: float) -> float:
    return statistics.NormalDist(*distribution).cdf(score)


@pytest.mark.parametrize(("distribution", "least", "most"), [(RIGHT, 0.46, 0.73), (LOST, 0.07, 0.31)])
def test_the_measured_range_is_the_middle_95_percent(
    distribution: tuple[float, float], least: float, most: float
) -> None:
    assert below(distribution, most) - below(distribution, least) == pytest.approx(0.95, abs=0.005)


@pytest.mark.parametrize(("limit", "measured"), [(0.363, 0.00171), (0.40, 0.00027)])
def test_strangers_pass_a_limit_about_as_often_as_measured(limit: float, measured: float) -> None:
    assert 1 - below(STRANGER, limit) == pytest.approx(measured, rel=0.5)


def test_without_the_gate_every_different_face_is_delivered_and_nothing_is_paid_twice() -> None:
    row = simulate(0.2, Gate.OFF, pictures=20_000)
    assert row.different == pytest.approx(0.2, abs=0.01)
    assert (row.extra_calls, row.in_vain) == (0, 0)


@pytest.mark.parametrize("drifting", [0.05, 0.2, 0.4])
def test_with_the_gate_a_different_face_must_come_twice_or_stay_unmeasured(drifting: float) -> None:
    row = simulate(drifting, Gate.NORMAL, pictures=50_000)
    expected = drifting * (UNMEASURED + (1 - UNMEASURED) * (drifting + (1 - drifting) * UNMEASURED))
    assert row.different == pytest.approx(expected, abs=0.005)


def test_right_pictures_below_the_line_are_drawn_again_in_vain() -> None:
    for gate, line in ((Gate.NORMAL, 0.50), (Gate.STRICT, 0.60)):
        row = simulate(NEVER, gate, pictures=50_000)
        assert row.in_vain == pytest.approx((1 - UNMEASURED) * below(RIGHT, line), abs=0.01)
        assert row.in_vain == row.extra_calls
        assert row.different == 0


def test_an_engine_that_never_draws_the_person_is_not_helped() -> None:
    row = simulate(ALWAYS, Gate.NORMAL, pictures=20_000)
    assert row.different == 1
    assert row.extra_calls == pytest.approx(1 - UNMEASURED, abs=0.01)
    assert row.unseen < 0.001


def test_a_stubborn_engine_is_helped_less() -> None:
    free, stubborn = (simulate(0.2, Gate.NORMAL, stubborn=one, pictures=20_000) for one in (False, True))
    assert free.different < stubborn.different < 0.2


def test_strict_shows_higher_numbers_for_more_calls() -> None:
    normal, strict = (simulate(0.1, gate, pictures=20_000) for gate in (Gate.NORMAL, Gate.STRICT))
    assert strict.shown > normal.shown
    assert strict.extra_calls > normal.extra_calls


def test_a_row_is_the_same_in_every_run() -> None:
    assert simulate(0.1, Gate.NORMAL, pictures=2_000) == simulate(0.1, Gate.NORMAL, pictures=2_000)


def test_no_row_divides_by_nothing() -> None:
    assert not math.isnan(simulate(ALWAYS, Gate.STRICT, pictures=10).shown)


def test_the_plot_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    rows = [simulate(drifting, gate, pictures=500) for drifting in (0.1, 0.4) for gate in Gate]
    rows += [simulate(drifting, Gate.NORMAL, stubborn=True, pictures=500) for drifting in (0.1, 0.4)]
    plot(rows, tmp_path / "new" / "sim.png")
    with Image.open(tmp_path / "new" / "sim.png") as picture:
        assert picture.format == "PNG"
