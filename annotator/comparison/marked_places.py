"""The rows of names.csv and stance.csv: one a place, batch by batch, in constant memory.

Each row leads back to its article, words, offsets, address and the hash of the text.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import Count

from annotator.comparison.article_cells import ARTICLE, article_cells
from annotator.comparison.asides import regions_of
from annotator.comparison.seen import Seen
from annotator.vocabulary.models import Kind
from articles.parts import role_of

BATCH = 25
"""Articles whose places are in memory at once."""
COLUMNS = (
    (f"story {ARTICLE}", "the article, as in labels.csv"),
    ("layer label start end quote", "the place, as in labels.csv"),
    (
        "region",
        "the part of the page it stands in, as in labels.csv; `caption`, `link`, "
        "`references`, `boilerplate` and `repeated` never count as the article's own",
    ),
    ("annotators", "how many highlights say so; 1 where it is settled"),
)
"""The columns that both tables have, for their declarations."""
_PLACED = ("article_id", "start", "end", "quote", "layer", "label_id")


class MarkedPlace(NamedTuple):
    """One place that some annotators marked alike: its cells by column, and the details that were
    asked for, by name."""

    cells: Mapping[str, Any]
    details: Mapping[str, Any]


def marked_places(seen: Seen, kind: Kind, details: tuple[str, ...]) -> Iterator[MarkedPlace]:
    """Yield where highlights of this kind stand that count and may be seen, in reading order."""
    articles = article_cells(seen.story, seen.unseen)
    keys = sorted(articles)
    for first in range(0, len(keys), BATCH):
        among = seen.annotations.filter(kind=kind, article__in=keys[first : first + BATCH])
        read = (*_PLACED, *details)
        regions = regions_of(keys[first : first + BATCH])
        found = among.values(*read).annotate(annotators=Count("pk")).order_by()
        for row in sorted(found, key=lambda row: _order(row, details)):
            placed = {
                "layer": row["layer"],
                "label": row["label_id"],
                "start": row["start"],
                "end": row["end"],
                "quote": row["quote"],
                "region": role_of(regions.get(row["article_id"], ()), row["start"], row["end"]),
                "annotators": row["annotators"],
            }
            cells = {"story": seen.story.slug, **articles[row["article_id"]], **placed}
            yield MarkedPlace(cells, row)


def _order(row: Mapping[str, Any], details: tuple[str, ...]) -> tuple[Any, ...]:
    """Return what the rows are sorted by: the place, then whatever tells two rows apart."""
    rest = (str(row[name]) for name in details)
    return row["article_id"], row["start"], row["end"], row["layer"], row["label_id"], *rest
