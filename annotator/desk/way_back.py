"""Lead whoever opens an address that only takes a form back to the page that the form stands on.

Such an address stays in the browser's bar when a form is refused: opened again, it would answer 405
and an empty page. Scripts get their 405.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse

from annotator.operations.middleware import asked_by_script

PAGES = {
    "desk:date_assignments": "desk:given",
    "desk:reassign": "desk:given",
    "desk:invite": "desk:members",
    "reconciliation:reply": "reconciliation:reviewed",
    "comparison:undo_curation": "comparison:names",
    "comparison:merge_names": "comparison:names",
    "comparison:split_name": "comparison:names",
    "comparison:reword": "comparison:questions",
    "comparison:merge": "comparison:questions",
    "comparison:split": "comparison:questions",
}
"""The page of an address, by the names of both views, where it is not the page right above it."""


def way_back(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer a person who opens an address that takes no GET with the way to its page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 405 and _is_page(response) and _opened_by_a_person(request):
            query = request.META.get("QUERY_STRING", "")
            return HttpResponseRedirect(page_of(request) + (f"?{query}" if query else ""))
        return response

    return middleware


def page_of(request: HttpRequest) -> str:
    """Return the address of the page that an address belongs to: by `PAGES`, or the one above."""
    found = request.resolver_match
    if found and found.view_name in PAGES:
        of = found.kwargs
        of = {"slug": of["slug"]} if "slug" in of else of
        return reverse(PAGES[found.view_name], kwargs=of)
    above = request.path_info
    while above != "/":
        above = above.rstrip("/").rpartition("/")[0] + "/"
        try:
            page = resolve(above)
        except Resolver404:
            continue
        return reverse(page.view_name, args=page.args, kwargs=page.kwargs)
    return reverse("desk:home")


def _is_page(response: HttpResponse) -> bool:
    """Return whether it is no answer for programs, which is told in words of its own."""
    return response.headers.get("Content-Type", "").startswith("text/html")


def _opened_by_a_person(request: HttpRequest) -> bool:
    """Return whether a browser asks for a page; what asks for anything does not ask for HTML."""
    asks_for_html = "text/html" in request.headers.get("Accept", "")
    return request.method in {"GET", "HEAD"} and asks_for_html and not asked_by_script(request)
