"""Prints the table and writes the plot: `make sim`."""

from itertools import product
from pathlib import Path

from core.models import Gate
from tests.sim.gate import STUBBORN, UNMEASURED, simulate
from tests.sim.plot import plot

PICTURES = 100_000
REPEATS = f"{STUBBORN:.0%} of its second tries show whom the first one showed, right or wrong"
DRIFTING = (0.05, 0.10, 0.20, 0.40)
PLOT = Path("artefacts/sim.png")
GATES = (Gate.OFF, Gate.NORMAL, Gate.STRICT)
HEAD = "drifting  gate    different face  of it with ✓  extra calls  right drawn again  likeness"
ABOUT = f"""\
{PICTURES} pictures a row; scores drawn from measured ranges (tests/sim/gate.py), {UNMEASURED:.0%} cannot be measured.
  drifting: how often a call draws a different face
  different face, of it with ✓, extra calls: of all pictures delivered
  right drawn again: of the pictures whose first try was right
  likeness: the mean number shown on right pictures"""


def main() -> None:
    rows = [
        simulate(drifting, gate, stubborn=stubborn, pictures=PICTURES)
        for stubborn, drifting, gate in product((False, True), DRIFTING, GATES)
        if not (stubborn and gate is Gate.OFF)  # nothing is tried twice
    ]
    print(ABOUT)
    for stubborn in (False, True):
        print("\nTwo tries are independent" if not stubborn else f"\nA stubborn engine: {REPEATS}", HEAD, sep="\n")
        print("\n".join(str(row) for row in rows if row.stubborn == stubborn))
    plot([*rows], PLOT)
    print(f"\nPlot: {PLOT}")


if __name__ == "__main__":
    main()
