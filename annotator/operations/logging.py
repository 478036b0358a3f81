"""Write down each request in one line, and nothing that a person wrote.

A line tells id, method, path, status, milliseconds and the user's number. No query, body, name or
message of an error travels into it: an error is its type and the places in the code. Knows no
settings, so that gunicorn can write its own lines in the same form.
"""

import json
import logging
import re
import time
import traceback
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from annotator.operations.outage import database_is_away

FORMS = ("json", "text")
SANE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
# In an address, these open a door to whoever holds them.
SECRETS = ("token", "uidb36", "key")
request_id: ContextVar[str] = ContextVar("request_id", default="")
requests = logging.getLogger("annotator.request")


def safe_path(request: HttpRequest) -> str:
    """Return the path without query, secrets or line breaks; at most 200 characters."""
    path = request.path
    match = getattr(request, "resolver_match", None)
    for name in SECRETS:
        if match and match.kwargs.get(name):
            path = path.replace(str(match.kwargs[name]), "...")
    return quote(path)[:200]


def log_requests(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give every request an id, the proxy's if that is sane, and a line in the log."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        name = given if SANE_ID.fullmatch(given) else uuid4().hex
        mark, began = request_id.set(name), time.perf_counter()
        try:
            response = get_response(request)
            _log_line(request, response.status_code, (time.perf_counter() - began) * 1000)
        finally:
            request_id.reset(mark)
        response.headers["X-Request-ID"] = name
        return response

    return middleware


def _log_line(request: HttpRequest, status: int, milliseconds: float) -> None:
    if status < 400 and request.path_info.startswith("/health/"):
        return
    path = safe_path(request)
    # Only a user who has been asked for already: the log makes no statement of its own.
    user = getattr(getattr(request, "_cached_user", None), "pk", None)
    level = logging.ERROR if status >= 500 else logging.INFO
    facts: dict[str, Any] = {"method": request.method, "path": path, "status": status}
    facts |= {"ms": round(milliseconds, 1), "user": user}
    requests.log(level, "%s %s %s", request.method, path, status, extra={"facts": facts})


class ErrorsOnly(logging.Filter):
    """Of Django's lines about a request, admits only errors; the rest stands in the request's
    line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the record tells of an error other than a database that is away."""
        error = record.exc_info[1] if record.exc_info else None
        return error is not None and not database_is_away(error)


class JsonLines(logging.Formatter):
    """Formats a record as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message_of(record),
        }
        if name := request_id.get():
            line["request"] = name
        line |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1]:
            line["error"] = list(traceback_lines(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False, default=str)


class TextLines(logging.Formatter):
    """Formats a record for a person who reads it on a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created).strftime("%H:%M:%S")
        facts = getattr(record, "facts", {})
        after = f" in {facts['ms']} ms" if facts else ""
        line = f"{at} {record.levelname.lower()} {record.name}: {message_of(record)}{after}"
        if record.exc_info and record.exc_info[1]:
            line += "".join(f"\n  {place}" for place in traceback_lines(record.exc_info[1]))
        return line


def message_of(record: logging.LogRecord) -> str:
    """Return the record's message in one line, without what follows the ? of an address."""
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        return f"{getattr(record, 'status_code', '')} {safe_path(request)}".strip()
    return re.sub(r"\?\S+", "?…", record.getMessage()).replace("\n", " ⏎ ")


def traceback_lines(error: BaseException) -> Iterator[str]:
    """Yield where an error arose, the outermost call first, then its causes; never its message."""
    seen: BaseException | None = error
    while seen is not None:
        yield f"{type(seen).__module__}.{type(seen).__qualname__}"
        for frame in traceback.extract_tb(seen.__traceback__)[-12:]:
            yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)


def logging_settings(form: str, quiet: bool = False) -> dict[str, Any]:
    """Return the LOGGING setting: lines of `form` to standard error.

    `form` is one of FORMS; `quiet` leaves out requests that were answered well.
    """
    lines = JsonLines if form == "json" else TextLines
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"broken": {"()": ErrorsOnly}},
        "formatters": {"lines": {"()": lines}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "annotator": {"level": "WARNING" if quiet else "INFO"},
            "django": {"handlers": [], "level": "INFO"},
            "django.request": {"level": "ERROR", "filters": ["broken"]},
            "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        },
    }
