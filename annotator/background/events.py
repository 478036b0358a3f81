"""Say what has happened in a story, for whoever tells others of it. This floor knows no story.

Whoever does it says so inside the transaction that does it; whoever hears it keeps it there, so
that it is told if, and only if, it was committed.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from django.dispatch import Signal

Facts = Mapping[str, str | int | bool | None]


class EventKind(StrEnum):
    """What can happen in a story that others may want to hear of."""

    ARTICLE_ADDED = "article.added"
    READING_SUBMITTED = "reading.submitted"
    ARTICLE_SETTLED = "article.settled"
    ROW_CHANGED = "row.changed"
    CORRECTION_FOUND = "correction.found"


story_events = Signal()
"""Sent with `kind`, the `story`'s key, and `facts`: what is known besides, by the key of the
article or the question to which it happened."""


def tell(kind: EventKind, story: int, facts: Mapping[int, Facts]) -> None:
    """Say that this happened in the story, to each of these. To be called inside a transaction."""
    if facts:
        story_events.send(sender=None, kind=kind, story=story, facts=facts)


def tell_each(kind: EventKind, pairs: Iterable[tuple[int, int]]) -> None:
    """Say that this happened, of pairs of a story and what it happened to; in no order."""
    stories: dict[int, dict[int, Facts]] = {}
    for story, subject in pairs:
        stories.setdefault(story, {})[subject] = {}
    for story, facts in stories.items():
        tell(kind, story, facts)
