"""The only writer of an account's standing; it leaves its history, signed."""

from django.core.exceptions import ValidationError
from django.db import transaction

from annotator.people.models import User


@transaction.atomic
def deactivate(user: User, by: User) -> User:
    """Close an account; what the person made stays theirs. They are signed out at once.

    Raises ValidationError for oneself, and for a superuser unless by a superuser.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    if complaint := why_not(locked, by):
        raise ValidationError(complaint)
    locked.is_active = False
    locked._history_user = by  # type: ignore[attr-defined]
    locked.save(update_fields=["is_active"])
    return locked


def why_not(user: User, by: User) -> str:
    """Why this account cannot be closed by this person; '' where it can."""
    if user.pk == by.pk:
        return "You cannot deactivate yourself: ask a colleague."
    if user.is_superuser and not by.is_superuser:
        return f"{user} is a superuser: only a superuser can deactivate the account."
    return "" if user.is_active else f"{user} is not active already."
