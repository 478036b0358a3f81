"""Tell whether the desk lives and is ready, and answer while its database is away."""

import logging
import sys

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from annotator.background import worker_is_there
from annotator.operations import replica_watch
from annotator.operations.logging import request_id
from annotator.operations.middleware import asked_by_script
from annotator.operations.outage import database_is_away, outage_reason

RETRY_AFTER = 3
log = logging.getLogger("annotator.operations.health")


@login_not_required
@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Answer that the process lives; asks nothing of the database."""
    return HttpResponse("live\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer that the database answers too, else 503 with Retry-After.

    Whether somebody works in the background is told as well, and how the replica is, if there is
    one: without, a desk is ready all the same.
    """
    try:
        worker = worker_is_there()
        replica = replica_watch.told()
    except DatabaseError as error:
        _log_outage(error)
        refused = HttpResponse("The database is away.\n", status=503, content_type="text/plain")
        refused["Retry-After"] = str(RETRY_AFTER)
        return refused
    told = "ready\n" if worker else "ready; no worker: what is asked for in the background waits\n"
    return HttpResponse(told + (f"{replica}\n" if replica else ""), content_type="text/plain")


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer for an error that nobody caught: 503 where the database is away, else the 500 page."""
    error = sys.exc_info()[1]
    if error is None or not database_is_away(error):
        if asked_by_script(request):
            words = "Something broke on our side. Try again; if it happens again, tell us when."
            return JsonResponse({"error": words, "request": request_id.get()}, status=500)
        return defaults.server_error(request)
    _log_outage(error)
    if asked_by_script(request):
        words = "The database is away for a moment. Nothing was changed; try again."
        answer: HttpResponse = JsonResponse({"error": words}, status=503)
    else:
        answer = HttpResponse(loader.get_template("503.html").render(), status=503)
    answer["Retry-After"] = str(RETRY_AFTER)
    answer["Cache-Control"] = "no-store"
    return answer


def _log_outage(error: BaseException) -> None:
    log.error("the database is away: %s", outage_reason(error))
