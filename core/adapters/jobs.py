"""Procrastinate in our own database: who does the work, how it survives a kill, and how it ends gently."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

import psycopg
from procrastinate import App, BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.exceptions import ConnectorException, JobAborted
from procrastinate.jobs import DeleteJobCondition, Job

from core.about import about
from core.adapters.postgres.database import Database
from core.adapters.postgres.patient_queue import PatientConnector, PatientJobs
from core.errors import DatabaseAway
from core.nursery import Nursery

log = logging.getLogger(__name__)

POLL_SECONDS = 0.5  # how late a due retry may be noticed; new jobs come by NOTIFY at once
LONGEST_WAIT = 60
AT_ONCE = 128  # jobs mostly wait for engines
# Procrastinate writes when a job is due by this process's clock, and the database's clock decides whether it is.
DUE = datetime(2000, 1, 1, tzinfo=UTC)  # due now, by any clock


class AgainWhenCutOff(BaseRetryStrategy):
    """A job that a shutdown cut off runs again at once. What else a job raises, the next run may mend: it waits
    longer each time. How often is the work's own decision: it ends a generation that keeps failing."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        if isinstance(exception, asyncio.CancelledError | JobAborted):
            return RetryDecision(retry_at=DUE)
        return RetryDecision(retry_in={"seconds": min(2**job.attempts, LONGEST_WAIT)})


class Jobs:
    """Jobs carry a generation's id and nothing else. `defer_generation` in migrations/ writes them, for this task."""

    def __init__(self, database: Database, takeover_seconds: float, grace_seconds: float) -> None:
        self._database = database
        self._takeover = takeover_seconds
        self._grace = grace_seconds
        self._work: Callable[[str], Awaitable[None]] | None = None
        self._suspects: set[int | None] = set()
        self._connector = PatientConnector()
        self._app = App(connector=self._connector)
        self._app.job_manager = PatientJobs(self._connector, DUE)
        self._app.task(name="generate", retry=AgainWhenCutOff(), pass_context=True)(self._run)

    async def _run(self, context: JobContext, generation_id: str) -> None:
        assert self._work is not None  # noqa: S101  # only `worker` runs jobs, and it sets this first
        with about(job=context.job.id, generation=generation_id):
            await self._work(generation_id)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator["Jobs"]:
        async with self._app.open_async(self._database.pool):
            yield self

    @asynccontextmanager
    async def worker(self, work: Callable[[str], Awaitable[None]]) -> AsyncIterator[None]:
        """Work inside the block. At its end running jobs get the grace period, then go back to the queue."""
        self._work = work
        self._connector.patient = True
        async with Nursery() as nursery:
            nursery.start(self._rescue_forever(), "rescuer")
            worker = nursery.start(self._work_forever(), "worker")
            try:
                yield
            finally:
                self._connector.patient = False  # who stops does not wait for a database that is away
                worker.cancel()
                with suppress(asyncio.CancelledError):
                    await worker

    async def _work_forever(self) -> None:
        """The worker waits while the database is away. Whatever else ends it, it begins again."""
        while self._connector.patient:
            try:
                await self._app.run_worker_async(
                    concurrency=AT_ONCE,
                    install_signal_handlers=False,
                    fetch_job_polling_interval=POLL_SECONDS,
                    shutdown_graceful_timeout=self._grace,
                    delete_jobs=DeleteJobCondition.SUCCESSFUL,
                    update_heartbeat_interval=self._takeover / 3,
                    stalled_worker_timeout=self._takeover,
                )
            except (ConnectorException, psycopg.Error, OSError) as error:
                log.warning("the worker lost the database (%s); it begins again in a second", type(error).__name__)
                await asyncio.sleep(1)
            except Exception:
                log.exception("the worker ended by surprise; it begins again in a second")
                await asyncio.sleep(1)
            else:
                return

    async def _rescue_forever(self) -> None:
        """Jobs of killed workers stay 'doing' until somebody puts them back: that is us."""
        while True:
            with suppress(ConnectorException, DatabaseAway, psycopg.Error, OSError):
                await self._rescue()
            await asyncio.sleep(min(self._takeover / 3, 10))

    async def _rescue(self) -> None:
        """What looks dead twice is dead: while the database was away nobody's heart could beat.

        Also what a process whose clock was wrong has put off: no wait is longer than the longest one.
        """
        manager = self._app.job_manager
        stalled = {job.id: job for job in await manager.get_stalled_jobs(seconds_since_heartbeat=self._takeover)}
        for job_id in stalled.keys() & self._suspects:
            log.warning("job %s of a dead worker is taken over", job_id)
            await manager.retry_job(stalled[job_id], retry_at=DUE)
        self._suspects = set(stalled)
        await self._database.run(
            "UPDATE procrastinate_jobs SET scheduled_at = now()"
            " WHERE status = 'todo' AND scheduled_at > now() + make_interval(secs => %s)",
            LONGEST_WAIT,
        )
        await manager.delete_old_jobs(nb_hours=24, include_failed=True, include_cancelled=True, include_aborted=True)
