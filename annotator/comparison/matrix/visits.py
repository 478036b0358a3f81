"""What is new since somebody last looked at a story's conflicts: the writer of `Visit`."""

from datetime import datetime, timedelta

from django.utils import timezone

from annotator.comparison.models import Visit
from annotator.people.models import User
from articles.models import Story

VISIT_LENGTH = timedelta(minutes=30)
"""A page opened again within this time is the same visit: what was new stays new."""


def last_visit(user: User, story: Story) -> datetime | None:
    """Return when the visit before the present one was, if there was one; nothing is written."""
    visit = Visit.objects.filter(user=user, story=story).first()
    if visit is None:
        return None
    return visit.seen_at if timezone.now() - visit.seen_at > VISIT_LENGTH else visit.before


def note_visit(user: User, story: Story) -> None:
    """Note that `user` looks at the story's conflicts now."""
    now = timezone.now()
    visit, made = Visit.objects.get_or_create(user=user, story=story, defaults={"seen_at": now})
    if made:
        return
    if now - visit.seen_at > VISIT_LENGTH:
        visit.before = visit.seen_at
    visit.seen_at = now
    visit.save(update_fields=["seen_at", "before"])
