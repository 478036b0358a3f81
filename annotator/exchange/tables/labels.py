"""Give the rows of labels.csv and readings.csv, batch by batch of articles, in constant memory.

Ordered here and not by the database, whose collations differ. No cursor outlives its batch.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import Count, Q

from annotator.annotations.detail import PlainForm
from annotator.annotations.details import ASIDES, SAID_DETAILS
from annotator.annotations.models import Annotation, Assignment, Layer
from annotator.annotations.visibility.portions import NOTHING
from annotator.cells import defused, figure
from articles.models import Article, Region, Story
from articles.parts import Part, role_of
from articles.text import context

BATCH = 25

_log = logging.getLogger(__name__)


class AnchorLost(Exception):
    """An annotation does not quote what its text says: the export stops and names it."""


class ArticleCells(NamedTuple):
    """An article's share of each row: its cells, its address, the hash of its text, its text."""

    cells: tuple[str, str, str, str]
    address: tuple[str, str]
    sha256: str
    text: str


def label_rows(
    stories: Iterable[Story], *, articles: Q, annotations: Q, sourceless: Q
) -> Iterator[list[str]]:
    """Yield a row a live highlight, as cells in the order of the columns of labels.csv.

    Without source and address of the articles that are `sourceless`. Raises AnchorLost where a
    quote is not what its text says.
    """
    return _label_rows(batches(stories, articles, sourceless), annotations)


def reading_rows(
    stories: Iterable[Story], *, articles: Q, assignments: Q, sourceless: Q
) -> Iterator[list[str]]:
    """Yield a row an assignment, as cells in the order of the columns of readings.csv."""
    return _reading_rows(batches(stories, articles, sourceless), assignments)


def moment(at: datetime | None) -> str:
    """Write a time as ISO 8601 in UTC, none as ''."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else ""


Batch = dict[int, ArticleCells]


def batches(stories: Iterable[Story], chosen: Q, sourceless: Q = NOTHING) -> Iterator[Batch]:
    """Yield the articles by story and number, `BATCH` at a time.

    Without source and address of the articles that are `sourceless`.
    """
    read = ("pk", "source__name", "title", "published_on", "url", "text_sha256", "text")
    for story in sorted(stories, key=lambda story: story.slug):
        among = Article.objects.filter(chosen, story=story).order_by("pk")
        numbers = list(among.values_list("pk", flat=True))
        for first in range(0, len(numbers), BATCH):
            batch = Article.objects.filter(pk__in=numbers[first : first + BATCH]).order_by("pk")
            bare = set(batch.filter(sourceless).values_list("pk", flat=True))
            yield {
                row.pk: _article(story, row, bare=row.pk in bare)
                for row in batch.values_list(*read, named=True)
            }


def _parts(articles: Iterable[int]) -> dict[int, list[Part]]:
    """Return the parts of each article's page that have a role, in the order of the text."""
    found: dict[int, list[Part]] = defaultdict(list)
    rows = Region.objects.filter(article__in=list(articles)).order_by("article", "start")
    for article, start, end, role in rows.values_list("article_id", "start", "end", "role"):
        found[article].append(Part(start, end, role))
    return found


def _article(story: Story, row: Any, *, bare: bool) -> ArticleCells:
    source, url = ("", "") if bare else (defused(row.source__name), defused(row.url))
    cells = (defused(story.slug), source, str(row.pk), defused(row.title))
    address = (row.published_on.isoformat() if row.published_on else "", url)
    return ArticleCells(cells, address, row.text_sha256, row.text)


_ORDER = ("layer", "annotator__username", "start", "end", "label_id", "part", "id")
_COLUMNS = tuple(column for detail in SAID_DETAILS for column in detail.columns)
_READ = (
    "article_id",
    *_ORDER,
    "text_version",
    "kind",
    "quote",
    *(column.lookup for column in _COLUMNS),
    "label__polarity",
    *(detail.name for detail in ASIDES),
    "created_at",
    "updated_at",
)
_WRITERS = tuple(
    figure if detail.plain == PlainForm.END else defused
    for detail in SAID_DETAILS
    for _ in detail.columns
)
"""How each of `_COLUMNS` is written: numbers and days are left as they are."""
_said = attrgetter(*(column.lookup for column in _COLUMNS))
_asides = attrgetter(*(detail.name for detail in ASIDES))
_in_order = attrgetter(*_ORDER)


def _label_rows(batched: Iterable[Batch], chosen: Q) -> Iterator[list[str]]:
    for batch in batched:
        found: dict[int, list[Any]] = defaultdict(list)
        live = Annotation.objects.filter(chosen, article_id__in=list(batch)).order_by()
        for row in live.values_list(*_READ, named=True):
            found[row.article_id].append(row)
        parts = _parts(batch)
        for number, article in batch.items():
            for row in sorted(found.pop(number, ()), key=_in_order):
                yield _label_row(article, row, parts[number])


def _label_row(article: ArticleCells, row: Any, parts: Sequence[Part]) -> list[str]:
    """Return the cells of one annotation, `row` being its `_READ` by name."""
    start, end = row.start, row.end
    if article.text[start:end] != row.quote:
        _log.error("Annotation %s does not quote its text at %s-%s.", row.id, start, end)
        raise AnchorLost(f"Annotation {row.id} does not quote its text at {start}-{end}.")
    before, after = context(article.text, start, end)
    return [
        str(row.id),
        *article.cells,
        *article.address,
        str(row.text_version),
        article.sha256,
        row.layer,
        defused(row.annotator__username),
        row.kind,
        row.label_id,
        str(start),
        str(end),
        str(row.part),
        defused(row.quote),
        defused(before),
        defused(after),
        role_of(parts, start, end),
        *[write(said) if said else "" for write, said in zip(_WRITERS, _said(row), strict=True)],
        "" if row.label__polarity is None else str(row.label__polarity),
        *map(defused, _asides(row)),
        moment(row.created_at),
        moment(row.updated_at),
    ]


def _reading_rows(batched: Iterable[Batch], chosen: Q) -> Iterator[list[str]]:
    order = ("article_id", "annotator__username", "assigned_at", "pk")
    read = (*order, "annotator_id", "state", "submitted_at", "reason")
    in_order = attrgetter(*order)
    for batch in batched:
        among = Assignment.objects.filter(chosen, article_id__in=list(batch)).order_by()
        marked = Annotation.objects.filter(article_id__in=list(batch), layer=Layer.READING)
        counts = {
            (article, annotator): number
            for article, annotator, number in marked.order_by()
            .values_list("article_id", "annotator_id")
            .annotate(number=Count("pk"))
        }
        for row in sorted(among.values_list(*read, named=True), key=in_order):
            article = batch[row.article_id]
            yield [
                *article.cells,
                article.sha256,
                defused(row.annotator__username),
                row.state,
                moment(row.assigned_at),
                moment(row.submitted_at),
                str(counts.get((row.article_id, row.annotator_id), 0)),
                defused(row.reason),
            ]
