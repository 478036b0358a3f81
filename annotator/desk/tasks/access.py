"""Whose tasks somebody sees: their own, those of the stories they manage; the permission, all."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from annotator.annotations.models import OPEN, Assignment
from annotator.background.models import IN_STATE, BackgroundTask, TaskState
from annotator.people.access import MANAGERS, DeskRequest, enter
from annotator.people.models import Membership, User
from articles.models import Story

SEE_ALL, ACT_ON_ALL = "background.view_backgroundtask", "background.change_backgroundtask"


def tasks_of(user: User) -> QuerySet[BackgroundTask]:
    """Return the tasks that the user may see, newest first."""
    tasks = BackgroundTask.objects.all()
    if user.has_perm(SEE_ALL):
        return tasks
    tasks = tasks.exclude(tells_of_others(user))
    led = Membership.objects.filter(user=user, manager=True).order_by().values("story")
    return tasks.filter(Q(asked_by=user) | Q(story_id__in=led))


def tells_of_others(user: User) -> Q:
    """Return the tasks that would tell the user that others have read or settled: what the desk
    asks for by itself in a story of which they have still to read. What failed is told."""
    reading = Assignment.objects.filter(annotator=user, state__in=OPEN)
    stories = reading.order_by().values("article__story")
    return Q(asked_by=None, story_id__in=stories) & ~IN_STATE[TaskState.FAILED]


def task_for(request: DeskRequest, key: UUID) -> BackgroundTask:
    """Return a task that the user may stop and ask for again.

    Raises Http404, or PermissionDenied for a member of its story who is no manager.
    """
    task = BackgroundTask.objects.filter(pk=key).first()
    if task is None:
        raise Http404
    if task.asked_by_id == request.user.pk or request.user.has_perm(ACT_ON_ALL):
        return task
    story = Story.objects.filter(pk=task.story_id or 0).first()
    if story is None:
        raise Http404
    enter(request, story, MANAGERS)
    return task
