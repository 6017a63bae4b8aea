"""Core: everything that the bot may use, put together."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from core.adapters.jobs import Jobs
from core.adapters.measured import MeasuredAnalyst, MeasuredDelivery, MeasuredPainter
from core.adapters.postgres.database import Database
from core.adapters.postgres.exports import PostgresExports
from core.adapters.prometheus import Metrics
from core.models import OWNER, SIZES, Generation, Kind, Model, Size
from core.ports import (
    Analyst,
    Broadcasts,
    Cashier,
    Decisions,
    Delivery,
    Door,
    Gauges,
    Generations,
    Herald,
    Inbox,
    Invites,
    Ledger,
    Letters,
    Listener,
    ListsEngines,
    Models,
    Notices,
    Outbox,
    Oversight,
    Owner,
    Painter,
    Pictures,
    Questions,
    Showcase,
    Shown,
    Users,
    WeighsPictures,
)
from core.services.admit import Admit
from core.services.alarm import Alarm
from core.services.begin_portraits import BeginPortraits
from core.services.check_ready import CheckReady
from core.services.choose import Choose, MakeMore
from core.services.claim import Claim
from core.services.decide import Decide
from core.services.draw import Draw
from core.services.draw_candidates import DrawCandidates
from core.services.draw_scene import DrawScene
from core.services.drop_photo import DropPhoto
from core.services.erase import EmptyFolders, Erase
from core.services.expire import Expire
from core.services.export import AskExport, PackExport
from core.services.give_back import GiveBack
from core.services.hear import Hear
from core.services.hold_lease import HoldLease
from core.services.invite import Invite
from core.services.look_out import LookOut
from core.services.pay import Chain, Pay
from core.services.present import Present
from core.services.read_references import ReadReferences
from core.services.recognise import Recognise
from core.services.remake import Remake
from core.services.request_scene import RequestScene
from core.services.revoke import Revoke
from core.services.sell import Sell
from core.services.send_broadcasts import SendBroadcasts
from core.services.start_model import Cancel, StartModel
from core.services.study import StudyPhotos
from core.services.take_photo import TakePhoto
from core.services.watch_engines import WatchEngines
from core.services.watch_likeness import WatchLikeness
from core.services.watch_stores import WatchStores
from core.services.work import Work
from core.settings import Settings


@dataclass(frozen=True)
class Core:
    """What the bot may use: the ports it reads, and the use cases bound to their parts."""

    settings: Settings
    users: Users
    models: Models
    generations: Generations
    ledger: Ledger
    outbox: Outbox
    shown: Shown
    inbox: Inbox
    pictures: Pictures
    references: ReadReferences
    recognise: Recognise
    take_photo: TakePhoto
    begin_portraits: BeginPortraits
    drop_photo: DropPhoto
    start_model: StartModel
    cancel: Cancel
    choose: Choose
    make_more: MakeMore
    present: Present
    showcase: Showcase
    request_scene: RequestScene
    remake: Remake
    hear: Hear
    questions: Questions
    revoke: Revoke
    erase: Erase
    ask_export: AskExport
    expire: Expire
    jobs: Jobs
    analyst: Analyst
    painter: Painter
    analysts: Chain
    painters: Chain
    listener: Listener | None
    database: Database
    presence: HoldLease  # while it is held, what this process claimed is its own
    polling: HoldLease  # who holds it asks Telegram for updates
    notices: Notices
    alarm: Alarm
    gauges: Gauges
    admit: Admit
    claim: Claim
    invite: Invite
    decide: Decide
    door: Door
    invites: Invites
    decisions: Decisions
    broadcasts: Broadcasts
    announcing: HoldLease  # who holds it sends the broadcasts
    oversight: Oversight
    sell: Sell
    check_ready: CheckReady
    metrics: Metrics

    async def alive(self) -> None:
        """Raises DatabaseAway when the database does not answer."""
        await self.database.row("SELECT 1 AS one")

    @property
    def may_choose_engine(self) -> bool:
        return self.settings.engine_choice == "on" and len(self.painters.engines) > 1

    def engine_of(self, model: Model) -> tuple[str, float]:
        """The engine that draws for this model now, and the dollars that a picture is expected to cost."""
        engine = self.painters.alive(model.engine if self.may_choose_engine else "")[0]
        return engine, self.painters.price(engine, "1K")

    def offers(self) -> list[tuple[str, float]]:
        """The image engines that can be chosen now, each with the dollars that a picture of it is expected to cost."""
        return [(engine, self.painters.price(engine, "1K")) for engine in self.painters.alive()]

    def prices(self, model: Model) -> dict[Size, float]:
        """Dollars that a picture of this model is expected to cost now, by size."""
        engine, _ = self.engine_of(model)
        return {size: self.painters.price(engine, size) for size in SIZES}

    def hurry(self) -> None:
        """To be said when the process is asked to stop: who supervises it will not wait for a database that is away."""
        self.database.hurry()

    def working(self, delivery: Delivery) -> AbstractAsyncContextManager[None]:
        """Work on generations inside the block; at its end running ones get the grace period."""
        settings = self.settings
        delivery = MeasuredDelivery(delivery, self.metrics)
        pay = Pay(self.ledger, settings.backoff_seconds, self.alarm.budget_spent)
        study = StudyPhotos(MeasuredAnalyst(self.analyst, self.metrics), self.models, self.ledger, pay, self.analysts)
        painter = MeasuredPainter(self.painter, self.metrics)
        draw = Draw(
            painter, self.pictures, self.ledger, pay, self.painters, self.recognise, settings.engine_choice == "on"
        )
        candidates = DrawCandidates(self.models, self.generations, self.references, study, draw, delivery)
        scene = DrawScene(self.models, self.generations, self.references, draw, delivery)
        each: dict[Kind, Callable[[Generation], Awaitable[None]]] = {Kind.CANDIDATES: candidates, Kind.SCENE: scene}
        work = Work(self.generations, delivery, each, self.alarm.surprise)
        return self.jobs.worker(work)

    def watching(self, owner: Owner) -> WatchEngines:
        """The retirement watch over the chains that this process works with; the offline studio never retires."""
        chains: tuple[tuple[Chain, object], ...] = (
            (self.analysts, self.analyst),
            (self.painters, self.painter),
            (self.hear.chain, self.listener),
        )
        return WatchEngines(
            [(chain, vendor) for chain, vendor in chains if isinstance(vendor, ListsEngines)], self.notices, owner
        )

    def looking(self) -> WatchStores:
        seconds = self.settings.breaker_seconds
        return WatchStores(self.alive, self.pictures, self.alarm, every=min(20.0, seconds), patience=2 * seconds)

    def erasing(self, letters: Letters) -> LookOut:
        """Empties the folders of what is erased, whichever process it was asked of."""
        claim = self.settings.takeover_seconds
        step = EmptyFolders(self.erase.erasures, self.pictures, self.recognise, letters, claim)
        return LookOut(step, self.erase.asked)

    def exporting(self, letters: Letters) -> LookOut:
        folder, claim = self.settings.data_dir / "exports", self.settings.takeover_seconds
        step = PackExport(PostgresExports(self.database), self.pictures, letters, folder, claim)
        return LookOut(step, self.ask_export.asked)

    def giving_back(self, cashier: Cashier) -> LookOut:
        """Refunds that are due, whichever process they were asked of."""
        step = GiveBack(self.sell.sales, cashier, self.settings.takeover_seconds)
        return LookOut(step, self.sell.owing)

    async def owner_id(self) -> int | None:
        """OWNER_ID, or else whoever claimed the bot."""
        if self.settings.owner_id is not None:
            return self.settings.owner_id
        claimed = (await self.decisions.read()).get(OWNER)
        return int(claimed) if claimed else None

    async def stored_bytes(self) -> int | None:
        """What photos and pictures take. Raises PicturesAway, PicturesRefused."""
        return await self.pictures.weight() if isinstance(self.pictures, WeighsPictures) else None

    def sending_broadcasts(self, herald: Herald) -> SendBroadcasts:
        return SendBroadcasts(self.broadcasts, herald, self.announcing)

    def drifting(self, owner: Owner) -> WatchLikeness:
        return WatchLikeness(self.gauges, self.notices, owner)
