"""How far the property tests look: at the same examples each time, or with PROPERTY_EXAMPLES=5000 at as many new ones.

A long look also makes a failure small, which takes minutes: `-o faulthandler_timeout=0` leaves it the time.
"""

import os

from hypothesis import HealthCheck, Phase, settings

MANY = int(os.environ.get("PROPERTY_EXAMPLES", "0"))


def profile(examples: int, steps: int = 50) -> settings:
    """`examples` in a usual run. What takes a second on a busy machine is no failure."""
    return settings(
        max_examples=MANY or examples,
        stateful_step_count=steps,
        derandomize=not MANY,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink) if MANY else (Phase.generate,),
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
