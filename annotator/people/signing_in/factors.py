"""Second factors: their secrets are stored under the desk's key, so that a copy of the database
does not hold them; and whether one was used in a session."""

import base64
import hmac
import logging
import secrets
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest

from annotator.people.models import User

log = logging.getLogger("annotator.signing_in")
PURPOSE = b"annotator: secrets of second factors"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second factor: recovery codes only stand in for one."""


class Factors(DefaultMFAAdapter):
    """allauth's second factors, with secrets that only this desk can read."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This is wrong, was used, or is too old. Try again with a new one.",
    }

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; one that was stored with a key nobody has any more opens nothing."""
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.error("A second factor was stored with a SECRET_KEY that is not known any more.")
            return base64.b32encode(secrets.token_bytes(20)).decode()


def has_factor(user: User) -> bool:
    """Return whether the person has a second factor, in one statement."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists())


def used_factor(request: HttpRequest, user: User) -> bool:
    """Return whether whoever holds this session has shown a second factor, without a statement."""
    return any(one.get("method") == "mfa" for one in get_authentication_records(request, user))


def note_added_factor(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any
) -> None:
    """Count a factor that was just added as used: it was shown to be there."""
    if authenticator.type in FACTORS:
        record_authentication(
            request, user, "mfa", id=authenticator.pk, type=str(authenticator.type)
        )


def _keys() -> MultiFernet:
    """Return the key of now, and those before it, which still read what they wrote."""
    known = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hmac.digest(secret.encode(), PURPOSE, "sha256") for secret in known)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
