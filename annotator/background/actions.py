"""What a person does to a task: stop it, ask for it again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from annotator.background.models import STOPPED, BackgroundTask
from annotator.background.outcomes import in_words
from annotator.background.progress import Stopped
from annotator.background.work import Asking, Work


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


def ask_again(task: BackgroundTask, by: int) -> None:
    """Ask for a task that did not end well once more, with the same arguments.

    Raises TaskRefused where it has not ended, or is unknown by now.
    """
    stored = DBTaskResult.objects.get(pk=task.pk)
    if stored.status != TaskResultStatus.FAILED:
        raise TaskRefused("Only what has failed or was stopped is tried again.")
    try:
        work = stored.task
    except ImportError:
        work = None
    if not isinstance(work, Work):
        raise TaskRefused("The program does not know this task any more.")
    Asking(work, tuple(stored.args_kwargs["args"]), task.story_id, by, task.key).store()
