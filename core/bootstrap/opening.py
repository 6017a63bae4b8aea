"""open_core: the parts that the settings ask for, opened and closed in order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from core import imaging
from core.adapters.heap import give_back_for_ever, share_one_heap
from core.adapters.jobs import Jobs
from core.adapters.measured import MeasuredLedger, MeasuredListener
from core.adapters.old_pictures import ProjectPictures
from core.adapters.postgres.broadcasts import PostgresBroadcasts
from core.adapters.postgres.claims import PostgresClaims
from core.adapters.postgres.decisions import PostgresDecisions
from core.adapters.postgres.door import PostgresDoor
from core.adapters.postgres.erasures import PostgresErasures
from core.adapters.postgres.expiry import PostgresExpiry
from core.adapters.postgres.exports import PostgresExports
from core.adapters.postgres.figures import PostgresFigures
from core.adapters.postgres.generations import PostgresGenerations
from core.adapters.postgres.inbox import PostgresInbox
from core.adapters.postgres.invites import PostgresInvites
from core.adapters.postgres.migrate import migrate
from core.adapters.postgres.models import PostgresModels
from core.adapters.postgres.notices import PostgresNotices
from core.adapters.postgres.outbox import PostgresOutbox
from core.adapters.postgres.oversight import PostgresOversight
from core.adapters.postgres.questions import PostgresQuestions
from core.adapters.postgres.sales import PostgresSales
from core.adapters.postgres.showcase import PostgresShowcase
from core.adapters.postgres.shown import PostgresShown
from core.adapters.postgres.users import PostgresUsers
from core.adapters.prometheus import Metrics
from core.bootstrap.engines import (
    analysts,
    faces_of,
    import_libraries,
    listeners,
    opened_engines,
    opened_listener,
    painters,
)
from core.bootstrap.parts import Core
from core.bootstrap.stores import leases_of, ledger_of, opened_database, opened_pictures
from core.nursery import Nursery
from core.services.admit import Admit
from core.services.alarm import Alarm
from core.services.begin_portraits import BeginPortraits
from core.services.check_ready import CheckReady
from core.services.choose import Choose, MakeMore
from core.services.claim import Claim
from core.services.decide import Decide
from core.services.drop_photo import DropPhoto
from core.services.erase import Erase
from core.services.expire import Expire
from core.services.export import AskExport
from core.services.hear import Hear
from core.services.invite import Invite
from core.services.pay import Pay
from core.services.present import Present
from core.services.read_references import ReadReferences
from core.services.recognise import Recognise
from core.services.remake import Remake
from core.services.request_scene import RequestScene
from core.services.revoke import Revoke
from core.services.sell import Sell
from core.services.start_model import Cancel, StartModel
from core.services.take_photo import TakePhoto
from core.settings import Settings


@asynccontextmanager
async def open_core(settings: Settings, *, studio_delay: float = 0.0) -> AsyncIterator[Core]:
    """Start or reach the database, bring it up to date, open the engines; close all in reverse.

    Raises DatabaseRefused or PicturesRefused. `studio_delay` slows the offline studio down, so that a visitor sees the
    stages.
    """
    share_one_heap()
    async with AsyncExitStack() as stack:
        nursery = await stack.enter_async_context(Nursery())
        nursery.start(give_back_for_ever(), "heap")
        imported = nursery.start(asyncio.to_thread(import_libraries, settings), "imports")
        database = await stack.enter_async_context(opened_database(settings))
        await migrate(database)
        jobs = await stack.enter_async_context(
            Jobs(database, settings.takeover_seconds, settings.grace_seconds).opened()
        )
        await imported
        analyst, painter = await opened_engines(settings, studio_delay, stack)
        listener = await opened_listener(settings, stack)
        users, models = PostgresUsers(database), PostgresModels(database, imaging.alike)
        generations = PostgresGenerations(database)
        pictures = await opened_pictures(settings, stack)
        old_pictures = ProjectPictures(settings.supabase_url, settings.supabase_secret_key.get_secret_value())
        references = ReadReferences(pictures, old_pictures)
        recognise = Recognise(faces_of(settings), references)
        begin_portraits = BeginPortraits(models, generations, recognise)
        metrics, gauges = Metrics(), PostgresFigures(database)
        door, decisions, invites = PostgresDoor(database), PostgresDecisions(database), PostgresInvites(database)
        presence, polling, retention, announcing = await leases_of(database, settings.takeover_seconds)
        ledger = MeasuredLedger(ledger_of(database, settings), metrics)
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
            hear=Hear(models, generations, ledger, pay, listeners(settings, alarm), measured),
            questions=PostgresQuestions(database),
            revoke=Revoke(users, generations),
            erase=Erase(models, PostgresErasures(database, generations.promote), recognise),
            ask_export=AskExport(PostgresExports(database), models),
            expire=Expire(PostgresExpiry(database), pictures, recognise, retention, settings.retention_days),
            jobs=jobs,
            analyst=analyst,
            painter=painter,
            analysts=analysts(settings, alarm),
            painters=painters(settings, alarm),
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
