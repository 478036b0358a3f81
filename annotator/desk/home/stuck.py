"""What a manager's stories are stuck at, and with whom: each line leads to where it is mended."""

from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Count, DateField, Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from annotator.annotations.assignments.self_assign import READERS, UNTOUCHED
from annotator.annotations.models import OPEN, Assignment, AssignmentState, ReaderCounts
from annotator.desk.home.waiting import SHOWN
from annotator.people.models import Membership, User
from annotator.prepared import Prepared, Slot
from annotator.webhooks.models import OFF_BY_THE_DESK, Webhook
from articles.models import Article


class StuckReading(NamedTuple):
    """An assignment that is overdue or was handed back, and with whom."""

    person: User
    state: str
    reason: str
    due_on: date | None
    title: str
    story_slug: str
    story_title: str


class StuckStory(NamedTuple):
    """A story of which articles wait for an adjudicator, or have no reader."""

    slug: str
    title: str
    has_adjudicator: bool
    to_settle: int
    unread: int


class SwitchedOff(NamedTuple):
    """A webhook that the desk has switched off: it is mended, or taken away."""

    key: int
    name: str
    is_gone: bool
    story_slug: str
    story_title: str


class Stuck(NamedTuple):
    """What a manager's stories are stuck at; of each list the first `SHOWN` and one more."""

    overdue: list[StuckReading]
    handed_back: list[StuckReading]
    stories: list[StuckStory]
    webhooks: list[SwitchedOff]


def stuck_for(user: User) -> Stuck:
    """Return what the stories that the user manages are stuck at."""
    stories = [StuckStory(*row) for row in _STORIES.rows(user=user.pk)]
    return Stuck(
        overdue=_readings(_OVERDUE.rows(user=user.pk, today=timezone.localdate())),
        handed_back=_readings(_HANDED_BACK.rows(user=user.pk)),
        stories=[one for one in stories if one.to_settle or one.unread],
        webhooks=_switched_off(user) if settings.WEBHOOKS else [],
    )


def _switched_off(user: User) -> list[SwitchedOff]:
    led = Membership.objects.filter(user=user, manager=True).order_by().values("story")
    off = Webhook.objects.filter(OFF_BY_THE_DESK, story__in=led, removed_at=None)
    rows = off.select_related("story").order_by("pk")[: SHOWN + 1]
    return [
        SwitchedOff(one.pk, str(one), one.is_gone, one.story.slug, one.story.title) for one in rows
    ]


def _readings(rows: list[Any]) -> list[StuckReading]:
    return [
        StuckReading(User(username=row[6], first_name=row[7], last_name=row[8]), *row[:6])
        for row in rows
    ]


_COLUMNS = (
    "state", "reason", "due_on", "article__title", "article__story__slug", "article__story__title",
    *(f"annotator__{name}" for name in ("username", "first_name", "last_name")),
)  # fmt: skip
_LED = {"article__story__memberships__user": Slot("user"),
        "article__story__memberships__manager": True}  # fmt: skip


def _overdue() -> QuerySet[Any, Any]:
    late = Assignment.objects.filter(state__in=OPEN, due_on__lt=Slot("today", DateField()), **_LED)
    return late.order_by("due_on", "article").values_list(*_COLUMNS)[: SHOWN + 1]


def _handed_back() -> QuerySet[Any, Any]:
    given_up = Assignment.objects.filter(state=AssignmentState.HANDED_BACK, **_LED).order_by()
    # Once the article has its readers, somebody else has taken it on.
    short = Article.objects.filter(UNTOUCHED, pk=OuterRef("article")).alias(have=READERS)
    short = short.filter(have__lt=F("story__readers"))
    return given_up.filter(Exists(short)).values_list(*_COLUMNS)[: SHOWN + 1]


def _stories() -> QuerySet[Any, Any]:
    led = Membership.objects.filter(user=Slot("user"), manager=True).order_by("story__title")
    counted = ReaderCounts.objects.filter(story=OuterRef("story")).order_by()
    # Not those that the manager has still to read: that they are ready tells of others' work.
    mine = Assignment.objects.filter(annotator=Slot("user"), state__in=OPEN).order_by()
    waits = counted.filter(to_settle=True).exclude(article__in=mine.values("article"))
    nobody = counted.filter(in_progress=0, submitted=0, assigned=0)
    articles = Article.objects.filter(story=OuterRef("story")).order_by()
    judges = Membership.objects.filter(story=OuterRef("story"), adjudicator=True)
    # An article of which no reader was ever asked is not counted.
    unread = _number(articles) - _number(counted) + _number(nobody)
    return led.values_list(
        "story__slug", "story__title", Exists(judges), _number(waits), unread
    )  # fmt: skip


def _number(rows: QuerySet[Any]) -> Coalesce:
    grouped = rows.annotate(_all=Value(1)).values("_all").annotate(_number=Count("pk"))
    return Coalesce(Subquery(grouped.values("_number")), 0)


_OVERDUE = Prepared(_overdue)
_HANDED_BACK = Prepared(_handed_back)
_STORIES = Prepared(_stories)
