"""What a page says whose token is too old."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from annotator.operations.middleware import asked_by_script


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in words (403) that the page was open too long, or that cookies are off."""
    if asked_by_script(request):
        # A token ends when somebody signs in: the page sees whether it is still its own person.
        here = {"user": str(request.user.pk or ""), "signed_in_as": str(request.user)}
        refused = {"error": "The page is too old: reload it.", "csrf": True, **here}
        return JsonResponse(refused, status=403)
    return render(request, "people/csrf_failure.html", status=403)
