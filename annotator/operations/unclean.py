"""Refuse what no column can hold, wherever it comes in, before or after a view has tried it.

A path or a query with a NUL is refused before any view, since PostgreSQL takes none. What is longer
than a column, or a number that is larger, is refused by the database, and told as what it is: a
mistake of whoever sent it. Forms say more, and come first; this is what stands behind them.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render

from annotator.operations.middleware import asked_by_script

NUL = "\x00"
TOLD = (
    "Something that was sent is too long, too large, or holds a character that cannot be stored: "
    "it was not taken. Shorten it, or remove the character, and send it again."
)

_TOO_MUCH = (DataError, OverflowError, UnicodeEncodeError)
"""What a database or its driver raises for a value that no column holds; half a character too."""


class UncleanInput:
    """Answers 400 for a NUL in path or query, and 422 for what the database cannot hold."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> None:
        """Refuse an address with a NUL, unless the view says that it does so in its own words."""
        if getattr(view, "refuses_nul", False):
            return
        if NUL in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("The address holds a NUL character: remove it.")

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the refusal, where the database or its driver says that a value cannot be."""
        if not (isinstance(error, _TOO_MUCH) or _is_of_nul(error)):
            return None
        if asked_by_script(request):
            return JsonResponse({"error": TOLD}, status=422)
        return render(request, "400.html", {"told": TOLD}, status=422)


def _is_of_nul(error: Exception) -> bool:
    """Return whether a driver refuses a text for a NUL in it, before the database sees it."""
    return isinstance(error, ValueError) and "NUL (0x00)" in str(error)
