"""The answer to too many wrong passwords: for whom, how long, and which ways in are left."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from annotator.operations.middleware import asked_by_script


def password_is_closed(request: HttpRequest, minutes: int) -> HttpResponse:
    """Say when to try again at the latest (429), as a page or, to a script, as JSON."""
    match = request.resolver_match
    if asked_by_script(request) or (match and match.view_name == "people:sign_in_again"):
        words = f"Too many wrong passwords. Wait {minutes} minutes, then try again."
        refused: HttpResponse = JsonResponse({"error": words}, status=429)
    else:
        until = timezone.localtime(timezone.now() + timedelta(minutes=minutes))
        shown = {"until": until, "minutes": minutes}
        refused = render(request, "people/locked_out.html", shown, status=429)
    refused["Retry-After"] = str(minutes * 60)
    return refused
