"""Give the rows of labels.csv and readings.csv, batch by batch of articles, in constant memory.

Ordered here and not by the database, whose collations differ. No cursor outlives its batch.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet

from annotator.annotations.detail import PlainForm
from annotator.annotations.details import ASIDES, SAID_DETAILS
from annotator.annotations.models import Annotation, Assignment, Layer
from annotator.annotations.visibility.portions import NOTHING
from annotator.cells import defused, figure
from annotator.exchange.tables.stored import as_stored, dashed, moment
from articles.models import Article, Region, Story
from articles.parts import BODY, Part, role_of
from articles.text import context

BATCH = 25
"""Articles whose texts and rows are in memory at once."""

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
    stories: Iterable[Story], *, articles: Q, annotations: Q, sourceless: Q, machines: bool = False
) -> Iterator[list[str]]:
    """Yield a row a live highlight, as cells in the order of the columns of labels.csv.

    With `machines`, of what machines marked in today's texts alone, with `OF_MACHINE` behind.
    Without source and address of the articles that are `sourceless`. Raises AnchorLost where a
    quote is not what its text says.
    """
    batched = batches(stories, articles, sourceless)
    if machines:
        marked = machine_marks_today().filter(annotations)
        return _label_rows(batched, marked, tuple(OF_MACHINE.values()))
    return _label_rows(batched, Annotation.objects.filter(annotations))


def machine_marks_today() -> QuerySet[Annotation]:
    """Return what machines marked in texts that are still so; what is behind stands nowhere in
    today's."""
    return Annotation.machine_marks.filter(text_version=F("article__version"))


OF_MACHINE = {
    "confidence": "machine_mark__confidence",
    "found": "machine_mark__found",
}
"""Columns of what machines marked, behind all others, and where each is read."""


def reading_rows(
    stories: Iterable[Story], *, articles: Q, assignments: Q, sourceless: Q
) -> Iterator[list[str]]:
    """Yield a row an assignment, as cells in the order of the columns of readings.csv."""
    return _reading_rows(batches(stories, articles, sourceless), assignments)


Batch = dict[int, ArticleCells]
_OF_ARTICLE = ("pk", "source__name", "title", "published_on", "url", "text_sha256", "text")
ARTICLE_COLUMNS = ("article__story__slug", *(f"article__{name}" for name in _OF_ARTICLE[:-1]))
"""What is read of an annotation's article beside its text, as it is named from the annotation."""


def batches(stories: Iterable[Story], chosen: Q, sourceless: Q = NOTHING) -> Iterator[Batch]:
    """Yield the articles by story and number, `BATCH` at a time.

    Without source and address of the articles that are `sourceless`.
    """
    for story in sorted(stories, key=lambda story: story.slug):
        among = Article.objects.filter(chosen, story=story).order_by("pk")
        numbers = list(among.values_list("pk", flat=True))
        for first in range(0, len(numbers), BATCH):
            batch = Article.objects.filter(pk__in=numbers[first : first + BATCH]).order_by("pk")
            bare = set(batch.filter(sourceless).values_list("pk", flat=True))
            yield {
                row.pk: _article(story, row, bare=row.pk in bare)
                for row in batch.values_list(*_OF_ARTICLE, named=True)
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


_ORDER = ("layer", "annotator__username", "start", "end", "label_id", "part", "key")
_COLUMNS = tuple(column for detail in SAID_DETAILS for column in detail.columns)
_SAID = tuple(column.lookup for column in _COLUMNS)
_ASIDES = tuple(detail.name for detail in ASIDES)
LABEL_COLUMNS = (
    "article_id",
    *_ORDER,
    "text_version",
    "read_version",
    "origin",
    "codebook_edition",
    "kind",
    "quote",
    "made",
    "changed",
    "label__polarity",
    *_SAID,
    *_ASIDES,
)
"""What is read of each annotation: all that it is sorted by comes first."""
_PLAIN = LABEL_COLUMNS.index(_SAID[0])
_FIGURES = tuple(
    at
    for at, column in enumerate(_COLUMNS)
    if any(column in d.columns for d in SAID_DETAILS if d.plain == PlainForm.END)
)
"""Which of `_COLUMNS` hold numbers and days: they are left as they are."""


class _Cells(dict[str | None, str]):
    """Free text as it stands in cells, worked out once for what many rows of a batch say."""

    def __missing__(self, text: str | None) -> str:
        cell = self[text] = defused(text) if text else ""
        return cell


def _label_rows(
    batched: Iterable[Batch], among: QuerySet[Annotation], more: tuple[str, ...] = ()
) -> Iterator[list[str]]:
    for batch in batched:
        live = as_stored(among.filter(article_id__in=list(batch)))
        found = sorted(live.order_by().values_list(*LABEL_COLUMNS, *more))
        parts, cells = _parts(batch), _Cells()
        for row in found:
            cut = len(LABEL_COLUMNS)
            said = _label_row(batch[row[0]], row[:cut], parts.get(row[0], ()), cells)
            yield [*said, *("" if one is None else str(one) for one in row[cut:])]


def _label_row(
    article: ArticleCells, row: tuple[Any, ...], parts: Sequence[Part], cells: _Cells
) -> list[str]:
    """Return the cells of one annotation, `row` being its `LABEL_COLUMNS`."""
    (
        _, layer, username, start, end, label, part, key, version, read, origin, edition, kind,
        quote, made, changed, pole,
    ) = row[:_PLAIN]  # fmt: skip
    text = article.text
    if text[start:end] != quote:
        _log.error("Annotation %s does not quote its text at %s-%s.", dashed(key), start, end)
        raise AnchorLost(f"Annotation {dashed(key)} does not quote its text at {start}-{end}.")
    before, after = context(text, start, end)
    created = moment(made)
    said = list(map(cells.__getitem__, row[_PLAIN:]))
    for at in _FIGURES:
        if said[at]:
            said[at] = figure(row[_PLAIN + at])
    said.insert(len(_SAID), "" if pole is None else str(pole))
    return [
        dashed(key),
        *article.cells,
        *article.address,
        str(version),
        article.sha256,
        layer,
        cells[username],
        kind,
        label,
        str(start),
        str(end),
        str(part),
        defused(quote),
        defused(before),
        defused(after),
        role_of(parts, start, end) if parts else BODY,
        *said[:-1],
        origin,
        said[-1],  # `proposed`, the last of what is said beside
        str(read),
        str(edition),
        created,
        created if changed == made else moment(changed),
    ]


def _reading_rows(batched: Iterable[Batch], chosen: Q) -> Iterator[list[str]]:
    order = ("article_id", "annotator__username", "assigned_at", "pk")
    read = (*order, "annotator_id", "state", "submitted_at", "text_version", "reason")
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
                str(row.text_version),
                defused(row.reason),
            ]
