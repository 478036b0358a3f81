"""How far annotators agree: F1, Krippendorff's α, Cohen's and Fleiss' κ, uα (pure: no Django).

`pair_and_count` counts one article and one kind; `figures` adds up any choice of articles.
Articles are given in the order of their primary keys, on which the intervals depend.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from annotator.reconciliation.agreement.statistics import bootstrap, measures
from annotator.reconciliation.agreement.statistics.bootstrap import FEWEST
from annotator.reconciliation.agreement.statistics.measures import Measure
from annotator.reconciliation.agreement.statistics.selection import Selection, SumsTable
from annotator.reconciliation.agreement.statistics.u_alpha import Numbers
from annotator.reconciliation.places.tallies import Sums, count_paired, pair_and_count

__all__ = [
    "Figure",
    "Sums",
    "by_label",
    "by_pair",
    "confusion",
    "count_paired",
    "figures",
    "pair_and_count",
]

Pair = tuple[int, int]
"""Two annotators, the smaller number first."""

Articles = Sequence[Sums] | SumsTable
"""Each article's sums; or a table of them, which serves several questions. A table that is asked
about a label was made with it."""

NO_READINGS = "no article has two readings to compare"
TOO_FEW = f"no interval below {FEWEST} articles: it would be far too narrow"
NEVER_DEFINED = "no interval: the figure was undefined in every sample"


class Figure(NamedTuple):
    """One figure of agreement; what it rests on; its 95 % interval."""

    value: float | None
    """None: undefined, and `because` says why."""
    n: int
    of: str
    """What `n` counts."""
    coverage: float | None
    """The share that could be used: of spans, or for uα and its kin of the text."""
    low: float | None
    high: float | None
    dropped: int
    """Samples of the bootstrap, of 1,000, in which the figure was undefined."""
    because: str
    """Why it is undefined, or why there is no interval; else empty."""
    left_out: int = 0
    """Articles that uα cannot take, since spans of one annotator overlap in them."""


def figures(
    articles: Articles,
    pair: Pair | None = None,
    label: str | None = None,
    interval: bool = True,
    among: Sequence[int] | None = None,
) -> dict[str, Figure]:
    """Return all figures of these articles; of all annotators, or of two.

    Keys: exact, overlap, characters (F1), details, alpha, fleiss, u_alpha, u_alpha_segmentation
    (|u), cu_alpha; with a pair kappa (Cohen's), too. With a label: exact, overlap, characters,
    details and ku_alpha. `interval=False` leaves out the bootstrap; `among` takes only the articles
    at these positions, in order.
    """
    return _figures(_table(articles, label), pair, label, interval, among)


def by_pair(
    articles: Articles, label: str | None = None, interval: bool = False
) -> dict[Pair, dict[str, Figure]]:
    """Return `figures` of every two annotators who have submitted the same article, in order."""
    table = _table(articles, label)
    return {pair: _figures(table, pair, label, interval) for pair in table.pairs()}


def by_label(
    articles: Articles, pair: Pair | None = None, interval: bool = False
) -> dict[str, dict[str, Figure]]:
    """Return `figures` of every label that is used in these articles, in order."""
    table = _table(articles)
    return {label: _figures(table, pair, label, interval) for label in table.labels}


def confusion(articles: Articles, pair: Pair | None = None) -> dict[tuple[str, str], int]:
    """Count pairs of spans by their labels; "" for a span that the other annotator has not marked.

    First stands the label of the annotator with the smaller number. Without a pair the counts of
    all pairs of annotators are added up. No zeros.
    """
    selection = Selection(_table(articles), pair)
    cells = selection.confusion()
    names = [*selection.labels, ""]
    return {
        (names[i], names[j]): int(cells[i, j])
        for i, j in zip(*(at.tolist() for at in np.nonzero(cells)), strict=True)
    }


def _table(articles: Articles, label: str | None = None) -> SumsTable:
    return articles if isinstance(articles, SumsTable) else SumsTable(articles, label)


def _figures(
    table: SumsTable,
    pair: Pair | None,
    label: str | None,
    interval: bool,
    among: Sequence[int] | None = None,
) -> dict[str, Figure]:
    selection = Selection(table, pair, among)
    found = measures.of_all(selection) if label is None else measures.of_label(selection, label)
    samples = {}
    if interval and selection.articles >= FEWEST:
        samples = _samples(found, selection.articles)
    return {
        name: _figure(measure, selection.articles, interval, samples.get(name))
        for name, measure in found.items()
    }


def _samples(found: dict[str, Measure], articles: int) -> dict[str, Numbers]:
    """Return each figure in every sample; columns that figures share are added up once."""
    parts = {id(part): part for measure in found.values() for part in measure.parts}
    added = dict(zip(parts, bootstrap.resampled(list(parts.values()), articles), strict=True))
    return {
        name: measure.formula([added[id(part)] for part in measure.parts])
        for name, measure in found.items()
    }


def _figure(measure: Measure, articles: int, wanted: bool, samples: Numbers | None) -> Figure:
    n, of, coverage, left_out = measure.n, measure.of, measure.coverage, measure.left_out
    value = measure.value()
    low = high = None
    undefined, because = 0, ""
    if articles == 0:
        because = NO_READINGS
    elif value is None:
        because = measure.undefined
    elif samples is not None:
        low, high, undefined = bootstrap.percentile_interval(samples)
        because = NEVER_DEFINED if low is None else ""
    elif wanted:
        because = TOO_FEW
    return Figure(value, n, of, coverage, low, high, undefined, because, left_out)
