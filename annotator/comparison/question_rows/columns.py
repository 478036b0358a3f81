"""A story's articles as the columns of its matrix: by source, in order of publication."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Q

from annotator.annotations.models import AssignmentState, Stage
from annotator.comparison.question_rows.answers import Hidden
from articles.models import Article, Source, Story

MOST = 8
"""More columns than these cannot be read side by side."""


class MatrixColumn(NamedTuple):
    """An article, and how far it is read."""

    article: int
    title: str
    source: int
    source_name: str
    published: date | None
    read: str


def columns_of(
    story: Story, hidden: Hidden = (), sources: Iterable[Source] | None = None
) -> list[MatrixColumn]:
    """Return the story's articles but `hidden` ones as columns; one statement.

    Sources come in the order of their first article. `sources`: whose articles alone are wanted.
    """
    found = Article.objects.filter(story=story).exclude(pk__in=hidden)
    found = found if sources is None else found.filter(source__in=sources)
    done = Count("assignments", filter=Q(assignments__state=AssignmentState.SUBMITTED))
    rows = found.annotate(done=done, stage=F("progress__stage")).values_list(
        "pk", "title", "source_id", "source__name", "published_on", "done", "stage"
    )
    columns = [MatrixColumn(*row[:5], _read(row[5], row[6], story)) for row in rows.order_by("pk")]
    first: dict[int, tuple[date, str]] = {}
    for column in columns:
        day = (column.published or date.max, column.source_name)
        first[column.source] = min(first.get(column.source, day), day)

    def place(column: MatrixColumn) -> tuple[object, ...]:
        return (*first[column.source], column.source, column.published or date.max, column.article)

    return sorted(columns, key=place)


def _read(done: int, stage: str | None, story: Story) -> str:
    if stage == Stage.FINISHED:
        return "settled"
    if stage == Stage.REVISION:
        return "settled, under revision"
    return f"read {done}/{story.readers}" if done else "unread"


def by_source(columns: Sequence[MatrixColumn]) -> dict[int, list[MatrixColumn]]:
    """Return the columns of each source by its key, in their order."""
    found: dict[int, list[MatrixColumn]] = {}
    for column in columns:
        found.setdefault(column.source, []).append(column)
    return found
