"""What a page says while the rows of its story are behind what was changed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRefresh

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.background import worker_is_there
from annotator.comparison.question_rows.kept import progress_of, rows_behind
from annotator.people.access import DeskRequest
from articles.models import Story


def asks_progress(request: DeskRequest) -> bool:
    """Return whether it is the page itself that asks how far the rows are."""
    return request.htmx.target == "computing"


def progress_part(request: DeskRequest, story: Story) -> HttpResponse:
    """Show how far the rows are; the page anew once all of them are there, or to somebody who has
    still to read."""
    behind = rows_behind(story) and not articles_hidden_from(request.user, story)
    if not behind:
        return HttpResponseClientRefresh()
    return render(request, "comparison/_computing.html", being_behind(story, behind))


def being_behind(story: Story, behind: bool) -> dict[str, Any]:
    """Return what a page shows of how far the rows are: nothing where they are not behind.

    To a member who has still to read they are never said to be: it would tell that somebody else
    has read or settled.
    """
    if not behind:
        return {"behind": None}
    return {"behind": progress_of(story), "worker": worker_is_there()}
