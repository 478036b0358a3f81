"""The list of assignments, one row each, where a manager sets deadlines and gives to others."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations.assignments import bulk
from annotator.annotations.curation.plans import number
from annotator.annotations.models import ENDED, OPEN, Assignment
from annotator.desk.assignments.filters import AssignmentFilter
from annotator.desk.assignments.forms import ChosenForm, DueForm, ReassignForm
from annotator.desk.assignments.views import back_to_list
from annotator.pagination import page_of
from annotator.people.access import MANAGERS, DeskRequest, story_for
from annotator.people.models import User
from articles.models import Story


@require_GET
def assignment_list(request: DeskRequest, slug: str) -> HttpResponse:
    """List the story's assignments."""
    return _page(request, story_for(request, slug, MANAGERS))


@require_POST
def set_deadlines(request: DeskRequest, slug: str) -> HttpResponse:
    """Set, change or clear the last day of the chosen assignments."""
    story = story_for(request, slug, MANAGERS)
    form = DueForm(request.POST, story=story)
    if not form.is_valid():
        return _page(request, story, dating=form)
    day = form.cleaned_data["due_on"]
    dated = bulk.set_due(form.cleaned_data["assignments"], day, request.user)
    told = f"due on {day:%-d %b %Y}" if day else "without a deadline"
    left = len(form.cleaned_data["assignments"]) - dated
    stays = f" {left} of the chosen stay as they are." if left else ""
    messages.success(request, f"{number(dated, 'assignment')} now {told}.{stays}")
    return back_to_list(request, story, "desk:given")


@require_POST
def reassign(request: DeskRequest, slug: str) -> HttpResponse:
    """Give the chosen articles to somebody else."""
    story = story_for(request, slug, MANAGERS)
    form = ReassignForm(request.POST, story=story)
    if form.is_valid():
        chosen, to = list(form.cleaned_data["assignments"]), form.cleaned_data["to"]
        try:
            new = bulk.reassign(chosen, to, request.user)
        except ValidationError as error:
            form.add_error(None, error)
    if form.errors:
        return _page(request, story, moving=form)
    shown = {"story": story, "to": to, "new": new, "undo": _by_person(chosen, new)}
    messages.success(request, render_to_string("desk/_reassigned.html", shown, request))
    return back_to_list(request, story, "desk:given")


def _by_person(before: list[Assignment], new: list[Assignment]) -> list[tuple[User, list[int]]]:
    """Return to whom the new assignments go back where the act is undone; what had ended stays."""
    of_article = {assignment.article_id: assignment.pk for assignment in new}
    found: defaultdict[User, list[int]] = defaultdict(list)
    for assignment in before:
        if assignment.state in OPEN:
            found[assignment.annotator].append(of_article[assignment.article_id])
    return list(found.items())


def _page(
    request: DeskRequest,
    story: Story,
    dating: DueForm | None = None,
    moving: ReassignForm | None = None,
) -> HttpResponse:
    """Draw the list; 422 where one of the forms was refused, with what was chosen still chosen."""
    rows = Assignment.objects.filter(article__story=story)
    listed = AssignmentFilter(request.GET, rows, story=story)
    # Sorted by key alone: no title is dragged along.
    page = page_of(listed.qs.values_list("pk", flat=True), request)
    page.object_list = _named(list(page))
    refused: ChosenForm | None = dating or moving
    shown = {
        "story": story,
        "tab": "assignments",
        "filter": listed,
        "page": page,
        "rows": _rows(page, request.POST.getlist("assignments")),
        "dating": dating or DueForm(story=story),
        "moving": moving or ReassignForm(story=story),
        "refused": refused,
    }
    return render(request, "desk/given.html", shown, status=422 if refused else 200)


def _named(keys: Sequence[int]) -> list[Assignment]:
    """Return the assignments with these keys, in their order, with people, titles and sources."""
    named = Assignment.objects.select_related("annotator", "article__source")
    found = named.defer("article__text").in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _rows(page: Page[Assignment], chosen: list[str]) -> list[dict[str, Any]]:
    """Return each assignment, whether it is chosen, and how many read its article where it has
    ended."""
    ended = [row.article_id for row in page if row.state in ENDED]
    reading = Assignment.objects.filter(article__in=ended).exclude(state__in=ENDED).order_by()
    readers = dict(reading.values_list("article").annotate(Count("pk"))) if ended else {}
    return [
        {
            "assignment": row,
            "chosen": str(row.pk) in chosen,
            "ended": row.state in ENDED,
            "readers": readers.get(row.article_id, 0),
        }
        for row in page
    ]
