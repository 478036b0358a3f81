"""What is shown of what people said of the parts of a page, as plain values."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, F, QuerySet, When
from django.db.models.functions import Least, Substr

from annotator.annotations.models import RegionChange
from annotator.people.models import User
from articles.models import Article, Story

LATEST = 12
"""How many an article's page shows: proposals first, then what was done last."""
LONGEST = 160
READ = 300
"""Code points of a part that are read to show its words: a part may be as long as its article."""
State = RegionChange.State


class ChangeLine(NamedTuple):
    """One change with its words, and what may be done with it: verbs and their words."""

    pk: int
    article: Article
    start: int
    words: str
    role: str
    state: str
    by: str
    at: datetime
    acts: list[tuple[str, str]]


def lines_of_article(article: Article, user: User, manager: bool) -> list[ChangeLine]:
    """Return what a member sees on the article's page; a reader only what they proposed. One
    statement."""
    shown = [State.PROPOSED, State.HOLDS, State.DROPPED] if manager else [State.PROPOSED]
    found = RegionChange.objects.filter(article=article, state__in=shown)
    if not manager:
        found = found.filter(by=user)
    waits = Case(When(state=State.PROPOSED, then=0), default=1)
    rows = list(found.select_related("by").order_by(waits, "-at", "-pk")[:LATEST])
    for row in rows:
        row.article = article
        row.words = article.text[row.start : min(row.end, row.start + READ)]  # type: ignore[attr-defined]
    return change_lines(rows, user, manager)


def proposed_regions(story: Story) -> int:
    """Return how many proposals of the story wait for a manager."""
    return RegionChange.objects.filter(article__story=story, state=State.PROPOSED).count()


def with_words(changes: QuerySet[RegionChange]) -> QuerySet[RegionChange]:
    """Return the changes with how their words begin, and without the texts of their articles."""
    length = Least(F("end") - F("start"), READ)
    words = Substr("article__text", F("start") + 1, length)
    found: QuerySet[RegionChange] = changes.select_related("article__source", "by")
    return found.defer("article__text").annotate(words=words)


def change_lines(rows: Iterable[RegionChange], user: User, manager: bool) -> list[ChangeLine]:
    """Return the changes as lines; their articles and authors are loaded, and their `words`."""
    return [
        ChangeLine(
            row.pk,
            row.article,
            row.start,
            _shortened(row.words),  # type: ignore[attr-defined]
            row.role,
            row.get_state_display(),
            str(row.by),
            row.at,
            _acts(row, user, manager),
        )
        for row in rows
    ]


def _acts(row: RegionChange, user: User, manager: bool) -> list[tuple[str, str]]:
    if row.state == State.PROPOSED:
        decide = [("accept", "Accept"), ("drop", "Drop")] if manager else []
        return decide + ([("undo", "Withdraw")] if row.by_id == user.pk else [])
    return [("undo", "Undo")] if manager and row.state != State.UNDONE else []


def _shortened(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST - 1].rstrip()}…"
