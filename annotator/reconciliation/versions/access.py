"""The doors to what corrections left behind: one's own reading, and what is settled."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from annotator.annotations.assignments.actions import standing_assignment
from annotator.annotations.models import OPEN, Placement
from annotator.people.access import SETTLERS, DeskRequest, article_for
from annotator.reconciliation.versions.look import left_behind
from articles.models import Article


def settles(request: DeskRequest, article: Article) -> bool:
    """Return whether the user may look at what is settled: not while they have still to read."""
    if not request.membership.roles & SETTLERS:
        return False
    own = standing_assignment(article, request.user)
    return own is None or own.state not in OPEN


def placement_for(request: DeskRequest, pk: int, placement: int) -> tuple[Article, Placement]:
    """Return the article and what is to be judged of it.

    Raises Http404 where there is none, PermissionDenied where it is another's.
    """
    article = article_for(request, pk)
    mine = left_behind(article, request.user, settles(request, article))
    found = mine.filter(pk=placement).first()
    if found is not None:
        return article, found
    if Placement.objects.filter(pk=placement, article=article).exists():
        raise PermissionDenied("This highlight is another’s: who made it looks at it.")
    raise Http404
