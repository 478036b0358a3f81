"""What stands around every operation: no session, no page of HTML, a tag on what is read."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.csrf import csrf_exempt

from annotator.api.describing.openapi import PREFIX, query_names
from annotator.api.entity_tags import with_tag
from annotator.api.problems import NOT_FOUND, Problem, in_query, unfit

View = Callable[..., HttpResponseBase]
_CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")


def framed(view: View) -> View:
    """Return the view as it is routed.

    It asks for no session and so for no CSRF token: a token in the header is what opens it, and no
    browser sends that by itself.
    """

    @login_not_required
    @csrf_exempt
    @wraps(view)
    def operation(request: HttpRequest, *args: Any, **names: Any) -> HttpResponseBase:
        if problem := _unstorable(request, names) or _unknown(request):
            return problem.answer()
        if request.method == "HEAD":
            return _without_body(request, lambda: answered(request, *args, **names))
        return answered(request, *args, **names)

    def answered(request: HttpRequest, *args: Any, **names: Any) -> HttpResponseBase:
        response = view(request, *args, **names)
        response["Vary"] = "Authorization"
        response.headers.setdefault("Cache-Control", "no-store, private")
        if response.status_code == 405:
            allowed = ", ".join(_with_head(response["Allow"].split(", ")))
            told = f"{request.method} is no way in here: use {allowed}."
            return Problem(405, told, headers={"Allow": allowed}).answer()
        if isinstance(response, HttpResponse) and _may_be_kept(request, response):
            return with_tag(request, response)
        return response

    operation.operation = True  # type: ignore[attr-defined]
    operation.refuses_nul = True  # type: ignore[attr-defined]
    return operation


def _without_body(request: HttpRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Return what a GET of the address answers, its headers alone."""
    request.method = "GET"
    try:
        response = answer()
    finally:
        request.method = "HEAD"
    if isinstance(response, HttpResponse):
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = ()  # what would have been streamed is not begun
    return response


def _with_head(verbs: list[str]) -> list[str]:
    return sorted({*verbs, "HEAD"} if "GET" in verbs else verbs)


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    return request.method == "GET" and response.status_code == 200


def _unstorable(request: HttpRequest, names: dict[str, Any]) -> Problem | None:
    """Return the problem of an address that nothing can be called by."""
    if any("\0" in str(part) for part in names.values()):
        return NOT_FOUND
    for name in request.GET:
        if any("\0" in value for value in (name, *request.GET.getlist(name))):
            return unfit([in_query(name.replace("\0", "…"), "It holds a NUL: take it out.")])
    return None


def _unknown(request: HttpRequest) -> Problem | None:
    """Return the problem of a parameter that nothing reads: a filter that is misspelt would else
    let everything through."""
    if not request.GET or request.resolver_match is None:
        return None
    route = _CONVERTER.sub(r"{\1}", request.resolver_match.route)
    known = query_names(request.method or "GET", route.removeprefix(f"{PREFIX}/"))
    strangers = [name for name in request.GET if name not in known]
    if not strangers:
        return None
    told = f"There is no such parameter here: use {', '.join(sorted(known)) or 'none'}."
    return unfit(in_query(name[:100], told) for name in strangers)
