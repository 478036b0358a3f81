"""The pages of tasks: a story's for its managers; everybody's own, with the stories they manage."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from annotator.background import actions, worker_is_there
from annotator.background.models import IN_STATE, BackgroundTask, TaskState
from annotator.desk.tasks.access import task_for, tasks_of, tells_of_others
from annotator.desk.tasks.filters import TaskFilter
from annotator.desk.tasks.page import lines_of
from annotator.pagination import page_of
from annotator.people.access import MANAGERS, DeskRequest, story_for

LATELY = timedelta(days=1)


@require_GET
def tasks(request: DeskRequest) -> HttpResponse:
    """List the tasks that the user asked for, and those of the stories that they manage."""
    return _list(request, tasks_of(request.user), {"address": reverse("desk:tasks")})


@require_GET
def story_tasks(request: DeskRequest, slug: str) -> HttpResponse:
    """List the tasks of a story."""
    story = story_for(request, slug, MANAGERS)
    every = BackgroundTask.objects.filter(story_id=story.pk)
    found = every.exclude(tells_of_others(request.user))
    address = reverse("desk:story_tasks", args=[story.slug])
    return _list(request, found, {"story": story, "tab": "tasks", "address": address})


@require_GET
def failed_tasks(request: DeskRequest) -> HttpResponse:
    """Tell how many of the tasks that the user asked for have failed lately; nothing where none."""
    lately = BackgroundTask.objects.filter(
        IN_STATE[TaskState.FAILED],
        asked_by=request.user,
        asked_at__gt=timezone.now() - LATELY,
    )
    return render(request, "desk/_failed_tasks.html", {"failed": lately.count()})


@require_POST
def stop(request: DeskRequest, task: UUID) -> HttpResponse:
    """Stop a task."""
    found = task_for(request, task)
    try:
        actions.stop(found, request.user.pk)
    except ValidationError as error:
        messages.error(request, f"{found}: {' '.join(error.messages)}")
    else:
        messages.success(request, f"{found} is stopped: if it runs, at its next step.")
    return _back(request)


@require_POST
def try_again(request: DeskRequest, task: UUID) -> HttpResponse:
    """Let a task that did not end well wait once more."""
    found = task_for(request, task)
    try:
        actions.try_again(found)
    except ValidationError as error:
        messages.error(request, f"{found}: {' '.join(error.messages)}")
    else:
        messages.success(request, f"{found} is tried again.")
    return _back(request)


def _list(
    request: DeskRequest, found: QuerySet[BackgroundTask], shown: dict[str, Any]
) -> HttpResponse:
    listed = TaskFilter(request.GET, found.select_related("result", "asked_by"), user=request.user)
    page = page_of(listed.qs, request)
    lines = lines_of(list(page))
    shown |= {"filter": listed, "page": page, "lines": lines, "worker": worker_is_there()}
    shown["goes_on"] = any(line.goes_on for line in lines)
    template = "desk/story_tasks.html" if "story" in shown else "desk/tasks.html"
    return render(request, template, shown)


def _back(request: DeskRequest) -> HttpResponse:
    """Redirect to the list as it was, which the form names; to one's own list otherwise."""
    asked = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return HttpResponseRedirect(asked if safe else reverse("desk:tasks"))
