"""Measure requests: how many, how long, and how long of it the database took.

A view stands for all its addresses, so that nothing of an address is kept. The processes of one
gunicorn add up: each keeps its counts in a folder that gunicorn's configuration makes.
"""

import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponseBase
from prometheus_client import Counter, Histogram

REQUESTS = Histogram(
    "annotator_request_seconds",
    "Requests, with the seconds until their answer began.",
    ["method", "route", "status"],
    buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30),
)
STATEMENTS = Counter(
    "annotator_database_statements", "Statements that requests asked of the database.", ["route"]
)
DATABASE = Counter(
    "annotator_database_seconds", "Seconds that requests waited for the database.", ["route"]
)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
NO_VIEW = "none"
"""The route of what no view answers: static files, and addresses that are not there."""


class _Waiting:
    """How long one request has waited for its databases, and for how many statements."""

    def __init__(self) -> None:
        self.statements, self.seconds = 0, 0.0

    def __call__(self, execute: Callable[..., Any], *words: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*words)
        finally:
            self.statements += 1
            self.seconds += time.perf_counter() - began


def measured(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Count each request by its view, with its status and its times."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        waiting, began = _Waiting(), time.perf_counter()
        with ExitStack() as wrapped:
            for connection in connections.all():
                wrapped.enter_context(connection.execute_wrapper(waiting))
            response = get_response(request)
        took = time.perf_counter() - began
        route = route_of(request)
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(method, route, response.status_code).observe(took)
        if waiting.statements:
            STATEMENTS.labels(route).inc(waiting.statements)
            DATABASE.labels(route).inc(waiting.seconds)
        return response

    return middleware


def route_of(request: HttpRequest) -> str:
    """Return the name of the view that answered, as `annotations:change`."""
    found = request.resolver_match
    return (found.view_name or NO_VIEW) if found else NO_VIEW
