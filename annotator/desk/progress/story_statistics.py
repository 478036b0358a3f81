"""A story's numbers, and each person's, for the members who may see them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    DateField,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Least
from django.utils import timezone

from annotator.annotations.models import (
    OPEN,
    ArticleProgress,
    Assignment,
    AssignmentState,
    ReaderCounts,
    RegionChange,
    Stage,
    overdue,
)
from annotator.desk.reading_progress import sees_progress
from annotator.people.models import Membership, User
from annotator.prepared import Prepared, Slot
from articles.models import Article, Source, Story


def story_numbers(membership: Membership) -> dict[str, int]:
    """Return the story's numbers of articles, sources and words, in one statement.

    For members who settle also the readings `done` of `wanted`, the articles `ready`, and the
    assignments `overdue`; for managers the parts of pages `proposed` by readers.
    """
    story, settles = membership.story, sees_progress(membership)
    asked = _MANAGERS if membership.manager else _ADJUDICATORS if settles else _READERS
    [found] = asked.statement.rows(
        story=story.pk, user=membership.user.pk, readers=story.readers, today=timezone.localdate()
    )
    numbers = {name: number or 0 for name, number in zip(asked.names, found, strict=True)}
    if settles:
        numbers["wanted"] = (numbers["articles"] - numbers.pop("hidden", 0)) * story.readers
        numbers["ready"] += numbers.pop("closed")
    return numbers


class _Numbers:
    """The numbers that members of one kind see, by name, and the kept statement for them."""

    def __init__(self, names: Sequence[str], hidden: bool = False) -> None:
        self.names = names
        self.statement = Prepared(lambda: self._asked(hidden))

    def _asked(self, hidden: bool) -> QuerySet[Any, Any]:
        numbers = _numbers(Slot("story"), hidden)
        asked = [numbers[name] for name in self.names]
        return Story.objects.filter(pk=Slot("story")).order_by().values_list(*asked)


def _numbers(story: Slot, hides: bool) -> dict[str, Subquery]:
    """Return each number, of articles that are not `hidden` from the member, if `hides`."""
    articles = Article.objects.filter(story=story)
    outlets = Source.objects.filter(
        Exists(Article.objects.filter(story=story, source=OuterRef("pk")))
    )
    shown = ReaderCounts.objects.filter(story=story)
    begun = ArticleProgress.objects.filter(story=story)
    late = Assignment.objects.filter(
        state__in=OPEN, due_on__lt=Slot("today", DateField()), article__story=story
    )
    own = Assignment.objects.filter(
        annotator=Slot("user"), state__in=OPEN, article__story=story
    ).order_by()
    if hides:
        hidden = own.values("article")
        shown, late = shown.exclude(pk__in=hidden), late.exclude(article__in=hidden)
        begun = begun.exclude(pk__in=hidden)
    enough = shown.filter(submitted__gte=Slot("readers"), in_progress=0)
    # Each of the two ways of being ready is counted by itself: no index knows both.
    at_first = Q(article__progress=None) | Q(
        article__progress__stage=Stage.READING, article__progress__closed_at=None
    )
    closed = begun.filter(stage=Stage.READING, closed_at__isnull=False)
    read = shown.filter(submitted__gt=0)
    waiting = RegionChange.objects.filter(article__story=story, state=RegionChange.State.PROPOSED)
    return {
        "articles": _one(articles, Count("pk")),
        "sources": _one(outlets, Count("pk")),
        "words": _one(articles, Sum("word_count")),
        "hidden": _one(own, Count("pk")),
        "done": _one(read, Sum(Least("submitted", Slot("readers"), output_field=IntegerField()))),
        "ready": _one(enough.filter(at_first), Count("pk")),
        "closed": _one(closed, Count("pk")),
        "overdue": _one(late, Count("pk")),
        "proposed": _one(waiting, Count("pk")),
    }


def _one(rows: QuerySet[Any], number: Aggregate) -> Subquery:
    """Return one number of all these rows, as a part of a larger statement."""
    # All in one group: an aggregate by itself would be asked at once.
    grouped = rows.order_by().annotate(_all=Value(1)).values("_all").annotate(_number=number)
    return Subquery(grouped.values("_number"))


_OF_ALL = ("articles", "sources", "words")
_OF_PROGRESS = ("done", "ready", "closed", "overdue")
_READERS = _Numbers(_OF_ALL)
_MANAGERS = _Numbers((*_OF_ALL, *_OF_PROGRESS, "proposed"))
_ADJUDICATORS = _Numbers((*_OF_ALL, *_OF_PROGRESS, "hidden"), hidden=True)


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
