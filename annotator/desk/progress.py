"""How far the reading is: of one person, of an article, of a story.

Whoever has still to read an article sees nothing of others' work on it. A manager sees who is
assigned and how far they are, for that is administration; never how much they marked.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, Q, QuerySet, Sum, Value
from django.db.models.functions import Least

from annotator.annotations.models import ENDED, OPEN, Annotation, Assignment, Layer, State
from annotator.people.access import SETTLERS
from annotator.people.models import Membership, Role, User
from articles.models import Article, Story


class Marked(NamedTuple):
    """What one person did in one article: live marks, and when they last changed one."""

    live: int
    last: datetime | None


class Row(NamedTuple):
    """An article in a list, as far as one member may see it."""

    article: Article
    mine: Assignment | None
    readers: list[Assignment]
    shown: bool
    submitted: int
    ready: bool


def marked_by(user: User, articles: Iterable[int]) -> dict[int, Marked]:
    """The user's own marks by article, in one question."""
    rows = (
        Annotation.everything.filter(
            annotator=user, layer=Layer.READING, article__in=list(articles)
        )
        .order_by()
        .values("article")
        .annotate(live=Count("pk", filter=Q(erased_at=None)), last=Max("updated_at"))
    )
    return {row["article"]: Marked(row["live"], row["last"]) for row in rows}


def sees_progress(membership: Membership) -> bool:
    return bool(membership.roles & SETTLERS)


def hidden_from(membership: Membership) -> Q:
    """The articles whose progress this member must not see yet, as a condition on Article."""
    if Role.MANAGER in membership.roles:
        return Q(pk__in=[])
    still_to_read = Assignment.objects.filter(
        annotator=membership.user, article__story=membership.story, state__in=OPEN
    )
    return Q(pk__in=still_to_read.order_by().values("article"))


def ready_in(story: Story) -> Q:
    """As many have submitted as the story asks for, and nobody is at it; of `articles_of`."""
    return Q(submitted__gte=story.readers, in_progress=0)


def articles_of(story: Story) -> QuerySet[Article]:
    """The story's articles without their texts, each with its count of readers by state."""
    counted = {
        "submitted": Q(assignments__state=State.SUBMITTED),
        "in_progress": Q(assignments__state=State.IN_PROGRESS),
        "current": Q(assignments__isnull=False) & ~Q(assignments__state__in=ENDED),
    }
    return (
        Article.objects.filter(story=story)
        .select_related("source")
        .defer("text")
        .annotate(**{name: Count("assignments", filter=which) for name, which in counted.items()})
        .order_by(F("published_on").asc(nulls_last=True), "pk")
    )


def rows_for(articles: Iterable[Any], membership: Membership) -> list[Row]:
    """The rows of one page, in one question: own state, and others' where they may be seen."""
    articles = list(articles)
    asked = Assignment.objects.filter(article__in=[article.pk for article in articles])
    settles, manages = sees_progress(membership), Role.MANAGER in membership.roles
    if not settles:
        asked = asked.filter(annotator=membership.user)
    readers = defaultdict(list)
    found = asked.exclude(state__in=ENDED).select_related("annotator")
    for assignment in found.order_by("annotator__username"):
        readers[assignment.article_id].append(assignment)
    rows = []
    for article in articles:
        of_it = readers[article.pk]
        mine = next((one for one in of_it if one.annotator_id == membership.user.pk), None)
        shown = settles and (manages or mine is None or mine.state not in OPEN)
        ready = article.submitted >= membership.story.readers and not article.in_progress
        rows.append(
            Row(article, mine, of_it if shown else [], shown, article.submitted, shown and ready)
        )
    return rows


def numbers_of(membership: Membership) -> dict[str, int]:
    """The story's articles, sources and words; for who settles, readings `done` of `wanted`."""
    story = membership.story
    numbers = Article.objects.filter(story=story).aggregate(
        articles=Count("pk"), sources=Count("source", distinct=True), words=Sum("word_count")
    )
    if sees_progress(membership):
        shown = articles_of(story).exclude(hidden_from(membership)).order_by()
        numbers |= shown.aggregate(
            done=Sum(Least("submitted", Value(story.readers))),
            ready=Count("pk", filter=ready_in(story)),
            wanted=Count("pk") * story.readers,
        )
    return {name: number or 0 for name, number in numbers.items()}


def sums_by_person(story: Story, people: Iterable[User]) -> list[dict[str, Any]]:
    """For each of these people: how many articles of the story they read, by state."""
    states = {
        "assigned": State.ASSIGNED,
        "in_progress": State.IN_PROGRESS,
        "submitted": State.SUBMITTED,
    }
    counted = (
        Assignment.objects.filter(article__story=story)
        .order_by()
        .values("annotator")
        .annotate(**{name: Count("pk", filter=Q(state=state)) for name, state in states.items()})
    )
    by_person = {row["annotator"]: row for row in counted}
    nothing = dict.fromkeys(states, 0)
    return [{"person": person} | nothing | by_person.get(person.pk, {}) for person in people]
