"""Tell a server that speaks Sentry's protocol what broke, and nothing that a person wrote.

As in the log, an error is its type and its places in the code: no message, which may quote a value,
no local variable, no address, query, body, cookie or user.
"""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured

from annotator.operations.outage import database_is_away
from annotator.operations.release import release

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint

KEPT = frozenset(
    {"event_id", "timestamp", "platform", "level", "logger", "release", "environment", "sdk"}
    | {"server_name", "transaction", "transaction_info"}
)
"""What else is said of an error; `transaction` is the name of the view."""
OF_A_FRAME = frozenset(
    {"filename", "abs_path", "function", "module", "lineno", "in_app"}
    | {"pre_context", "context_line", "post_context"}
)
"""What is said of a place in the code; the contexts are lines of the program."""


def start_error_reports(address: str) -> None:
    """Send errors that nobody caught to the address, from now on.

    Raises ImproperlyConfigured where it is none, or where the package is not installed.
    """
    try:
        import sentry_sdk
        from sentry_sdk.integrations.atexit import AtexitIntegration
        from sentry_sdk.integrations.dedupe import DedupeIntegration
        from sentry_sdk.integrations.django import DjangoIntegration
        from sentry_sdk.integrations.excepthook import ExcepthookIntegration
        from sentry_sdk.integrations.logging import LoggingIntegration
        from sentry_sdk.utils import BadDsn
    except ImportError as error:
        raise ImproperlyConfigured(
            "SENTRY_DSN wants the extra sentry: pip install --require-hashes -r "
            "requirements/sentry.txt, or leave SENTRY_DSN unset."
        ) from error
    try:
        sentry_sdk.init(
            dsn=address,
            release=f"annotator@{release()}",
            send_default_pii=False,
            include_local_variables=False,
            max_request_body_size="never",
            max_breadcrumbs=0,
            auto_session_tracking=False,
            default_integrations=False,
            auto_enabling_integrations=False,
            integrations=[
                AtexitIntegration(callback=lambda pending, timeout: None),
                DedupeIntegration(),
                DjangoIntegration(transaction_style="function_name", middleware_spans=False),
                ExcepthookIntegration(),
                LoggingIntegration(level=None),
            ],
            before_send=stripped,
        )
    except BadDsn as error:
        raise ImproperlyConfigured(
            "SENTRY_DSN must be as https://KEY@sentry.example.org/1."
        ) from error


def stripped(event: "Event", hint: "Hint") -> "Event | None":
    """Return what may be told of an error; None for what is no error of ours.

    Only what is named here goes out: a newer package may add to what it gathers.
    """
    error = (hint.get("exc_info") or (None, None, None))[1]
    if error is None or database_is_away(error):
        return None
    told: dict[str, Any] = {name: value for name, value in event.items() if name in KEPT}
    chain = (event.get("exception") or {}).get("values") or []
    told["exception"] = {"values": [_place(one) for one in chain]}
    return told  # type: ignore[return-value]


def _place(error: dict[str, Any]) -> dict[str, Any]:
    frames = (error.get("stacktrace") or {}).get("frames") or []
    return {
        "type": error.get("type"),
        "module": error.get("module"),
        "stacktrace": {
            "frames": [
                {name: value for name, value in frame.items() if name in OF_A_FRAME}
                for frame in frames
            ]
        },
    }
