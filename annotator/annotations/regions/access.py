"""The door to a change of a region: managers come by every one, a reader by their own."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from annotator.annotations.models import RegionChange
from annotator.people.access import ANNOTATORS, MANAGERS, DeskRequest, article_for

MARKERS = MANAGERS | ANNOTATORS


def may_set_regions(request: DeskRequest) -> bool:
    """Return whether what the member says of a page's parts holds at once; behind a door."""
    return bool(request.membership.roles & MANAGERS)


def region_change_for(request: DeskRequest, pk: int, change: int) -> RegionChange:
    """Return the change, its article loaded. Raises Http404 or PermissionDenied.

    A reader comes by what they proposed themselves, and learns of no other.
    """
    article = article_for(request, pk, MARKERS)
    found = RegionChange.objects.filter(pk=change, article=article).first()
    if found is None or not (may_set_regions(request) or found.by_id == request.user.pk):
        raise Http404
    found.article = article
    return found


def check_decides(request: DeskRequest, change: RegionChange, verb: str) -> None:
    """Let managers decide, and a reader withdraw a proposal. Raises PermissionDenied."""
    withdraws = verb == "undo" and change.state == RegionChange.State.PROPOSED
    if not (withdraws or may_set_regions(request)):
        raise PermissionDenied("A manager of the story decides on this.")
