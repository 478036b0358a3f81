"""A story's numbers, and each person's, for the members who may see them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Aggregate, Count, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Least

from annotator.annotations.models import (
    ArticleProgress,
    Assignment,
    AssignmentState,
    ReaderCounts,
    RegionChange,
    Stage,
    overdue,
)
from annotator.desk.filters import sources_of
from annotator.desk.reading_progress import hidden_assignments, sees_progress
from annotator.people.models import Membership, User
from articles.models import Article, Story


def story_numbers(membership: Membership) -> dict[str, int]:
    """Return the story's numbers of articles, sources and words, in one statement.

    For members who settle also the readings `done` of `wanted`, the articles `ready`, and the
    assignments `overdue`; for managers the parts of pages `proposed` by readers.
    """
    story, settles = membership.story, sees_progress(membership)
    articles = Article.objects.filter(story=story)
    asked = {
        "articles": _one(articles, Count("pk")),
        "sources": _one(sources_of(story), Count("pk")),
        "words": _one(articles, Sum("word_count")),
    }
    if settles:
        asked |= _progress_numbers(membership)
    if membership.manager:
        waiting = RegionChange.objects.filter(
            article__story=story, state=RegionChange.State.PROPOSED
        )
        asked["proposed"] = _one(waiting, Count("pk"))
    [found] = Story.objects.filter(pk=story.pk).order_by().values_list(*asked.values())
    numbers = {name: number or 0 for name, number in zip(asked, found, strict=True)}
    if settles:
        numbers["wanted"] = (numbers["articles"] - numbers.pop("hidden")) * story.readers
        numbers["ready"] += numbers.pop("closed")
    return numbers


def _progress_numbers(membership: Membership) -> dict[str, Any]:
    """Return how far the reading is, of articles that are not `hidden` from the member."""
    story, own = membership.story, hidden_assignments(membership)
    shown = ReaderCounts.objects.filter(story=story)
    begun = ArticleProgress.objects.filter(story=story)
    late = Assignment.objects.filter(overdue(), article__story=story)
    if own is not None:
        hidden = own.values("article")
        shown, late = shown.exclude(pk__in=hidden), late.exclude(article__in=hidden)
        begun = begun.exclude(pk__in=hidden)
    enough = shown.filter(submitted__gte=story.readers, in_progress=0)
    # Each of the two ways of being ready is counted by itself: no index knows both.
    at_first = Q(article__progress=None) | Q(
        article__progress__stage=Stage.READING, article__progress__closed_at=None
    )
    closed = begun.filter(stage=Stage.READING, closed_at__isnull=False)
    return {
        "hidden": Value(0) if own is None else _one(own, Count("pk")),
        "done": _one(shown.filter(submitted__gt=0), Sum(Least("submitted", Value(story.readers)))),
        "ready": _one(enough.filter(at_first), Count("pk")),
        "closed": _one(closed, Count("pk")),
        "overdue": _one(late, Count("pk")),
    }


def _one(rows: QuerySet[Any], number: Aggregate) -> Subquery:
    """Return one number of all these rows, as a part of a larger statement."""
    # All in one group: an aggregate by itself would be asked at once.
    grouped = rows.order_by().annotate(_all=Value(1)).values("_all").annotate(_number=number)
    return Subquery(grouped.values("_number"))


def assignment_counts(story: Story, people: Iterable[User]) -> list[dict[str, Any]]:
    """Count for each of these people the story's articles they read, by state, and the overdue
    ones."""
    which = {
        "assigned": Q(state=AssignmentState.ASSIGNED),
        "in_progress": Q(state=AssignmentState.IN_PROGRESS),
        "submitted": Q(state=AssignmentState.SUBMITTED),
        "overdue": overdue(),
    }
    counted = (
        Assignment.objects.filter(article__story=story)
        .order_by()
        .values("annotator")
        .annotate(**{name: Count("pk", filter=asked) for name, asked in which.items()})
    )
    by_person = {row["annotator"]: row for row in counted}
    nothing = dict.fromkeys(which, 0)
    return [{"person": person} | nothing | by_person.get(person.pk, {}) for person in people]
