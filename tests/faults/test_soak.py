"""Fault 44, a short one: `make soak MINUTES=20` is the long one, with memory judged."""

import pytest

from tests.soak.run import Told, soak


@pytest.mark.slow
async def test_people_live_through_random_kills_restarts_and_faults_and_every_promise_holds() -> None:
    result = await soak(Told(minutes=1.2, seed=44, users=8))
    assert result.violations == []
    happened = result.figures["trouble"]
    assert any("kill -9" in one for one in happened)
    assert any("Postgres restart" in one for one in happened)
    assert any("done" in end for end in result.figures["generations"]), "and work was done meanwhile"
