"""The history panel: what the user did in this article."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from annotator.annotations.assignments import actions
from annotator.annotations.models import OPEN
from annotator.annotations.workbench import history
from annotator.pagination import page_of
from annotator.people.access import DeskRequest, article_for


@require_GET
@never_cache
def my_history(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the user's own changes of the article, newest first, a page at a time."""
    article = article_for(request, pk)
    page = page_of(history.changes_of(article, request.user), request)
    assignment = actions.standing_assignment(article, request.user)
    shown = {
        "page": page,
        "lines": history.history_lines(list(page), request.user),
        "may_annotate": assignment is not None and assignment.state in OPEN,
    }
    return render(request, "annotations/_past.html", shown)
