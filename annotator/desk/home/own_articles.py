"""A person's own articles and stories, with kept statements: what home and *My articles* show."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Case, Count, Max, OuterRef, Q, QuerySet, Subquery, Value, When

from annotator.annotations.assignments import self_assign
from annotator.annotations.models import (
    DUE_FIRST,
    OPEN,
    SPAN,
    Annotation,
    Assignment,
    Layer,
    is_overdue,
)
from annotator.annotations.visibility.source_masking import FINISHED
from annotator.desk.filters import DUE
from annotator.pagination import KEYS, keys_given
from annotator.people.models import Membership, User
from annotator.prepared import Prepared, Slot, columns, made
from articles.models import Story


class OwnStory(NamedTuple):
    """A story of the user's: as what they are in it, and whether they can take its next article."""

    story: Story
    roles: list[str]
    may_take: bool
    settles: bool


class OwnReading(NamedTuple):
    """An assignment of the user's, with what a list says of its article and of their marks.

    `source` is empty where it is hidden from them; `last` is when they last changed a mark.
    """

    pk: int
    state: str
    reason: str
    due_on: date | None
    assigned_at: datetime
    submitted_at: datetime | None
    article: int
    title: str
    words: int
    source: str
    story: int
    story_slug: str
    story_title: str
    hides_sources: bool
    stage: str | None
    marks: int | None
    last: datetime | None

    @property
    def overdue(self) -> bool:
        """Whether its last day has gone by."""
        return is_overdue(self.state, self.due_on)

    @property
    def finished(self) -> bool:
        """Whether the article is settled: what became of the marks can be seen."""
        return self.stage in FINISHED


def own_assignments(user: User | Slot) -> QuerySet[Assignment]:
    """Return the user's assignments, ended ones too, as they are due."""
    return Assignment.objects.filter(annotator=user).order_by(DUE, *DUE_FIRST)


def own_stories(user: User) -> list[OwnStory]:
    """Return the user's stories by title."""
    size = len(columns(Membership))
    rows = _STORIES.rows(user=user.pk)
    # Whether there is a next article is asked only where one may be taken: it may look at many.
    free = any(row[size + 2] for row in rows)
    takes = {story for (story,) in _TAKES.rows(user=user.pk)} if free else set()
    found = []
    for row in rows:
        member = made(Membership, row[:size])
        story = Story(pk=member.story_id, slug=row[size], title=row[size + 1])
        settles = member.adjudicator or member.manager
        found.append(OwnStory(story, sorted(member.roles), story.pk in takes, settles))
    return found


def own_readings(
    keys: Sequence[int], user: User, stories: Sequence[OwnStory]
) -> dict[int, OwnReading]:
    """Return the user's assignments with these keys, by key; `stories` are the user's own."""
    sees_all = user.is_staff or user.is_superuser
    settled = {own.story.pk for own in stories if own.settles}
    found = {}
    for row in _READINGS.rows(**keys_given(keys), user=user.pk) if keys else ():
        one = OwnReading(*row)
        hidden = one.hides_sources and not one.finished
        if hidden and not sees_all and one.story not in settled:
            one = one._replace(source="")
        found[one.pk] = one
    return found


def _free() -> Q:
    """Return the memberships whose holder may take the next article, if there is one."""
    # Of all stories at once: few are open, and nothing of the stories is looked through.
    waiting = Assignment.objects.filter(annotator=Slot("user"), state__in=OPEN).order_by()
    return Q(~Q(story__in=waiting.values("article__story")), annotator=True, story__take_next=True)


def _stories() -> QuerySet[Any, Any]:
    own = Membership.objects.filter(user=Slot("user")).order_by("story__title")
    own = own.annotate(free=Case(When(_free(), then=Value(True)), default=Value(False)))
    return own.values_list(*columns(Membership), "story__slug", "story__title", "free")


def _takes() -> QuerySet[Any, Any]:
    own = Membership.objects.filter(_free(), user=Slot("user")).order_by()
    return own.filter(self_assign.has_next_article(Slot("user"))).values_list("story")


def _readings() -> QuerySet[Any, Any]:
    marked = (
        Annotation.everything.filter(
            SPAN, annotator=Slot("user"), layer=Layer.READING, article=OuterRef("article")
        )
        .order_by()
        .values("article")
    )
    live = marked.annotate(n=Count("pk", filter=Q(erased_at=None))).values("n")
    last = marked.annotate(at=Max("updated_at")).values("at")
    return (
        Assignment.objects.filter(pk__in=KEYS)
        .order_by()
        .values_list(
            "pk", "state", "reason", "due_on", "assigned_at", "submitted_at", "article",
            "article__title", "article__word_count", "article__source__name", "article__story",
            "article__story__slug", "article__story__title", "article__story__hide_sources",
            "article__progress__stage", Subquery(live), Subquery(last),
        )
    )  # fmt: skip


_STORIES = Prepared(_stories)
_TAKES = Prepared(_takes)
_READINGS = Prepared(_readings)
