"""What is told of a desk to whoever runs it: measures and errors, both off unless set."""

import os

from django.core.exceptions import ImproperlyConfigured

from annotator.operations.error_reports import start_error_reports
from annotator.settings import start  # noqa: F401 - which reads .env

METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "").strip()
if METRICS_TOKEN and len(METRICS_TOKEN) < 32:
    raise ImproperlyConfigured(
        "METRICS_TOKEN is shorter than 32 characters: make one with "
        "python -c 'import secrets; print(secrets.token_urlsafe(50))'."
    )
if SENTRY_DSN := os.environ.get("SENTRY_DSN", "").strip():
    start_error_reports(SENTRY_DSN)
