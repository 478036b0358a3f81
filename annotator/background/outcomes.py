"""How a run of a task ends: well, not well, or given back to be run again. The only writer of it.

Each is one conditional statement: a worker that was taken for dead, and whose task another one has
taken up, changes nothing any more.
"""

from datetime import timedelta
from traceback import format_exception

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models.functions import NullIf
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from annotator.background.models import BackgroundTask, TaskRow
from annotator.background.progress import Stopped
from annotator.background.work import TaskFailed
from annotator.operations.outage import database_is_away

MOST_RUNS = 3
"""How often a task is begun, where its worker dies or its database is away."""
PAUSE = 10
"""Seconds before the second run of a task; twice as many before the third."""


class WorkerDied(Exception):
    """The process that ran the task ended before the task did."""


class Overdue(WorkerDied):
    """The task came no step further for so long that its process was ended."""


def succeed(result: TaskRow) -> None:
    """Say that the task is done."""
    _finish(result, "", status=TaskResultStatus.SUCCESSFUL, exception_class_path="", traceback="")


def fail(result: TaskRow, error: BaseException) -> None:
    """Say that the task did not end well, and why: in words for people, and as a traceback."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    _finish(
        result,
        in_words(error),
        status=TaskResultStatus.FAILED,
        exception_class_path=kind,
        traceback="".join(format_exception(error)),
    )


def run_again(result: TaskRow, error: BaseException) -> None:
    """Let the task wait for its next run, or say that it failed where it has had its runs."""
    runs = len(result.worker_ids)
    if runs >= MOST_RUNS:
        fail(result, error)
    else:
        pause = timedelta(seconds=PAUSE * 2 ** (runs - 1))
        _wait(result, result.worker_ids, timezone.now() + pause)


def give_back(result: TaskRow) -> None:
    """Let the task wait as if it had not been begun: its worker is ending."""
    _wait(result, result.worker_ids[:-1], get_date_max())


def in_words(error: BaseException) -> str:
    """Return what to tell whoever asked for a task that ended with this error."""
    if isinstance(error, Stopped):
        return "It was stopped."
    if isinstance(error, TaskFailed):
        return str(error)
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, Overdue):
        return (
            f"It came no step further for {settings.TASK_LIMIT_SECONDS} seconds and was ended, the "
            f"last of {MOST_RUNS} times: it hangs, or waits for what does not come. Try again when "
            "less goes on; if it happens again, tell whoever runs the desk, who may give it more "
            "time by TASK_LIMIT_SECONDS."
        )
    if isinstance(error, WorkerDied):
        return (
            f"It was cut off {MOST_RUNS} times before it was done: the process that ran it ended, "
            "perhaps for want of memory, or could not reach the database. Try again when less "
            "goes on."
        )
    if database_is_away(error):
        return f"The database could not be reached, or is full: tried {MOST_RUNS} times."
    if isinstance(error, ImportError):
        return "The program does not know this task any more: ask for it again on its page."
    return (
        f"It broke on our side ({type(error).__name__}). Try again; if it happens again, tell "
        "whoever runs the desk: the worker's log says where."
    )


def _finish(result: TaskRow, words: str, **fields: object) -> None:
    with transaction.atomic():
        if _ours(result).update(finished_at=timezone.now(), **fields):
            BackgroundTask.objects.filter(pk=result.pk).update(
                worker=None, waiting_key=None, failure=words
            )


def _wait(result: TaskRow, worker_ids: list[str], run_after: object) -> None:
    with transaction.atomic():
        if _ours(result).update(
            status=TaskResultStatus.READY, worker_ids=worker_ids, run_after=run_after
        ):
            _wait_for_its_key(BackgroundTask.objects.filter(pk=result.pk))


def _wait_for_its_key(task: models.QuerySet[BackgroundTask]) -> None:
    try:
        with transaction.atomic():
            key = NullIf("key", models.Value(""))
            task.update(worker=None, waiting_key=key)
    except IntegrityError:  # another of its key waits: both will run
        task.update(worker=None)


def _ours(result: TaskRow) -> models.QuerySet[TaskRow]:
    return DBTaskResult.objects.filter(
        pk=result.pk, status=TaskResultStatus.RUNNING, started_at=result.started_at
    )
