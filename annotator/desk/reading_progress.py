"""How far the reading is: of one person, of an article, of a story.

Whoever has still to read an article sees nothing of others' work on it. A manager sees who is
assigned and how far they are, for that is administration; never how much they marked.
"""

from collections.abc import Iterable
from datetime import date, datetime
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
    Max,
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
    SPAN,
    Annotation,
    Assignment,
    AssignmentState,
    Layer,
    Stage,
    is_overdue,
    overdue,
)
from annotator.annotations.visibility.source_masking import hides_sources_from, seen_source
from annotator.people.access import SETTLERS
from annotator.people.models import Membership, Role, User
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


class Marked(NamedTuple):
    """What one person did in one article: live marks, and when they last changed one."""

    live: int
    last: datetime | None


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


def marked_by(user: User, articles: Iterable[int]) -> dict[int, Marked]:
    """Return what the user marked in each of these articles, by article, in one statement."""
    rows = (
        Annotation.everything.filter(
            SPAN, annotator=user, layer=Layer.READING, article__in=list(articles)
        )
        .order_by()
        .values("article")
        .annotate(live=Count("pk", filter=Q(erased_at=None)), last=Max("updated_at"))
    )
    return {row["article"]: Marked(row["live"], row["last"]) for row in rows}


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


def ready_in(story: Story) -> Q:
    """Return the condition that an article is ready, for a query on `with_readers` or the like.

    Nothing of it is decided yet; and either as many have submitted as the story asks for and nobody
    is at it, or a manager has closed the reading.
    """
    at_first = Q(progress__isnull=True) | Q(progress__stage=Stage.READING)
    enough = Q(submitted__gte=story.readers, in_progress=0)
    return at_first & (enough | Q(progress__closed_at__isnull=False))


def stage_in(story: Story) -> Case:
    """Return where an article stands, one of STAGES, as an expression on `with_readers`.

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
        When(ready_in(story), then=Value(READY)),
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


def article_lines(page: Page[Article], membership: Membership) -> list[ArticleLine]:
    """Return the lines of one page, in one statement: a row for each reader of an article."""
    story, settles = membership.story, sees_progress(membership)
    manages = Role.MANAGER in membership.roles
    listed = page.object_list  # type: ignore[attr-defined]
    # By key, so that sorting the whole list drags no other columns along.
    among = Article.objects.filter(pk__in=listed.values("pk")).annotate(
        reader=FilteredRelation("assignments", condition=Q(assignments__state__in=STANDING)),
        origin=seen_source(membership.user)
        if hides_sources_from(membership)
        else F("source__name"),
    )
    if settles:
        among = with_readers(among).annotate(stage=stage_in(story))
    columns = (*ListedArticle._fields, "origin", *_READER_COLUMNS, *(["stage"] if settles else []))
    order = (*listed.query.order_by, "reader__annotator__username", "reader__pk")
    people: dict[int, User] = {}
    lines = []
    rows = among.order_by(*order).values_list(*columns)
    for _, of_it in groupby(rows, key=itemgetter(0)):
        found = list(of_it)
        article = ListedArticle(*found[0][: len(ListedArticle._fields)])
        readers = [_reader(row, people) for row in found if row[_READER] is not None]
        mine = next((one for one in readers if one.annotator.pk == membership.user.pk), None)
        shown = settles and (manages or mine is None or mine.state not in OPEN)
        seen = readers if shown else []
        submitted = sum(one.state == AssignmentState.SUBMITTED for one in seen)
        stage = found[0][-1] if shown else ""
        source = found[0][_READER - 1]
        lines.append(ArticleLine(article, source, mine, seen, shown, submitted, stage))
    return lines


_READER_COLUMNS = (
    "reader__pk", "reader__state", "reader__due_on", "reader__annotator_id",
    *(f"reader__annotator__{name}" for name in ("username", "first_name", "last_name")),
)  # fmt: skip
_READER = len(ListedArticle._fields) + 1
"""Where in a row of `article_lines` the columns of a reader begin, after those of the article."""


def _reader(row: tuple[Any, ...], people: dict[int, User]) -> ReaderProgress:
    pk, state, due_on, key, *names = row[_READER : _READER + len(_READER_COLUMNS)]
    if key not in people:
        username, first, last = names
        people[key] = User(pk=key, username=username, first_name=first, last_name=last)
    return ReaderProgress(pk, people[key], state, due_on, is_overdue(state, due_on))
