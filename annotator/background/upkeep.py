"""What a worker does besides its tasks: takes up those of dead workers, and removes what is old."""

import logging
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from annotator.background.models import WorkerProcess
from annotator.background.outcomes import Overdue, WorkerDied, give_back, run_again
from annotator.background.presence import leave, lives_here, present
from annotator.trust.keeping import sweep

KEPT = timedelta(days=14)
"""How long a task that has ended is kept, to be looked at."""
KEPT_UNASKED = timedelta(days=1)
"""How long one is kept that ended well and that nobody asked for: there are thousands a day."""
PORTION = 500
log = logging.getLogger("annotator.background")


def take_up(idle: str = "") -> int:
    """Let tasks wait again whose workers are gone; return how many.

    `idle` is the name of a worker that runs nothing: what is said to be run by it, is not.
    """
    running = DBTaskResult.objects.filter(background_task__worker__isnull=False)
    signed = present().exclude(pk=idle).values("pk")
    silent = running.exclude(background_task__worker__in=signed)
    taken = 0
    for result in silent.select_related("background_task"):
        worker = result.background_task.worker or ""
        if worker != idle and lives_here(worker):
            continue
        log.warning("A task is taken up again, its worker is gone: %s", result.task_path)
        run_again(result, WorkerDied())
        taken += 1
    return taken


def replace(worker: str, overdue: bool) -> None:
    """Let what a worker ran wait again whose process has ended, and say that it has left.

    `overdue`: it was ended, as it came no step further.
    """
    for result in DBTaskResult.objects.filter(background_task__worker=worker):
        run_again(result, Overdue() if overdue else WorkerDied())
    leave(worker)


def give_back_all(worker: str) -> None:
    """Let what a worker has claimed wait again: it is ending, and runs nothing."""
    for result in DBTaskResult.objects.filter(background_task__worker=worker):
        give_back(result)


def prune() -> int:
    """Delete tasks that ended long ago, old lines of the trust log, a portion of each, and workers
    that are long gone; return how many the larger portion had."""
    now = timezone.now()
    ended = DBTaskResult.objects.filter(
        Q(finished_at__lt=now - KEPT)
        | Q(
            finished_at__lt=now - KEPT_UNASKED,
            status=TaskResultStatus.SUCCESSFUL,
            background_task__asked_by=None,
        )
    )
    old = list(ended.order_by().values_list("pk", flat=True)[:PORTION])
    if old:
        DBTaskResult.objects.filter(pk__in=old).delete()
    WorkerProcess.objects.filter(heard_at__lt=now - KEPT_UNASKED).delete()
    return max(len(old), sweep(PORTION))
