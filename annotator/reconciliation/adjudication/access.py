"""The doors to pages that show the readings of others: nobody passes who has still to read."""

from django.core.exceptions import PermissionDenied

from annotator.annotations.assignments import actions
from annotator.annotations.models import OPEN, AssignmentState
from annotator.people.access import ANNOTATORS, SETTLERS, DeskRequest, article_for
from annotator.people.models import Role
from articles.models import Article

ADJUDICATORS = frozenset({Role.ADJUDICATOR})


def settled_article_for(
    request: DeskRequest, pk: int, roles: frozenset[Role] = SETTLERS
) -> Article:
    """Return the article whose readings are compared, its source and story loaded.

    Raises Http404 for a stranger; PermissionDenied for the wrong role, and for whoever is about to
    read the article themselves.
    """
    article = article_for(request, pk, roles)
    own = actions.standing_assignment(article, request.user)
    if own is not None and own.state in OPEN:
        raise PermissionDenied(
            "You have still to read this article: submit your own reading first, then others show."
        )
    return article


def own_reading_for(request: DeskRequest, pk: int) -> Article:
    """Return the article, its source and story loaded, of which one has submitted a reading.

    Raises Http404 for a stranger; PermissionDenied for the wrong role, and without a reading of
    one's own that is submitted.
    """
    article = article_for(request, pk, ANNOTATORS)
    own = actions.standing_assignment(article, request.user)
    if own is None:
        raise PermissionDenied("You have not read this article: there is nothing of yours in it.")
    if own.state != AssignmentState.SUBMITTED:
        raise PermissionDenied(
            "Submit your reading of this article first: then you can see what is said about it."
        )
    return article
