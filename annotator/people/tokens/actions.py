"""Make tokens and revoke them: the only writer of tokens, each act signed in their history."""

import hashlib
import secrets
from datetime import timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from annotator.people.models import PersonalToken, TokenUse, User
from annotator.refusals import refusal
from annotator.trust.models import TrustKind
from annotator.trust.recording import record

MOST = 30
"""Tokens that one person has at a time."""
RECOGNISED = 4
"""Characters of the secret itself that are kept, to recognise a token by."""


class MadeToken(NamedTuple):
    """A new token, and its secret, which is shown once and kept nowhere."""

    token: PersonalToken
    secret: str


@transaction.atomic
def make_token(
    user: User, name: str, *, reads: str, annotates: bool, manages: bool, days: int
) -> MadeToken:
    """Make a token that is good for so many days, and return it with its secret.

    Raises ValidationError for a name that is taken, scopes that do not go together, too many
    tokens, and days beyond `PersonalToken.LONGEST`.
    """
    live = PersonalToken.objects.filter(user=user, revoked_at=None, expires_at__gt=timezone.now())
    if live.count() >= MOST:
        raise ValidationError(f"You have {MOST} tokens already: revoke one that is not used.")
    if not timedelta(0) < timedelta(days=days) <= PersonalToken.LONGEST:
        raise ValidationError(
            {"days": f"A token is good for 1 to {PersonalToken.LONGEST.days} days."}
        )
    secret = PersonalToken.PREFIX + secrets.token_urlsafe(32)
    now = timezone.now()
    token = PersonalToken(
        user=user, name=name, prefix=secret[: len(PersonalToken.PREFIX) + RECOGNISED],
        token_hash=hash_secret(secret), reads=reads, annotates=annotates, manages=manages,
        created_at=now, expires_at=now + timedelta(days=days),
    )  # fmt: skip
    token.full_clean()
    try:
        with transaction.atomic():
            _save_signed(token, user)
            TokenUse.objects.create(token=token)
    except IntegrityError as error:
        raise refusal(error, PersonalToken) from error
    facts = {"prefix": token.prefix, "scopes": sorted(token.scopes), "days": days}
    record(TrustKind.TOKEN_MADE, by=user, about=user, facts=facts)
    return MadeToken(token, secret)


@transaction.atomic
def revoke_token(token: PersonalToken, by: User) -> PersonalToken:
    """End the token at once. Raises ValidationError where it is revoked already."""
    locked = PersonalToken.objects.select_for_update().get(pk=token.pk)
    if locked.revoked_at is not None:
        raise ValidationError(f"“{locked.name}” is revoked already.")
    locked.revoked_at = timezone.now()
    revoked = _save_signed(locked, by)
    record(TrustKind.TOKEN_REVOKED, by=by, about=revoked.user, facts={"prefix": revoked.prefix})
    return revoked


def hash_secret(secret: str) -> str:
    """Return what is kept of a secret: long and random as it is, a plain hash suffices."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _save_signed(token: PersonalToken, by: User) -> PersonalToken:
    """Store the token together with its history row, and return it."""
    token._history_user = by  # type: ignore[attr-defined]
    token.save()
    return token
