"""How far the reading is: of one person, of an article, of a story.

Whoever has still to read an article sees nothing of others' work on it. A manager sees who is
assigned and how far they are, for that is administration; never how much they marked.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.paginator import Page
from django.db.models import (
    Case,
    Count,
    F,
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
    ENDED,
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


class ArticleLine(NamedTuple):
    """An article in a list, as far as one member may see it.

    Where its progress is hidden, `submitted` is 0 and `stage`, one of STAGES, is empty; so is
    `source`, its name, where the source is hidden.
    """

    article: Article
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
    if Role.MANAGER in membership.roles:
        return Q(pk__in=[])
    return Q(pk__in=still_to_read(membership).values("article"))


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


def with_readers(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return the same articles, each with its number of readers by state, and of overdue ones.

    A number that a page does not ask for is not counted.
    """
    readers = Assignment.objects.filter(article=OuterRef("pk")).order_by()

    def number(which: Q) -> Coalesce:
        of_it = readers.filter(which).values("article").annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(of_it, output_field=IntegerField()), 0)

    return articles.annotate(
        assigned=number(Q(state=AssignmentState.ASSIGNED)),
        in_progress=number(Q(state=AssignmentState.IN_PROGRESS)),
        submitted=number(Q(state=AssignmentState.SUBMITTED)),
        overdue=number(overdue()),
    )


def article_lines(page: Page[Article], membership: Membership) -> list[ArticleLine]:
    """Return the lines of one page, in two statements: own state, and others' where it may be
    seen."""
    # By key, so that sorting the whole list drags no other columns along.
    keys = page.object_list.values("pk")  # type: ignore[attr-defined]
    among = articles_of(membership.story).filter(pk__in=keys)
    settles, manages = sees_progress(membership), Role.MANAGER in membership.roles
    if settles:
        among = with_readers(among).annotate(stage=stage_in(membership.story))
    hides = hides_sources_from(membership)
    if hides:
        among = among.annotate(seen_source=seen_source(membership.user))
    articles: list[Any] = list(among.order_by(*page.object_list.query.order_by))  # type: ignore[attr-defined]
    readers = _readers(articles, None if settles else membership.user)
    rows = []
    for article in articles:
        of_it = readers[article.pk]
        mine = next((one for one in of_it if one.annotator.pk == membership.user.pk), None)
        shown = settles and (manages or mine is None or mine.state not in OPEN)
        states = [one.state for one in of_it] if shown else []
        submitted = states.count(AssignmentState.SUBMITTED)
        stage = article.stage if shown else ""
        source = article.seen_source if hides else article.source.name
        rows.append(
            ArticleLine(article, source, mine, of_it if shown else [], shown, submitted, stage)
        )
    return rows


def _readers(articles: Iterable[Article], only: User | None) -> dict[int, list[ReaderProgress]]:
    """Return, by article, who reads it now, by username; `only` one person's assignments if
    given."""
    asked = Assignment.objects.filter(article__in=[article.pk for article in articles])
    if only:
        asked = asked.filter(annotator=only)
    people: dict[int, User] = {}
    readers = defaultdict(list)
    names = [f"annotator__{name}" for name in ("username", "first_name", "last_name")]
    found = asked.exclude(state__in=ENDED).order_by("annotator__username", "pk")
    columns = ("article_id", "pk", "state", "due_on", "annotator_id", *names)
    for article, pk, state, due_on, key, username, first, last in found.values_list(*columns):
        if key not in people:
            people[key] = User(pk=key, username=username, first_name=first, last_name=last)
        readers[article].append(
            ReaderProgress(pk, people[key], state, due_on, is_overdue(state, due_on))
        )
    return readers
