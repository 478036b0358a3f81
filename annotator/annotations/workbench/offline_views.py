"""Articles kept in the browser: the service worker, and which pages it may keep."""

import json
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from annotator.navigation import way
from annotator.people.access import DeskRequest, articles_shown_to
from annotator.text import plain_number

MOST_ASKED = 100
"""Articles that are asked after at once: a browser keeps fewer."""
View = Callable[[DeskRequest, int], HttpResponse]


def kept_offline(view: View) -> View:
    """Let the browser keep a copy of the page, for the one who is signed in and for nobody else."""

    @wraps(view)
    def shown(request: DeskRequest, pk: int) -> HttpResponse:
        response = view(request, pk)
        if settings.OFFLINE_COPIES and response.status_code == 200:
            response["X-Offline-Copy"] = str(request.user.pk)
        return response

    return shown


@login_not_required
@never_cache
@require_GET
def service_worker(request: HttpRequest) -> HttpResponse:
    """Send the worker, at the desk's root so that it sees who signs in and out; asked for anew
    each time.

    Where the desk wants no copies it is one that clears what an earlier one kept, and leaves.
    """
    places = {
        "static": settings.STATIC_URL,
        "article": reverse("annotations:workbench", args=[0]),
        "kept": reverse("annotations:still_there"),
        "home": way("home"),
        "people": [
            way("sign_in"),
            way("sign_out"),
            reverse("mfa_authenticate"),
            reverse("mfa_login_webauthn"),
            reverse("people:go_to_organisation", args=["0"]).removesuffix("0/"),
            reverse("people:invitation", args=["0"]).removesuffix("0/"),
            reverse("admin:login"),
            reverse("admin:logout"),
        ],
    }
    keeping = ["kept_list.js", "gone_articles.js", "copies.js"]
    names = keeping if settings.OFFLINE_COPIES else ["unregister.js"]
    scripts = ", ".join(json.dumps(static(f"worker/{name}")) for name in names)
    words = f"self.places = {json.dumps(places)};\nimportScripts({scripts});\n"
    headers = {"Service-Worker-Allowed": places["home"]}
    return HttpResponse(words, content_type="text/javascript; charset=utf-8", headers=headers)


@never_cache
@require_GET
def still_there(request: DeskRequest) -> HttpResponse:
    """Say which of some articles (`at`, their numbers) whoever asks may still open.

    A browser drops the copies of the others: they were taken down, or are no longer theirs.
    """
    numbers = map(plain_number, request.GET.getlist("at")[:MOST_ASKED])
    asked = [number for number in numbers if number is not None]
    shown = articles_shown_to(request.user).filter(pk__in=asked).order_by("pk")
    return JsonResponse({"there": list(shown.values_list("pk", flat=True))})
