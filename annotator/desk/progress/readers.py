"""How far each reader of a story is, as far as a member may see it."""

from datetime import UTC, datetime

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from annotator.annotations.models import (
    ENDED,
    OPEN,
    SPAN,
    Annotation,
    Assignment,
    AssignmentState,
    Layer,
    overdue,
)
from annotator.desk.reading_progress import hidden_assignments, still_to_read
from annotator.people.models import Membership, User

LONG_AGO = Value(datetime(1970, 1, 1, tzinfo=UTC))


def readers_of(member: Membership) -> QuerySet[User]:
    """Return who reads or may read in the story, as far as the member may see it.

    Each has counts by state, the words of what they have submitted, and `stirred`, when they last
    handed something in, or LONG_AGO.
    """
    story = member.story
    reads = Assignment.objects.filter(article__story=story).exclude(state__in=ENDED).order_by()
    hidden = hidden_assignments(member)
    if hidden is not None:
        reads = reads.exclude(article__in=hidden.values("article"))
    counted = Q(assignments__article__story=story) & ~Q(assignments__state__in=ENDED)
    if hidden is not None:
        counted &= ~Q(assignments__article__in=hidden.values("article"))
    submitted = counted & Q(assignments__state=AssignmentState.SUBMITTED)
    handed_in = Max("assignments__submitted_at", filter=submitted)
    able = Membership.objects.filter(story=story, annotator=True).order_by().values("user")
    numbers = {
        "assigned": Q(assignments__state=AssignmentState.ASSIGNED),
        "in_progress": Q(assignments__state=AssignmentState.IN_PROGRESS),
        "todo": Q(assignments__state__in=OPEN),
        "overdue": overdue("assignments__"),
    }
    return (
        User.objects.filter(Q(pk__in=able) | Q(pk__in=reads.values("annotator")))
        .annotate(
            **{name: Count("assignments", filter=counted & of) for name, of in numbers.items()},
            submitted=Count("assignments", filter=submitted),
            given=Count("assignments", filter=counted),
            words=Coalesce(Sum("assignments__article__word_count", filter=submitted), 0),
            stirred=Coalesce(handed_in, LONG_AGO),
        )
        .order_by("username")
    )


def last_marks(member: Membership) -> dict[int, datetime]:
    """Return, by the reader's key, when somebody last marked something in an article they are at.

    What is handed in was marked before: only articles that somebody is at are looked through, and
    none that the member has still to read.
    """
    marked = (
        Annotation.everything.filter(
            SPAN,
            article=OuterRef("article"),
            layer=Layer.READING,
            annotator=OuterRef("annotator"),
        )
        .order_by("-updated_at")
        .values("updated_at")[:1]
    )
    at_it = (
        Assignment.objects.filter(state=AssignmentState.IN_PROGRESS, article__story=member.story)
        .exclude(article__in=still_to_read(member).values("article"))
        .order_by()
        .annotate(marked=Subquery(marked))
        .exclude(marked=None)
    )
    found: dict[int, datetime] = {}
    for annotator, at in at_it.values_list("annotator", "marked"):
        found[annotator] = max(at, found.get(annotator, at))
    return found
