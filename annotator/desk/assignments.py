"""Who reads what: a manager's page."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from annotator.annotations import assigning
from annotator.annotations.doors import assignment_for
from annotator.desk import progress
from annotator.desk.filters import AssigningFilter
from annotator.desk.forms import AssignForm, annotators_of
from annotator.listing import page_of
from annotator.people.access import MANAGERS, DeskRequest, story_for
from articles.models import Story


@require_http_methods(["GET", "POST"])
def assignments(request: DeskRequest, slug: str) -> HttpResponse:
    """Articles and their readers; a POST assigns some people to some articles, in one act."""
    story = story_for(request, slug, MANAGERS)
    if request.method == "GET":
        return _page(request, story, AssignForm(story=story))
    form = AssignForm(request.POST, story=story)
    if not form.is_valid():
        return _page(request, story, form, status=422)
    articles, people = list(form.cleaned_data["articles"]), list(form.cleaned_data["people"])
    try:
        done = assigning.assign_many(articles, people, request.user)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _page(request, story, form, status=422)
    made = "1 assignment" if done.made == 1 else f"{done.made} assignments"
    there = f" {done.skipped} {'was' if done.skipped == 1 else 'were'} there already."
    messages.success(request, f"{made} made.{there if done.skipped else ''}")
    return _back(request, story)


@require_POST
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    assignment = assignment_for(request, pk, MANAGERS)
    story = assignment.article.story
    try:
        assigning.withdraw(assignment, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        shown = {"assignment": assignment, "story": story}
        messages.success(request, render_to_string("desk/_withdrawn.html", shown, request))
    return _back(request, story)


def _back(request: DeskRequest, story: Story) -> HttpResponse:
    """To the list as it was: the form's address carried its filter."""
    address = reverse("desk:assignments", args=[story.slug])
    query = request.GET.urlencode()
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def _page(request: DeskRequest, story: Story, form: AssignForm, status: int = 200) -> HttpResponse:
    listed = AssigningFilter(request.GET, progress.articles_of(story), member=request.membership)
    page = page_of(listed.qs, request)
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
            "page": page,
            "rows": [
                (row, str(row.article.pk) in chosen["articles"])
                for row in progress.rows_for(page, request.membership)
            ],
            "people": [
                (person, str(person["person"].pk) in chosen["people"])
                for person in progress.sums_by_person(story, annotators_of(story))
            ],
        },
        status=status,
    )
