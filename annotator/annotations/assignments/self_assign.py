"""Let an annotator take the next article by themselves, where the story allows it."""

from typing import NamedTuple

from django.db import transaction
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from annotator.annotations.assignments import actions
from annotator.annotations.assignments.actions import AssignmentRefused
from annotator.annotations.assignments.bulk import NOT_UNDONE
from annotator.annotations.models import DUE_FIRST, ENDED, OPEN, Assignment, Stage
from annotator.people.models import User
from annotator.prepared import Slot
from articles.models import Article, Story

UNTOUCHED = Q(progress=None) | Q(progress__closed_at=None, progress__stage=Stage.READING)
"""Articles whose reading is not closed, and that nobody has begun to settle."""
READERS = Coalesce(
    F("reader_counts__assigned") + F("reader_counts__in_progress") + F("reader_counts__submitted"),
    0,
    output_field=IntegerField(),
)
"""How many read an article now."""


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
    mine = Assignment.objects.filter(NOT_UNDONE, annotator=person, article__story=story).order_by()
    standing = mine.exclude(state__in=ENDED)
    read = standing.values_list("article__source").annotate(number=Count("pk"))
    sources = [When(source=source, then=Value(number)) for source, number in read]
    # Without any it would be a bare 0, which PostgreSQL takes for the number of a column.
    least = [Case(*sources, default=Value(0), output_field=IntegerField())] if sources else []
    never = Article.objects.filter(UNTOUCHED, story=story).exclude(pk__in=mine.values("article"))
    lacking = never.annotate(have=READERS).filter(have__lt=story.readers)
    oldest = F("published_on").asc(nulls_last=True)
    return lacking.defer("text").order_by(*least, "-have", oldest, "pk").first()


def has_next_article(person: User | Slot) -> Exists:
    """Return the condition that `take` finds an article in the story of the outer query's
    membership."""
    had = Assignment.objects.filter(NOT_UNDONE, annotator=person).order_by().values("article")
    never = Article.objects.filter(UNTOUCHED, story=OuterRef("story")).exclude(pk__in=had)
    return Exists(never.alias(have=READERS).filter(have__lt=OuterRef("story__readers")))
