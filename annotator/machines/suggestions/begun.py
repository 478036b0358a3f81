"""When readings were begun: the moment whose rule holds for them for good."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from annotator.annotations.models import ENDED, Assignment, AssignmentState


def standing_with_begun() -> QuerySet[Any, Any]:
    """Return all assignments that stand, each with `begun`: when it was first in progress, or
    None."""
    history: Any = Assignment.history
    first = history.filter(id=OuterRef("pk"), state=AssignmentState.IN_PROGRESS)
    moment = first.order_by("history_date", "history_id").values("history_date")[:1]
    standing = Assignment.objects.exclude(state__in=ENDED).order_by()
    return standing.annotate(begun=Subquery(moment))
