"""Remember in the browser how far the primary's log was when its user last wrote something.

By that a page that is read from the replica has what its reader has just stored. The cookie lives
longer than a replica that is asked may be behind, and holds a place in the log, nothing of anybody.
"""

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase

from annotator.operations.replica_watch import FARTHEST, primary_place

SALT = "written"
UNKNOWN = "?"
KEPT = 2 * int(FARTHEST.total_seconds())
"""Seconds for which it is remembered: a replica that is asked is never so far behind."""
READS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def remember_writes(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Give the browser, with the answer to what may have written, the place of that write."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.method not in READS and response.status_code < 500 and _is_browser(request):
            response.set_signed_cookie(
                settings.WRITTEN_COOKIE_NAME,
                _place(),
                salt=SALT,
                max_age=KEPT,
                path=settings.SESSION_COOKIE_PATH,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return middleware


def _is_browser(request: HttpRequest) -> bool:
    """Return whether a cookie can help: a program that brings a token reads from the primary."""
    return "Authorization" not in request.headers


def written_by(request: HttpRequest) -> str | None:
    """Return the place of the reader's last write: "" for none, None where nobody knows it."""
    place = request.get_signed_cookie(settings.WRITTEN_COOKIE_NAME, "", salt=SALT, max_age=KEPT)
    return None if place == UNKNOWN else place


def _place() -> str:
    # What was stored is stored: that its place is not known is no reason to say otherwise.
    try:
        return primary_place()[0]
    except DatabaseError:
        return UNKNOWN
