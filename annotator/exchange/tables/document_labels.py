"""Write article_labels.csv: what is said of whole articles, batch by batch."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q

from annotator.annotations.models import Annotation
from annotator.cells import defused, lines
from annotator.exchange.tables import columns
from annotator.exchange.tables.labels import (
    EVERYTHING,
    NOTHING,
    ArticleCells,
    Batch,
    batches,
    moment,
)
from articles.models import Story

_ORDER = ("layer", "annotator__username", "label_id", "stance_target__slug")
_READ = (
    "article_id",
    *_ORDER,
    "article__version",
    "label__kind",
    "label__polarity",
    "stance_target__name",
    "stance_target__wikidata",
    "note",
    "created_at",
    "updated_at",
)


def article_labels_csv(
    stories: Iterable[Story],
    *,
    articles: Q = EVERYTHING,
    labels: Q = EVERYTHING,
    sourceless: Q = NOTHING,
    bom: bool = False,
) -> Iterator[str]:
    """article_labels.csv in pieces: one row a label; without the source of the `sourceless`."""
    rows = _rows(batches(stories, articles, sourceless), labels)
    return lines(columns.ARTICLE_LABELS, rows, bom=bom)


def _rows(batched: Iterable[Batch], chosen: Q) -> Iterator[list[str]]:
    for batch in batched:
        found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        live = Annotation.document_labels.filter(chosen, article_id__in=list(batch)).order_by()
        for row in live.values_list(*_READ):
            found[row[0]].append(row[1:])
        for number, article in batch.items():
            for row in sorted(found.pop(number, ()), key=_place):
                yield _row(article, row)


def _place(row: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(cell or "" for cell in row[: len(_ORDER)])


def _row(article: ArticleCells, row: tuple[Any, ...]) -> list[str]:
    layer, annotator, label, target, version, kind, polarity, name, wikidata, note = row[:10]
    return [
        *article.cells,
        *article.address,
        str(version),
        article.sha256,
        layer,
        defused(annotator),
        label,
        kind,
        "" if polarity is None else str(polarity),
        *[defused(cell) if cell else "" for cell in (target, name, wikidata)],
        defused(note),
        *[moment(at) for at in row[10:]],
    ]
