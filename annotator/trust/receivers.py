"""Write lines for what packages tell by signals: signing in and out, passwords, second factors."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import email_changed, password_changed, password_reset, password_set
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from allauth.socialaccount.signals import social_account_added, social_account_removed
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import Signal

from annotator.trust.models import TrustKind
from annotator.trust.recording import record

FAILURES_AN_HOUR = 20
"""Lines of failed sign-ins for an account, or for none, from one address: guesses are many."""
TOLD = (
    (user_logged_out, TrustKind.SIGNED_OUT),
    (password_changed, TrustKind.PASSWORD_CHANGED),
    (password_set, TrustKind.PASSWORD_CHANGED),
    (password_reset, TrustKind.PASSWORD_RESET),
    (email_changed, TrustKind.EMAIL_CHANGED),
    (authenticator_added, TrustKind.SECOND_FACTOR_ADDED),
    (authenticator_removed, TrustKind.SECOND_FACTOR_REMOVED),
    (authenticator_used, TrustKind.SECOND_FACTOR_USED),
    (authenticator_reset, TrustKind.RECOVERY_CODES_MADE),
)
"""What packages tell of somebody's own doing."""


def connect() -> None:
    """Let the receivers hear. Called when the app is ready."""
    user_logged_in.connect(_signed_in, dispatch_uid="trust: signed in")
    for signal, kind in TOLD:
        listen(signal, kind)
    user_login_failed.connect(_sign_in_failed, dispatch_uid="trust: sign-in failed")
    authentication_failed.connect(_factor_failed, dispatch_uid="trust: factor failed")
    social_account_added.connect(_connected, dispatch_uid="trust: connected")
    social_account_removed.connect(_disconnected, dispatch_uid="trust: disconnected")


def listen(signal: Signal, kind: TrustKind) -> None:
    """Write a line of this kind each time that a signal is sent with a `user`, who did it."""

    def told(sender: Any, user: Any = None, **named: Any) -> None:
        if user is not None:
            record(kind, by=user, about=user)

    signal.connect(told, weak=False, dispatch_uid=f"trust: {kind} by {id(signal)}")


def _signed_in(sender: Any, request: Any, user: Any, **named: Any) -> None:
    """Tell by which ways: password, mfa, socialaccount, in the words of the package."""
    session = getattr(request, "session", None)
    shown = get_authentication_records(request, user) if session is not None else []
    record(TrustKind.SIGNED_IN, by=user, facts={"ways": [str(one["method"]) for one in shown]})


def _sign_in_failed(sender: Any, credentials: Any, **named: Any) -> None:
    about = _account(credentials.get("username")) or _account(credentials.get("email"), "email")
    record(TrustKind.SIGN_IN_FAILED, about=about, most_an_hour=FAILURES_AN_HOUR)


def _factor_failed(sender: Any, user: Any, **named: Any) -> None:
    facts = {"ways": ["mfa"]}
    record(TrustKind.SIGN_IN_FAILED, about=user, facts=facts, most_an_hour=FAILURES_AN_HOUR)


def _connected(sender: Any, sociallogin: Any, **named: Any) -> None:
    _of_organisation(TrustKind.ORGANISATION_CONNECTED, sociallogin.account)


def _disconnected(sender: Any, socialaccount: Any, **named: Any) -> None:
    _of_organisation(TrustKind.ORGANISATION_DISCONNECTED, socialaccount)


def _of_organisation(kind: TrustKind, account: Any) -> None:
    record(kind, by=account.user, about=account.user, facts={"provider": account.provider})


def _account(name: Any, by: str = "username") -> Any:
    """Return the account that a name means; what was typed, perhaps a password, is not kept."""
    user = get_user_model()
    if not isinstance(name, str) or "\0" in name or len(name) > 254:
        return None
    return user._default_manager.filter(**{f"{by}__iexact": name}).first()
