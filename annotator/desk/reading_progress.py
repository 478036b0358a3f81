"""How far the reading is: of one person, of an article, of a story.

Whoever has still to read an article sees nothing of others' work on it. A manager sees who is
assigned and how far they are, for that is administration; never how much they marked.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.core.paginator import Page
from django.db.models import (
    Case,
    Count,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from annotator.annotations.models import (
    OPEN,
    Assignment,
    AssignmentState,
    Stage,
    is_overdue,
    overdue,
)
from annotator.annotations.visibility.source_masking import FINISHED, hides_sources_from
from annotator.pagination import KEYS, keys_given
from annotator.people.access import SETTLERS
from annotator.people.models import Membership, Role, User
from annotator.prepared import Prepared, Slot
from articles.models import Article, Story

READY = "ready"
READER_COUNTS = ("assigned", "in_progress", "submitted")
STANDING = (AssignmentState.ASSIGNED, AssignmentState.IN_PROGRESS, AssignmentState.SUBMITTED)
"""The states of a reader who counts: neither handed back nor withdrawn."""
STAGES = [
    (Stage.READING.value, "Being read"),
    (READY, "Ready"),
    (Stage.SETTLING.value, "Settling"),
    (Stage.FINISHED.value, "Finished"),
    (Stage.REVISION.value, "Under revision"),
]
"""Where an article can stand: what is kept of it, and *ready*, which follows from its readers."""


class ReaderProgress(NamedTuple):
    """An assignment in a list: its key, whose it is, how far it is, and when it is due."""

    pk: int
    annotator: User
    state: str
    due_on: date | None
    overdue: bool


class ListedArticle(NamedTuple):
    """What a list says of an article itself."""

    pk: int
    title: str
    language: str
    published_on: date | None
    word_count: int


class ArticleLine(NamedTuple):
    """An article in a list, as far as one member may see it.

    Where its progress is hidden, `submitted` is 0 and `stage`, one of STAGES, is empty; so is
    `source`, its name, where the source is hidden.
    """

    article: ListedArticle
    source: str
    mine: ReaderProgress | None
    readers: list[ReaderProgress]
    shown: bool
    submitted: int
    stage: str

    @property
    def ready(self) -> bool:
        """Whether the article can be settled and nobody has begun to."""
        return self.stage == READY


def sees_progress(membership: Membership) -> bool:
    """Return whether the member may see how far others are."""
    return bool(membership.roles & SETTLERS)


def hidden_from(membership: Membership) -> Q:
    """Return the articles whose progress this member must not see yet, as a condition on
    Article."""
    own = hidden_assignments(membership)
    return Q(pk__in=[] if own is None else own.values("article"))


def hidden_assignments(membership: Membership) -> QuerySet[Assignment] | None:
    """Return the member's own assignments that hide the progress of their articles from them, or
    None: a manager sees all."""
    return None if Role.MANAGER in membership.roles else still_to_read(membership)


def still_to_read(membership: Membership) -> QuerySet[Assignment]:
    """Return the member's own open assignments: of these articles they see nobody else's work."""
    mine = Assignment.objects.filter(annotator=membership.user, state__in=OPEN)
    return mine.filter(article__story=membership.story).order_by()


def ready_at(readers: int | Slot) -> Q:
    """Return the condition that an article is ready, where so many readers are asked for; for a
    query on `with_readers` or the like.

    Nothing of it is decided yet; and either as many have submitted as the story asks for and nobody
    is at it, or a manager has closed the reading.
    """
    at_first = Q(progress__isnull=True) | Q(progress__stage=Stage.READING)
    enough = Q(submitted__gte=readers, in_progress=0)
    return at_first & (enough | Q(progress__closed_at__isnull=False))


def stage_in(story: Story) -> Case:
    """Return where an article of the story stands, one of STAGES: an expression on
    `with_readers`."""
    return stage_at(story.readers)


def stage_at(readers: int | Slot) -> Case:
    """Return where an article stands, where so many readers are asked for.

    A finished article of which something is left is under revision, as far as it is counted: a
    tally from before the last decision does not tell.
    """
    left = Q(tally__differing__gt=0) | Q(tally__agreed__gt=0) | Q(tally__stale__gt=0)
    finished = Q(progress__stage=Stage.FINISHED)
    again = finished & left & Q(tally__decisions=F("progress__decisions"))
    return Case(
        When(Q(progress__stage=Stage.REVISION) | again, then=Value(Stage.REVISION.value)),
        When(finished, then=Value(Stage.FINISHED.value)),
        When(progress__stage=Stage.SETTLING, then=Value(Stage.SETTLING.value)),
        When(ready_at(readers), then=Value(READY)),
        default=Value(Stage.READING.value),
    )


def articles_of(story: Story) -> QuerySet[Article]:
    """Return the story's articles without their texts, oldest first."""
    return (
        Article.objects.filter(story=story)
        .select_related("source")
        .defer("text")
        .order_by(F("published_on").asc(nulls_last=True), "pk")
    )


def with_overdue(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return the same articles, each with its number of `overdue` assignments."""
    late = Assignment.objects.filter(overdue(), article=OuterRef("pk")).order_by()
    number = late.values("article").annotate(n=Count("pk")).values("n")
    return articles.annotate(overdue=Coalesce(Subquery(number, output_field=IntegerField()), 0))


def with_readers(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return the same articles, each with its kept number of readers by state."""
    kept = {
        name: Coalesce(F(f"reader_counts__{name}"), 0, output_field=IntegerField())
        for name in READER_COUNTS
    }
    return articles.annotate(**kept)


def article_lines(page: Page[Any], membership: Membership) -> list[ArticleLine]:
    """Return the lines of one page, in two statements: its keys, then a row for each reader."""
    settles, manages = sees_progress(membership), Role.MANAGER in membership.roles
    keys = list(page.object_list.values_list("pk", flat=True))  # type: ignore[attr-defined]
    asked = _SETTLERS_LINES if settles else _READERS_LINES
    rows = asked.rows(**keys_given(keys), readers=membership.story.readers) if keys else []
    hides = hides_sources_from(membership)
    people: dict[int, User] = {}
    lines = {}
    for pk, of_it in groupby(rows, key=itemgetter(0)):
        found = list(of_it)
        article = ListedArticle(*found[0][: len(ListedArticle._fields)])
        readers = [_reader(row, people) for row in found if row[_READER] is not None]
        mine = next((one for one in readers if one.annotator.pk == membership.user.pk), None)
        shown = settles and (manages or mine is None or mine.state not in OPEN)
        seen = readers if shown else []
        submitted = sum(one.state == AssignmentState.SUBMITTED for one in seen)
        stage = found[0][-1] if shown else ""
        source, stored_stage = found[0][_READER - 2 : _READER]
        if hides and stored_stage not in FINISHED:
            source = ""
        lines[pk] = ArticleLine(article, source, mine, seen, shown, submitted, stage)
    return [lines[key] for key in keys if key in lines]


def _lines(settles: bool) -> QuerySet[Any, Any]:
    """Return the query for a page's articles, a row for each of their readers."""
    among: QuerySet[Any] = Article.objects.filter(pk__in=KEYS).annotate(
        reader=FilteredRelation("assignments", condition=Q(assignments__state__in=STANDING))
    )
    columns = [*ListedArticle._fields, *_ORIGIN_COLUMNS, *_READER_COLUMNS]
    if settles:
        among = with_readers(among).annotate(stage=stage_at(Slot("readers")))
        columns.append("stage")
    return among.order_by("pk", "reader__annotator__username", "reader__pk").values_list(*columns)


_ORIGIN_COLUMNS = ("source__name", "progress__stage")
_READER_COLUMNS = (
    "reader__pk", "reader__state", "reader__due_on", "reader__annotator_id",
    *(f"reader__annotator__{name}" for name in ("username", "first_name", "last_name")),
)  # fmt: skip
_READER = len(ListedArticle._fields) + len(_ORIGIN_COLUMNS)
"""Where in a row of `article_lines` the columns of a reader begin, after those of the article."""
_SETTLERS_LINES = Prepared(lambda: _lines(settles=True))
_READERS_LINES = Prepared(lambda: _lines(settles=False))


def _reader(row: Sequence[Any], people: dict[int, User]) -> ReaderProgress:
    pk, state, due_on, key, *names = row[_READER : _READER + len(_READER_COLUMNS)]
    if key not in people:
        username, first, last = names
        people[key] = User(pk=key, username=username, first_name=first, last_name=last)
    return ReaderProgress(pk, people[key], state, due_on, is_overdue(state, due_on))
