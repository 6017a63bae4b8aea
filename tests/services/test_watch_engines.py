"""The retirement watch: chains follow the vendors' lists, and the owner hears of each change once."""

from datetime import UTC, date, datetime, timedelta

from core.errors import DeliveryDelayed, EngineUnreachable
from core.models import EngineNews, News
from core.services.pay import Chain
from core.services.watch_engines import WatchEngines

TODAY = datetime.now(UTC).date()


class Vendor:
    def __init__(self, **listed: date | None) -> None:
        self.listed: dict[str, date | None] = dict(listed)
        self.away = False

    async def engines(self) -> dict[str, date | None]:
        if self.away:
            raise EngineUnreachable("vendor")
        return self.listed


class Notices:
    def __init__(self) -> None:
        self.told: set[str] = set()

    async def first(self, subject: str, again_after: float | None = None) -> bool:
        new = subject not in self.told
        self.told.add(subject)
        return new

    async def forget(self, subject: str) -> None:
        self.told.discard(subject)

    async def over(self, subject: str) -> float | None:
        raise NotImplementedError


class Owner:
    def __init__(self) -> None:
        self.heard: list[News] = []
        self.away = False

    async def tell(self, news: News) -> None:
        if self.away:
            raise DeliveryDelayed
        self.heard.append(news)


def chain(*engines: str) -> Chain:
    return Chain(engines, lambda *_: 0.01)


async def test_an_engine_that_the_vendor_lists_no_more_is_skipped_and_told_once() -> None:
    engines, owner, notices = chain("old", "new"), Owner(), Notices()
    for _ in range(2):  # the second one is another process, or the next day
        await WatchEngines([(engines, Vendor(new=None))], notices, owner).look()
    assert engines.alive() == ["new"]
    assert owner.heard == [EngineNews("old", "retired", None, "new")]


async def test_an_announced_end_is_told_and_the_engine_serves_until_then() -> None:
    last_day = TODAY + timedelta(days=18)
    engines, owner = chain("old", "new"), Owner()
    await WatchEngines([(engines, Vendor(old=last_day, new=None))], Notices(), owner).look()
    assert engines.alive() == ["old", "new"]
    assert owner.heard == [EngineNews("old", "ending", last_day, "new")]


async def test_a_day_that_is_past_retires_and_one_far_away_is_no_news() -> None:
    engines, owner = chain("past", "far"), Owner()
    vendor = Vendor(past=TODAY - timedelta(days=1), far=TODAY + timedelta(days=300))
    await WatchEngines([(engines, vendor)], Notices(), owner).look()
    assert engines.alive() == ["far"]
    assert [news.engine for news in owner.heard if isinstance(news, EngineNews)] == ["past"]


async def test_a_list_that_does_not_come_or_is_anothers_changes_nothing() -> None:
    engines, owner, vendor = chain("old", "new"), Owner(), Vendor(somebody=None)
    watch = WatchEngines([(engines, vendor)], Notices(), owner)
    await watch.look()
    vendor.away = True
    await watch.look()
    assert engines.alive() == ["old", "new"]
    assert owner.heard == []


async def test_an_owner_who_could_not_be_reached_is_told_the_next_time() -> None:
    engines, owner = chain("old", "new"), Owner()
    watch = WatchEngines([(engines, Vendor(new=None))], Notices(), owner)
    owner.away = True
    await watch.look()
    owner.away = False
    await watch.look()
    assert [news.engine for news in owner.heard if isinstance(news, EngineNews)] == ["old"]


async def test_an_engine_that_is_back_serves_again() -> None:
    engines, vendor = chain("old", "new"), Vendor(new=None)
    watch = WatchEngines([(engines, vendor)], Notices(), Owner())
    await watch.look()
    vendor.listed["old"] = None
    await watch.look()
    assert engines.alive() == ["old", "new"]
