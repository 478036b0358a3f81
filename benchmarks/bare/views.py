"""The least that reading and storing can cost in Django: one statement each."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from benchmarks.bare.models import Mark

COLUMNS = ("id", "annotator", "label", "start", "end", "quote")


@require_GET
def read(request: HttpRequest, article: int) -> JsonResponse:
    """Answer with an article's rows as JSON; who asks is not looked at."""
    rows = list(Mark.objects.filter(article=article).values_list(*COLUMNS))
    return JsonResponse({"rows": rows})


@csrf_exempt
@require_POST
def insert(request: HttpRequest) -> HttpResponse:
    """Store what is sent as one row; who sends it is not looked at."""
    return _stored(request.POST, 0)


@require_POST
def insert_signed_in(request: HttpRequest) -> HttpResponse:
    """Store what somebody sends who is signed in, and whose form is the desk's own."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    return _stored(request.POST, request.user.pk)


def _stored(sent: Any, annotator: int) -> HttpResponse:
    Mark.objects.create(
        article=0, annotator=annotator, label=sent["label"], start=sent["start"], end=sent["end"],
        quote=sent["quote"],
    )  # fmt: skip
    return HttpResponse("1", content_type="text/plain")
