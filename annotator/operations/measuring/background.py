"""Tell how the work in the background is, as its tables say at the moment of asking."""

from collections.abc import Iterator
from datetime import datetime

from django.db import DatabaseError
from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from annotator.background.models import IN_STATE, BackgroundTask, TaskState, WorkerProcess
from annotator.background.presence import present
from annotator.operations.release import release

TOLD = (TaskState.WAITING, TaskState.RUNNING, TaskState.FAILED)
"""The states of which the number is told: what is done is no work, and goes after a day."""


class DeskCollector(Collector):
    """Asks the database for what all processes share; where it is away, says only that."""

    def collect(self) -> Iterator[Metric]:
        """Yield the release, whether the database answers, and the queue with its workers."""
        yield _gauge("annotator_release", "Which release runs.", 1, release=release())
        try:
            found = [*_queue(), *_workers()]
        except DatabaseError:
            yield _gauge("annotator_database_up", "Whether the database answers.", 0)
            return
        yield _gauge("annotator_database_up", "Whether the database answers.", 1)
        yield from found


def _queue() -> Iterator[Metric]:
    counts = {state.value: Count("pk", filter=IN_STATE[state]) for state in TOLD}
    oldest = Min("asked_at", filter=IN_STATE[TaskState.WAITING])
    unsettled = Q()
    for state in TOLD:
        unsettled |= IN_STATE[state]
    told = BackgroundTask.objects.filter(unsettled).order_by().aggregate(**counts, oldest=oldest)
    tasks = GaugeMetricFamily("annotator_tasks", "Tasks in the background.", labels=["state"])
    for state in TOLD:
        tasks.add_metric([state.value], told[state.value])
    yield tasks
    yield _gauge(
        "annotator_oldest_waiting_task_seconds",
        "How long the oldest task waits by now; 0 where none does.",
        _age(told["oldest"]) or 0,
    )


def _workers() -> Iterator[Metric]:
    yield _gauge("annotator_workers", "Workers heard of within a minute.", present().count())
    heard = WorkerProcess.objects.aggregate(heard=Max("heard_at"))["heard"]
    if heard:
        yield _gauge(
            "annotator_worker_heard_seconds",
            "How long ago the last sign of any worker was.",
            _age(heard) or 0,
        )


def _age(at: datetime | None) -> float | None:
    return max(0.0, (timezone.now() - at).total_seconds()) if at else None


def _gauge(name: str, told: str, value: float, **labels: str) -> Metric:
    family = GaugeMetricFamily(name, told, labels=list(labels))
    family.add_metric(list(labels.values()), value)
    return family
