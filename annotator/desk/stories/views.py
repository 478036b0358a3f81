"""The stories, and the front page of each: door, form, action, page."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from annotator.desk import actions, reading_progress
from annotator.desk.filters import ArticleFilter, StoryFilter
from annotator.desk.forms import StoryForm
from annotator.desk.progress import story_statistics
from annotator.desk.progress.story_table import article_rows
from annotator.pagination import page_of
from annotator.people.access import (
    MANAGERS,
    DeskRequest,
    may_found_stories,
    stories_open_to,
    story_for,
)


@require_GET
def stories(request: DeskRequest) -> HttpResponse:
    """List the stories of which the user is a member; for the superuser, all."""
    own = stories_open_to(request.user).annotate(
        number=Count("articles"), sources=Count("articles__source", distinct=True)
    )
    own = own.defer("guidelines").order_by("title", "pk")
    listed = StoryFilter(request.GET, own)
    page = page_of(listed.qs, request)
    roles = {
        member.story_id: sorted(member.roles)
        for member in request.user.memberships.filter(story__in=[story.pk for story in page])
    }
    shown = [(story, roles.get(story.pk, [])) for story in page]
    return render(
        request,
        "desk/stories.html",
        {
            "filter": listed,
            "page": page,
            "rows": shown,
            "may_found": may_found_stories(request.user),
        },
    )


@require_http_methods(["GET", "POST"])
def new_story(request: DeskRequest) -> HttpResponse:
    """Make a story."""
    if not may_found_stories(request.user):
        raise PermissionDenied("Only an administrator, or whom they allow, makes a new story.")
    form = StoryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        story = actions.found_story(**form.cleaned_data, by=request.user)
        return redirect("desk:story", story.slug)
    return render(
        request, "desk/story_form.html", {"form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def edit_story(request: DeskRequest, slug: str) -> HttpResponse:
    """Change what a story says of itself."""
    story = story_for(request, slug, MANAGERS)
    form = StoryForm(request.POST or None, instance=story)
    if request.method == "POST" and form.is_valid():
        actions.edit_story(story, **form.cleaned_data)
        return redirect("desk:story", story.slug)
    if form.errors:
        story.refresh_from_db()  # the form has laid refused values over it
    shown = {"form": form, "story": story}
    return render(request, "desk/story_form.html", shown, status=422 if form.errors else 200)


@require_GET
def story(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the front page of a story: its numbers, its guidelines, its articles."""
    story = story_for(request, slug)
    listed = ArticleFilter(
        request.GET, reading_progress.articles_of(story), member=request.membership
    )
    numbers = story_statistics.story_numbers(request.membership)
    number = None if listed.narrows else numbers["articles"]
    page = page_of(listed.qs, request, number=number)
    rows = reading_progress.article_lines(page, request.membership)
    return render(
        request,
        "desk/story.html",
        {
            "story": story,
            "tab": "articles",
            "filter": listed,
            "page": page,
            "rows": rows,
            "drawn": article_rows(rows, request.membership),
            "numbers": numbers,
            "my_roles": sorted(request.membership.roles),
            "proposed_regions": numbers.pop("proposed", 0),
            "sees_progress": reading_progress.sees_progress(request.membership),
        },
    )
