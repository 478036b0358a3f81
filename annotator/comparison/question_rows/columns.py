"""A story's articles as the columns of its matrix: by source, in order of publication."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

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


def sources_of(story: Story, hidden: Hidden = ()) -> QuerySet[Source]:
    """Return the sources that have an article in the story, `hidden` ones aside."""
    articles = Article.objects.filter(story=story, source=OuterRef("pk")).exclude(pk__in=hidden)
    return Source.objects.filter(Exists(articles.order_by()))


def columns_of(
    story: Story, hidden: Hidden = (), only: Collection[int] | None = None
) -> list[MatrixColumn]:
    """Return the story's articles but `hidden` ones, or `only` these, as columns; one statement.

    Sources come in the order of their first article among them.
    """
    found = Article.objects.filter(story=story).exclude(pk__in=hidden)
    found = found if only is None else found.filter(pk__in=only)
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
