"""The door that a token opens: whose it is, if it is good."""

from django.utils import timezone

from annotator.people.models import PersonalToken
from annotator.people.tokens.actions import hash_secret

LONGEST_SECRET = 200


def token_presented(secret: str) -> PersonalToken | None:
    """Return the token of this secret with its user, in one statement; None where it opens nothing.

    A revoked or expired one opens nothing, nor does one whose person has left the desk.
    """
    if not secret.startswith(PersonalToken.PREFIX) or len(secret) > LONGEST_SECRET:
        return None
    good = PersonalToken.objects.filter(
        token_hash=hash_secret(secret),
        revoked_at=None,
        expires_at__gt=timezone.now(),
        user__is_active=True,
    )
    return good.select_related("user").first()
