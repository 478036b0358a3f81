"""What waits for a person: articles to read and to settle, and what is new. With kept statements.

No statement looks at more than what waits, and at no more than `MOST` of that, however large the
stories are. Articles that one has still to read are to be settled by nobody but others, and nothing
new is told of them: whoever reads blind learns nothing here.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value

from annotator.annotations.models import (
    ENDED,
    OPEN,
    Assignment,
    AssignmentState,
    Notice,
    NoticeKind,
    ReaderCounts,
    Stage,
    is_overdue,
)
from annotator.desk.home.own_articles import OwnReading, OwnStory, own_assignments, own_readings
from annotator.people.models import Membership, User
from annotator.prepared import Prepared, Slot
from annotator.reconciliation.models import Tally

MOST = 100
"""Of more than so many the number is not told."""
SHOWN = 5
"""Lines of a list that stand on the page; the rest is one step away."""


class ToSettle(NamedTuple):
    """An article that waits for an adjudicator: since when, and what there is to settle in it.

    The figures are None where it is not counted yet.
    """

    article: int
    title: str
    source: str
    story_slug: str
    story_title: str
    stage: str | None
    since: datetime | None
    differing: int | None
    agreed: int | None
    stale: int | None
    flags: int | None


class News(NamedTuple):
    """Something new at an article, for the person to look at; `quote` is what a reply is about."""

    article: int
    kind: str
    at: datetime
    quote: str | None
    title: str
    story_title: str


class Waiting(NamedTuple):
    """What waits for a person; of each list the first `SHOWN`, and how many there are."""

    reading: Sequence[OwnReading]
    to_read: int
    overdue: int
    settling: Sequence[ToSettle]
    to_settle: int
    stories_to_settle: Sequence[tuple[str, str, int]]
    """Slug, title and number of articles to settle of each story."""
    replies: Sequence[News]
    settled: Sequence[News]
    corrected: Sequence[News]
    """Articles whose text was corrected since the person read them."""
    sent_back: frozenset[int]
    """Articles that were sent back, which the person has not opened since."""

    @property
    def new(self) -> int:
        """How much is new."""
        return len(self.replies) + len(self.settled) + len(self.corrected) + len(self.sent_back)

    @property
    def number(self) -> int:
        """How many things wait to be done."""
        return self.to_read + self.to_settle + len(self.replies) + len(self.corrected)


def waiting_for(user: User, stories: Sequence[OwnStory]) -> Waiting:
    """Return what waits for the user; `stories` are their own."""
    open_ones = _OPEN.rows(user=user.pk)
    keys = [pk for pk, *_ in open_ones[:SHOWN]]
    found = own_readings(keys, user, stories)
    settles = any("adjudicator" in own.roles for own in stories)
    asked = (_TO_SETTLE, _STALE) if settles else ()
    settling = [ToSettle(*row) for one in asked for row in one.rows(user=user.pk)]
    # Not by the database: it would sort all that waits to give the first of them.
    settling.sort(key=lambda one: (one.since is None, one.since, one.article))
    news = [News(*row) for row in _NEWS.rows(user=user.pk)]
    return Waiting(
        reading=[found[key] for key in keys if key in found],
        to_read=len(open_ones),
        overdue=sum(is_overdue(state, due_on) for _, state, due_on in open_ones),
        settling=settling[:SHOWN],
        to_settle=len(settling),
        stories_to_settle=_by_story(settling),
        replies=[one for one in news if one.kind == NoticeKind.REPLY],
        settled=[one for one in news if one.kind == NoticeKind.SETTLED],
        corrected=[one for one in news if one.kind == NoticeKind.CORRECTED],
        sent_back=frozenset(one.article for one in news if one.kind == NoticeKind.SENT_BACK),
    )


def _by_story(settling: Sequence[ToSettle]) -> list[tuple[str, str, int]]:
    numbers: dict[tuple[str, str], int] = {}
    for one in settling:
        story = one.story_slug, one.story_title
        numbers[story] = numbers.get(story, 0) + 1
    return [
        (*story, number) for story, number in sorted(numbers.items(), key=lambda one: one[0][1])
    ]


def _open() -> QuerySet[Any, Any]:
    own = own_assignments(Slot("user")).filter(state__in=OPEN)
    return own.values_list("pk", "state", "due_on")[: MOST + 1]


def _settled_by(rows: QuerySet[Any], stage: Any) -> QuerySet[Any, Any]:
    """Return the rows, each of an article, that the user may settle, as `ToSettle` has them."""
    settles = {"story__memberships__user": Slot("user"), "story__memberships__adjudicator": True}
    own = Assignment.objects.filter(article=OuterRef("article"), annotator=Slot("user"))
    stands = own.exclude(state__in=ENDED).order_by()
    # Whoever has read it settles it only where the story allows that, and only afterwards.
    may_not = Exists(stands.filter(Q(state__in=OPEN) | Q(article__story__readers_settle=False)))
    found = rows.filter(**settles).exclude(may_not).order_by()
    return found.values_list(
        "article", "article__title", "article__source__name", "story__slug", "story__title",
        stage, "article__tally__last_submitted", "article__tally__differing",
        "article__tally__agreed", "article__tally__stale", "article__tally__flags",
    )[: MOST + 1]  # fmt: skip


def _to_settle() -> QuerySet[Any, Any]:
    waits = ReaderCounts.objects.filter(to_settle=True)
    return _settled_by(waits, F("article__progress__stage"))


def _stale() -> QuerySet[Any, Any]:
    """Return the articles that are finished and of which something is left, as *Differences* tells
    them: a tally from before the last decision does not tell."""
    finished = Q(article__progress__stage=Stage.FINISHED)
    counted = Q(decisions=F("article__progress__decisions"))
    rows = Tally.objects.filter(finished, counted, reopened=True)
    return _settled_by(rows, Value(Stage.REVISION.value, CharField()))


def _news() -> QuerySet[Any, Any]:
    own = Assignment.objects.filter(article=OuterRef("article"), annotator=Slot("user")).order_by()
    reads = own.filter(state__in=OPEN)
    settles = Membership.objects.filter(
        Q(adjudicator=True) | Q(manager=True),
        story=OuterRef("article__story"),
        user=Slot("user"),
    )
    member = {"article__story__memberships__user": Slot("user")}
    sent_back = Q(Exists(reads.exclude(reason="")), kind=NoticeKind.SENT_BACK)
    has_read = Exists(own.filter(state=AssignmentState.SUBMITTED))
    done = ~Q(kind=NoticeKind.SENT_BACK) & ~Exists(reads) & (has_read | Exists(settles))
    rows = Notice.objects.filter(sent_back | done, person=Slot("user"), **member)
    return rows.order_by("-at", "-pk").values_list(
        "article", "kind", "at", "about__quote", "article__title", "article__story__title"
    )[: MOST + 1]


_OPEN = Prepared(_open)
_TO_SETTLE = Prepared(_to_settle)
_STALE = Prepared(_stale)
_NEWS = Prepared(_news)
