"""What a person does to a task: stop it, try it again."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import NullIf
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from annotator.background.models import STOPPED, BackgroundTask
from annotator.background.outcomes import in_words
from annotator.background.progress import Stopped

AS_NEW: dict[str, object] = {
    "status": TaskResultStatus.READY,
    "started_at": None,
    "finished_at": None,
    "worker_ids": [],
    "run_after": get_date_max(),
    "exception_class_path": "",
    "traceback": "",
}
"""What the library's row says of a task that has not been begun."""


class TaskRefused(ValidationError):
    """The act on the task cannot be done; the message says why."""


@transaction.atomic
def stop(task: BackgroundTask, by: int) -> None:
    """Stop a task: at once where it waits, at its next step where it runs.

    Raises TaskRefused where it has ended already.
    """
    now = timezone.now()
    stored = DBTaskResult.objects.filter(pk=task.pk)
    asked = BackgroundTask.objects.filter(pk=task.pk, result__finished_at=None)
    if not asked.update(stop_asked_at=now, stop_asked_by=by):
        raise TaskRefused("It has ended already.")
    waited = stored.filter(status=TaskResultStatus.READY).update(
        status=TaskResultStatus.FAILED, finished_at=now, exception_class_path=STOPPED
    )
    if waited:
        BackgroundTask.objects.filter(pk=task.pk).update(
            waiting_key=None, failure=in_words(Stopped())
        )


def try_again(task: BackgroundTask) -> None:
    """Let a task that has failed or was stopped wait once more, as if it had not been begun.

    Raises TaskRefused where it has not, or where one of its key waits already.
    """
    try:
        with transaction.atomic():
            ended = DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.FAILED)
            if not ended.update(**AS_NEW):
                raise TaskRefused("Only what has failed or was stopped is tried again.")
            BackgroundTask.objects.filter(pk=task.pk).update(
                asked_at=timezone.now(),
                waiting_key=NullIf("key", Value("")),
                stop_asked_at=None,
                stop_asked_by=None,
                done=None,
                of=None,
                failure="",
            )
    except IntegrityError as error:
        raise TaskRefused("The same has been asked for since, and waits.") from error
