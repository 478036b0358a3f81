"""Which annotations were made under an edition whose label means something else by now.

Everybody finds among them what they may see: their own reading, and of the stories that they
settle or manage the rest, but of what they have still to read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from annotator.annotations.models import ENDED, OPEN, Annotation, Assignment, Layer
from annotator.annotations.visibility.blind_review import visible_in_stories
from annotator.people.access import SETTLERS
from annotator.people.models import Membership, User
from annotator.vocabulary.codebook.editions import changed_labels, changed_since
from articles.models import Story


@dataclass(frozen=True)
class LookReach:
    """What one person may look at again, and what of it is theirs to confirm."""

    user: User
    stories: frozenset[int]
    settled: frozenset[int]
    """Stories of which they may see more than their own reading."""
    adjudicated: frozenset[int]
    """Stories in which they settle, and so may confirm what is settled."""

    @cached_property
    def visible(self) -> Q:
        """What they may see, as a condition on Annotation."""
        return visible_in_stories(self.user, self.stories, self.settled)

    @cached_property
    def own(self) -> Q:
        """What is theirs to confirm, as a condition on Annotation."""
        mine = Q(annotator=self.user, layer=Layer.READING, article__story__in=self.stories)
        return mine | Q(layer=Layer.GOLD, article__story__in=self.adjudicated)

    def may_confirm(self, annotation: Annotation) -> bool:
        """Return whether one that they see is theirs to confirm; its article is loaded."""
        if annotation.layer == Layer.GOLD:
            return annotation.article.story_id in self.adjudicated
        return annotation.annotator_id == self.user.pk


def look_reach(user: User) -> LookReach:
    """Return what the user may look at again: of every story, for a superuser."""
    members = list(Membership.objects.filter(user=user))
    stories = {one.story_id for one in members}
    settled = {one.story_id for one in members if one.roles & SETTLERS}
    if user.is_superuser:
        stories = settled = set(Story.objects.values_list("pk", flat=True))
    adjudicated = frozenset(one.story_id for one in members if one.adjudicator)
    return LookReach(user, frozenset(stories), frozenset(settled), adjudicated)


def changed_meanwhile(edition: int | None = None) -> Q:
    """Return which annotations were made before an edition that changed their label, as a
    condition; before any such edition where none is named."""
    if edition is not None:
        return Q(label__in=changed_labels(edition), codebook_edition__lt=edition)
    return _before(changed_since())


def _before(changed: Mapping[str, int]) -> Q:
    by_edition: dict[int, list[str]] = {}
    for label, number in changed.items():
        by_edition.setdefault(number, []).append(label)
    which = Q(pk=None)
    for number, labels in sorted(by_edition.items()):
        which |= Q(label__in=labels, codebook_edition__lt=number)
    return which


def to_look_at(reach: LookReach, edition: int | None = None) -> QuerySet[Annotation]:
    """Return what the user may see and is to be looked at again, erased ones and readings that
    were handed back or withdrawn left out."""
    stands = Assignment.objects.filter(article=OuterRef("article"), annotator=OuterRef("annotator"))
    counts = Q(layer=Layer.GOLD) | Exists(stands.exclude(state__in=ENDED))
    found = Annotation.everything.filter(changed_meanwhile(edition), reach.visible, erased_at=None)
    return found.filter(counts)


def touched_by(labels: list[str], number: int, user: User) -> dict[str, int]:
    """Count by label what was marked with these labels before the edition of this number, but in
    articles that the user has still to read."""
    found = Annotation.everything.filter(
        label__in=labels, codebook_edition__lt=number, erased_at=None
    )
    waiting = Assignment.objects.filter(annotator=user, state__in=OPEN).values("article")
    found = found.exclude(article__in=waiting)
    counted: Any = found.order_by().values_list("label").annotate(count=Count("pk"))
    return dict(counted)
