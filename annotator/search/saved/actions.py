"""Keep a search, rename it, delete it and bring it back, note that it was looked at.

The only writer of saved searches.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from annotator.people.models import User
from annotator.refusals import refusal
from annotator.search.models import SavedSearch, SearchDocument

MOST_KEPT = 30
"""Searches that one person keeps: the page counts what is new in each."""


def save_search(
    user: User, name: str, *, query: str, kind: str = "", story: str = "", sort: str = ""
) -> SavedSearch:
    """Keep a search. Raises ValidationError where the name is taken, or too many are kept."""
    if SavedSearch.objects.filter(user=user, deleted_at=None).count() >= MOST_KEPT:
        raise ValidationError(f"You keep {MOST_KEPT} searches already: delete one first.")
    row = SavedSearch(user=user, name=name, query=query, kind=kind, story=story, sort=sort)
    row.looked_at = _indexed_until()
    _store(row)
    return row


def rename_search(row: SavedSearch, name: str) -> None:
    """Give a saved search another name. Raises ValidationError where it is taken."""
    row.name = name
    _store(row)


def delete_search(row: SavedSearch) -> None:
    """Delete a saved search; `restore_search` brings it back."""
    row.deleted_at = timezone.now()
    _store(row)


def restore_search(row: SavedSearch) -> None:
    """Bring a deleted search back. Raises ValidationError where its name is taken meanwhile."""
    row.deleted_at = None
    _store(row)


def mark_seen(row: SavedSearch) -> None:
    """Note that all it finds now has been seen: what comes from now on is new."""
    row.looked_at = _indexed_until()
    _store(row)


def _indexed_until() -> datetime:
    """Return when the newest thing of the index came: what comes later may be found later."""
    newest = SearchDocument.objects.order_by("-arrived_at").values_list("arrived_at", flat=True)
    return newest.first() or timezone.now()


def _store(row: SavedSearch) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise refusal(error, SavedSearch) from error
