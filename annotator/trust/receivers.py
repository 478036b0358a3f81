"""Write lines for what packages tell by signals: signing in and out, passwords, second factors."""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import Signal

from annotator.trust.models import TrustKind
from annotator.trust.recording import record

FAILURES_AN_HOUR = 20
"""Lines of failed sign-ins for an account, or for none, from one address: guesses are many."""
WAYS = {"ModelBackend": "password"}
"""What the backends by which somebody signs in are called in the log."""


def connect() -> None:
    """Let the receivers hear. Called when the app is ready."""
    listen(user_logged_in, TrustKind.SIGNED_IN)
    listen(user_logged_out, TrustKind.SIGNED_OUT)
    user_login_failed.connect(_sign_in_failed, dispatch_uid="trust: sign-in failed")
    user_locked_out.connect(_locked_out, dispatch_uid="trust: locked out")


def listen(signal: Signal, kind: TrustKind) -> None:
    """Write a line of this kind each time that a signal is sent with a `user`, who did it."""

    def told(sender: Any, user: Any = None, **named: Any) -> None:
        if user is not None:
            record(kind, by=user, facts=_way(user) if kind is TrustKind.SIGNED_IN else {})

    signal.connect(told, weak=False, dispatch_uid=f"trust: {kind}")


def _way(user: Any) -> dict[str, str]:
    backend = str(getattr(user, "backend", "")).rpartition(".")[2]
    return {"way": WAYS.get(backend, backend)}


def _sign_in_failed(sender: Any, credentials: Any, **named: Any) -> None:
    about = _account(credentials.get("username"))
    record(TrustKind.SIGN_IN_FAILED, about=about, most_an_hour=FAILURES_AN_HOUR)


def _locked_out(sender: Any, username: Any = None, **named: Any) -> None:
    record(TrustKind.LOCKED_OUT, about=_account(username), most_an_hour=1)


def _account(name: Any) -> Any:
    """Return the account that a name means; what was typed, perhaps a password, is not kept."""
    user = get_user_model()
    if not isinstance(name, str) or "\0" in name or len(name) > 150:
        return None
    return user._default_manager.filter(**{user.USERNAME_FIELD: name}).first()
