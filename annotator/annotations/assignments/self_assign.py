"""Let an annotator take the next article by themselves, where the story allows it."""

from collections import Counter
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from annotator.annotations.assignments import actions
from annotator.annotations.assignments.actions import AssignmentRefused
from annotator.annotations.assignments.bulk import NOT_UNDONE
from annotator.annotations.models import DUE_FIRST, ENDED, OPEN, Assignment, Stage
from annotator.people.models import User
from articles.models import Article, Story

UNTOUCHED = Q(progress=None) | Q(progress__closed_at=None, progress__stage=Stage.READING)
"""Articles whose reading is not closed, and that nobody has begun to settle."""


class Taken(NamedTuple):
    """The assignment to go on with, and whether it was made for this request."""

    assignment: Assignment
    new: bool


@transaction.atomic
def take(story: Story, by: User) -> Taken:
    """Give this annotator the next article of the story; what they have still to read comes first.

    Raises AssignmentRefused where the story does not allow it, or nothing is left for them.
    """
    # One after the other: each sees what the one before was given, so that places are never shared.
    locked = Story.objects.select_for_update(no_key=True).get(pk=story.pk)
    if not locked.take_next:
        raise AssignmentRefused("In this story a manager says who reads what: ask them.")
    waiting = open_assignments(by).filter(article__story=locked).first()
    if waiting is not None:
        return Taken(waiting, new=False)
    article = next_article(by, locked)
    if article is None:
        raise AssignmentRefused(
            f"Nothing is left for you in “{locked.title}”: every article has its readers, or you "
            "have had it already."
        )
    return Taken(actions.assign(article, by, by), new=True)


def open_assignments(person: User) -> QuerySet[Assignment]:
    """Return the person's open assignments, in the order in which they read them."""
    return Assignment.objects.filter(annotator=person, state__in=OPEN).order_by(*DUE_FIRST)


def next_article(person: User, story: Story) -> Article | None:
    """Return the next article for this person, of those that lack a reader and they never had.

    It is one of the source they have read least of, the one that lacks fewest, the oldest. An
    article whose reading is closed, or that somebody has begun to settle, is not among them.
    """
    given = Assignment.objects.filter(article__story=story).order_by()
    mine = given.filter(NOT_UNDONE, annotator=person)
    standing = given.exclude(state__in=ENDED)
    readers = dict(standing.values_list("article").annotate(number=Count("pk")))
    read = Counter(mine.exclude(state__in=ENDED).values_list("article__source_id", flat=True))
    never = Article.objects.filter(UNTOUCHED, story=story).exclude(pk__in=mine.values("article"))
    oldest = never.order_by(F("published_on").asc(nulls_last=True), "pk")
    lacking = [
        (read[source], -readers.get(pk, 0), place, pk)
        for place, (pk, source) in enumerate(oldest.values_list("pk", "source_id"))
        if readers.get(pk, 0) < story.readers
    ]
    return Article.objects.defer("text").get(pk=min(lacking)[-1]) if lacking else None


def has_next_article(person: User) -> Exists:
    """Return the condition that `take` finds an article in the story of the outer query's
    membership."""
    had = Assignment.objects.filter(NOT_UNDONE, annotator=person).order_by().values("article")
    standing = Assignment.objects.filter(article=OuterRef("pk")).exclude(state__in=ENDED)
    readers = standing.order_by().values("article").annotate(number=Count("pk")).values("number")
    never = Article.objects.filter(UNTOUCHED, story=OuterRef("story")).exclude(pk__in=had)
    have = Coalesce(Subquery(readers), 0)
    return Exists(never.alias(have=have).filter(have__lt=OuterRef("story__readers")))
