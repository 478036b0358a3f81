"""What a page says while the rows of its story are still being computed."""

from django.http import HttpResponse
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRefresh

from annotator.comparison.question_rows.refresh import Rows
from annotator.people.access import DeskRequest


def asks_progress(request: DeskRequest) -> bool:
    """Return whether it is the page itself that asks how far the rows are."""
    return request.htmx.target == "computing"


def progress_part(request: DeskRequest, rows: Rows) -> HttpResponse:
    """Show how far the rows are; the page anew once all of them are there."""
    if not rows.left:
        return HttpResponseClientRefresh()
    return render(request, "comparison/_computing.html", {"kept": rows})
