"""Give out what is measured, to whoever has the token; without one there is nothing here."""

import os

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from annotator.operations.measuring.background import DeskCollector


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer with everything that is measured, in the format of Prometheus."""
    if not settings.METRICS_TOKEN:
        raise Http404
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    if kind != "Bearer" or not constant_time_compare(given.strip(), settings.METRICS_TOKEN):
        refused = HttpResponse(
            "Metrics want the header “Authorization: Bearer …” with METRICS_TOKEN.\n",
            status=401,
            content_type="text/plain; charset=utf-8",
        )
        refused["WWW-Authenticate"] = "Bearer"
        return refused
    shared = CollectorRegistry()
    shared.register(DeskCollector())
    told = generate_latest(shared) + generate_latest(_of_requests())
    return HttpResponse(told, content_type=CONTENT_TYPE_LATEST)


def _of_requests() -> CollectorRegistry:
    """Return what the processes of this gunicorn have counted together, or this process alone."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together
