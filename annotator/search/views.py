"""The search and its results: form, find, page. What one may not see is not found."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from annotator.background import worker_is_there
from annotator.operations.replica import reads_from_replica
from annotator.people.access import DeskRequest
from annotator.search.access import Reach, reach_of
from annotator.search.finding import MOST_RANKED, find
from annotator.search.forms import SearchForm
from annotator.search.html import draw, draw_unread
from annotator.search.models import SavedSearch
from annotator.search.near import near_names
from annotator.search.page import Drawn
from annotator.search.query.syntax import FIELDS
from annotator.search.saved.news import kept_searches, saved_of, with_news
from annotator.search.waiting import waits_for

KEPT_FIELDS = ("q", "kind", "story", "sort")


@require_GET
@never_cache
@reads_from_replica
def search(request: DeskRequest) -> HttpResponse:
    """Show the box, and what is found; before anything is asked, the searches that one keeps."""
    reach = reach_of(request.user)
    form = SearchForm(request.GET, reach=reach)
    kept = kept_searches(request.user)
    page: dict[str, Any] = {"form": form, "fields": FIELDS, "most_ranked": MOST_RANKED}
    page["kept_fields"] = [(name, request.GET.get(name, "").strip()) for name in KEPT_FIELDS]
    page["behind"] = waits_for(reach)
    page["worker"] = page["behind"] and worker_is_there()
    page |= {"kept": kept, "saved": saved_of(kept, request.GET)}
    if form.is_blank():
        page["kept"] = with_news(kept, reach)
    elif form.is_valid():
        page |= _results(form, reach, page["saved"])
    elif form.unread:
        page["unread"] = draw_unread(request.GET["q"].strip(), form.unread.start, form.unread.end)
    return render(request, "search/search.html", page, status=200 if form.is_valid() else 422)


def _results(form: SearchForm, reach: Reach, saved: SavedSearch | None) -> dict[str, Any]:
    """Return the page's hits as they are drawn; where nothing is found, names that are near."""
    asked = form.asked()
    found = find(asked, reach)
    drawn = Drawn(reach, asked.query.terms, by_name=bool(asked.query.of("by")))
    shown = drawn.hits(found.hits, saved.looked_at if saved else None)
    return {
        "found": found,
        "hits": [(hit, draw(hit.title), [draw(line) for line in hit.lines]) for hit in shown],
        "next": f"{found.next.score}.{found.next.pk}" if found.next else "",
        "first": asked.after is None,
        "near": near_names(asked.query, reach) if not found.hits and not asked.after else [],
        "whole_word": next((one.words[-1] for one in asked.query.wanted if not one.begins), ""),
    }
