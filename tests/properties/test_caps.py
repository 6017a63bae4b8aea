"""Many calls at once, of several users, with any outcomes: no cap is ever passed, and what is free can be had."""

import asyncio
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.adapters.postgres.ledger import PostgresLedger
from core.errors import CapReached, OutcomeUnknown
from core.models import Generation, Kind, Status
from tests.properties.conftest import Here
from tests.properties.profile import profile

USERS = (1, 2, 3)
BUDGET, OWN, PICTURES = 3.0, 1.5, 4


@dataclass(frozen=True)
class Wish:
    user: int
    purpose: str
    n: int
    reserve: float
    outcome: str
    share: float  # of what was reserved: what it costs in the end


wishes = st.builds(
    Wish,
    st.sampled_from(USERS),
    st.sampled_from(["analysis", "scene"]),
    st.integers(1, 8),
    st.sampled_from([0.1, 0.25, 0.5, 1.0]),
    st.sampled_from(["ok", "ok", "refused", "failed", "unknown"]),
    st.floats(0, 1),
)
SETTLED = {"refused": 0.0, "failed": 0.0}
FIGURES = """
SELECT user_id, sum(coalesce(cost_usd, reserved_usd))::float AS spent,
       count(DISTINCT (generation_id, n))
           FILTER (WHERE purpose <> 'analysis' AND outcome IN ('intent', 'ok')) AS pictures
  FROM calls GROUP BY 1
"""
TOTAL = "SELECT coalesce(sum(usd), 0)::float AS usd FROM spent"


def test_no_cap_is_ever_passed_however_many_ask_at_once(here: Here) -> None:
    runner, database = here
    ledger = PostgresLedger(database, PICTURES, BUDGET, OWN)

    async def round_of(batch: list[Wish]) -> None:
        opened = await asyncio.gather(*(one_of(wish) for wish in batch), return_exceptions=True)
        await holds()
        for wish, call in zip(batch, opened, strict=True):
            if isinstance(call, int):
                await ledger.close(call, wish.outcome, SETTLED.get(wish.outcome, wish.reserve * wish.share))
            else:
                assert isinstance(call, CapReached | OutcomeUnknown)
        await holds()

    async def one_of(wish: Wish) -> int:
        work = Generation(f"work-{wish.user}", Kind.SCENE, wish.user, wish.user, "", Status.RUNNING, run=1)
        return await ledger.open(work, wish.purpose, wish.n, "engine-a", wish.reserve)

    async def holds() -> None:
        users = await database.rows(FIGURES)
        spent = sum(user["spent"] for user in users)
        assert spent <= BUDGET + 1e-6
        assert (await database.row(TOTAL) or {})["usd"] == pytest.approx(spent)
        for user in users:
            assert user["spent"] <= OWN + 1e-6
            assert user["pictures"] <= PICTURES

    async def begin() -> None:
        await database.run("TRUNCATE users, generations, calls CASCADE")
        await database.run("DELETE FROM models")
        for user in USERS:
            await database.run("INSERT INTO users (id) VALUES (%s)", user)
            model = await database.row(
                "INSERT INTO models (telegram_id, stage) VALUES (%s, 'locked') RETURNING id", user
            )
            await database.run(
                "INSERT INTO generations (id, kind, idempotency_key, user_id, chat_id, model_id, status, run, wanted)"
                " VALUES (%s, 'scene', %s, %s, %s, %s, 'running', 1, '{1}')",
                *(f"work-{user}", f"work-{user}", user, user, (model or {})["id"]),
            )

    @given(st.lists(st.lists(wishes, min_size=1, max_size=10), max_size=5))
    @profile(25)
    def days(batches: list[list[Wish]]) -> None:
        runner.run(begin())
        for batch in batches:
            runner.run(round_of(batch))

    days()
