"""Procrastinate, made to wait while the database is away: its worker would end, and cut off paid calls under way."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any, LiteralString, TypeVar

import psycopg
from procrastinate import PsycopgConnector
from procrastinate.connector import Notify
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

log = logging.getLogger(__name__)
T = TypeVar("T")

PAUSE = 0.5  # seconds between two tries
# A job that goes back to the queue counts one attempt more: so whoever had it in hand before touches it no longer.
OURS = "WHERE id = %(id)s AND status = 'doing' AND attempts = %(attempts)s"
DELETE: LiteralString = f"DELETE FROM procrastinate_jobs {OURS}"
FINISH: LiteralString = (
    "UPDATE procrastinate_jobs SET status = %(status)s::procrastinate_job_status, abort_requested = false,"
    f" attempts = attempts + 1 {OURS}"
)
RETRY: LiteralString = (
    f"UPDATE procrastinate_jobs SET status = 'todo', attempts = attempts + 1, scheduled_at = %(retry_at)s {OURS}"
)


class PatientConnector(PsycopgConnector):
    """While `patient`, each query of the queue's own is asked until the database answers. One that was carried out
    without our hearing of it is asked twice, so who uses this must bear that. Jobs are deferred by SQL of ours, as part
    of what accepts a generation.
    """

    def __init__(self) -> None:
        super().__init__()
        self.patient = False
        self.failures = 0

    async def execute_query_async(self, query: LiteralString, **arguments: Any) -> None:
        await self._asked(partial(super().execute_query_async, query, **arguments))

    async def execute_query_one_async(self, query: LiteralString, **arguments: Any) -> dict[str, Any]:
        return await self._asked(partial(super().execute_query_one_async, query, **arguments))

    async def execute_query_all_async(self, query: LiteralString, **arguments: Any) -> list[dict[str, Any]]:
        return await self._asked(partial(super().execute_query_all_async, query, **arguments))

    async def listen_notify(self, on_notification: Notify, channels: Iterable[str]) -> None:
        await self._asked(partial(super().listen_notify, on_notification, list(channels)))

    async def _asked(self, ask: Callable[[], Awaitable[T]]) -> T:
        while True:
            try:
                return await ask()
            except ConnectorException as error:
                task = asyncio.current_task()
                if task is not None and task.cancelling():  # the error is only the echo of that
                    raise asyncio.CancelledError from error
                if not self.patient or not is_away(error):
                    raise
                self.failures += 1
                log.debug("the queue waits for the database: %s", type(error.__cause__).__name__)
                await asyncio.sleep(PAUSE)


class PatientJobs(JobManager):
    """Knows which jobs this process has in hand, and puts back what was given to it unheard."""

    def __init__(self, connector: PatientConnector, due: datetime) -> None:
        super().__init__(connector)
        self._patient = connector
        self._due = due
        self._in_hand: set[int | None] = set()

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        failures = self._patient.failures
        job = await super().fetch_job(queues, worker_id)
        if job is not None:
            self._in_hand.add(job.id)
        if failures != self._patient.failures:
            for lost in await self.list_jobs_async(worker_id=worker_id, status="doing"):
                if lost.id not in self._in_hand:
                    log.warning("job %s was fetched while the database went away: it goes back", lost.id)
                    await self.retry_job(lost, retry_at=self._due)
        return job

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        await self._left(DELETE if delete_job else FINISH, job, status=status.value)

    async def retry_job(
        self,
        job: Job,
        retry_at: datetime | None = None,
        priority: int | None = None,
        queue: str | None = None,
        lock: str | None = None,
    ) -> None:
        """Priority, queue and lock stay as they are: nothing of ours changes them."""
        await self._left(RETRY, job, retry_at=retry_at)

    async def _left(self, query: LiteralString, job: Job, **about: object) -> None:
        """Procrastinate's own would end the job also of whoever has taken it over: killed then, nobody would go on."""
        try:
            await self.connector.execute_query_async(query, id=job.id, attempts=job.attempts, **about)
        finally:
            self._in_hand.discard(job.id)


def is_away(error: ConnectorException) -> bool:
    return isinstance(error.__cause__, psycopg.OperationalError | psycopg.InterfaceError)
