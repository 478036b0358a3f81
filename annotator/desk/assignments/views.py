"""The manager's page on who reads what."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from annotator.annotations.assignments import actions, bulk
from annotator.annotations.assignments.access import assignment_for
from annotator.annotations.models import Assignment, AssignmentState
from annotator.desk import reading_progress
from annotator.desk.assignments.filters import AssigningFilter
from annotator.desk.assignments.forms import AssignForm, annotators_of
from annotator.desk.progress.story_statistics import assignment_counts
from annotator.pagination import page_of
from annotator.people.access import MANAGERS, DeskRequest, story_for
from articles.models import Article, Story


@require_http_methods(["GET", "POST"])
def assignments(request: DeskRequest, slug: str) -> HttpResponse:
    """List articles and their readers; a POST assigns some people to some articles, in one act."""
    story = story_for(request, slug, MANAGERS)
    if request.method == "GET":
        return assignments_page(request, story, AssignForm(story=story))
    form = AssignForm(request.POST, story=story)
    if not form.is_valid():
        return assignments_page(request, story, form, status=422)
    asked = form.cleaned_data
    articles, people = list(asked["articles"]), list(asked["people"])
    try:
        done = bulk.assign_many(articles, people, request.user, asked["due_on"])
    except ValidationError as error:
        form.add_error(None, error.messages)
        return assignments_page(request, story, form, status=422)
    made = "1 assignment" if done.made == 1 else f"{done.made} assignments"
    there = f" {done.skipped} {'was' if done.skipped == 1 else 'were'} there already."
    messages.success(request, f"{made} made.{there if done.skipped else ''}")
    return back_to_list(request, story)


@require_POST
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    """Take an assignment back, and offer to undo that."""
    assignment = assignment_for(request, pk, MANAGERS)
    story = assignment.article.story
    try:
        actions.withdraw(assignment, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        shown = {"assignment": assignment, "story": story, "due_on": still_ahead(assignment)}
        messages.success(request, render_to_string("desk/_withdrawn.html", shown, request))
    return back_to_list(request, story)


def back_to_list(
    request: DeskRequest, story: Story, name: str = "desk:assignments"
) -> HttpResponse:
    """Redirect to the list as it was: the form's address carried its filter."""
    address = reverse(name, args=[story.slug])
    query = request.GET.urlencode()
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def still_ahead(assignment: Assignment) -> date | None:
    """Return the assignment's last day, for an undo to give it again, unless it has gone by."""
    day = assignment.due_on
    return day if day and day >= timezone.localdate() else None


def assignments_page(
    request: DeskRequest, story: Story, form: AssignForm, status: int = 200
) -> HttpResponse:
    """Draw the articles with their readers, and the people; `form` says what is chosen."""
    listed = AssigningFilter(
        request.GET, reading_progress.articles_of(story), member=request.membership
    )
    shown = page_of(listed.qs, request)
    chosen = {
        name: set(request.POST.getlist(name)) if form.is_bound else set()
        for name in ("people", "articles")
    }
    return render(
        request,
        "desk/assignments.html",
        {
            "story": story,
            "tab": "assignments",
            "form": form,
            "filter": listed,
            "page": shown,
            "handed_back": _handed_back(story),
            "rows": [
                (row, str(row.article.pk) in chosen["articles"])
                for row in reading_progress.article_lines(shown, request.membership)
            ],
            "people": [
                (person, str(person["person"].pk) in chosen["people"])
                for person in assignment_counts(story, annotators_of(story))
            ],
        },
        status=status,
    )


def _handed_back(story: Story) -> int:
    """Count the articles that somebody has handed back and that still want readers."""
    ended = Assignment.objects.filter(article__story=story, state=AssignmentState.HANDED_BACK)
    wanting = reading_progress.with_readers(Article.objects.filter(pk__in=ended.values("article")))
    reading = F("assigned") + F("in_progress") + F("submitted")
    return wanting.alias(reading=reading).filter(reading__lt=story.readers).count()
