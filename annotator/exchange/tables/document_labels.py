"""Write article_labels.csv: what is said of whole articles, batch by batch."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q

from annotator.annotations.models import Annotation
from annotator.cells import defused
from annotator.exchange.tables.labels import ArticleCells, Batch, batches
from annotator.exchange.tables.stored import moment
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
    "origin",
    "codebook_edition",
    "created_at",
    "updated_at",
)


def article_label_rows(
    stories: Iterable[Story], *, articles: Q, labels: Q, sourceless: Q
) -> Iterator[list[str]]:
    """Yield a row a label, as cells in order; without the source of the `sourceless` articles."""
    return _rows(batches(stories, articles, sourceless), labels)


def _rows(batched: Iterable[Batch], chosen: Q) -> Iterator[list[str]]:
    for batch in batched:
        found: dict[int, list[Any]] = defaultdict(list)
        live = Annotation.document_labels.filter(chosen, article_id__in=list(batch)).order_by()
        for row in live.values_list(*_READ, named=True):
            found[row.article_id].append(row)
        for number, article in batch.items():
            for row in sorted(found.pop(number, ()), key=_place):
                yield _row(article, row)


def _place(row: Any) -> tuple[str, ...]:
    """Return what a label is sorted by within its article, `row` being its `_READ` by name."""
    return tuple(getattr(row, name) or "" for name in _ORDER)


def _row(article: ArticleCells, row: Any) -> list[str]:
    """Return the cells of one label, `row` being its `_READ` by name."""
    polarity = row.label__polarity
    target = (row.stance_target__slug, row.stance_target__name, row.stance_target__wikidata)
    return [
        *article.cells,
        *article.address,
        str(row.article__version),
        article.sha256,
        row.layer,
        defused(row.annotator__username),
        row.label_id,
        row.label__kind,
        "" if polarity is None else str(polarity),
        *[defused(cell or "") for cell in target],
        defused(row.note),
        row.origin,
        str(row.codebook_edition),
        moment(row.created_at),
        moment(row.updated_at),
    ]
