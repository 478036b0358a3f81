"""Tell what no column can hold as what it is, wherever it came in: a mistake of whoever sent it.

Forms and views say more, and come first; this is what stands behind them. A text with a NUL, or
longer than its column, and a number that is larger are refused by the database or its driver.
"""

from collections.abc import Callable
from typing import Any

from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
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
    """Answers 404 where a path holds a NUL, and 422 for what the database cannot hold."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> None:
        """Raise Http404 for a path that nothing can be called by; a view may say so itself."""
        if NUL in request.path_info and not getattr(view, "refuses_nul", False):
            raise Http404

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
