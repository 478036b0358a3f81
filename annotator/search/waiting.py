"""Tell somebody that the index is behind, where what it has yet to take in is theirs to see."""

from typing import Any

from annotator.annotations.models import Annotation
from annotator.annotations.visibility.blind_review import visible_in_stories
from annotator.search.access import Reach
from annotator.search.models import FoundKind, SearchChange
from annotator.vocabulary.models import Entity, Question
from articles.models import Article

MOST_LOOKED_AT = 500
"""Changes that are looked at, the newest: more wait after an import, or where no worker runs."""


def waits_for(reach: Reach) -> bool:
    """Return whether the index has yet to take in something that may be found.

    Of what others mark, and one may not see yet, nothing is told: it would say that they work. One
    statement where nothing waits, else one more for each kind of thing.
    """
    changed: dict[str, set[str]] = {}
    newest = SearchChange.objects.order_by("-pk").values_list("kind", "key")
    for kind, key in newest[:MOST_LOOKED_AT]:
        changed.setdefault(kind, set()).add(key)
    return any(_seen(kind, reach).filter(pk__in=keys).exists() for kind, keys in changed.items())


def _seen(kind: str, reach: Reach) -> Any:
    """Return the things of a kind that may be found, as `Reach.visible` says of documents."""
    if kind == FoundKind.ARTICLE:
        return Article.objects.filter(story__in=reach.stories)
    if kind == FoundKind.QUESTION:
        return Question.objects.filter(story__in=reach.stories, active=True)
    if kind == FoundKind.ENTITY:
        return Entity.objects.filter(active=True) if reach.names else Entity.objects.none()
    return Annotation.objects.filter(visible_in_stories(reach.user, reach.stories, reach.settled))
