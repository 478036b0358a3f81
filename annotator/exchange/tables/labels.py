"""labels.csv and readings.csv, article batch by article batch, in constant memory.

Ordered here and not by the database, whose collations differ. No cursor outlives its batch.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Q

from annotator.annotations.models import Annotation, Assignment, Layer
from annotator.cells import defused, figure, lines
from annotator.exchange.tables import columns
from articles.models import Article, Story
from articles.text import context

BATCH = 25
EVERYTHING = Q()
NOTHING = Q(pk__in=[])

_log = logging.getLogger(__name__)


class AnchorLost(Exception):
    """An annotation does not quote what its text says: the export stops and names it."""


class ArticleCells(NamedTuple):
    """An article's share of each row: its cells, its address, the hash of its text, its text."""

    cells: tuple[str, str, str, str]
    address: tuple[str, str]
    sha256: str
    text: str


def labels_csv(
    stories: Iterable[Story],
    *,
    articles: Q = EVERYTHING,
    annotations: Q = EVERYTHING,
    sourceless: Q = NOTHING,
    bom: bool = False,
) -> Iterator[str]:
    """labels.csv in pieces, without source and address of the articles that are `sourceless`.

    Raises AnchorLost where a quote is not what its text says.
    """
    rows = label_rows(stories, articles=articles, annotations=annotations, sourceless=sourceless)
    return lines(columns.LABELS, rows, bom=bom)


def label_rows(
    stories: Iterable[Story], *, articles: Q, annotations: Q, sourceless: Q
) -> Iterator[list[str]]:
    """Yield the same rows as cells in the order of the columns."""
    return _label_rows(batches(stories, articles, sourceless), annotations)


def readings_csv(
    stories: Iterable[Story],
    *,
    articles: Q = EVERYTHING,
    assignments: Q = EVERYTHING,
    sourceless: Q = NOTHING,
    bom: bool = False,
) -> Iterator[str]:
    """readings.csv in pieces: one row an assignment; without the source of the `sourceless`."""
    rows = reading_rows(stories, articles=articles, assignments=assignments, sourceless=sourceless)
    return lines(columns.READINGS, rows, bom=bom)


def reading_rows(
    stories: Iterable[Story], *, articles: Q, assignments: Q, sourceless: Q
) -> Iterator[list[str]]:
    """Yield the same rows as cells in the order of the columns."""
    return _reading_rows(batches(stories, articles, sourceless), assignments)


def moment(at: datetime | None) -> str:
    """ISO 8601 in UTC, or '' for none."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else ""


Batch = dict[int, ArticleCells]


def batches(stories: Iterable[Story], chosen: Q, sourceless: Q = NOTHING) -> Iterator[Batch]:
    """The articles by story and number, `BATCH` at a time."""
    columns_read = ("pk", "source__name", "title", "published_on", "url", "text_sha256", "text")
    for story in sorted(stories, key=lambda story: story.slug):
        among = Article.objects.filter(chosen, story=story).order_by("pk")
        numbers = list(among.values_list("pk", flat=True))
        for first in range(0, len(numbers), BATCH):
            batch = Article.objects.filter(pk__in=numbers[first : first + BATCH]).order_by("pk")
            bare = set(batch.filter(sourceless).values_list("pk", flat=True))
            yield {
                row[0]: _article(story, *row, bare=row[0] in bare)
                for row in batch.values_list(*columns_read)
            }


def _article(
    story: Story,
    number: int,
    source: str,
    title: str,
    published_on: date | None,
    url: str,
    sha256: str,
    text: str,
    *,
    bare: bool,
) -> ArticleCells:
    source, url = ("", "") if bare else (defused(source), defused(url))
    cells = (defused(story.slug), source, str(number), defused(title))
    address = (published_on.isoformat() if published_on else "", url)
    return ArticleCells(cells, address, sha256, text)


_ORDER = ("layer", "annotator__username", "start", "end", "label_id", "part", "id")
_READ = (
    "article_id",
    *_ORDER,
    "text_version",
    "kind",
    "quote",
    "entity__slug",
    "entity__name",
    "entity__wikidata",
    "question__slug",
    "question__wording",
    "question__type",
    "value",
    "value_low",
    "value_high",
    "value_bounds",
    "answer_key",
    "unit",
    "approximator",
    "modality",
    "as_of",
    "scope",
    "said_by__slug",
    "stance_holder__slug",
    "stance_target__slug",
    "label__polarity",
    "note",
    "flag",
    "created_at",
    "updated_at",
)


def _label_rows(batched: Iterable[Batch], chosen: Q) -> Iterator[list[str]]:
    for batch in batched:
        found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        live = Annotation.objects.filter(chosen, article_id__in=list(batch)).order_by()
        for row in live.values_list(*_READ):
            found[row[0]].append(row[1:])
        for number, article in batch.items():
            for row in sorted(found.pop(number, ()), key=_place):
                yield _label_row(article, row)


def _place(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*row[: len(_ORDER) - 1], str(row[len(_ORDER) - 1]))


def _label_row(article: ArticleCells, row: tuple[Any, ...]) -> list[str]:
    layer, annotator, start, end, label, part, pk, version, kind, quote = row[:10]
    if article.text[start:end] != quote:
        _log.error("Annotation %s does not quote its text at %s-%s.", pk, start, end)
        raise AnchorLost(f"Annotation {pk} does not quote its text at {start}-{end}.")
    before, after = context(article.text, start, end)
    low, high = row[17:19]
    return [
        str(pk),
        *article.cells,
        *article.address,
        str(version),
        article.sha256,
        layer,
        defused(annotator),
        kind,
        label,
        str(start),
        str(end),
        str(part),
        defused(quote),
        defused(before),
        defused(after),
        # entity and question; the value as it was put
        *[defused(cell) if cell else "" for cell in row[10:17]],
        figure(low) if low else "",
        figure(high) if high else "",
        # from the bounds to whose stance toward whom
        *[defused(cell) if cell else "" for cell in row[19:29]],
        "" if row[29] is None else str(row[29]),
        defused(row[30]),
        defused(row[31]),
        moment(row[32]),
        moment(row[33]),
    ]


def _reading_rows(batched: Iterable[Batch], chosen: Q) -> Iterator[list[str]]:
    order = ("article_id", "annotator__username", "assigned_at", "pk")
    read = (*order, "annotator_id", "state", "submitted_at", "reason")
    for batch in batched:
        among = Assignment.objects.filter(chosen, article_id__in=list(batch)).order_by()
        marked = Annotation.objects.filter(article_id__in=list(batch), layer=Layer.READING)
        counts = {
            (article, annotator): number
            for article, annotator, number in marked.order_by()
            .values_list("article_id", "annotator_id")
            .annotate(number=Count("pk"))
        }
        for row in sorted(among.values_list(*read)):
            number, annotator, assigned_at, _, reader, state, submitted_at, reason = row
            yield [
                *batch[number].cells,
                batch[number].sha256,
                defused(annotator),
                state,
                moment(assigned_at),
                moment(submitted_at),
                str(counts.get((number, reader), 0)),
                defused(reason),
            ]
