"""Close accounts: the only writer of whether an account is active, with a signed history row."""

from django.core.exceptions import ValidationError
from django.db import transaction

from annotator.people.models import User
from annotator.trust.models import TrustKind
from annotator.trust.recording import record


@transaction.atomic
def deactivate(user: User, by: User) -> User:
    """Close an account and sign its person out at once; what the person made stays theirs.

    Raises ValidationError for oneself, and for a superuser unless by a superuser.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    if complaint := deactivation_refusal(locked, by):
        raise ValidationError(complaint)
    locked.is_active = False
    locked._history_user = by  # type: ignore[attr-defined]
    locked.save(update_fields=["is_active"])
    record(TrustKind.ACCOUNT_CLOSED, by=by, about=user)
    return locked


def deactivation_refusal(user: User, by: User) -> str:
    """Return why this account cannot be closed by this person; '' where it can."""
    if user.pk == by.pk:
        return "You cannot deactivate yourself: ask a colleague."
    if user.is_superuser and not by.is_superuser:
        return f"{user} is a superuser: only a superuser can deactivate the account."
    return "" if user.is_active else f"{user} is not active already."
