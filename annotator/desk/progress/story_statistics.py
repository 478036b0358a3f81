"""A story's numbers, and each person's, for the members who may see them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum, Value
from django.db.models.functions import Least

from annotator.annotations.models import Assignment, AssignmentState, overdue
from annotator.desk.reading_progress import articles_of, hidden_from, ready_in, sees_progress
from annotator.people.models import Membership, User
from articles.models import Article, Story


def story_numbers(membership: Membership) -> dict[str, int]:
    """Return the story's numbers of articles, sources and words.

    For members who settle also the readings `done` of `wanted`, the articles `ready`, and the
    assignments `overdue`.
    """
    story = membership.story
    numbers = Article.objects.filter(story=story).aggregate(
        articles=Count("pk"), sources=Count("source", distinct=True), words=Sum("word_count")
    )
    if sees_progress(membership):
        shown = _with_reader_counts(articles_of(story)).exclude(hidden_from(membership)).order_by()
        numbers |= shown.aggregate(
            done=Sum(Least("submitted", Value(story.readers))),
            ready=Count("pk", filter=ready_in(story)),
            wanted=Count("pk") * story.readers,
            overdue=Sum("late"),
        )
    return {name: number or 0 for name, number in numbers.items()}


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


def _with_reader_counts(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return the same articles, each with its count of readers by state, and of overdue ones."""
    states = {
        "submitted": Q(assignments__state=AssignmentState.SUBMITTED),
        "in_progress": Q(assignments__state=AssignmentState.IN_PROGRESS),
        "late": overdue("assignments__"),
    }
    return articles.annotate(
        **{name: Count("assignments", filter=which) for name, which in states.items()}
    )
