"""What the desk keeps of one person of leads: the files that they brought, and their verdicts."""

from typing import Any

from django.db.models import Q, QuerySet

from annotator.annotations.models import OPEN, Assignment
from annotator.comparison.models import LeadImport, LeadVerdict
from annotator.desk.own_account.kind import DESK, MANAGERS, SETTLERS, StoredKind, own, same
from annotator.people.models import User


def _verdicts(user: User) -> QuerySet[Any]:
    """Return the verdicts, without those on articles that the person has still to read."""
    waiting = Assignment.objects.filter(annotator=user, state__in=OPEN).values("article")
    found: QuerySet[Any] = LeadVerdict.everything.filter(by=user)
    return found.exclude(Q(lead__article_a__in=waiting) | Q(lead__article_b__in=waiting))


LEAD_KINDS = (
    StoredKind(
        "leads", "Files of leads that you brought", MANAGERS, DESK, own(LeadImport, "by"),
        {"story": "story__slug"} | same("name", "leads", "at", "undone_at"),
    ),
    StoredKind(
        "lead_verdicts", "Verdicts on leads", SETTLERS, DESK, _verdicts,
        {"sentence": "lead__sentence", "row": "question__slug"}
        | same("verdict", "reason", "note", "at", "undone_at"),
    ),
)  # fmt: skip
