"""The doors to editions: a member's, and that of whoever has the public link.

What is published is for every member; what has changed since, and all that leads into the brief as
it is now, is for adjudicators and managers. Who has still to read an article that an edition quotes
is let in to its frame, and not to what it says.
"""

import re
from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.http import Http404

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.editions.stored import standing
from annotator.comparison.models import Edition, EditionLink
from annotator.people.access import READERS, DeskRequest, story_for
from annotator.people.models import Role

STILL_TO_READ = (
    "This edition quotes an article that you have still to read: submit your own reading first, "
    "then it shows."
)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def edition_for(
    request: DeskRequest, slug: str, number: int, roles: frozenset[Role] = READERS
) -> Edition:
    """Return the edition, its story loaded. Raises Http404 or PermissionDenied."""
    story = story_for(request, slug, roles)
    found = Edition.objects.filter(story=story, number=number).first()
    if found is None:
        raise Http404
    found.story = story
    return found


def is_closed_to(request: DeskRequest, edition: Edition) -> bool:
    """Return whether the member has still to read an article that the edition quotes."""
    return not articles_hidden_from(request.user, edition.story).isdisjoint(edition.articles)


def open_edition_for(
    request: DeskRequest, slug: str, number: int, roles: frozenset[Role] = READERS
) -> Edition:
    """Return an edition that the member may read. Raises Http404, or PermissionDenied also where
    they have still to read an article of it."""
    edition = edition_for(request, slug, number, roles)
    if is_closed_to(request, edition):
        raise PermissionDenied(STILL_TO_READ)
    return edition


def earlier_edition(edition: Edition, number: int, hidden: Collection[int]) -> Edition:
    """Return an earlier edition of the same story. Raises Http404 where there is none of this
    number that stands, or that whoever may not see the `hidden` articles may see."""
    among = standing(Edition.objects.filter(story=edition.story, number__lt=edition.number))
    earlier: Edition | None = among.filter(number=number).first()
    if earlier is None or not set(hidden).isdisjoint(earlier.articles):
        raise Http404
    return earlier


def link_for(token: str) -> EditionLink:
    """Return the public link of this token, switched off or not, its edition and story loaded; one
    statement. Raises Http404 where there never was such a link."""
    if not _TOKEN.fullmatch(token):
        raise Http404
    found = EditionLink.objects.select_related("edition__story").filter(token=token).first()
    if found is None:
        raise Http404
    return found
