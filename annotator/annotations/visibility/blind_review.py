"""Tell who may see whose work: until submitting, an annotator of an article sees their own alone.

Every list, figure and export of annotations or assignments passes through one of these filters.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from annotator.annotations.models import OPEN, Assignment, Layer
from annotator.people.access import SETTLERS
from annotator.people.models import Membership, User
from articles.models import Story


def visible_to(user: User, story: Story, membership: Membership) -> Q:
    """Return the annotations of the story that `user` may see, as a condition on Annotation.

    Always their own reading; others', and what is settled, only as adjudicator or manager, and only
    of articles that they are not themselves about to read.
    """
    own = Q(annotator=user, layer=Layer.READING)
    if not _settles(membership):
        return own
    return own | ~Q(article_id__in=_still_to_read(user, story))


def visible_in_stories(
    user: User, stories: Collection[int], settled: Collection[int], annotation: str = ""
) -> Q:
    """Return the annotations of several stories that `user` may see, as `visible_to` says of one.

    `stories` are those of which they are a member, `settled` those of them that they settle or
    manage. It is a condition on Annotation, or on a model from which `annotation`, such as
    "annotation__", leads to it.
    """
    story, article = f"{annotation}article__story__in", f"{annotation}article__in"
    own = {f"{annotation}annotator": user, f"{annotation}layer": Layer.READING, story: stories}
    waiting = Assignment.objects.filter(annotator=user, state__in=OPEN).values("article_id")
    others = Q((story, settled)) & ~Q((article, waiting))
    return Q(**own) | others


def assignments_visible_to(user: User, story: Story, membership: Membership) -> Q:
    """Return the assignments of the story that `user` may see, as a condition on Assignment.

    The same rule holds as for annotations.
    """
    own = Q(annotator=user)
    if not _settles(membership):
        return own
    return own | ~Q(article_id__in=_still_to_read(user, story))


def articles_open_to(user: User, story: Story) -> Q:
    """Return the articles whose readings and decisions `user`, who settles, may see.

    A condition on Article: every article but the ones that they are themselves about to read.
    """
    return ~Q(pk__in=_still_to_read(user, story))


def articles_hidden_from(user: User, story: Story) -> frozenset[int]:
    """Return the keys of the articles that `user` has still to read.

    What is computed without these articles is kept apart by their keys.
    """
    return frozenset(_still_to_read(user, story).values_list("article_id", flat=True))


def count_unsubmitted(user: User, story: Story) -> int:
    """Count the articles of the story that `user` has yet to submit: of these, only their own
    shows."""
    return Assignment.objects.filter(annotator=user, article__story=story, state__in=OPEN).count()


def _settles(membership: Membership) -> bool:
    return bool(membership.roles & SETTLERS)


def _still_to_read(user: User, story: Story) -> Any:
    return Assignment.objects.filter(annotator=user, article__story=story, state__in=OPEN).values(
        "article_id"
    )
