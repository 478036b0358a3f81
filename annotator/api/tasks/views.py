"""Tasks in the background: how far they are, stopped, tried again."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404
from ninja import Query, Router

from annotator.api.access import ApiRequest
from annotator.api.cursors import PageOut, page_of_rows, uuid
from annotator.api.forms import PAGING, as_address, narrowed
from annotator.api.operations import needs
from annotator.api.tasks.schemas import TaskOut, TaskQuery
from annotator.background import actions
from annotator.background.models import BackgroundTask
from annotator.desk.tasks.access import task_for, tasks_of
from annotator.desk.tasks.filters import TaskFilter
from annotator.people.models import TokenScope
from articles.models import Story

router = Router(tags=["Tasks"])


@router.get("/tasks", response=PageOut[TaskOut], **needs(TokenScope.READ))
def list_tasks(request: ApiRequest, asked: Query[TaskQuery]) -> PageOut[TaskOut]:
    """List the tasks that you asked for, and those of the stories that you manage."""
    rows = tasks_of(request.user).select_related("result", "asked_by")
    filters = TaskFilter(as_address(asked, leave=PAGING), rows, user=request.user)
    page, following = page_of_rows(narrowed(filters), asked, uuid)
    return PageOut(items=_tasks(page), next=following)


@router.get("/tasks/{uuid:task_id}", response=TaskOut, **needs(TokenScope.READ))
def read_task(request: ApiRequest, task_id: UUID) -> TaskOut:
    """Read how far a task is."""
    rows = tasks_of(request.user).select_related("result", "asked_by")
    found = rows.filter(pk=task_id).first()
    if found is None:
        raise Http404
    return _tasks([found])[0]


@router.post("/tasks/{uuid:task_id}/stop", response=TaskOut, **needs(TokenScope.MANAGE))
def stop_task(request: ApiRequest, task_id: UUID) -> TaskOut:
    """Stop a task: at once where it waits, at its next step where it runs."""
    found = task_for(request, task_id)
    actions.stop(found, request.user.pk)
    return _stored(found)


@router.post("/tasks/{uuid:task_id}/again", response=TaskOut, **needs(TokenScope.MANAGE))
def try_task_again(request: ApiRequest, task_id: UUID) -> TaskOut:
    """Let a task that has failed or was stopped wait once more."""
    found = task_for(request, task_id)
    actions.try_again(found)
    return _stored(found)


def _stored(task: BackgroundTask) -> TaskOut:
    rows = BackgroundTask.objects.select_related("result", "asked_by")
    return _tasks([rows.get(pk=task.pk)])[0]


def _tasks(tasks: Sequence[BackgroundTask]) -> list[TaskOut]:
    keys = {task.story_id for task in tasks if task.story_id}
    slugs = dict(Story.objects.filter(pk__in=keys).order_by().values_list("pk", "slug"))
    return [
        TaskOut(
            id=task.pk,
            title=task.title,
            state=task.state,
            story=slugs.get(task.story_id or 0),
            done=task.done,
            of=task.of,
            asked_at=task.asked_at,
            asked_by=task.asked_by.username if task.asked_by else None,
            failure=task.failure,
        )
        for task in tasks
    ]
