"""The doors to the codebook: every member of the desk reads it; who curates labels changes it."""

from django.core.exceptions import PermissionDenied

from annotator.people.access import DeskRequest
from annotator.people.models import User


def may_curate(user: User) -> bool:
    """Return whether the user may change what labels mean: whoever may in the admin."""
    return user.has_perm("vocabulary.change_label")


def curator_of(request: DeskRequest) -> User:
    """Return who asks, where they may change the codebook. Raises PermissionDenied."""
    if not may_curate(request.user):
        raise PermissionDenied("Only who curates the vocabulary changes the codebook.")
    return request.user
