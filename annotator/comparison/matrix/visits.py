"""What is new since somebody last looked at a story's conflicts: the writer of `Visit`."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from annotator.comparison.models import Visit
from annotator.people.models import User
from articles.models import Story

VISIT_LENGTH = timedelta(minutes=30)
"""A page opened again within this time is the same visit: what was new stays new."""
RowSummaries = Mapping[int, str]
"""What each row says, by question."""


class VisitNews(NamedTuple):
    """The questions whose rows say something else than at the last visit, and when that was."""

    since: datetime | None
    changed: list[int]


NO_NEWS = VisitNews(None, [])


def note_visit(user: User, story: Story, rows: RowSummaries) -> VisitNews:
    """Note that `user` looks at the rows now, and return what is new to them."""
    now = timezone.now()
    seen = {str(question): summary for question, summary in rows.items()}
    visit = Visit.objects.filter(user=user, story=story).first()
    if visit is None:
        states = {"seen": seen, "before": seen, "since": ""}
        Visit.objects.update_or_create(
            user=user, story=story, defaults={"seen_at": now, "states": states}
        )
        return VisitNews(None, [])
    before, since = visit.states["before"], visit.states["since"]
    if now - visit.seen_at > VISIT_LENGTH:
        before, since = visit.states["seen"], visit.seen_at.isoformat()
    states = {"seen": seen, "before": before, "since": since}
    Visit.objects.filter(pk=visit.pk).update(seen_at=now, states=states)
    changed = [pk for pk, summary in rows.items() if before.get(str(pk)) != summary]
    return VisitNews(datetime.fromisoformat(since) if since else None, changed if since else [])
