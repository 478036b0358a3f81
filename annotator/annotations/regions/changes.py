"""What is shown of what people said of the parts of a page, as plain values."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case, F, QuerySet, When
from django.db.models.functions import Least, Substr

from annotator.annotations.models import RegionChange
from annotator.people.models import User
from annotator.prepared import Prepared, Slot, columns, made
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


def _latest(changes: QuerySet[RegionChange]) -> QuerySet[RegionChange, Any]:
    waits = Case(When(state=State.PROPOSED, then=0), default=1)
    found = changes.filter(article=Slot("article")).order_by(waits, "-at", "-pk")[:LATEST]
    return found.values_list(*columns(RegionChange), *columns(User, "by__"))


_FOR_MANAGERS = Prepared(lambda: _latest(RegionChange.objects.exclude(state=State.UNDONE)))
_FOR_READERS = Prepared(
    lambda: _latest(RegionChange.objects.filter(state=State.PROPOSED, by=Slot("person")))
)


def lines_of_article(article: Article, user: User, manager: bool) -> list[ChangeLine]:
    """Return what a member sees on the article's page; a reader only what they proposed. One
    statement."""
    if manager:
        found = _FOR_MANAGERS.rows(article=article.pk)
    else:
        found = _FOR_READERS.rows(article=article.pk, person=user.pk)
    rows = []
    width = len(columns(RegionChange))
    for values in found:
        row = made(RegionChange, values[:width])
        row.article, row.by = article, made(User, values[width:])
        row.words = article.text[row.start : min(row.end, row.start + READ)]  # type: ignore[attr-defined]
        rows.append(row)
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
