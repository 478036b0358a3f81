"""The doors to what readings of others are shown on: nobody passes who has still to read."""

from django.core.exceptions import PermissionDenied

from annotator.annotations import assigning
from annotator.annotations.models import OPEN
from annotator.people.access import SETTLERS, DeskRequest, article_for
from annotator.people.models import Role
from articles.models import Article

ADJUDICATORS = frozenset({Role.ADJUDICATOR})


def settled_article_for(
    request: DeskRequest, pk: int, roles: frozenset[Role] = SETTLERS
) -> Article:
    """The article whose readings are compared, its source and story loaded.

    Raises Http404 for a stranger; PermissionDenied for the wrong role, and for whoever is
    about to read the article themselves.
    """
    article = article_for(request, pk, roles)
    own = assigning.current(article, request.user)
    if own is not None and own.state in OPEN:
        raise PermissionDenied(
            "You have still to read this article: submit your own reading first, then others show."
        )
    return article
