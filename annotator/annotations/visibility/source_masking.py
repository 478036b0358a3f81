"""Where a story hides its sources, tell who sees an article's source, byline and address, and when.

Adjudicators, managers and staff always do; an annotator once the article is finished.
"""

from django.db.models import Case, F, Q, Value, When

from annotator.annotations.models import Stage
from annotator.people.access import SETTLERS
from annotator.people.models import Membership, User
from articles.models import Article

FINISHED = (Stage.FINISHED, Stage.REVISION)


def hides_sources_from(membership: Membership) -> bool:
    """Return whether sources of the story's unfinished articles are hidden from this member."""
    sees = bool(membership.roles & SETTLERS) or membership.user.is_staff
    return membership.story.hide_sources and not sees


def source_hidden(article: Article, membership: Membership) -> bool:
    """Return whether this member must not see yet where the article comes from."""
    if not hides_sources_from(membership):
        return False
    return Article.objects.filter(sources_hidden_from(membership.user), pk=article.pk).exists()


def sources_hidden_from(user: User, article: str = "") -> Q:
    """Return the articles whose source the user must not see yet, as a condition.

    It is a condition on Article, or on a model from which `article`, such as "article__", leads to
    it.
    """
    if user.is_staff or user.is_superuser:
        return Q(pk__in=[])
    settles = Membership.objects.filter(Q(adjudicator=True) | Q(manager=True), user=user)
    hidden = Q((f"{article}story__hide_sources", True))
    hidden &= ~Q((f"{article}story__in", settles.order_by().values("story")))
    return hidden & ~Q((f"{article}progress__stage__in", FINISHED))


def seen_source(user: User, article: str = "") -> Case:
    """Return the source's name, empty where it is hidden from the user; to show, and to sort by."""
    hidden = When(sources_hidden_from(user, article), then=Value(""))
    return Case(hidden, default=F(f"{article}source__name"))
