"""People live with replicas of the real bot while these, and all around them, fail at random; then every promise is
held against what came of it. Ends by itself; 1 if a promise was broken.

make soak MINUTES=20
python -m tests.soak --minutes 20 --seed 7 --users 12 --replicas 2
"""

import argparse
import asyncio
import logging
import random
import sys
import time
from pathlib import Path

from core.proxies import spare_this_machine
from tests.soak import report
from tests.soak.run import Told, soak

ROOT = Path(__file__).parents[2]
BESIDES = 600.0  # seconds beyond the minutes asked for: start, settling and reckoning; then it is ended


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=2.0)
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))  # noqa: S311  # printed with the result
    parser.add_argument("--users", type=int, default=12)
    parser.add_argument("--replicas", type=int, default=2)
    parser.add_argument("--webhook", action="store_true", help="behind a proxy, instead of polling")
    parser.add_argument("--steady", type=float, default=0.4, help="share of the time in which memory is watched")
    parser.add_argument("--out", type=Path, default=ROOT / "artefacts" / f"soak-{time.strftime('%Y%m%d-%H%M%S')}.json")
    chosen = parser.parse_args()
    spare_this_machine()
    told = Told(chosen.minutes, chosen.seed, chosen.users, chosen.replicas, chosen.webhook, chosen.steady)
    print(f"seed {told.seed}: {told.minutes:g} minutes of trouble, then up to four to settle", flush=True)
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # clients that are killed in mid-request are the plan
    result = asyncio.run(asyncio.wait_for(soak(told), told.minutes * 60 + BESIDES))
    report.show(result)
    report.write(result, chosen.out)
    return 1 if result.violations else 0


if __name__ == "__main__":
    sys.exit(main())
