"""Signing in, again and out; one's own password."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from annotator.middleware import asked_by_script


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page that was open too long, or cookies that are off: say so, in words."""
    if asked_by_script(request):
        return JsonResponse({"error": "The page is too old: reload it.", "csrf": True}, status=403)
    return render(request, "people/csrf_failure.html", status=403)
