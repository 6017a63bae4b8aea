"""The drift guard: a fall is told once, a recovery makes it possible again, few pictures prove nothing."""

from dataclasses import dataclass, field

import pytest

from bot import texts
from core.errors import ChatGone, DeliveryDelayed
from core.models import EngineLikeness, News
from core.services.watch_likeness import WatchLikeness


@dataclass
class Desk:
    """Figures, notices and the owner."""

    figures: list[EngineLikeness] = field(default_factory=list)
    noted: set[str] = field(default_factory=set)
    told: list[News] = field(default_factory=list)
    trouble: Exception | None = None

    async def likeness(self, latest: int) -> list[EngineLikeness]:
        return self.figures

    async def first(self, subject: str, again_after: float | None = None) -> bool:
        new = subject not in self.noted
        self.noted.add(subject)
        return new

    async def forget(self, subject: str) -> None:
        self.noted.discard(subject)

    async def tell(self, news: News) -> None:
        if self.trouble:
            raise self.trouble
        self.told.append(news)


FALLEN = EngineLikeness("engine-a", 0.52, 50, 0.61, 150)
STEADY = EngineLikeness("engine-a", 0.60, 50, 0.61, 150)
UNSURE = EngineLikeness("engine-a", 0.55, 50, 0.61, 150)


async def looked(desk: Desk, *figures: EngineLikeness) -> int:
    desk.figures = list(figures)
    await WatchLikeness(desk, desk, desk).look()  # type: ignore[arg-type]  # of Gauges what is used here
    return len(desk.told)


async def test_a_fall_is_told_once() -> None:
    desk = Desk()
    assert await looked(desk, FALLEN) == 1
    assert await looked(desk, FALLEN) == 1
    assert await looked(desk, UNSURE) == 1, "half way back is not back"
    assert await looked(desk, FALLEN) == 1
    assert await looked(desk, STEADY) == 1
    assert await looked(desk, FALLEN) == 2, "after a recovery a new fall is news"


@pytest.mark.parametrize(
    "few", [EngineLikeness("engine-a", 0.2, 29, 0.61, 150), EngineLikeness("engine-a", 0.2, 50, 0.61, 29)]
)
async def test_few_pictures_prove_nothing(few: EngineLikeness) -> None:
    assert await looked(Desk(), few) == 0


async def test_one_engine_says_nothing_about_another() -> None:
    desk = Desk()
    await looked(desk, EngineLikeness("engine-b", 0.7, 50, 0.7, 50), FALLEN)
    assert desk.told == [FALLEN]


async def test_what_could_not_be_told_is_told_the_next_time() -> None:
    desk = Desk(trouble=DeliveryDelayed(1.0))
    assert await looked(desk, FALLEN) == 0
    desk.trouble = None
    assert await looked(desk, FALLEN) == 1


async def test_an_owner_who_left_stops_nothing() -> None:
    desk = Desk(trouble=ChatGone("blocked"))
    assert await looked(desk, FALLEN) == 0


def test_the_owner_reads_both_means() -> None:
    said = texts.news.of(FALLEN)
    assert "53/100" in said
    assert "68" in said
