"""The documentation of the API as a page, and as a description for programs."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotator.api.describing.docs_page import sections, shapes
from annotator.api.describing.openapi import description
from annotator.api.entity_tags import with_tag
from annotator.api.problems import NOT_FOUND


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show every operation of the API, with what it takes and answers."""
    shown = {"sections": sections(), "shapes": shapes(), "api": description()["info"]}
    return render(request, "api/docs.html", shown)


@login_not_required
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Send the description of the API: the same on every desk, so that anybody may have it."""
    answer = JsonResponse(description())
    answer["Cache-Control"], answer["Vary"] = "public, max-age=300", "Accept-Encoding"
    return with_tag(request, answer)


def nothing(request: HttpRequest) -> HttpResponse:
    """Answer for an address below the API at which there is nothing."""
    return NOT_FOUND.answer()
