"""Figures for Prometheus, in a registry of our own. No user, no id and no text ever is a label."""

from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from core.models import Figures

QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
COSINES = (0.1, 0.2, 0.3, 0.363, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9)
SLOW = (0.5, 1, 2.5, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300)


class Metrics:
    """Implements core.ports.Meter; the measured ports count the rest."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        at: dict[str, Any] = {"namespace": "keepface", "registry": self.registry}
        self._received = Counter("updates_received", "Updates that Telegram delivered", ["known"], **at)
        self._handled = Histogram("update_seconds", "Handlers of one update, begin to end", buckets=QUICK, **at)
        self.calls = Counter("paid_calls", "Paid calls by outcome", ["engine", "purpose", "outcome"], **at)
        self.engine_seconds = Histogram("engine_seconds", "One call of an engine", ["engine"], buckets=SLOW, **at)
        self.album_seconds = Histogram("album_seconds", "Third photo to album", buckets=SLOW, **at)
        self.scene_seconds = Histogram("scene_seconds", "Scene asked for to picture sent", buckets=SLOW, **at)
        self.deliveries = Counter("deliveries", "Results brought to a chat", ["what", "outcome"], **at)
        self.likeness = Histogram(
            "likeness", "Cosine of a picture's face to its reference images", ["engine"], buckets=COSINES, **at
        )
        self.unmeasured = Counter("likeness_unmeasured", "Pictures without a score", ["engine", "why"], **at)
        self._inbox = Gauge("inbox_depth", "Updates that are not handled yet", **at)
        self._inbox_age = Gauge("inbox_oldest_seconds", "Age of the oldest of them", **at)
        self._jobs = Gauge("jobs_depth", "Jobs that wait or run", ["status"], **at)
        self._jobs_age = Gauge("jobs_oldest_seconds", "Age of the oldest waiting job", **at)
        self._spent = Gauge("spend_today_usd", "Spent and reserved since 00:00 UTC, over all processes", **at)
        self._polls = Gauge("polling_leader", "1 if this process polls Telegram", **at)

    def received(self, *, new: bool) -> None:
        self._received.labels("no" if new else "yes").inc()

    def handled(self, seconds: float) -> None:
        self._handled.observe(seconds)

    def text(self, figures: Figures | None, *, polls: bool) -> bytes:
        """The page for Prometheus. Without figures the database is away: its gauges keep their last value."""
        self._polls.set(polls)
        if figures:
            self._inbox.set(figures.updates_waiting)
            self._inbox_age.set(figures.oldest_update_seconds)
            self._jobs.labels("waiting").set(figures.jobs_waiting)
            self._jobs.labels("running").set(figures.jobs_running)
            self._jobs_age.set(figures.oldest_job_seconds)
            self._spent.set(figures.spent_today_usd)
        return generate_latest(self.registry)
