"""See in answers what the log tells of: files that leave, and doors that stay shut.

Every file leaves with its name in a header, and every refusal is a 403, whatever page, program or
admin asks: here, none can be forgotten.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from annotator.trust.models import TrustKind
from annotator.trust.recording import answering, record

NAMED_BY = ("name",)
"""The words of an address that name a format; others may be secrets."""
log = logging.getLogger("annotator.trust")


def notice(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Let lines tell who asks, and write one for a file that leaves or a refusal."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with answering(request):
            response = get_response(request)
            try:
                _note(request, response)
            except DatabaseError:
                # What was read from a replica leaves also while the primary is away.
                log.exception("A line of the trust log could not be written.")
        return response

    return middleware


def _note(request: HttpRequest, response: HttpResponse) -> None:
    if response.status_code == 403 and request.user.is_authenticated:
        facts = {"method": request.method or "", **_of_address(request)}
        record(TrustKind.REFUSED, story=_story(request), facts=facts, most_an_hour=1)
    elif _is_file(response) and _is_signed_in(request):
        facts = {"type": response["Content-Type"].partition(";")[0], **_of_address(request)}
        record(TrustKind.EXPORTED, story=_story(request), facts=facts)


def _is_file(response: HttpResponse) -> bool:
    return response.status_code == 200 and "Content-Disposition" in response


def _is_signed_in(request: HttpRequest) -> bool:
    """Return whether it is known who asks; where anybody may ask, nobody is looked up."""
    return request.method != "HEAD" and getattr(request, "_cached_user", None) is not None


def _of_address(request: HttpRequest) -> dict[str, Any]:
    """Return the name of the page, and the numbers and the format that its address names."""
    match = request.resolver_match
    if match is None:
        return {"page": ""}
    named = {
        name: value
        for name, value in match.kwargs.items()
        if isinstance(value, int) or name in NAMED_BY
    }
    return {"page": match.view_name or "", **named}


def _story(request: HttpRequest) -> Any:
    """Return the story whose door was asked, if one was."""
    return getattr(getattr(request, "membership", None), "story", None)
